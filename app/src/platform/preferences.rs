//! How this person likes the app to look, kept on this device only.

use serde::{Deserialize, Serialize};

use super::local::{self, LocalKey};

/// The person's preferences; fields that an older or newer version does not know are left at their default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Preferences {
    /// Language of the interface as a BCP 47 tag; empty until chosen.
    pub(crate) language: String,
    /// Size of text and targets.
    pub(crate) text_size: TextSize,
    /// Light or dark.
    pub(crate) theme: Theme,
    /// Whether edges and text are drawn in high contrast.
    pub(crate) high_contrast: bool,
}

/// Size of text and targets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TextSize {
    /// As designed.
    #[default]
    Normal,
    /// 长辈版: larger text, larger targets, fewer things at once.
    Elder,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Theme {
    /// As the device is set.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Preferences {
    /// Reads what was saved, or the defaults.
    pub(crate) fn load() -> Self {
        local::get(LocalKey::PREFERENCES).unwrap_or_default()
    }

    /// Saves them; where the browser keeps nothing they hold until the page closes.
    pub(crate) fn save(&self) {
        local::set(LocalKey::PREFERENCES, self);
    }
}

#[cfg(test)]
mod tests {
    use super::{Preferences, TextSize, Theme};

    #[test]
    fn preferences_of_another_version_are_read_as_far_as_known() {
        let text = r#"{"language":"zh-Hant","text_size":"elder","font":"song"}"#;
        let read: Preferences = serde_json::from_str(text).unwrap();
        let expected = Preferences {
            language: "zh-Hant".into(),
            text_size: TextSize::Elder,
            theme: Theme::System,
            high_contrast: false,
        };
        assert_eq!(read, expected);
    }
}
