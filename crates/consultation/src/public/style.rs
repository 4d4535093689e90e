//! The pages' one stylesheet: colours of the app's tokens as older browsers understand them, A4 in print.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// The stylesheet.
pub const STYLE: &str = include_str!("style.css");

static PATH: LazyLock<String> = LazyLock::new(|| {
    let hash = Sha256::digest(STYLE);
    let digits: String = hash
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("/board/style-{digits}.css")
});

/// Where it is: the name carries its hash, so that it may be kept for ever.
pub fn style_path() -> &'static str {
    &PATH
}

#[cfg(test)]
mod tests {
    use super::STYLE;

    /// Relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let wide: String = match colour.len() {
            3 => colour.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => colour.to_owned(),
        };
        let part = |at: usize| {
            let value = u8::from_str_radix(&wide[at..at + 2], 16).expect("hexadecimal");
            let value = f64::from(value) / 255.0;
            match value <= 0.04045 {
                true => value / 12.92,
                false => ((value + 0.055) / 1.055).powf(2.4),
            }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    }

    fn contrast(one: f64, other: f64) -> f64 {
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn words_stand_out_from_what_is_behind_them_by_day_and_by_night() {
        let schemes: Vec<&str> = STYLE
            .lines()
            .filter(|line| line.contains("--paper:"))
            .collect();
        assert_eq!(schemes.len(), 3, "light, dark and print");
        for scheme in schemes.iter().take(2) {
            let of = |name: &str| {
                let (_, rest) = scheme.split_once(&format!("--{name}:#")).expect("a colour");
                luminance(rest.split([';', '}']).next().unwrap_or_default())
            };
            for (words, behind, least) in [
                ("ink", "paper", 7.0),
                ("ink", "sheet", 7.0),
                ("ink", "soft", 7.0),
                ("ink-2", "paper", 4.5),
                ("ink-2", "sheet", 4.5),
                ("ink-2", "soft", 4.5),
                ("accent", "paper", 4.5),
                ("accent", "sheet", 4.5),
                ("accent-ink", "accent", 4.5),
                ("signal", "signal-soft", 4.5),
                ("ink", "signal-soft", 4.5),
                ("line-2", "soft", 3.0),
            ] {
                let found = contrast(of(words), of(behind));
                assert!(found >= least, "{words} on {behind}: {found:.2}");
            }
        }
    }
}
