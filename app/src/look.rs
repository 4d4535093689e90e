//! Language and look, as this person chose them on this device.

use leptos::prelude::*;

use crate::i18n::Locale;
use crate::live::Var;
use crate::platform;
use crate::platform::error::PlatformError;
use crate::platform::preferences::{Preferences, TextSize, Theme};

/// The preferences in force; a plain value in context.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    preferences: RwSignal<Preferences>,
    shown: Var<Locale>,
}

/// The language that was chosen on this device.
pub(crate) fn chosen() -> Locale {
    Locale::from_tag(&Preferences::load().language)
}

/// Makes sure that the texts of a language are here.
pub(crate) async fn bring(locale: Locale) -> Result<(), PlatformError> {
    if locale.is_here() {
        return Ok(());
    }
    let texts = platform::texts::fetch(locale.tag()).await?;
    let cut = || PlatformError::Unavailable("texts of another version".to_owned());
    locale.take(texts).then_some(()).ok_or_else(cut)
}

impl Look {
    /// Reads what was saved and puts it into force; from now on each change is put into force and saved.
    pub(crate) fn load() -> Self {
        let preferences = Preferences::load();
        let chosen = Locale::from_tag(&preferences.language);
        let shown = Some(chosen).filter(|locale| locale.is_here());
        let look = Self {
            preferences: RwSignal::new(preferences),
            shown: Var::new(shown.unwrap_or_default()),
        };
        Effect::new(move |_| look.apply());
        look
    }

    /// The preferences, tracked.
    pub(crate) fn get(self) -> Preferences {
        self.preferences.get()
    }

    /// The language that is shown, tracked.
    pub(crate) fn locale(self) -> Locale {
        self.shown.get()
    }

    /// Chooses a language.
    ///
    /// # Errors
    /// When its texts are not on this device and the network does not bring them; then nothing changes.
    pub(crate) async fn set_locale(self, locale: Locale) -> Result<(), PlatformError> {
        bring(locale).await?;
        self.change(|preferences| preferences.language = locale.tag().to_owned());
        self.shown.set(locale);
        Ok(())
    }

    /// Changes and saves the preferences.
    pub(crate) fn change(self, change: impl FnOnce(&mut Preferences)) {
        self.preferences.update(change);
        self.preferences.read_untracked().save();
    }

    /// Sets the root element's attributes, from which every colour and size follows.
    fn apply(self) {
        let preferences = self.get();
        let size = match preferences.text_size {
            TextSize::Normal => "",
            TextSize::Elder => "elder",
        };
        let theme = match preferences.theme {
            Theme::System => "",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let contrast = if preferences.high_contrast {
            "high"
        } else {
            ""
        };
        platform::page::set_root("lang", self.locale().tag());
        platform::page::set_root("data-size", size);
        platform::page::set_root("data-theme", theme);
        platform::page::set_root("data-contrast", contrast);
    }
}

/// The look in force.
#[allow(
    clippy::expect_used,
    reason = "the root provides it before any page is mounted"
)]
pub(crate) fn use_look() -> Look {
    use_context::<Look>().expect("the app's root provides the look")
}
