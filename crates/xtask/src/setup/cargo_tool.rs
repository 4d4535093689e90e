//! Tools that are built from source by `cargo install`.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{shell, workspace::Workspace};

/// How the tools are built: quickly and alike, so that what they share is built once. Their speed hardly matters.
const PROFILE: [(&str, &str); 6] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_LTO", "false"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_PANIC", "unwind"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
    ("CARGO_PROFILE_RELEASE_STRIP", "true"),
];

/// A program from the package registry, at one version.
pub(super) struct CargoTool {
    pub(super) package: &'static str,
    pub(super) program: &'static str,
    pub(super) version: String,
    pub(super) is_locked: bool,
    /// The features it is built with; its default ones (updating itself, asking for newer versions) are left out.
    pub(super) features: &'static [&'static str],
}

impl CargoTool {
    /// Whether the program is there at this version.
    pub(super) fn is_ready(&self) -> bool {
        shell::peek(shell::program(self.program).arg("--version"))
            .is_some_and(|text| is_version(&text, &self.version))
    }

    pub(super) fn install(&self, workspace: &Workspace) -> Result<()> {
        let mut cargo = shell::program("cargo");
        cargo
            .args(self.arguments())
            .envs(PROFILE)
            .env("CARGO_TARGET_DIR", build_folder()?)
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            // Outside the checkout, so that its Cargo configuration and toolchain file have no say.
            .current_dir(std::env::temp_dir());
        let log = workspace.logs().join(format!("setup-{}.log", self.package));
        shell::run_with_progress(&mut cargo, &log)
    }

    pub(super) fn by_hand(&self) -> String {
        format!("cargo {}", self.arguments().join(" "))
    }

    fn arguments(&self) -> Vec<String> {
        let mut arguments = vec![
            "install".to_owned(),
            self.package.to_owned(),
            "--version".to_owned(),
            self.version.clone(),
            "--no-default-features".to_owned(),
            "--force".to_owned(),
        ];
        if !self.features.is_empty() {
            arguments.push("--features".to_owned());
            arguments.push(self.features.join(","));
        }
        if self.is_locked {
            arguments.push("--locked".to_owned());
        }
        arguments
    }
}

/// Whether the first line that a program prints for `--version` names this version as a word.
fn is_version(text: &str, version: &str) -> bool {
    text.lines()
        .next()
        .is_some_and(|line| line.split_whitespace().any(|word| word == version))
}

fn build_folder() -> Result<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")))
        .context("neither XDG_CACHE_HOME nor HOME is set")?;
    Ok(cache.join("zhongshang").join("tools"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_compared_as_a_whole_word() {
        assert!(is_version("wasm-bindgen 0.2.130\n", "0.2.130"));
        assert!(is_version(
            "cargo-nextest 0.9.143 (abc 2026-01-01)\nrelease: 0.9.143\n",
            "0.9.143"
        ));
        assert!(!is_version("wasm-bindgen 0.2.130\n", "0.2.13"));
        assert!(!is_version("", "0.2.13"));
    }
}
