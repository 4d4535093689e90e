//! Writes the texts of the languages that the program does not carry beside it, and onto the page where they are.
//!
//! The program finds a text by its place: the order is that of `app/build.rs`, which reads the locales by the same file.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use super::lean::{PAGE, hashed_name};
use super::workers::with_note;

#[path = "../../../../app/texts.rs"]
mod locales;

/// Trunk names the folder of the app's sources in this variable when it runs its hooks.
const SOURCES: &str = "TRUNK_SOURCE_DIR";

pub(super) fn write_beside(folder: &Path) -> Result<()> {
    let sources = std::env::var_os(SOURCES).map(PathBuf::from);
    let sources = sources.with_context(|| format!("{SOURCES} is not set"))?;
    write_from(&sources.join("locales"), folder)
}

/// The languages that are fetched by who chooses them.
fn fetched() -> impl Iterator<Item = &'static str> {
    locales::LOCALES.into_iter().skip(1)
}

fn write_from(sources: &Path, folder: &Path) -> Result<()> {
    let mut page = std::fs::read_to_string(folder.join(PAGE))?;
    for locale in fetched() {
        let path = sources.join(format!("{locale}.json"));
        let source = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let texts = locales::read(&source).map_err(|error| anyhow!("{locale}.json: {error}"))?;
        let joined = locales::joined(&texts);
        let stem = format!("text-{locale}");
        let name = hashed_name(joined.as_bytes(), &stem, "txt");
        std::fs::write(folder.join(&name), joined)?;
        page = with_note(&page, &stem, &name)?;
    }
    std::fs::write(folder.join(PAGE), page)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_in_the_order_of_their_keys_and_the_page_says_where() -> Result<()> {
        let (sources, folder) = (tempfile::tempdir()?, tempfile::tempdir()?);
        let source =
            r#"{"b": {"z": "last", "a": "third"}, "a": {"b_c": "second", "b": {"d": "first"}}}"#;
        for locale in fetched() {
            std::fs::write(sources.path().join(format!("{locale}.json")), source)?;
        }
        std::fs::write(folder.path().join(PAGE), "<link rel=icon>")?;
        write_from(sources.path(), folder.path())?;
        let page = std::fs::read_to_string(folder.path().join(PAGE))?;
        for locale in fetched() {
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
