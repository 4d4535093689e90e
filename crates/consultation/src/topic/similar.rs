//! Topics that may be about the same thing.
//!
//! By pairs of neighbouring characters. A segmenter would bring a dictionary of some megabytes to every
//! phone, and does not know the names of lanes, estates and firms that these sentences are full of;
//! two characters are a word of Chinese more often than not, and half a word still tells. How much a
//! pair counts falls with the number of topics that have it: 「小区」 says little, 「电梯」 much.

use crate::record::RowId;

/// Two topics below this are not shown as alike.
const LEAST: Likeness = Likeness(150);
/// What two sentences have to share at least, in thousandths of a pair that nobody else has: one common
/// pair alone makes nothing alike, however short a sentence is.
const LEAST_SHARED: u64 = 1_200;

/// How alike two sentences are, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likeness(u32);

impl Likeness {
    /// 0 to 1000.
    pub fn thousandths(self) -> u32 {
        self.0
    }
}

/// Each once, in their order.
type Pairs = Vec<(char, char)>;

/// The topics that are like a sentence, the likest first. Staff decide; nothing is merged by itself.
pub fn similar<'a>(
    sentence: &str,
    topics: impl IntoIterator<Item = (RowId, &'a str)>,
) -> Vec<(RowId, Likeness)> {
    let sought = pairs(sentence);
    let topics: Vec<(RowId, Pairs)> = topics
        .into_iter()
        .map(|(topic, text)| (topic, pairs(text)))
        .collect();
    let mut common: Pairs = topics
        .iter()
        .flat_map(|(_, pairs)| pairs.iter().copied())
        .collect();
    common.sort_unstable();
    // A pair that every topic has counts a thousandth of one that no topic has.
    let all = topics.len() as u64 + 1;
    let weight = |pair: &(char, char)| {
        let first = common.partition_point(|other| other < pair);
        let last = common.partition_point(|other| other <= pair);
        let with = (last - first) as u64;
        1 + 1_000 * (all - with) / all
    };
    let sum = |pairs: &mut dyn Iterator<Item = &(char, char)>| pairs.map(weight).sum::<u64>();
    let mut alike: Vec<(RowId, Likeness)> = topics
        .iter()
        .filter_map(|(topic, pairs)| {
            let is_shared = |pair: &&(char, char)| sought.binary_search(pair).is_ok();
            let shared = sum(&mut pairs.iter().filter(is_shared));
            // Of the shorter one: a short sentence that a long one contains is about the same.
            let shorter = sum(&mut pairs.iter()).min(sum(&mut sought.iter()));
            let likeness = (1_000 * shared).checked_div(shorter)?;
            let likeness = Likeness(u32::try_from(likeness).ok()?);
            let is_alike = likeness >= LEAST && shared >= LEAST_SHARED;
            is_alike.then_some((*topic, likeness))
        })
        .collect();
    alike.sort_by_key(|(topic, likeness)| (core::cmp::Reverse(*likeness), *topic));
    alike
}

/// Neighbouring characters of what is read; signs and gaps separate, digits of numbers stay together.
fn pairs(text: &str) -> Pairs {
    let mut pairs = Pairs::new();
    let mut before = None;
    for character in text.chars() {
        let character = character.is_alphanumeric().then(|| lower(character));
        if let (Some(first), Some(second)) = (before, character) {
            pairs.push((first, second));
        }
        before = character;
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn lower(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::similar;
    use crate::record::RowId;

    const TOPICS: [&str; 6] = [
        "3号楼一单元加装电梯",
        "小区垃圾分类投放点调整",
        "地下车库非机动车充电",
        "小区停车位不够，晚上没地方停车",
        "三幢老人上下楼不便，希望装电梯",
        "小区电动自行车充电桩太少",
    ];

    fn alike(sentence: &str) -> Vec<usize> {
        let topics = TOPICS.iter().zip(1_u8..);
        let topics = topics.map(|(text, number)| (RowId::from_bytes([number; 16]), *text));
        let found = similar(sentence, topics);
        let place = |id: RowId| usize::from(id.as_bytes()[0]) - 1;
        found.into_iter().map(|(id, _)| place(id)).collect()
    }

    #[test]
    fn what_is_about_the_same_is_found_and_the_rest_is_not() {
        assert_eq!(alike("我们单元想加装电梯"), [0, 4]);
        assert_eq!(alike("垃圾投放点能不能换个地方").first(), Some(&1));
        assert_eq!(alike("电动车充电不方便"), [2, 5]);
        assert_eq!(alike("楼道路灯坏了"), Vec::<usize>::new());
    }

    #[test]
    fn what_everybody_says_does_not_make_topics_alike() {
        assert!(alike("小区绿化").is_empty());
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert!(alike("").is_empty());
        assert!(alike("，。！").is_empty());
        assert!(similar("电梯", []).is_empty());
    }
}
