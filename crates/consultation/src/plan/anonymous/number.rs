//! Days, rooms and telephone numbers, by their form. Each says how many characters of the beginning it is.

use super::starts_with;

/// What a day, a room or a storey is counted in when it is written in Han characters.
const NUMERALS: &str = "〇零一二三四五六七八九十";
/// Units of houses and rooms; the longer ones first. 户 counts households and says no room.
const UNITS: [&str; 8] = ["号楼", "单元", "幢", "栋", "室", "弄", "座", "号"];
/// What is counted in these is no telephone number.
const MEASURES: [char; 6] = ['元', '万', '平', '户', '人', '米'];
/// Digits of the shortest telephone number.
const LEAST_DIGITS: usize = 7;

/// `2017年12月13日`, `12月13日`, `2017-12-13`, `二〇一七年十二月`.
pub(super) fn day(words: &[char]) -> Option<usize> {
    let (first, after) = number(words)?;
    let unit = after.first()?;
    if first == 4 && matches!(unit, '-' | '.' | '/') {
        let mut length = first;
        for _ in 0..2 {
            let rest = words.get(length + 1..)?;
            let part = digits(rest);
            let is_separated = words.get(length) == Some(unit);
            if !is_separated || !(1..=2).contains(&part) {
                return None;
            }
            length += 1 + part;
        }
        return Some(length);
    }
    let mut length = 0;
    if first == 4 {
        length = part(words, &['年'])?;
    }
    let rest = words.get(length..).unwrap_or_default();
    match part(rest, &['月']) {
        Some(month) if length > 0 || first <= 2 => {
            length += month;
            let rest = words.get(length..).unwrap_or_default();
            length += part(rest, &['日', '号']).unwrap_or(0);
        }
        _ => {}
    }
    (length > 0).then_some(length)
}

/// How long a number with its unit is, blanks before and between them counted.
fn part(words: &[char], units: &[char]) -> Option<usize> {
    let before = blanks(words);
    let (number, after) = number(words.get(before..)?)?;
    let between = blanks(after);
    let unit = after.get(between)?;
    let is_unit = units.contains(unit);
    is_unit.then_some(before + number + between + 1)
}

/// `3 幢 2 单元 501 室`, `三幢一单元`, `12号楼`.
pub(super) fn room(words: &[char]) -> Option<usize> {
    let mut length = 0;
    loop {
        let rest = words.get(length..).unwrap_or_default();
        let blank = blanks(rest);
        let Some((number, after)) = number(rest.get(blank..).unwrap_or_default()) else {
            break;
        };
        let between = blanks(after);
        let after = after.get(between..).unwrap_or_default();
        let unit = UNITS.iter().find(|unit| starts_with(after, unit));
        let Some(unit) = unit.filter(|_| blank == 0 || length > 0) else {
            break;
        };
        length += blank + number + between + unit.chars().count();
    }
    (length > 0).then_some(length)
}

/// A telephone number, an identity number, an address of electronic mail.
pub(super) fn contact(words: &[char]) -> Option<usize> {
    let is_part = |it: &&char| it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '-' | '@');
    let mail = words.iter().take_while(is_part).count();
    let has_at = words.iter().take(mail).any(|it| *it == '@');
    if has_at && mail > 1 {
        return Some(mail);
    }
    let (mut length, mut count) = (0, 0);
    loop {
        let part = digits(words.get(length..).unwrap_or_default());
        if part == 0 {
            break;
        }
        (length, count) = (length + part, count + part);
        let next = (words.get(length), words.get(length + 1));
        match next {
            (Some('-' | ' '), Some(digit)) if digit.is_ascii_digit() => length += 1,
            _ => break,
        }
    }
    let rest = words.get(length..).unwrap_or_default();
    let unit = rest.get(blanks(rest));
    let is_measure = unit.is_some_and(|unit| MEASURES.contains(unit));
    if count < LEAST_DIGITS || is_measure {
        return None;
    }
    let has_check = matches!(words.get(length), Some('x' | 'X'));
    Some(length + usize::from(has_check))
}

/// How long a number is, in digits or in Han characters, and what follows it.
fn number(words: &[char]) -> Option<(usize, &[char])> {
    let length = match digits(words) {
        0 => words
            .iter()
            .take_while(|it| NUMERALS.contains(**it))
            .count(),
        length => length,
    };
    let after = words.get(length..)?;
    (length > 0).then_some((length, after))
}

pub(super) fn digits(words: &[char]) -> usize {
    words.iter().take_while(|it| it.is_ascii_digit()).count()
}

fn blanks(words: &[char]) -> usize {
    words.iter().take_while(|it| **it == ' ').count()
}
