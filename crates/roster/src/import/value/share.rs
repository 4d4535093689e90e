//! Shares of ownership in a cell: `1/2`, `50%`, `0.5`.

use super::{What, is_digits, plain};
use crate::cards::Part;

/// A share: `1/2`, `50%`, `0.5`; nothing for joint ownership without shares.
pub(in crate::import) fn share(text: &str) -> Result<Option<Part>, What> {
    let text = plain(text);
    if text.contains("共同共有") || text == "单独所有" || text == "全部" {
        return Ok(if text.contains("共同") {
            None
        } else {
            Part::new(1, 1)
        });
    }
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| is_digits(text));
    // Digits after the point as a fraction: 33.33 of 100 is 3333 of 10000.
    let decimal = |text: &str, whole: u32| {
        let (before, after) = text.split_once('.').unwrap_or((text, ""));
        let scale = 10_u32.checked_pow(u32::try_from(after.len()).ok()?)?;
        let after = if after.is_empty() { 0 } else { number(after)? };
        let numerator = number(before)?.checked_mul(scale)?.checked_add(after)?;
        Part::new(numerator, whole.checked_mul(scale)?)
    };
    let part = if let Some((one, other)) = text.split_once('/') {
        number(one)
            .zip(number(other))
            .and_then(|(one, other)| Part::new(one, other))
    } else if let Some((other, one)) = text.split_once("分之") {
        number(one)
            .zip(number(other))
            .and_then(|(one, other)| Part::new(one, other))
    } else if let Some(percent) = text.strip_suffix('%') {
        decimal(percent, 100)
    } else {
        // 50 in a column of shares is a percentage, 1 is the whole.
        decimal(&text, 1).or_else(|| decimal(&text, 100))
    };
    part.map(Some).ok_or(What::ShareUnreadable)
}
