//! Builds what ships: the app (by Trunk) and the relay.

use std::path::PathBuf;

use anyhow::Result;

use crate::{shell, workspace::Workspace};

/// Tells Trunk's hook (`Trunk.toml`) which program finishes the build.
const HOOK: &str = "ZHONGSHANG_XTASK";

/// What makes the app a tenth smaller than the settings of `Cargo.toml` alone.
///
/// The standard library is built with it, for size: the one that rustup ships is built for speed, and its sorts alone,
/// one copy for each type, weigh 100 KB. And a panic traps at once instead of putting its message together first: in
/// the browser nobody reads it (`app/src/platform/fault.rs`), but the code for it is in every function; nor what `{:?}`
/// writes. Both are
/// features of nightly compilers, which `RUSTC_BOOTSTRAP` permits this one. An app built without them, by a plain
/// `trunk build`, does the same things.
const SMALLER: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "--cfg erase_components --cfg sha2_backend_soft=\"compact\" -Zunstable-options -Cpanic=immediate-abort \
         -Zlocation-detail=none -Zfmt-debug=none",
    ),
];

/// Builds the app as it ships into the workspace's `dist` folder and returns that folder.
pub(crate) fn build_app(workspace: &Workspace) -> Result<PathBuf> {
    // Trunk runs offline, so that it never downloads a tool behind our back; what Cargo needs is fetched before.
    shell::run(
        shell::program("cargo")
            .args(["fetch", "--locked", "--quiet"])
            .envs(SMALLER)
            .current_dir(workspace.root()),
    )?;
    shell::run(
        shell::program("trunk")
            .args(["build", "--release", "--locked", "--offline"])
            .current_dir(workspace.root())
            // Its hook calls this very program, which waits for no lock and need not be built once more.
            .env(HOOK, std::env::current_exe()?)
            .envs(SMALLER)
            // Trunk reads this variable as one of its own flags and stumbles over "1".
            .env_remove("NO_COLOR"),
    )?;
    Ok(workspace.dist())
}

/// Builds native programs with the `server` profile, in one go so that what they share is built once.
pub(crate) fn build_server_programs(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    let mut cargo = shell::program("cargo");
    cargo.args(["build", "--locked", "--profile", "server", "--bins"]);
    for package in packages {
        cargo.args(["--package", package]);
    }
    shell::run(cargo.current_dir(workspace.root()))
}
