//! The standard library for `wasm32-unknown-unknown`: from rustup, or else built from its source.

use std::{ffi::OsStr, io::Write, path::Path, process::Stdio};

use anyhow::Result;

use super::{rust_source, rustup};
use crate::{shell, workspace::Workspace};

pub(super) const TARGET: &str = "wasm32-unknown-unknown";

pub(super) const BY_HAND: &str =
    "rustup target add wasm32-unknown-unknown; or run setup again once rust-src is there";

/// Whether this very compiler can build for the target: a library of another version does not count.
pub(super) fn is_ready() -> bool {
    let probe = |output: &Path| -> Result<bool> {
        let mut rustc = shell::program("rustc")
            .args([
                "--target",
                TARGET,
                "--crate-type",
                "cdylib",
                "--crate-name",
                "probe",
                "-o",
            ])
            .arg(output)
            .arg("-")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(mut stdin) = rustc.stdin.take() {
            stdin.write_all(b"pub fn probe() -> String { String::from(\"std\") }")?;
        }
        Ok(rustc.wait()?.success())
    };
    let output = std::env::temp_dir().join(format!("zhongshang-probe-{}.wasm", std::process::id()));
    let is_ready = probe(&output).unwrap_or(false);
    let _ = std::fs::remove_file(output);
    is_ready
}

pub(super) fn install(workspace: &Workspace) -> Result<()> {
    if rustup::adds(&["target", "add", TARGET], is_ready) {
        return Ok(());
    }
    println!("      building it from the source of Rust's standard library instead");
    if !rust_source::is_ready() {
        rust_source::install(workspace)?;
    }
    let scratch = std::env::temp_dir().join(format!("zhongshang-std-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    let result = build(workspace, &scratch, &rust_source::sysroot()?);
    let _ = std::fs::remove_dir_all(&scratch);
    result
}

/// Builds the library with Cargo's `build-std` and puts it where the compiler looks for it.
fn build(workspace: &Workspace, scratch: &Path, sysroot: &Path) -> Result<()> {
    let package = scratch.join("empty");
    std::fs::create_dir_all(package.join("src"))?;
    std::fs::write(package.join("src/lib.rs"), "")?;
    std::fs::write(
        package.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n",
    )?;
    let target_dir = scratch.join("target");
    // `build-std` is a feature of nightly Cargo. With the compiler's own source it does the same thing here, and the
    // result is what a stable compiler reads.
    let mut cargo = shell::program("cargo");
    cargo
        .args(["build", "--release", "--target", TARGET])
        .args([
            "-Z",
            "build-std=std,panic_abort,panic_unwind,proc_macro,test",
        ])
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", &target_dir)
        .current_dir(&package);
    shell::run_with_progress(&mut cargo, &workspace.logs().join("setup-wasm32.log"))?;

    let destination = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    std::fs::create_dir_all(&destination)?;
    let built = target_dir.join(TARGET).join("release/deps");
    for file in std::fs::read_dir(&built)? {
        let path = file?.path();
        let name = path
            .file_name()
            .map(OsStr::to_string_lossy)
            .unwrap_or_default();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            std::fs::copy(&path, destination.join(name.as_ref()))?;
        }
    }
    Ok(())
}
