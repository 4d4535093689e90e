//! Tells the service worker which files make up this release.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::{files::files_below, hash::sha256, is_fetched_later, program};

const SERVICE_WORKER: &str = "sw.js";

/// The expression in the service worker's source that the release takes the place of.
const PLACEHOLDER: &str = "/*__RELEASE__*/ null";

/// What the service worker installs, whole or not at all.
#[derive(Serialize)]
struct Release {
    /// SHA-256 over the list, so that equal files are the same release.
    id: String,
    /// The script that puts the program together.
    unpack: String,
    files: Vec<File>,
    /// What is fetched when it is first asked for.
    later: Vec<File>,
}

#[derive(Serialize)]
struct File {
    url: String,
    sha256: String,
    /// What comes over the network instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pack: Option<Box<File>>,
}

impl File {
    fn of(folder: &Path, name: &str) -> Result<Self> {
        let bytes = std::fs::read(folder.join(name))?;
        Ok(Self {
            url: format!("/{name}"),
            sha256: sha256(&bytes),
            pack: None,
        })
    }
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
    let (mut files, mut later): (Vec<File>, Vec<File>) = Default::default();
    let mut unpack = String::new();
    for name in files_below(folder)? {
        if name == SERVICE_WORKER || program::is_pack(&name) {
            continue;
        }
        let mut file = File::of(folder, &name)?;
        if is_fetched_later(&name) {
            later.push(file);
            continue;
        }
        let pack = program::pack_of(&name).filter(|pack| folder.join(pack).exists());
        if let Some(pack) = pack {
            file.pack = Some(Box::new(File::of(folder, &pack)?));
        }
        if program::is_unpacking(&name) {
            unpack.clone_from(&file.url);
        }
        files.push(file);
    }
    let list: String = files
        .iter()
        .chain(&later)
        .map(|file| format!("{} {}\n", file.sha256, file.url))
        .collect();
    Ok(Release {
        id: sha256(list.as_bytes()),
        unpack,
        files,
        later,
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
    fn the_program_is_listed_with_its_pack_and_what_unpacks_it() -> Result<()> {
        let folder = tempfile::tempdir()?;
        for (name, content) in [
            ("app-1f.wasm", "whole"),
            ("app-1f.pack", "apart"),
            ("unpack-3d.js", ""),
        ] {
            std::fs::write(folder.path().join(name), content)?;
        }
        let release = release(folder.path())?;
        assert_eq!(release.unpack, "/unpack-3d.js");
        let urls: Vec<_> = release.files.iter().map(|file| file.url.as_str()).collect();
        assert_eq!(urls, ["/app-1f.wasm", "/unpack-3d.js"]);
        let pack = release.files.first().and_then(|file| file.pack.as_ref());
        let pack = pack.context("no pack")?;
        assert_eq!(
            (pack.url.as_str(), &pack.sha256),
            ("/app-1f.pack", &sha256(b"apart"))
        );
        Ok(())
    }

    #[test]
    fn what_is_fetched_later_is_listed_apart() -> Result<()> {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("index.html"), "")?;
        std::fs::write(folder.path().join("roster-1f.wasm"), "")?;
        let release = release(folder.path())?;
        let urls = |files: &[File]| {
            files
                .iter()
                .map(|file| file.url.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(urls(&release.files), ["/index.html"]);
        assert_eq!(urls(&release.later), ["/roster-1f.wasm"]);
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
