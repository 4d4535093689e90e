//! Pictures: those of README and docs, and the last sight of a journey that failed.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::environment;

/// The file that a picture of the documentation goes to, or nothing unless `UPDATE_PICTURES=1`.
pub(crate) fn for_docs(name: &str) -> Result<Option<PathBuf>> {
    if std::env::var_os("UPDATE_PICTURES").is_none_or(|value| value != "1") {
        return Ok(None);
    }
    in_folder(environment::repository().join("docs/pictures"), name).map(Some)
}

/// The file for what a device showed when it failed.
pub(crate) fn of_failure(name: &str) -> Result<PathBuf> {
    in_folder(std::env::temp_dir().join("zhongshang-journeys"), name)
}

fn in_folder(folder: PathBuf, name: &str) -> Result<PathBuf> {
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder.join(format!("{name}.png")))
}
