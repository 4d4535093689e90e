//! Areas in a cell: `1,234.50`, `89.5㎡`.

use super::{What, plain};
use crate::cards::FloorArea;

/// An area, and whether it was rounded to 0.01 m².
pub(in crate::import) fn area(text: &str) -> Result<(FloorArea, bool), What> {
    let text = plain(text).to_lowercase().replace('，', ",");
    let mut text = text.as_str();
    for word in ["平方米", "平方", "平米", "㎡", "m²", "m2", "平"] {
        if let Some(rest) = text.strip_suffix(word) {
            text = rest;
            break;
        }
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return Err(What::AreaComma);
        }
        digits.push_str(group);
    }
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || !is_number(&digits) || !is_number(decimals) {
        return Err(if decimals.contains(',') {
            What::AreaComma
        } else {
            What::AreaUnreadable
        });
    }
    let whole: u64 = digits.parse().map_err(|_| What::AreaTooLarge)?;
    let place =
        |place: usize| u64::from(decimals.as_bytes().get(place).map_or(0, |byte| byte - b'0'));
    let up = u64::from(place(2) >= 5);
    let number = whole
        .checked_mul(100)
        .and_then(|whole| whole.checked_add(place(0) * 10 + place(1) + up));
    let area = number
        .and_then(FloorArea::hundredths)
        .ok_or(What::AreaTooLarge)?;
    if area.get() == 0 {
        return Err(What::AreaZero);
    }
    // A float that Excel stores for 89.55 ends in a run of zeros or nines.
    let rest = decimals.get(2..).unwrap_or_default();
    let is_noise = |digit: char| {
        rest.len() > 4
            && rest
                .get(..4)
                .is_some_and(|run| run.chars().all(|other| other == digit))
    };
    let is_exact = rest.chars().all(|digit| digit == '0') || is_noise('0') || is_noise('9');
    Ok((area, !is_exact))
}

#[cfg(test)]
mod tests {
    use super::{What, area};

    #[test]
    fn areas_read_with_commas_and_units_and_not_with_a_comma_for_a_point() {
        for (text, hundredths, is_rounded) in [
            ("89.5", 8_950, false),
            ("89.5㎡", 8_950, false),
            ("1,234.50", 123_450, false),
            ("１２３．４", 12_340, false),
            ("89.5 平方米", 8_950, false),
            ("120m2", 12_000, false),
            ("89.55000000000001", 8_955, false),
            ("89.54999999999999", 8_955, false),
            ("89.555", 8_956, true),
            ("1，234.5", 123_450, false),
            ("0.01", 1, false),
        ] {
            let (area, rounded) = area(text).unwrap();
            assert_eq!((area.get(), rounded), (hundredths, is_rounded), "{text}");
        }
        for (text, what) in [
            ("89,5", What::AreaComma),
            ("1,23,456", What::AreaComma),
            ("约90", What::AreaUnreadable),
            ("", What::AreaUnreadable),
            ("0", What::AreaZero),
            ("-5", What::AreaUnreadable),
            ("1000001", What::AreaTooLarge),
            ("99999999999999999999999", What::AreaTooLarge),
            ("1.234,50", What::AreaComma),
            ("1e3", What::AreaUnreadable),
        ] {
            assert_eq!(area(text), Err(what), "{text}");
        }
    }
}
