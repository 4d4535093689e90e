//! Typing, pasting and replacing in long texts. A text that is shown as one may lie in several
//! parts; positions here are positions in the whole.

use automerge::{ObjId, ObjType};

use super::clean::{self, Note};
use super::section::{find, list_part, new_part, stored_id};
use super::split::{self, PART_LENGTH, byte_of, utf16_length};
use super::{CommandError, TextTarget};
use crate::document::Writer;
use crate::record::outline;
use crate::record::{PartId, PartKind, Prose, keys};

/// Characters that one section, or the full text, takes.
pub const MAX_TEXT: usize = 200_000;

/// Up to this many units an insertion is typing, and stays in the part where it was made.
const TYPED: usize = PART_LENGTH / 4;

/// Differing characters up to which a finer comparison is worth its time.
const MAX_COMPARED: usize = 500;

/// A stretch of the shown text: one Automerge text.
struct Piece {
    part: PartId,
    text: ObjId,
    start: usize,
    length: usize,
}

impl Piece {
    fn end(&self) -> usize {
        self.start + self.length
    }
}

/// Replaces `delete` units at `index`.
pub(super) fn splice(
    writer: &mut Writer<'_>,
    target: TextTarget,
    index: usize,
    delete: usize,
    insert: &str,
) -> Result<Vec<Note>, CommandError> {
    let cleaned = clean::prose(insert);
    let pieces = pieces(writer, target)?;
    let length = pieces.last().map_or(0, Piece::end);
    let end = index.checked_add(delete).ok_or(CommandError::OutsideText)?;
    if end > length {
        return Err(CommandError::OutsideText);
    }
    let found = length - delete + utf16_length(&cleaned.text);
    if !cleaned.text.is_empty() && found > MAX_TEXT {
        return Err(CommandError::TextTooLong {
            limit: MAX_TEXT,
            found,
        });
    }
    let pieces = delete_range(writer, pieces, index, end)?;
    insert_at(writer, target, &pieces, index, &cleaned.text)?;
    Ok(cleaned.notes)
}

/// Makes the text read as given: what stands the same at both ends is left alone.
pub(super) fn replace(
    writer: &mut Writer<'_>,
    target: TextTarget,
    text: &str,
) -> Result<Vec<Note>, CommandError> {
    let cleaned = clean::prose(text);
    let found = utf16_length(&cleaned.text);
    if found > MAX_TEXT {
        return Err(CommandError::TextTooLong {
            limit: MAX_TEXT,
            found,
        });
    }
    let pieces = pieces(writer, target)?;
    let old: String = pieces
        .iter()
        .map(|piece| writer.view().text(&piece.text))
        .collect();
    let (head, old_middle, new_middle) = differing(&old, &cleaned.text);
    let (start, delete) = (utf16_length(head), utf16_length(old_middle));
    let inserted = utf16_length(new_middle);
    let end = start + delete;
    let home = pieces
        .iter()
        .find(|piece| piece.start <= start && end <= piece.end());
    if let Some(piece) = home
        && (1..=MAX_COMPARED).contains(&delete)
        && (1..=MAX_COMPARED).contains(&inserted)
    {
        let old = writer.view().text(&piece.text);
        let (from, to) = (
            byte_of(&old, start - piece.start),
            byte_of(&old, end - piece.start),
        );
        let before = old.get(..from).unwrap_or_default();
        let after = old.get(to..).unwrap_or_default();
        writer.update(
            &piece.text,
            &format!("{before}{new_middle}{after}"),
            delete + inserted,
        )?;
        return Ok(cleaned.notes);
    }
    let pieces = delete_range(writer, pieces, start, end)?;
    insert_at(writer, target, &pieces, start, new_middle)?;
    Ok(cleaned.notes)
}

/// The common head, and what differs in the old and in the new text before their common tail.
fn differing<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str, &'a str) {
    let head: usize = old
        .chars()
        .zip(new.chars())
        .take_while(|(old, new)| old == new)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let (common, old_rest) = old.split_at(head);
    let new_rest = new.get(head..).unwrap_or_default();
    let tail: usize = old_rest
        .chars()
        .rev()
        .zip(new_rest.chars().rev())
        .take_while(|(old, new)| old == new)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let cut = |rest: &'a str| rest.get(..rest.len() - tail).unwrap_or_default();
    (common, cut(old_rest), cut(new_rest))
}

fn prose_of(target: TextTarget) -> Prose {
    match target {
        TextTarget::FullText => Prose::FullText,
        TextTarget::Section(_) => Prose::Minutes,
    }
}

fn pieces(writer: &Writer<'_>, target: TextTarget) -> Result<Vec<Piece>, CommandError> {
    let groups = match target {
        TextTarget::FullText => outline::groups(&writer.view(), Prose::FullText, &mut Vec::new()),
        TextTarget::Section(section) => vec![find(writer, section)?],
    };
    let mut start = 0;
    let mut pieces = Vec::new();
    for (part, text) in groups.iter().flat_map(outline::Group::texts) {
        let length = writer.view().length(text);
        pieces.push(Piece {
            part,
            text: text.clone(),
            start,
            length,
        });
        start += length;
    }
    Ok(pieces)
}

/// Deletes a range that may run over several pieces; gives the pieces as they are then.
fn delete_range(
    writer: &mut Writer<'_>,
    pieces: Vec<Piece>,
    index: usize,
    end: usize,
) -> Result<Vec<Piece>, CommandError> {
    let mut start = 0;
    let mut left = Vec::new();
    for mut piece in pieces {
        let from = index.max(piece.start);
        let to = end.min(piece.end());
        if from < to {
            writer.splice(&piece.text, from - piece.start, to - from, "")?;
            piece.length = writer.view().length(&piece.text);
        }
        piece.start = start;
        start = piece.end();
        left.push(piece);
    }
    Ok(left)
}

fn insert_at(
    writer: &mut Writer<'_>,
    target: TextTarget,
    pieces: &[Piece],
    index: usize,
    insert: &str,
) -> Result<(), CommandError> {
    if insert.is_empty() {
        return Ok(());
    }
    let Some(piece) = pieces
        .iter()
        .find(|piece| piece.start <= index && index <= piece.end())
    else {
        return continue_with(writer, target, None, &split::split(insert));
    };
    let local = index - piece.start;
    let inserted = utf16_length(insert);
    let tail_length = piece.length - local.min(piece.length);
    let is_full = tail_length == 0 && piece.length >= PART_LENGTH && {
        piece.length >= 2 * PART_LENGTH || writer.view().text(&piece.text).ends_with('\n')
    };
    let fits = inserted <= TYPED || piece.length + inserted <= 2 * PART_LENGTH;
    if fits && !is_full {
        writer.splice(&piece.text, local, 0, insert)?;
        return Ok(());
    }
    let old = writer.view().text(&piece.text);
    let tail = old.get(byte_of(&old, local)..).unwrap_or_default();
    // All of a long insertion goes into parts of its own: two that are made at one place at the
    // same time then stand one after the other, each whole.
    let mut chunks = split::split(insert);
    if !tail.is_empty() {
        writer.splice(&piece.text, local, tail_length, "")?;
        chunks.extend(split::split(tail));
    }
    continue_with(writer, target, Some(piece.part), &chunks)
}

/// Adds a part for each chunk, each following the one before it. Where there is nothing to follow,
/// the first one begins the text.
fn continue_with(
    writer: &mut Writer<'_>,
    target: TextTarget,
    after: Option<PartId>,
    chunks: &[&str],
) -> Result<(), CommandError> {
    let prose = prose_of(target);
    let mut after = match target {
        TextTarget::FullText => after,
        TextTarget::Section(section) => Some(after.unwrap_or(section)),
    };
    for chunk in chunks {
        let id = writer.mint();
        let kind = if after.is_some() {
            PartKind::Continued
        } else {
            PartKind::Free
        };
        let part = new_part(writer, prose, id, &kind)?;
        match after {
            Some(before) => writer.put(&part, keys::AFTER, stored_id(before))?,
            None => list_part(writer, prose, id, 0)?,
        }
        let text = writer
            .view()
            .children(&part, keys::BODY, ObjType::Text)
            .pop();
        writer.splice(&text.ok_or(CommandError::Internal)?, 0, 0, chunk)?;
        after = Some(id);
    }
    Ok(())
}
