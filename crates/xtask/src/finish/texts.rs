//! Writes the texts of the languages that the program does not carry beside it, and onto the page where they are.
//!
//! The program finds a text by its place: the order is that of `app/build.rs`, by key.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::lean::{PAGE, hashed_name};
use super::workers::with_note;

/// Trunk names the folder of the app's sources in this variable when it runs its hooks.
const SOURCES: &str = "TRUNK_SOURCE_DIR";
/// The languages that are fetched by who chooses them.
const LOCALES: [&str; 2] = ["zh-Hant", "en"];
/// Stands between two texts.
const BETWEEN: &str = "\u{1f}";

pub(super) fn write_beside(folder: &Path) -> Result<()> {
    let sources = std::env::var_os(SOURCES).map(PathBuf::from);
    let sources = sources.with_context(|| format!("{SOURCES} is not set"))?;
    write_from(&sources.join("locales"), folder)
}

fn write_from(locales: &Path, folder: &Path) -> Result<()> {
    let mut page = std::fs::read_to_string(folder.join(PAGE))?;
    for locale in LOCALES {
        let path = locales.join(format!("{locale}.json"));
        let source = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let mut texts = BTreeMap::new();
        flatten(&serde_json::from_str(&source)?, "", &mut texts)?;
        let texts: Vec<&str> = texts.values().map(String::as_str).collect();
        let joined = texts.join(BETWEEN);
        let stem = format!("text-{locale}");
        let name = hashed_name(joined.as_bytes(), &stem, "txt");
        std::fs::write(folder.join(&name), joined)?;
        page = with_note(&page, &stem, &name)?;
    }
    std::fs::write(folder.join(PAGE), page)?;
    Ok(())
}

fn flatten(value: &Value, path: &str, texts: &mut BTreeMap<String, String>) -> Result<()> {
    match value {
        Value::Object(entries) => {
            for (name, entry) in entries {
                let path = match path {
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                flatten(entry, &path, texts)?;
            }
        }
        Value::String(text) => {
            texts.insert(path.to_owned(), text.clone());
        }
        _ => bail!("{path} is neither text nor a group"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_in_the_order_of_their_keys_and_the_page_says_where() -> Result<()> {
        let (locales, folder) = (tempfile::tempdir()?, tempfile::tempdir()?);
        let source =
            r#"{"b": {"z": "last", "a": "third"}, "a": {"b_c": "second", "b": {"d": "first"}}}"#;
        for locale in LOCALES {
            std::fs::write(locales.path().join(format!("{locale}.json")), source)?;
        }
        std::fs::write(folder.path().join(PAGE), "<link rel=icon>")?;
        write_from(locales.path(), folder.path())?;
        let page = std::fs::read_to_string(folder.path().join(PAGE))?;
        for locale in LOCALES {
            let (_, rest) = page
                .split_once(&format!("<meta name=\"text-{locale}\" content=\"/"))
                .context("no note")?;
            let name = rest.split('"').next().unwrap_or_default();
            let text = std::fs::read_to_string(folder.path().join(name))?;
            assert_eq!(text, "first\u{1f}second\u{1f}third\u{1f}last");
        }
        Ok(())
    }
}
