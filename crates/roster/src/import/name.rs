//! Names in a cell: of one person or several, of a human being or a body.

use super::address::narrow;
use crate::cards::PersonKind;

/// Characters that a name may have; the longest names of firms have some forty.
const LONGEST: usize = 60;

/// Words by which a name is a body's.
const BODIES: [&str; 18] = [
    "公司",
    "集团",
    "银行",
    "中心",
    "委员会",
    "管理局",
    "政府",
    "街道",
    "学校",
    "幼儿园",
    "医院",
    "合作社",
    "事务所",
    "开发商",
    "开发企业",
    "厂",
    "酒店",
    "经营部",
];

/// What a name is.
pub(super) fn kind(name: &str) -> PersonKind {
    match BODIES.iter().any(|word| name.contains(word)) {
        true => PersonKind::Body,
        false => PersonKind::Human,
    }
}

/// A name without blanks within it (张 三) and without remarks in brackets; `None` when it is too long to be one.
pub(super) fn clean(text: &str) -> Option<String> {
    let is_chinese = text.chars().any(|letter| u32::from(letter) >= 0x2e80);
    let mut name = String::new();
    for letter in text.chars().map(narrow) {
        match letter {
            '\u{2022}' | '\u{30fb}' | '.' if is_chinese => name.push('·'),
            '(' if is_chinese => name.push('（'),
            ')' if is_chinese => name.push('）'),
            _ if letter.is_whitespace() && is_chinese => {}
            _ if letter.is_control() || is_direction(letter) => {}
            _ => name.push(letter),
        }
    }
    if kind(&name) == PersonKind::Human
        && let Some(place) = name.find(['(', '（']).filter(|place| *place > 0)
    {
        name.truncate(place);
    }
    (name.chars().count() <= LONGEST).then_some(name)
}

/// The names of a cell that holds several.
pub(super) fn several(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(['、', ',', '，', ';', '；', '/', '\n']);
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// Whether a cell says that the developer has not sold the unit.
pub(super) fn is_unsold(text: &str) -> bool {
    [
        "未售",
        "未出售",
        "开发商",
        "开发企业",
        "开发商未售",
        "未售(开发商)",
        "未售（开发商）",
    ]
    .contains(&text.trim())
}

/// Signs that turn the direction of writing around, which no name has.
fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{clean, kind, several};
    use crate::cards::PersonKind;

    #[test]
    fn names_lose_blanks_and_remarks_and_firms_are_bodies() {
        assert_eq!(clean("张 三").unwrap(), "张三");
        assert_eq!(clean("张　三（已故）").unwrap(), "张三");
        assert_eq!(clean("阿卜杜•热合曼").unwrap(), "阿卜杜·热合曼");
        assert_eq!(clean("John Smith").unwrap(), "John Smith");
        assert_eq!(clean(&"长".repeat(61)), None);
        assert_eq!(kind("宁波某某置业有限公司"), PersonKind::Body);
        assert_eq!(kind("欧阳明"), PersonKind::Human);
        assert_eq!(
            several("张三、李四，王五").collect::<Vec<_>>(),
            ["张三", "李四", "王五"]
        );
    }
}
