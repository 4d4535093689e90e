//! The pictures of README and docs are taken by journeys, so that they never go stale: each one that is
//! shown is there, is small, and has a journey that takes it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// The largest picture, in bytes: README is read on poor networks too.
const LARGEST: u64 = 150_000;

#[test]
fn every_picture_that_is_shown_is_small_and_taken_by_a_journey() -> Result<()> {
    let journeys = texts(&root().join("tests"), "rs")?.concat();
    let shown = shown()?;
    ensure!(!shown.is_empty(), "README shows no picture");
    for name in &shown {
        let path = folder().join(format!("{name}.png"));
        let size = fs::metadata(&path)
            .with_context(|| format!("{name} is missing: run `cargo xtask pictures`"))?
            .len();
        ensure!(
            size <= LARGEST,
            "{name} has {size} bytes, more than {LARGEST}"
        );
        let taken = ["takes_picture(", "takes_picture_of("]
            .iter()
            .any(|step| journeys.contains(&format!("{step}\"{name}\"")));
        ensure!(taken, "no journey takes {name}");
    }
    Ok(())
}

#[test]
fn no_picture_lies_about_that_nobody_shows() -> Result<()> {
    let shown = shown()?;
    for file in fs::read_dir(folder())? {
        let name = file?.file_name().to_string_lossy().replace(".png", "");
        ensure!(
            shown.contains(&name),
            "nothing shows docs/pictures/{name}.png"
        );
    }
    Ok(())
}

/// The names of the pictures that README and docs show.
fn shown() -> Result<BTreeSet<String>> {
    let mut pages = texts(&root().join("docs"), "md")?;
    pages.push(fs::read_to_string(root().join("README.md"))?);
    let mut names = BTreeSet::new();
    for page in &pages {
        for rest in page.split("pictures/").skip(1) {
            names.extend(rest.split_once(".png").map(|(name, _)| name.to_owned()));
        }
    }
    Ok(names)
}

/// The texts of all files with this ending below a folder.
fn texts(folder: &Path, ending: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() && !path.ends_with("node_modules") {
                waiting.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(fs::read_to_string(path)?);
            }
        }
    }
    Ok(found)
}

fn folder() -> PathBuf {
    root().join("docs/pictures")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
