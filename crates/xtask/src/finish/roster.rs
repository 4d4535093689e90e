//! Sets the roster's program apart: a worker of its own that is fetched when somebody first needs it, so that a first
//! visit carries neither it nor the reading of Excel files.
//!
//! Trunk leaves a worker under the name of its program. Here both files get the names of their hashes, the script the
//! address of the program and the code of `public/roster.js`, and the page a note of where the script is.

use std::path::Path;

use anyhow::{Context, Result};

use super::lean::{PAGE, bare, hashed_name, lean};

/// What Trunk makes of the package.
const PROGRAM: &str = "roster-worker_bg.wasm";
const SCRIPT: &str = "roster-worker.js";
/// What the worker does with messages.
const MESSAGES: &str = "roster.js";
/// How the names of both files begin, once they are named by their hashes.
const STEM: &str = "roster";
/// Before the first of these the page says where files are.
const BEFORE: &str = "<link ";

pub(super) fn set_apart(folder: &Path) -> Result<()> {
    let take = |name: &str| {
        let path = folder.join(name);
        let bytes = std::fs::read(&path)
            .with_context(|| format!("the built app lacks {name}: Trunk's output has changed"))?;
        std::fs::remove_file(path)?;
        Ok::<_, anyhow::Error>(bytes)
    };
    let script = String::from_utf8(take(SCRIPT)?)?;
    let (program, script) = lean(&take(PROGRAM)?, &script)?;
    let messages = String::from_utf8(take(MESSAGES)?)?;
    let program_name = hashed_name(&program, STEM, "wasm");
    let address = format!("const ROSTER_PROGRAM = '/{program_name}';\n");
    let script = format!("{address}{script}{}", bare(&messages));
    let script_name = hashed_name(script.as_bytes(), STEM, "js");
    std::fs::write(folder.join(&program_name), program)?;
    std::fs::write(folder.join(&script_name), script)?;
    let page = std::fs::read_to_string(folder.join(PAGE))?;
    std::fs::write(folder.join(PAGE), with_note(&page, STEM, &script_name)?)?;
    Ok(())
}

/// The page with a note of the address of a file, for the program.
pub(super) fn with_note(page: &str, name: &str, file: &str) -> Result<String> {
    let place = page
        .find(BEFORE)
        .with_context(|| format!("{PAGE} has no link: Trunk's output has changed"))?;
    let (before, after) = page.split_at(place);
    Ok(format!(
        "{before}<meta name=\"{name}\" content=\"/{file}\">{after}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_where_the_worker_is() -> Result<()> {
        let page = with_note(
            "<meta charset=utf-8><link rel=icon><p>",
            "roster",
            "roster-1f.js",
        )?;
        assert_eq!(
            page,
            "<meta charset=utf-8><meta name=\"roster\" content=\"/roster-1f.js\"><link rel=icon><p>"
        );
        assert!(with_note("<p>", "roster", "roster-1f.js").is_err());
        Ok(())
    }
}
