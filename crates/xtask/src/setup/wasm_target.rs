//! The standard library for `wasm32-unknown-unknown`: from rustup, or else built from its source.

use std::{
    ffi::OsStr,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::rust_source;
use crate::{shell, workspace::Workspace};

pub(super) const TARGET: &str = "wasm32-unknown-unknown";

pub(super) const BY_HAND: &str = "rustup target add wasm32-unknown-unknown; or set ZHONGSHANG_RUST_SRC to the `library` \
     folder (or a .tar.gz, .tar.xz or .deb holding it) of exactly this compiler's version, and run setup again";

/// The download is about 20 MB; a network that blocks it either fails at once or says nothing for ever.
const PATIENCE_WITH_RUSTUP: Duration = Duration::from_secs(120);

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
    let wants_source = std::env::var_os(rust_source::VARIABLE).is_some();
    if !wants_source {
        match with_rustup() {
            Ok(()) if is_ready() => return Ok(()),
            Ok(()) => println!("      rustup succeeded, but the compiler finds no library"),
            Err(error) => println!("      rustup cannot provide it here: {error:#}"),
        }
        println!("      building it from the source of Rust's standard library instead");
    }
    let scratch = std::env::temp_dir().join(format!("zhongshang-std-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    let result = from_source(workspace, &scratch);
    let _ = std::fs::remove_dir_all(&scratch);
    result
}

fn with_rustup() -> Result<()> {
    let mut rustup = shell::program("rustup")
        .args(["target", "add", TARGET])
        .env("RUSTUP_MAX_RETRIES", "1")
        .env("RUSTUP_DOWNLOAD_TIMEOUT", "30")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .context("there is no rustup")?;
    let begun = Instant::now();
    loop {
        if let Some(status) = rustup.try_wait()? {
            if !status.success() {
                bail!("`rustup target add {TARGET}` failed ({status})");
            }
            return Ok(());
        }
        if begun.elapsed() > PATIENCE_WITH_RUSTUP {
            rustup.kill()?;
            rustup.wait()?;
            bail!("no answer within {} s", PATIENCE_WITH_RUSTUP.as_secs());
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Builds the library with Cargo's `build-std` and puts it where the compiler looks for it.
fn from_source(workspace: &Workspace, scratch: &Path) -> Result<()> {
    let sysroot = sysroot()?;
    let home = sysroot.join("lib/rustlib/src/rust/library");
    let was_there = home.join("Cargo.lock").exists();
    if !was_there {
        let library = rust_source::find(workspace, scratch)?;
        copy_folder(&library, &home)?;
    }
    let result = build(workspace, scratch, &sysroot);
    if !was_there {
        // rustup would trip over a folder that it did not put there.
        let _ = std::fs::remove_dir_all(sysroot.join("lib/rustlib/src"));
    }
    result
}

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
    // result is what a stable compiler reads; nothing else in this workspace uses the variable.
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

fn sysroot() -> Result<PathBuf> {
    let text = shell::read(shell::program("rustc").args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(text.trim()))
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if let Some(parent) = to.parent() {
        std::fs::create_dir_all(parent)?;
    }
    shell::run(Command::new("cp").arg("-r").arg(from).arg(to))
        .with_context(|| format!("copying {} to {}", from.display(), to.display()))
}
