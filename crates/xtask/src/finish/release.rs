//! Tells the service worker which files make up this release.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::{files::files_below, hash::sha256};

const SERVICE_WORKER: &str = "sw.js";

/// The expression in the service worker's source that the release takes the place of.
const PLACEHOLDER: &str = "/*__RELEASE__*/ null";

/// What the service worker installs, whole or not at all.
#[derive(Serialize)]
struct Release {
    /// SHA-256 over the list, so that equal files are the same release.
    id: String,
    files: Vec<File>,
}

#[derive(Serialize)]
struct File {
    url: String,
    sha256: String,
}

/// Replaces the placeholder in `sw.js` by the list of all other files and their hashes.
pub(super) fn write_into_service_worker(folder: &Path) -> Result<()> {
    let path = folder.join(SERVICE_WORKER);
    let source = std::fs::read_to_string(&path)
        .with_context(|| format!("the built app lacks {SERVICE_WORKER}"))?;
    let release = serde_json::to_string(&release(folder)?)?;
    std::fs::write(&path, inject(&source, &release)?)?;
    Ok(())
}

fn release(folder: &Path) -> Result<Release> {
    let mut files = Vec::new();
    for name in files_below(folder)? {
        if name == SERVICE_WORKER {
            continue;
        }
        let bytes = std::fs::read(folder.join(&name))?;
        files.push(File {
            url: format!("/{name}"),
            sha256: sha256(&bytes),
        });
    }
    let list: String = files
        .iter()
        .map(|file| format!("{} {}\n", file.sha256, file.url))
        .collect();
    Ok(Release {
        id: sha256(list.as_bytes()),
        files,
    })
}

fn inject(source: &str, release: &str) -> Result<String> {
    let found = source.matches(PLACEHOLDER).count();
    if found != 1 {
        bail!("{SERVICE_WORKER} holds `{PLACEHOLDER}` {found} times instead of once");
    }
    Ok(source.replace(PLACEHOLDER, release))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_every_file_but_the_service_worker() -> Result<()> {
        let folder = tempfile::tempdir()?;
        std::fs::create_dir(folder.path().join("icons"))?;
        std::fs::write(folder.path().join("index.html"), "abc")?;
        std::fs::write(folder.path().join("icons/mark.svg"), "")?;
        std::fs::write(
            folder.path().join("sw.js"),
            "const RELEASE = /*__RELEASE__*/ null;\n",
        )?;
        write_into_service_worker(folder.path())?;
        let worker = std::fs::read_to_string(folder.path().join("sw.js"))?;
        let json = worker
            .strip_prefix("const RELEASE = ")
            .and_then(|rest| rest.strip_suffix(";\n"))
            .context("the line around the list has changed")?;
        let release: serde_json::Value = serde_json::from_str(json)?;
        assert_eq!(
            release["files"],
            serde_json::json!([
                {
                    "url": "/icons/mark.svg",
                    "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                },
                {
                    "url": "/index.html",
                    "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                },
            ])
        );
        assert_eq!(release["id"].as_str().map(str::len), Some(64));
        Ok(())
    }

    #[test]
    fn the_id_changes_with_any_file() -> Result<()> {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("index.html"), "one")?;
        let before = release(folder.path())?.id;
        assert_eq!(release(folder.path())?.id, before);
        std::fs::write(folder.path().join("index.html"), "two")?;
        assert_ne!(release(folder.path())?.id, before);
        Ok(())
    }

    #[test]
    fn a_service_worker_without_the_placeholder_stops_the_build() {
        assert!(inject("const RELEASE = null;", "{}").is_err());
    }
}
