//! A guard over the app's texts: opposite words stay opposite in every language, every language has
//! every text, and no English leaks into Chinese.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

type Texts = BTreeMap<String, String>;

const LOCALES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

/// Keys whose texts mean the opposite of each other, or that a person must never mistake for one
/// another. A pair counts once the app has both.
const OPPOSITES: [(&str, &str); 25] = [
    ("sync.online", "sync.offline"),
    ("sync.online", "sync.offline_all"),
    ("sync.online", "sync.trouble_all"),
    ("sync.online_sentence", "sync.offline_all_sentence"),
    ("mark.local", "mark.delivered"),
    ("mark.delivered", "mark.held"),
    ("mark.delivered", "mark.refused"),
    ("mark.local", "mark.saving"),
    ("action.save", "action.cancel"),
    ("action.back", "action.next"),
    ("action.undo", "action.save"),
    ("join.join", "join.not_now"),
    ("field.starts", "field.ends_optional"),
    ("field.from", "field.to"),
    ("look.light", "look.dark"),
    ("look.normal", "look.elder"),
    ("look.contrast_normal", "look.contrast_high"),
    ("reliability.kept", "reliability.not_kept"),
    ("reliability.clock_fast", "reliability.clock_slow"),
    ("reliability.marks_whole", "reliability.marks_broken"),
    ("reliability.local_means", "reliability.delivered_means"),
    ("standing.valid", "standing.revoked"),
    ("standing.valid", "standing.expired"),
    (
        "trouble.link_used.happened",
        "trouble.link_expired.happened",
    ),
    ("wiped.none_unsent", "wiped.some_unsent"),
];

/// Last parts of keys that name one side of a choice: wherever a group has both, they must differ.
const SIDES: [(&str, &str); 14] = [
    ("yes", "no"),
    ("for", "against"),
    ("for", "abstain"),
    ("against", "abstain"),
    ("agree", "disagree"),
    ("passed", "failed"),
    ("accept", "decline"),
    ("accept", "refuse"),
    ("open", "close"),
    ("add", "remove"),
    ("remove", "restore"),
    ("online", "offline"),
    ("start", "end"),
    ("local", "delivered"),
];

/// Latin words that stand in Chinese text on purpose: the name of a language in itself, what programs and files are
/// called, initials as somebody types them.
const LATIN: [&str; 9] = [
    "English", "HEIC", "Excel", "WPS", "CSV", "xlsx", "xls", "MB", "zxm",
];

#[test]
fn opposite_words_differ_in_every_language() -> Result<()> {
    for locale in LOCALES {
        let texts = texts(locale)?;
        for (one, other) in OPPOSITES {
            let text = |key: &str| {
                texts
                    .get(key)
                    .with_context(|| format!("{locale} has no {key}: was it renamed?"))
            };
            ensure!(
                text(one)? != text(other)?,
                "{locale}: {one} and {other} read the same"
            );
        }
        for (one, other) in SIDES {
            for (key, text) in texts.iter() {
                let opposite = sibling(key, one, other).and_then(|key| texts.get(&key));
                ensure!(
                    opposite != Some(text),
                    "{locale}: {key} reads like its opposite {other}"
                );
            }
        }
    }
    Ok(())
}

#[test]
fn every_language_has_every_text_with_the_same_placeholders() -> Result<()> {
    let first = texts(LOCALES[0])?;
    for locale in LOCALES {
        let texts = texts(locale)?;
        let keys: BTreeSet<_> = texts.keys().collect();
        let wanted: BTreeSet<_> = first.keys().collect();
        let odd: Vec<_> = keys.symmetric_difference(&wanted).collect();
        ensure!(
            odd.is_empty(),
            "{locale} and {} differ in {odd:?}",
            LOCALES[0]
        );
        for (key, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
            let original = first.get(key).map(String::as_str).unwrap_or_default();
            ensure!(
                original.is_empty() || placeholders(text) == placeholders(original),
                "{locale}: {key} has other placeholders than {}",
                LOCALES[0]
            );
        }
    }
    Ok(())
}

#[test]
fn no_english_word_stands_in_chinese() -> Result<()> {
    for locale in ["zh-Hans", "zh-Hant"] {
        for (key, text) in texts(locale)? {
            let plain = without_placeholders(&text);
            let words = plain.split(|c: char| !c.is_ascii_alphabetic());
            let odd: Vec<_> = words
                .filter(|word| !word.is_empty() && !LATIN.contains(word))
                .collect();
            ensure!(odd.is_empty(), "{locale}: {key} has {odd:?}: {text}");
        }
    }
    Ok(())
}

#[test]
fn chinese_uses_full_width_punctuation() -> Result<()> {
    for locale in ["zh-Hans", "zh-Hant"] {
        for (key, text) in texts(locale)? {
            let plain = without_placeholders(&text);
            let odd: Vec<_> = plain
                .chars()
                .filter(|c| ",;:?!\"'()".contains(*c))
                .collect();
            ensure!(odd.is_empty(), "{locale}: {key} has {odd:?}: {text}");
        }
    }
    Ok(())
}

#[test]
fn english_has_no_chinese_left_in_it() -> Result<()> {
    for (key, text) in texts("en")? {
        let odd: Vec<_> = text
            .chars()
            .filter(|c| ('\u{3000}'..='\u{9fff}').contains(c))
            .collect();
        let is_name = text.contains("众商");
        ensure!(odd.is_empty() || is_name, "en: {key} has {odd:?}: {text}");
    }
    Ok(())
}

/// The key that says `other` where this one says `one`.
fn sibling(key: &str, one: &str, other: &str) -> Option<String> {
    let (group, last) = key.rsplit_once('.')?;
    (last == one).then(|| format!("{group}.{other}"))
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .collect()
}

fn without_placeholders(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        plain + part.split_once('}').map_or(part, |(_, rest)| rest)
    })
}

fn texts(locale: &str) -> Result<Texts> {
    let path = journeys::locales().join(format!("{locale}.json"));
    let source = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut texts = Texts::new();
    flatten(&serde_json::from_str(&source)?, String::new(), &mut texts);
    Ok(texts)
}

fn flatten(value: &Value, path: String, texts: &mut Texts) {
    match value {
        Value::String(text) => drop(texts.insert(path, text.clone())),
        Value::Object(entries) => {
            for (name, entry) in entries {
                let separator = if path.is_empty() { "" } else { "." };
                flatten(entry, format!("{path}{separator}{name}"), texts);
            }
        }
        _ => {}
    }
}
