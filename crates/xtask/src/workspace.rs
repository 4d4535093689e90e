//! Where the parts of the workspace lie.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{lockfile, shell};

/// The checkout, as Cargo sees it.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
    packages: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
}

impl Workspace {
    /// Asks Cargo, so that `CARGO_TARGET_DIR` and configuration files are honoured.
    pub(crate) fn find() -> Result<Self> {
        let mut cargo = shell::program("cargo");
        cargo.args(["metadata", "--no-deps", "--format-version", "1"]);
        let metadata: Metadata =
            serde_json::from_str(&shell::read(&mut cargo)?).context("reading `cargo metadata`")?;
        Ok(Self {
            root: metadata.workspace_root,
            target: metadata.target_directory,
            packages: metadata
                .packages
                .into_iter()
                .map(|package| package.name)
                .collect(),
        })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder that Trunk leaves the built app in (`Trunk.toml`, `dist`).
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// A program built with the `server` profile.
    pub(crate) fn server_binary(&self, name: &str) -> PathBuf {
        self.target.join("server").join(name)
    }

    /// A folder for logs of what this tool runs.
    pub(crate) fn logs(&self) -> PathBuf {
        self.target.join("xtask")
    }

    pub(crate) fn has_package(&self, name: &str) -> bool {
        self.packages.iter().any(|package| package == name)
    }

    /// The version of a package in `Cargo.lock`.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("reading {}", path.display()))?;
        lockfile::version_of(&text, package)
            .with_context(|| format!("Cargo.lock does not name the package `{package}`"))
    }
}
