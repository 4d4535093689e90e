//! Shares as people write them: 三分之二以上, 超过半数, ≥2/3, 60%以上.

use crate::voting::{Fraction, FractionProblem, Share, words};

/// Why words are no share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShareProblem {
    /// They do not read as a share.
    #[error("the words do not read as a share")]
    Unreadable,
    /// They do not say whether the number itself is enough (民法典 1259).
    #[error("the words do not say whether the number itself is enough")]
    NoBound,
    /// No vote could ever meet it, or every vote would.
    #[error(transparent)]
    Fraction(#[from] FractionProblem),
}

impl ShareProblem {
    /// What is wrong, in a sentence.
    pub fn words(self) -> String {
        match self {
            Self::Unreadable => "看不懂这个比例，请写成“三分之二以上”“超过半数”这样。".to_owned(),
            Self::NoBound => "请写明是“以上”（含本数）还是“超过”（不含本数）。".to_owned(),
            Self::Fraction(problem) => words::fraction_problem(problem),
        }
    }
}

/// Words that say that the number itself is enough.
const AT_LEAST: [&str; 10] = [
    ">=",
    "≥",
    "以上",
    "至少",
    "不少于",
    "不低于",
    "达到",
    "全体",
    "全部",
    "满",
];
/// Words that say that it is not. 过 alone comes last: it is part of others.
const MORE_THAN: [&str; 5] = ["超过", "多于", "大于", ">", "过"];

/// Reads a share.
///
/// # Errors
///
/// When it cannot be read, does not say whether the number itself is enough, or makes no sense.
pub fn share(text: &str) -> Result<Share, ShareProblem> {
    let mut rest: String = text.chars().filter_map(plain).collect();
    let is_whole = rest.contains("全体") || rest.contains("全部");
    let mut take = |words: &[&str]| {
        let before = rest.len();
        for word in words {
            rest = rest.replace(word, "");
        }
        rest.len() < before
    };
    let (is_at_least, is_more) = (take(&AT_LEAST), take(&MORE_THAN));
    take(&["的", "同意", "参加", "到会"]);
    let fraction = match rest.as_str() {
        "" if is_whole => Fraction::WHOLE,
        rest => fraction(rest).ok_or(ShareProblem::Unreadable)?,
    };
    let share = match (is_at_least, is_more) {
        (true, false) => Share::at_least(fraction),
        (false, true) => Share::more_than(fraction),
        _ => return Err(ShareProblem::NoBound),
    };
    share.check()?;
    Ok(share)
}

/// Figures and signs as they stand on a keyboard; gaps go.
fn plain(character: char) -> Option<char> {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0),
        '⁄' | '∕' => Some('/'),
        gap if gap.is_whitespace() => None,
        other => Some(other),
    }
}

fn fraction(text: &str) -> Option<Fraction> {
    if ["半", "半数", "一半", "½"].contains(&text) {
        return Some(Fraction::HALF);
    }
    if let Some(percent) = text.strip_suffix('%') {
        return Some(Fraction::new(number(percent)?, 100));
    }
    if let Some((below, above)) = text.split_once("分之") {
        return Some(Fraction::new(number(above)?, number(below)?));
    }
    let (above, below) = text.split_once('/')?;
    Some(Fraction::new(number(above)?, number(below)?))
}

/// A number in figures, or in Chinese up to 百.
fn number(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let mut sum = 0_u32;
    let mut digit = None;
    for character in text.chars() {
        let unit = match character {
            '十' => 10,
            '百' => 100,
            other => {
                let digits = "零一二三四五六七八九".chars();
                let place = digits.zip(0..).find(|(known, _)| *known == other);
                digit = Some(place?.1);
                continue;
            }
        };
        sum = sum.checked_add(digit.take().unwrap_or(1) * unit)?;
    }
    (!text.is_empty()).then_some(sum.checked_add(digit.unwrap_or(0))?)
}

#[cfg(test)]
mod tests {
    use super::{ShareProblem, share};
    use crate::voting::{Fraction, FractionProblem, Share};

    #[test]
    fn shares_read_as_people_write_them() {
        let two_thirds = Share::at_least(Fraction::TWO_THIRDS);
        let half = Share::more_than(Fraction::HALF);
        for (text, expected) in [
            ("三分之二以上", two_thirds),
            ("至少三分之二", two_thirds),
            (" ≥ 2/3 ", two_thirds),
            ("２／３以上", two_thirds),
            ("三分之二以上同意", two_thirds),
            ("超过半数", half),
            ("过半数", half),
            ("过半", half),
            ("超过一半", half),
            (">1/2", half),
            ("半数以上", Share::at_least(Fraction::HALF)),
            ("60%以上", Share::at_least(Fraction::new(60, 100))),
            ("百分之六十五以上", Share::at_least(Fraction::new(65, 100))),
            ("五分之四以上", Share::at_least(Fraction::new(4, 5))),
            ("全体", Share::at_least(Fraction::WHOLE)),
            ("全部同意", Share::at_least(Fraction::WHOLE)),
        ] {
            assert_eq!(share(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_share_says_why() {
        let over = |numerator, denominator| FractionProblem::MoreThanWhole {
            numerator,
            denominator,
        };
        for (text, problem) in [
            ("3/2以上", ShareProblem::Fraction(over(3, 2))),
            ("二分之三以上", ShareProblem::Fraction(over(3, 2))),
            ("150%以上", ShareProblem::Fraction(over(150, 100))),
            ("超过全体", ShareProblem::NoBound),
            (
                "超过1/1",
                ShareProblem::Fraction(FractionProblem::MoreThanAll),
            ),
            (
                "1/0以上",
                ShareProblem::Fraction(FractionProblem::ZeroDenominator),
            ),
            ("0%以上", ShareProblem::Fraction(FractionProblem::Zero)),
            ("三分之二", ShareProblem::NoBound),
            ("2/3", ShareProblem::NoBound),
            ("多数", ShareProblem::Unreadable),
            ("大多数同意", ShareProblem::Unreadable),
            ("以上", ShareProblem::Unreadable),
            ("1/3/4以上", ShareProblem::Unreadable),
            ("分之以上", ShareProblem::Unreadable),
            ("4294967296/2以上", ShareProblem::Unreadable),
            ("", ShareProblem::Unreadable),
            ("𬭎㛃<b>", ShareProblem::Unreadable),
        ] {
            assert_eq!(share(text), Err(problem), "{text}");
        }
        let words = share("3/2以上").unwrap_err().words();
        assert_eq!(words, "3/2 大于 1，永远达不到。");
    }
}
