//! The texts of `locales/*.json` as one text per language, for `build.rs` and for `cargo xtask`, which writes beside the
//! program those that it does not carry. The program finds a text by its place, so both have them in the same order: by key.

use std::collections::BTreeMap;

use serde_json::Value;

/// The languages. The first is the one that all others are checked against and that the program carries.
pub(crate) const LOCALES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

/// Stands between two texts; no text holds it.
pub(crate) const BETWEEN: char = '\u{1f}';

/// Texts by key.
pub(crate) type Texts = BTreeMap<String, String>;

/// Reads a language: the groups of the file become the parts of the keys.
pub(crate) fn read(source: &str) -> Result<Texts, String> {
    let tree = serde_json::from_str(source).map_err(|error| error.to_string())?;
    let mut texts = Texts::new();
    flatten(&tree, "", &mut texts)?;
    Ok(texts)
}

/// The texts of a language in the order of their keys.
pub(crate) fn joined(texts: &Texts) -> String {
    let texts: Vec<&str> = texts.values().map(String::as_str).collect();
    texts.join(&BETWEEN.to_string())
}

fn flatten(value: &Value, path: &str, texts: &mut Texts) -> Result<(), String> {
    match value {
        Value::Object(entries) => {
            for (name, entry) in entries {
                let path = match path {
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                flatten(entry, &path, texts)?;
            }
            Ok(())
        }
        Value::String(text) if text.contains(BETWEEN) => {
            Err(format!("{path} holds the separator of texts"))
        }
        Value::String(text) => {
            texts.insert(path.to_owned(), text.clone());
            Ok(())
        }
        _ => Err(format!("{path} is neither text nor a group")),
    }
}
