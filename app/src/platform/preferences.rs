//! How this person likes the app to look, kept on this device only.

use super::local::{self, LocalKey};

/// The person's preferences; what an older or newer version does not know is left at its default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TextSize {
    /// As designed.
    #[default]
    Normal,
    /// 长辈版: larger text, larger targets, fewer things at once.
    Elder,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
        local::get(LocalKey::PREFERENCES)
            .map(|text| Self::read(&text))
            .unwrap_or_default()
    }

    /// Saves them; where the browser keeps nothing they hold until the page closes.
    pub(crate) fn save(&self) {
        local::set(LocalKey::PREFERENCES, &self.write());
    }

    fn read(text: &str) -> Self {
        let mut preferences = Self::default();
        for pair in local::pairs(text) {
            match pair {
                ("language", tag) => preferences.language = tag.to_owned(),
                ("text_size", "elder") => preferences.text_size = TextSize::Elder,
                ("theme", "light") => preferences.theme = Theme::Light,
                ("theme", "dark") => preferences.theme = Theme::Dark,
                ("contrast", "high") => preferences.high_contrast = true,
                _ => {}
            }
        }
        preferences
    }

    fn write(&self) -> String {
        let text_size = match self.text_size {
            TextSize::Normal => "normal",
            TextSize::Elder => "elder",
        };
        let theme = match self.theme {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let contrast = match self.high_contrast {
            true => "high",
            false => "normal",
        };
        let language = &self.language;
        format!("language={language}\ntext_size={text_size}\ntheme={theme}\ncontrast={contrast}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::{Preferences, TextSize, Theme};

    #[test]
    fn preferences_of_another_version_are_read_as_far_as_known() {
        let read =
            Preferences::read("language=zh-Hant\ntext_size=elder\nfont=song\ntheme=rainbow\n\n");
        let expected = Preferences {
            language: "zh-Hant".into(),
            text_size: TextSize::Elder,
            theme: Theme::System,
            high_contrast: false,
        };
        assert_eq!(read, expected);
    }

    #[test]
    fn what_was_chosen_is_read_as_it_was_written() {
        for theme in [Theme::System, Theme::Light, Theme::Dark] {
            let chosen = Preferences {
                language: "en".into(),
                text_size: TextSize::Elder,
                theme,
                high_contrast: true,
            };
            assert_eq!(Preferences::read(&chosen.write()), chosen);
        }
    }
}
