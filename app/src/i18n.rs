//! Text in the person's language: zh-Hans, zh-Hant, en, from `locales/*.json`.
//!
//! Weighed and left: `leptos_i18n` adds 60 crates and an ICU data exporter to every build, and its
//! `t!` makes one closure type per use, each with its own copy of the rendering code; `leptos-fluent`
//! carries a parser and the bundles to the device and looks keys up by name while running. A cold
//! tablet on a poor network pays for both. Here `build.rs` joins the texts of a language in one and
//! checks them (an array of them would carry an address and a length for each), a text is found by its
//! number, and a change of language mounts the app anew, so that no text needs a subscription. Simplified
//! Chinese is part of the program; another language is fetched by who chooses it, and kept.
//!
//! Use `t!(i18n, group.name)`, or `t!(i18n, group.name, count = 3)` where the text has `{count}`.

use leptos::prelude::*;

#[allow(
    non_upper_case_globals,
    reason = "constants are named as the keys in the locale files"
)]
mod generated {
    use std::sync::OnceLock;

    include!(concat!(env!("OUT_DIR"), "/text.rs"));
    #[cfg(any(test, not(target_arch = "wasm32")))]
    include!(concat!(env!("OUT_DIR"), "/others.rs"));
    #[cfg(all(not(test), target_arch = "wasm32"))]
    static OTHERS: &[&str] = &[];

    /// The texts of each language that is here.
    static SPLIT: [OnceLock<Vec<&str>>; LANGUAGES] = [const { OnceLock::new() }; LANGUAGES];

    /// The texts of a language, if they are here; the first always is.
    pub(super) fn texts(language: usize) -> Option<&'static [&'static str]> {
        let slot = SPLIT.get(language)?;
        let carried = match language.checked_sub(1) {
            None => Some(FIRST),
            Some(other) => OTHERS.get(other).copied(),
        };
        let texts = match (slot.get(), carried) {
            (None, Some(carried)) => slot.get_or_init(|| carried.split(BETWEEN).collect()),
            (texts, _) => texts?,
        };
        Some(texts)
    }

    /// Takes the texts of a language that came; false for what is not all of them.
    pub(super) fn take(language: usize, joined: String) -> bool {
        // As long as the program runs, like those that it carries.
        let joined: &'static str = joined.leak();
        let texts: Vec<&str> = joined.split(BETWEEN).collect();
        let is_whole = texts.len() == COUNT;
        let slot = SPLIT.get(language).filter(|_| is_whole);
        slot.is_some_and(|slot| slot.set(texts).is_ok() || slot.get().is_some())
    }

    pub(super) fn text(language: usize, key: super::Key) -> &'static str {
        let texts = texts(language).or_else(|| texts(0)).unwrap_or_default();
        texts.get(key.0).copied().unwrap_or_default()
    }

    /// The names of each group whose texts are looked up while running, in their order.
    static NAMES: [OnceLock<Vec<&str>>; NAMED.len()] = [const { OnceLock::new() }; NAMED.len()];

    pub(super) fn named(group: &str, name: &str) -> Option<super::Key> {
        let place = NAMED.iter().position(|(known, ..)| *known == group)?;
        let (_, first, names) = NAMED.get(place)?;
        let names = NAMES
            .get(place)?
            .get_or_init(|| names.split(BETWEEN).collect());
        let found = names.binary_search(&name).ok()?;
        Some(super::Key(first + found))
    }
}

pub(crate) use generated::key;

/// A text of the interface, whatever the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key(pub(crate) usize);

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Locale {
    #[default]
    ZhHans,
    ZhHant,
    En,
}

impl Locale {
    /// Every language, in the order in which it is offered.
    pub(crate) const ALL: [Self; 3] = [Self::ZhHans, Self::ZhHant, Self::En];

    /// The BCP 47 tag, as the page's `lang` and the stored preference have it.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
            Self::En => "en",
        }
    }

    /// Reads a stored tag; anything unknown is the default language.
    pub(crate) fn from_tag(tag: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|locale| locale.tag() == tag)
            .unwrap_or_default()
    }

    /// Whether its texts are here.
    pub(crate) fn is_here(self) -> bool {
        generated::texts(self as usize).is_some()
    }

    /// Takes its texts; false for what is not all of them.
    pub(crate) fn take(self, texts: String) -> bool {
        generated::take(self as usize, texts)
    }

    /// What the language calls itself, so that one who reads no other finds it.
    pub(crate) fn own_name(self) -> &'static str {
        match self {
            Self::ZhHans => "简体中文",
            Self::ZhHant => "繁體中文",
            Self::En => "English",
        }
    }
}

/// The language in force below this point of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct I18n {
    /// The language itself, for dates and numbers.
    pub(crate) locale: Locale,
}

impl I18n {
    /// The text of a key.
    pub(crate) fn text(self, key: Key) -> &'static str {
        generated::text(self.locale as usize, key)
    }

    /// The text for an id that a record holds: of a column, a choice, a requirement. `None` for one of
    /// a later version.
    pub(crate) fn named(self, group: &str, id: &str) -> Option<&'static str> {
        let (group, name) = match group.split_once('.') {
            Some((group, list)) => (group, format!("{list}.{id}")),
            None => (group, id.to_owned()),
        };
        generated::named(group, &name).map(|key| self.text(key))
    }

    /// The text of a key with its placeholders filled.
    pub(crate) fn fill(self, key: Key, values: &[(&str, &str)]) -> String {
        let mut text = self.text(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}

/// The language of the part of the page that asks.
pub(crate) fn use_i18n() -> I18n {
    use_context::<I18n>().unwrap_or(I18n {
        locale: Locale::default(),
    })
}

/// Reads a text: `t!(i18n, today.title)`, `t!(i18n, sync.offline, count = 3)`.
macro_rules! t {
    ($i18n:expr, $($segment:ident).+) => {
        $i18n.text($crate::i18n::key::$($segment)::+)
    };
    ($i18n:expr, $($segment:ident).+, $($name:ident = $value:expr),+ $(,)?) => {
        $i18n.fill(
            $crate::i18n::key::$($segment)::+,
            &[$((stringify!($name), $value.to_string().as_str())),+],
        )
    };
}
pub(crate) use t;
