//! A place as people write it: 3幢2单元501室, 3-2-501, 阳光小区3号楼501, 3#501.

use crate::cards::Place;

/// A wide letter or digit as its narrow one.
pub(super) fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '—' | '–' | '―' | '‐' | '−' | '﹣' => '-',
        _ => letter,
    }
}

/// Reads a place; `None` when no room can be told.
pub(super) fn parse(text: &str) -> Option<Place> {
    let text: String = text.chars().map(narrow).collect();
    let mut place = Place::default();
    let mut loose: Vec<String> = Vec::new();
    let (mut run, mut words) = (String::new(), String::new());
    let letters: Vec<char> = text.trim().chars().collect();
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let rest = letters.get(at..).unwrap_or_default();
        at += 1;
        if letter.is_ascii_alphanumeric()
            || (is_numeral(*letter) && words.is_empty() && numeral_counts(rest))
        {
            run.push(*letter);
            continue;
        }
        if let Some((slot, len)) = marker(rest).filter(|_| !run.is_empty()) {
            let value = number(&core::mem::take(&mut run));
            match slot {
                Slot::Building => place.building = value,
                Slot::Unit => place.unit = value,
                Slot::Room => place.room = value,
            }
            at += len - 1;
            continue;
        }
        if matches!(letter, '-' | '/' | '#' | '.' | '_' | '、') || letter.is_whitespace() {
            loose.extend(Some(core::mem::take(&mut run)).filter(|run| !run.is_empty()));
            continue;
        }
        // Other words: the estate, with a number of a street before it (文昌路12号).
        if !place.building.is_empty() || !loose.is_empty() {
            words.push_str(&core::mem::take(&mut run));
            words.push(*letter);
            continue;
        }
        place.estate.push_str(&core::mem::take(&mut run));
        place.estate.push(*letter);
    }
    loose.extend(Some(run).filter(|run| !run.is_empty()));
    take_loose(&mut place, loose);
    if place.room.is_empty() && !words.is_empty() {
        place.room = words;
    }
    part_from_estate(&mut place);
    (!place.room.is_empty()).then_some(place)
}

/// A garage stands where a building would, and is no estate: 阳光小区地下车位B12.
fn part_from_estate(place: &mut Place) {
    let starts = ["地下", "车位", "车库", "车棚", "负一", "负二"].iter();
    if let Some(start) = starts.filter_map(|word| place.estate.find(word)).min() {
        let garage = place.estate.split_off(start);
        place.building.insert_str(0, &garage);
    }
}

/// Numbers without a word: the last is the room, before it come unit and building.
fn take_loose(place: &mut Place, mut loose: Vec<String>) {
    if place.room.is_empty() {
        place.room = loose.pop().map(|run| number(&run)).unwrap_or_default();
    }
    if place.building.is_empty() {
        // Of two numbers the first is the building, of three the second is the unit.
        if place.unit.is_empty() && loose.len() >= 2 {
            place.unit = loose.pop().map(|run| number(&run)).unwrap_or_default();
        }
        place.building = loose.pop().map(|run| number(&run)).unwrap_or_default();
    } else if place.unit.is_empty() {
        place.unit = loose.pop().map(|run| number(&run)).unwrap_or_default();
    }
}

enum Slot {
    Building,
    Unit,
    Room,
}

/// The word that says what the number before it is, and how long it is.
fn marker(rest: &[char]) -> Option<(Slot, usize)> {
    let is_last = |len: usize| rest.len() == len;
    Some(match rest {
        ['号', '楼' | '幢' | '栋' | '座', ..] => (Slot::Building, 2),
        ['幢' | '栋' | '座', ..] => (Slot::Building, 1),
        ['楼'] => return None,
        ['楼', next, ..] if next.is_ascii_digit() => (Slot::Building, 1),
        ['单', '元', ..] => (Slot::Unit, 2),
        ['梯', ..] => (Slot::Unit, 1),
        ['室' | '房' | '户', ..] => (Slot::Room, 1),
        ['号', ..] if is_last(1) => (Slot::Room, 1),
        _ => return None,
    })
}

/// A number in a column of its own: `3幢`, `03`, `三单元`, `501室`.
pub(super) fn part(text: &str) -> String {
    let text: String = text
        .chars()
        .map(narrow)
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let mut text = text.as_str();
    for word in [
        "号楼", "号幢", "幢", "栋", "座", "楼", "单元", "梯", "室", "房", "户", "号", "#",
    ] {
        if let Some(rest) = text.strip_suffix(word)
            && !rest.is_empty()
        {
            text = rest;
            break;
        }
    }
    number(text)
}

/// Whether Chinese numerals begin a number of a building or unit here, and not a name such as 三江花园.
fn numeral_counts(rest: &[char]) -> bool {
    let numerals = rest
        .iter()
        .take_while(|letter| is_numeral(**letter))
        .count();
    numerals <= 3
        && rest
            .get(numerals..)
            .is_some_and(|rest| marker(rest).is_some())
}

fn is_numeral(letter: char) -> bool {
    "一二三四五六七八九十".contains(letter)
}

/// Digits without zeros before them; Chinese numerals up to 99 as digits; letters in capitals.
fn number(text: &str) -> String {
    if !text.is_empty() && text.chars().all(is_numeral) {
        return chinese(text).map_or_else(|| text.to_owned(), |number| number.to_string());
    }
    let text = text.strip_suffix(".0").unwrap_or(text);
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = text.trim_start_matches('0');
        return if digits.is_empty() {
            "0".to_owned()
        } else {
            digits.to_owned()
        };
    }
    text.to_ascii_uppercase()
}

fn chinese(text: &str) -> Option<u32> {
    let digit = |letter: char| {
        let place = "一二三四五六七八九"
            .chars()
            .position(|other| other == letter)?;
        u32::try_from(place + 1).ok()
    };
    let mut letters = text.chars();
    let Some((tens, ones)) = text.split_once('十') else {
        return letters
            .next()
            .and_then(digit)
            .filter(|_| letters.next().is_none());
    };
    let one = |text: &str, none: u32| match text.chars().count() {
        0 => Some(none),
        1 => text.chars().next().and_then(digit),
        _ => None,
    };
    Some(one(tens, 1)? * 10 + one(ones, 0)?)
}

#[cfg(test)]
mod tests {
    use super::{parse, part};

    #[test]
    fn places_read_as_people_write_them() {
        for (text, expected) in [
            ("3幢2单元501室", ["", "3", "2", "501"]),
            ("3-2-501", ["", "3", "2", "501"]),
            ("３－２－５０１", ["", "3", "2", "501"]),
            ("03—02—0501", ["", "3", "2", "501"]),
            ("3-501", ["", "3", "", "501"]),
            ("3#501", ["", "3", "", "501"]),
            ("3号楼501", ["", "3", "", "501"]),
            ("3幢2-501", ["", "3", "2", "501"]),
            ("三幢二单元501", ["", "3", "2", "501"]),
            ("十二栋1201室", ["", "12", "", "1201"]),
            ("A座1201", ["", "A", "", "1201"]),
            ("阳光小区3幢501室", ["阳光小区", "3", "", "501"]),
            ("三江花园3幢501室", ["三江花园", "3", "", "501"]),
            ("文昌路12号3幢2单元501室", ["文昌路12号", "3", "2", "501"]),
            ("阳光小区 3幢 2单元 501", ["阳光小区", "3", "2", "501"]),
            ("文昌路18号", ["文昌路", "", "", "18"]),
            ("3幢 / 2单元 / 501a", ["", "3", "2", "501A"]),
            ("501", ["", "", "", "501"]),
            ("地下-B012", ["", "地下", "", "B012"]),
            (
                "阳光小区地下车位B2-035",
                ["阳光小区", "地下车位B2", "", "35"],
            ),
        ] {
            let place = parse(text).unwrap_or_else(|| panic!("{text}"));
            let read = [&place.estate, &place.building, &place.unit, &place.room];
            assert_eq!(read, expected, "{text}");
        }
        for text in ["", "  ", "---", "小区", "室"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_in_its_own_column_loses_its_word() {
        for (text, expected) in [
            ("3幢", "3"),
            ("03", "3"),
            ("3号楼", "3"),
            ("三单元", "3"),
            ("二十一幢", "21"),
            ("501室", "501"),
            ("B座", "B"),
            ("b", "B"),
            ("幢", "幢"),
            ("", ""),
            ("1.0", "1"),
        ] {
            assert_eq!(part(text), expected, "{text}");
        }
    }
}
