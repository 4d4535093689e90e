//! What changed between two states of a text, counted in UTF-16 units as browsers count.
//!
//! Knows nothing of elements or records: the editor uses it to send only what a person typed and to
//! bring in what others typed without moving the caret.

/// A stretch of a text replaced by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Splice {
    /// Where it begins, in UTF-16 units.
    pub(crate) index: usize,
    /// How many units go.
    pub(crate) delete: usize,
    /// What comes in their place.
    pub(crate) insert: String,
}

impl Splice {
    /// Finds the one stretch in which two texts differ; `None` when they are equal.
    ///
    /// With `caret`, the end of the typed stretch in the new text, an ambiguous place (a letter typed
    /// among equal letters) is settled in favour of where the person typed.
    pub(crate) fn between(old: &str, new: &str, caret: Option<usize>) -> Option<Self> {
        if old == new {
            return None;
        }
        let old: Vec<u16> = old.encode_utf16().collect();
        let new: Vec<u16> = new.encode_utf16().collect();
        let most_tail = caret.map_or(usize::MAX, |caret| new.len().saturating_sub(caret));
        let shorter = old.len().min(new.len());
        let same = |pair: &(&u16, &u16)| pair.0 == pair.1;
        let mut tail = old
            .iter()
            .rev()
            .zip(new.iter().rev())
            .take(shorter.min(most_tail))
            .take_while(same)
            .count();
        let mut head = old
            .iter()
            .zip(&new)
            .take(shorter - tail)
            .take_while(same)
            .count();
        if head > 0 && old.get(head - 1).is_some_and(|unit| is_lead(*unit)) {
            head -= 1;
        }
        if tail > 0
            && old
                .get(old.len() - tail)
                .is_some_and(|unit| is_trail(*unit))
        {
            tail -= 1;
        }
        let insert = new
            .get(head..new.len() - tail)
            .map(String::from_utf16_lossy);
        Some(Self {
            index: head,
            delete: old.len() - tail - head,
            insert: insert.unwrap_or_default(),
        })
    }

    /// The splices that do the same once `earlier`, made on the same text, is already in; to be
    /// made in the order given.
    ///
    /// Text that both took away goes once, what `earlier` put in always stays, and of two insertions
    /// at one place `earlier` stays in front.
    pub(crate) fn after(&self, earlier: &Self) -> Vec<Self> {
        let end = self.index + self.delete;
        let earlier_end = earlier.index + earlier.delete;
        let index = earlier.carry(self.index);
        if self.index < earlier.index && earlier_end < end {
            let behind = earlier.carry(earlier_end);
            return vec![
                Self {
                    index: behind,
                    delete: end - earlier_end,
                    insert: String::new(),
                },
                Self {
                    index,
                    delete: earlier.index - self.index,
                    insert: self.insert.clone(),
                },
            ];
        }
        let end = if end <= earlier_end {
            end.min(earlier.index)
        } else {
            earlier.carry(end)
        };
        vec![Self {
            index,
            delete: end.saturating_sub(index),
            insert: self.insert.clone(),
        }]
    }

    /// Where a place in the text (a caret) is after this splice.
    pub(crate) fn carry(&self, place: usize) -> usize {
        let inserted = self.insert.encode_utf16().count();
        if place < self.index {
            place
        } else if place >= self.index + self.delete {
            place - self.delete + inserted
        } else {
            self.index + inserted
        }
    }

    /// Where a caret stays when this splice comes from somebody else: text that they put exactly at
    /// the caret goes behind it, so that the words being typed stay together.
    pub(crate) fn carry_caret(&self, caret: usize) -> usize {
        if caret <= self.index {
            caret
        } else {
            self.carry(caret)
        }
    }

    /// The text with the splice made.
    pub(crate) fn apply(&self, text: &str) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        let start = self.index.min(units.len());
        let end = (self.index + self.delete).min(units.len());
        let part = |units: Option<&[u16]>| String::from_utf16_lossy(units.unwrap_or_default());
        format!(
            "{}{}{}",
            part(units.get(..start)),
            self.insert,
            part(units.get(end..))
        )
    }
}

fn is_lead(unit: u16) -> bool {
    (0xD800..0xDC00).contains(&unit)
}

fn is_trail(unit: u16) -> bool {
    (0xDC00..0xE000).contains(&unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_between(old: &str, new: &str, caret: Option<usize>, expected: (usize, usize, &str)) {
        let splice = Splice::between(old, new, caret).unwrap();
        assert_eq!(
            (splice.index, splice.delete, splice.insert.as_str()),
            expected
        );
        assert_eq!(splice.apply(old), new);
    }

    fn check_merge(base: &str, remote: &Splice, local: &Splice, expected: &str) {
        let start = remote.apply(base);
        let merged = local
            .after(remote)
            .iter()
            .fold(start, |text, splice| splice.apply(&text));
        assert_eq!(merged, expected);
    }

    #[test]
    fn taking_away_a_stretch_keeps_what_others_put_into_it() {
        let splice = |index, delete, insert: &str| Splice {
            index,
            delete,
            insert: insert.into(),
        };
        check_merge(
            "一二三四五",
            &splice(2, 0, "新"),
            &splice(1, 3, "改"),
            "一改新五",
        );
        check_merge(
            "一二三四五",
            &splice(2, 2, "新"),
            &splice(1, 3, ""),
            "一新五",
        );
        check_merge("一二三四五", &splice(2, 3, "新"), &splice(1, 3, ""), "一新");
        check_merge(
            "一二三四五",
            &splice(0, 2, "新"),
            &splice(1, 2, ""),
            "新四五",
        );
    }

    #[test]
    fn only_the_typed_stretch_is_sent() {
        check_between("居民提出", "居民代表提出", None, (2, 0, "代表"));
        check_between("一楼住户担心", "一楼担心", None, (2, 2, ""));
        check_between("", "开场", None, (0, 0, "开场"));
        check_between("甲乙丙", "甲丁丙", None, (1, 1, "丁"));
    }

    #[test]
    fn a_letter_among_equal_letters_is_placed_where_the_caret_is() {
        check_between("哈哈哈", "哈哈哈哈", Some(1), (0, 0, "哈"));
        check_between("哈哈哈", "哈哈哈哈", Some(4), (3, 0, "哈"));
    }

    #[test]
    fn a_character_outside_the_basic_plane_is_never_cut_in_half() {
        check_between("𠮷", "𠮶", None, (0, 2, "𠮶"));
        check_between("a𠮷b", "a𠀀b", None, (1, 2, "𠀀"));
    }

    #[test]
    fn equal_texts_make_no_splice() {
        assert_eq!(Splice::between("同样", "同样", None), None);
    }

    #[test]
    fn typing_while_others_type_keeps_both() {
        let base = "开场。结束。";
        let remote = Splice::between(base, "开场。物业发言。结束。", None).unwrap();
        let local = Splice::between(base, "开场。结束。散会。", None).unwrap();
        check_merge(base, &remote, &local, "开场。物业发言。结束。散会。");
    }

    #[test]
    fn what_both_took_away_goes_once() {
        let base = "甲乙丙丁";
        let remote = Splice::between(base, "甲丁", None).unwrap();
        let local = Splice::between(base, "甲乙丁", None).unwrap();
        check_merge(base, &remote, &local, "甲丁");
    }

    #[test]
    fn a_caret_stays_with_its_words() {
        let remote = Splice {
            index: 2,
            delete: 0,
            insert: "新来的".to_owned(),
        };
        assert_eq!(remote.carry_caret(1), 1);
        assert_eq!(remote.carry_caret(2), 2);
        assert_eq!(remote.carry_caret(3), 6);
    }
}
