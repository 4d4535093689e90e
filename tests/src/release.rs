//! Other releases of the built app: a newer one, and one with a file that is not what it should be.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::environment::built_app;

const PAGE: &str = "index.html";
const WORKER: &str = "sw.js";
/// What the build writes before and after the list in the service worker.
const LIST: (&str, &str) = ("const RELEASE = ", ";\n");

/// A copy of the built app that can be changed.
pub struct Release {
    folder: TempDir,
}

impl Release {
    /// A release that is as good as the built one, but another: its page carries a mark.
    ///
    /// # Errors
    /// When the built app is not as expected.
    pub fn newer(mark: &str) -> Result<Self> {
        let release = Self::copy()?;
        let page = release.read(PAGE)?;
        let marked = page.replacen(
            "<title>",
            &format!("<meta name=\"release\" content=\"{mark}\"><title>"),
            1,
        );
        ensure!(marked != page, "the page has no title to stand before");
        release.write(PAGE, &marked)?;
        release.lists(PAGE, &marked)?;
        Ok(release)
    }

    /// A newer release whose page was changed on its way, so that it is not what the list says.
    ///
    /// # Errors
    /// When the built app is not as expected.
    pub fn tampered() -> Result<Self> {
        let release = Self::newer("tampered")?;
        let page = release.read(PAGE)?;
        release.write(PAGE, &format!("{page}<!-- changed on its way -->"))?;
        Ok(release)
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn copy() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        crate::folder::copy(&built_app()?, folder.path())?;
        Ok(Self { folder })
    }

    /// Writes the file's hash, and with it a new id, into the service worker's list.
    fn lists(&self, name: &str, content: &str) -> Result<()> {
        let worker = self.read(WORKER)?;
        let start = worker
            .find(LIST.0)
            .context("the service worker has no list")?
            + LIST.0.len();
        let rest = worker.get(start..).unwrap_or_default();
        let end = start + rest.find(LIST.1).context("the list has no end")?;
        let list = worker.get(start..end).unwrap_or_default();
        let mut list: Value = serde_json::from_str(list).context("an unreleased service worker")?;
        let hash = hex(&Sha256::digest(content));
        let files = list
            .get_mut("files")
            .and_then(Value::as_array_mut)
            .context("no files")?;
        let url = format!("/{name}");
        let file = files
            .iter_mut()
            .find(|file| file.get("url").is_some_and(|found| *found == url));
        let file = file
            .context("the file is not listed")?
            .as_object_mut()
            .context("an odd file")?;
        file.insert("sha256".to_owned(), hash.clone().into());
        let whole = list.as_object_mut().context("an odd list")?;
        whole.insert("id".to_owned(), hash.into());
        let head = worker.get(..start).unwrap_or_default();
        let tail = worker.get(end..).unwrap_or_default();
        self.write(WORKER, &format!("{head}{list}{tail}"))
    }

    fn read(&self, name: &str) -> Result<String> {
        let path = self.path(name);
        fs::read_to_string(&path).with_context(|| path.display().to_string())
    }

    /// Writes a file and takes its packed copy away, which would be served in its place.
    fn write(&self, name: &str, content: &str) -> Result<()> {
        fs::write(self.path(name), content)?;
        let packed = self.path(&format!("{name}.br"));
        if packed.exists() {
            fs::remove_file(packed)?;
        }
        Ok(())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
