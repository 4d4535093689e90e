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
/// Where the page says which script is the worker's; before it stands what the page begins with.
const BEFORE: &str = "<link ";

/// Whether a file is not part of a first visit.
pub(crate) fn is_fetched_later(name: &str) -> bool {
    name.strip_prefix(STEM)
        .is_some_and(|rest| rest.starts_with('-'))
}

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
    std::fs::write(folder.join(PAGE), with_note(&page, &script_name)?)?;
    Ok(())
}

/// The page with the address of the worker's script.
fn with_note(page: &str, script: &str) -> Result<String> {
    let place = page
        .find(BEFORE)
        .with_context(|| format!("{PAGE} has no link: Trunk's output has changed"))?;
    let (before, after) = page.split_at(place);
    Ok(format!(
        "{before}<meta name=\"roster\" content=\"/{script}\">{after}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_where_the_worker_is() -> Result<()> {
        let page = with_note("<meta charset=utf-8><link rel=icon><p>", "roster-1f.js")?;
        assert_eq!(
            page,
            "<meta charset=utf-8><meta name=\"roster\" content=\"/roster-1f.js\"><link rel=icon><p>"
        );
        assert!(with_note("<p>", "roster-1f.js").is_err());
        Ok(())
    }

    #[test]
    fn only_the_rosters_files_are_fetched_later() {
        assert!(is_fetched_later("roster-1f.wasm"));
        assert!(!is_fetched_later("roster.js"));
        assert!(!is_fetched_later("app-1f.wasm"));
    }
}
