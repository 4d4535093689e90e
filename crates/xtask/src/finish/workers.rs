//! Sets the programs of workers apart: they are fetched when somebody first needs them, so that a first visit carries
//! neither the reading of Excel files nor the practice community's relay.
//!
//! Trunk leaves a worker under the name of its package. Here both files get the names of their hashes, the script the
//! address of the program and the code of `public/worker.js`, and the page a note of where the script is.

use std::path::Path;

use anyhow::{Context, Result};

use super::lean::{PAGE, bare, hashed_name, lean};

/// How the files of each worker's program are called; its package is `<name>-worker`.
const PROGRAMS: [&str; 2] = ["roster", "practice"];
/// What a worker does with messages.
const MESSAGES: &str = "worker.js";
/// Before the first of these the page says where files are.
const BEFORE: &str = "<link ";

pub(super) fn set_apart(folder: &Path) -> Result<()> {
    let messages = String::from_utf8(taken(folder, MESSAGES)?)?;
    for name in PROGRAMS {
        let script = String::from_utf8(taken(folder, &format!("{name}-worker.js"))?)?;
        let program = taken(folder, &format!("{name}-worker_bg.wasm"))?;
        let (program, script) = lean(&program, &script)?;
        let program_name = hashed_name(&program, name, "wasm");
        let address = format!("const DESK_PROGRAM = '/{program_name}';\n");
        let script = format!("{address}{script}{}", bare(&messages));
        let script_name = hashed_name(script.as_bytes(), name, "js");
        std::fs::write(folder.join(&program_name), program)?;
        std::fs::write(folder.join(&script_name), script)?;
        let page = std::fs::read_to_string(folder.join(PAGE))?;
        std::fs::write(folder.join(PAGE), with_note(&page, name, &script_name)?)?;
    }
    Ok(())
}

/// The bytes of a file, which is taken out of the folder.
fn taken(folder: &Path, name: &str) -> Result<Vec<u8>> {
    let path = folder.join(name);
    let bytes = std::fs::read(&path)
        .with_context(|| format!("the built app lacks {name}: Trunk's output has changed"))?;
    std::fs::remove_file(path)?;
    Ok(bytes)
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
