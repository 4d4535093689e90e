//! Phone numbers in a cell.

use super::{What, is_digits, narrow};

/// A phone number, and whether more than one was written.
pub(in crate::import) fn phone(text: &str) -> Result<(String, bool), What> {
    let text: String = text.chars().map(narrow).collect();
    let mut parts = text
        .split([',', '、', '/', ';', '，', '；'])
        .filter(|part| !part.trim().is_empty());
    let first = parts.next().unwrap_or_default();
    let digits: String = first
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '(' | ')' | '+'))
        .collect();
    let digits = match digits.strip_prefix("86") {
        Some(rest) if rest.len() == 11 && rest.starts_with('1') => rest,
        _ => &digits,
    };
    let is_mobile = digits.len() == 11 && digits.starts_with('1');
    let is_landline = (7..=12).contains(&digits.len()) && !is_mobile && !digits.starts_with('1');
    match is_digits(digits) && (is_mobile || is_landline) {
        true => Ok((digits.to_owned(), parts.next().is_some())),
        false => Err(What::PhoneUnreadable),
    }
}
