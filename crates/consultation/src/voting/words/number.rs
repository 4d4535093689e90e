//! Fractions, units and the names of those who vote.

use crate::voting::fraction::{Bound, Fraction, Share};
use crate::voting::measure::{Amount, Counts, Measure};
use crate::voting::terms::Entitled;

/// 三分之二
pub(super) fn fraction(fraction: Fraction) -> String {
    if fraction == Fraction::HALF {
        return "一半".to_owned();
    }
    let Fraction {
        numerator,
        denominator,
    } = fraction;
    format!("{}分之{}", digits(denominator), digits(numerator))
}

/// `⅔`, or `3/7` where there is no sign for it.
pub(super) fn sign(fraction: Fraction) -> String {
    match (fraction.numerator, fraction.denominator) {
        (1, 2) => "½".to_owned(),
        (1, 3) => "⅓".to_owned(),
        (2, 3) => "⅔".to_owned(),
        (1, 4) => "¼".to_owned(),
        (3, 4) => "¾".to_owned(),
        (1, 5) => "⅕".to_owned(),
        (numerator, denominator) => format!("{numerator}/{denominator}"),
    }
}

/// 「超过一半」, 「至少四分之三」, 「全部」
pub(super) fn share(share: Share) -> String {
    match share.bound {
        _ if share.is_everybody() => "全部".to_owned(),
        Bound::AtLeast => format!("至少{}", fraction(share.fraction)),
        Bound::MoreThan => format!("超过{}", fraction(share.fraction)),
    }
}

fn digits(number: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |number: u32| {
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        DIGITS.get(place).copied().unwrap_or("")
    };
    match number {
        0..=9 => digit(number).to_owned(),
        10 => "十".to_owned(),
        11..=19 => format!("十{}", digit(number % 10)),
        20..=99 if number.is_multiple_of(10) => format!("{}十", digit(number / 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        100 => "一百".to_owned(),
        _ => number.to_string(),
    }
}

/// 「64 人」, 「6400 平方米」, 「11 户」
pub(super) fn amount(amount: Amount, entitled: Entitled) -> String {
    let unit = match amount.measure() {
        Measure::Heads => counted_in(entitled),
        Measure::Area => "平方米",
        Measure::Households => "户",
    };
    format!("{amount} {unit}")
}

/// 「96 人、9600 平方米」
pub(super) fn counts(counts: &Counts, entitled: Entitled) -> String {
    let heads = amount(counts.by(Measure::Heads), entitled);
    if entitled.are_owners() && counts.area.get() > 0 {
        let area = amount(counts.by(Measure::Area), entitled);
        format!("{heads}、{area}")
    } else {
        heads
    }
}

/// 人, or 户 where households are counted.
pub(super) fn counted_in(entitled: Entitled) -> &'static str {
    match entitled {
        Entitled::Households => "户",
        _ => "人",
    }
}

/// Who votes.
pub(super) fn voters(entitled: Entitled) -> &'static str {
    match entitled {
        Entitled::Owners => "业主",
        Entitled::InterestedOwners => "有利害关系的业主",
        Entitled::Residents => "居民",
        Entitled::Households => "住户",
        Entitled::GroupRepresentatives => "居民小组代表",
        Entitled::Representatives => "居民代表",
        Entitled::Participants => "协商代表",
        Entitled::Villagers => "村民",
    }
}

/// Who comes.
pub(super) fn comers(entitled: Entitled) -> &'static str {
    match entitled {
        Entitled::Households => "户代表",
        other => voters(other),
    }
}

/// By what.
pub(super) fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Heads => "按人数",
        Measure::Area => "按面积",
        Measure::Households => "按户数",
    }
}

/// A whole times a fraction, exact or to two places: `= 64`, `≈ 64.67`; area in square metres.
pub(super) fn product(whole: Amount, share: Share) -> String {
    let hundredths = match whole.measure() {
        Measure::Area => 1,
        Measure::Heads | Measure::Households => 100,
    };
    let product = share.product(whole.get()).saturating_mul(hundredths);
    let denominator = u128::from(share.fraction.denominator).max(1);
    let (floor, rest) = (product / denominator, product % denominator);
    let rounded = floor + u128::from(rest * 2 >= denominator);
    let equals = if rest == 0 { "=" } else { "≈" };
    let (ones, places) = (rounded / 100, rounded % 100);
    match places {
        0 => format!("{equals} {ones}"),
        places if places % 10 == 0 => format!("{equals} {ones}.{}", places / 10),
        places => format!("{equals} {ones}.{places:02}"),
    }
}
