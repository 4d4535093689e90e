//! Where the built app, the relay and the locales are, as `cargo xtask test` tells it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// The folder of the built app (`ZHONGSHANG_DIST`).
///
/// # Errors
/// When the variable is not set or names no folder with an `index.html`.
pub fn built_app() -> Result<PathBuf> {
    let folder = path_from("ZHONGSHANG_DIST")?;
    ensure!(
        folder.join("index.html").is_file(),
        "{} holds no built app: run `cargo xtask test journeys`",
        folder.display()
    );
    Ok(folder)
}

/// The relay's binary (`ZHONGSHANG_RELAY`).
///
/// # Errors
/// When the variable is not set or names no file.
pub fn relay_binary() -> Result<PathBuf> {
    let binary = path_from("ZHONGSHANG_RELAY")?;
    ensure!(
        binary.is_file(),
        "{} is no relay: run `cargo xtask test journeys`",
        binary.display()
    );
    Ok(binary.canonicalize()?)
}

/// The folder with the app's texts, one file or folder for each language.
pub fn locales() -> PathBuf {
    repository().join("app/locales")
}

/// The root of the repository that this package was built in.
pub(crate) fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn path_from(variable: &str) -> Result<PathBuf> {
    let value = std::env::var_os(variable).with_context(|| {
        format!("{variable} is not set: run the journeys by `cargo xtask test journeys`")
    })?;
    Ok(PathBuf::from(value))
}
