//! The source of the standard library that belongs to this compiler, where Cargo's `build-std` looks for it.
//!
//! rustup has it as a component. Where its server cannot be reached, Debian ships it as `rust-src`: the machine's own
//! mirror and Debian's own signatures are used; no host name is written here. The package's version must be the
//! compiler's: a library of another version does not build.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{apt, rustup};
use crate::{shell, workspace::Workspace};

pub(super) const BY_HAND: &str = "rustup component add rust-src; or set ZHONGSHANG_RUST_SRC to the `library` folder (or a \
     .tar.gz, .tar.xz or .deb holding it) of exactly this compiler's version, and run setup again";

/// Names a `library` folder or an archive holding one, for machines that reach neither rustup's server nor Debian's.
const VARIABLE: &str = "ZHONGSHANG_RUST_SRC";

/// Where Debian keeps newer compilers than its stable release has.
const SUITES: &[&str] = &["trixie-backports", "forky", "sid"];

const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

pub(super) fn is_ready() -> bool {
    home().is_ok_and(|home| home.join("Cargo.lock").exists())
}

pub(super) fn install(workspace: &Workspace) -> Result<()> {
    if std::env::var_os(VARIABLE).is_none()
        && rustup::adds(&["component", "add", "rust-src"], is_ready)
    {
        return Ok(());
    }
    let scratch = std::env::temp_dir().join(format!("zhongshang-source-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    let result = find(workspace, &scratch).and_then(|library| copy_folder(&library, &home()?));
    let _ = std::fs::remove_dir_all(&scratch);
    result
}

/// Where the compiler's own library lies.
fn home() -> Result<PathBuf> {
    Ok(sysroot()?.join("lib/rustlib/src/rust/library"))
}

pub(super) fn sysroot() -> Result<PathBuf> {
    let text = shell::read(shell::program("rustc").args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(text.trim()))
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if let Some(parent) = to.parent() {
        std::fs::create_dir_all(parent)?;
    }
    shell::run(shell::program("cp").arg("-r").arg(from).arg(to))
        .with_context(|| format!("copying {} to {}", from.display(), to.display()))
}

/// Returns a `library` folder inside `scratch`, or the one that the user named.
fn find(workspace: &Workspace, scratch: &Path) -> Result<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE) {
        return from_user(Path::new(&named), scratch)
            .with_context(|| format!("{VARIABLE} names {}", Path::new(&named).display()));
    }
    let compiler = compiler_version()?;
    from_debian(workspace, scratch, &compiler).with_context(|| {
        format!("no source of Rust {compiler}; set {VARIABLE} to its `library` folder or an archive of it")
    })
}

fn from_user(named: &Path, scratch: &Path) -> Result<PathBuf> {
    if named.is_dir() {
        return library_below(named).context("there is no `library/Cargo.lock` in it");
    }
    let unpacked = scratch.join("source");
    std::fs::create_dir_all(&unpacked)?;
    unpack(named, &unpacked)?;
    library_below(&unpacked).context("there is no `library/Cargo.lock` in it")
}

fn from_debian(workspace: &Workspace, scratch: &Path, compiler: &str) -> Result<PathBuf> {
    apt::update(workspace)?;
    let mirror = mirror()?;
    for suite in SUITES {
        let apt = PrivateApt::new(scratch, &mirror, suite)?;
        let log = workspace.logs().join(format!("setup-{suite}.log"));
        if let Err(error) = shell::run_with_progress(apt.get().arg("update"), &log) {
            println!("      Debian's {suite}: {error:#}");
            continue;
        }
        let listed = shell::read(apt.cache().args(["madison", "rust-src"]))?;
        let Some(version) = choose(&listed, compiler) else {
            println!("      Debian's {suite} has no rust-src {compiler}");
            continue;
        };
        println!("      fetching rust-src {version} from Debian's {suite}");
        let log = workspace.logs().join("setup-rust-src.log");
        let mut download = apt.get();
        download
            .args(["download", &format!("rust-src={version}")])
            .current_dir(scratch);
        shell::run_with_progress(&mut download, &log)?;
        let archive = std::fs::read_dir(scratch)?
            .filter_map(|file| Some(file.ok()?.path()))
            .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
            .context("apt-get download left no package")?;
        let unpacked = scratch.join("source");
        unpack(&archive, &unpacked)?;
        return library_below(&unpacked).context("the package holds no `library` folder");
    }
    bail!("none of Debian's {} has it", SUITES.join(", "));
}

/// The mirror that this machine fetches Debian from.
fn mirror() -> Result<String> {
    let listed = shell::read(shell::program("apt-get").args([
        "indextargets",
        "--format",
        "$(REPO_URI) $(LABEL)",
        "Created-By: Packages",
    ]))?;
    choose_mirror(&listed).context("this machine fetches nothing from Debian")
}

/// From lines of address and label, the address of Debian proper: neither its security updates nor another vendor.
fn choose_mirror(listed: &str) -> Option<String> {
    listed
        .lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(_, label)| label.trim() == "Debian")
        .map(|(address, _)| address.to_owned())
}

/// From `apt-cache madison`, the version whose upstream part is the compiler's.
fn choose(madison: &str, compiler: &str) -> Option<String> {
    madison
        .lines()
        .filter_map(|line| line.split('|').nth(1))
        .map(str::trim)
        .find(|version| {
            let upstream = version.split(['+', '-', '~']).next();
            upstream == Some(compiler)
        })
        .map(str::to_owned)
}

fn compiler_version() -> Result<String> {
    let text = shell::read(shell::program("rustc").arg("--version"))?;
    text.split_whitespace()
        .nth(1)
        .map(str::to_owned)
        .with_context(|| format!("cannot read a version in `{}`", text.trim()))
}

fn unpack(archive: &Path, into: &Path) -> Result<()> {
    std::fs::create_dir_all(into)?;
    let is_package = archive
        .extension()
        .is_some_and(|extension| extension == "deb");
    if is_package {
        shell::run(
            shell::program("dpkg-deb")
                .arg("--extract")
                .arg(archive)
                .arg(into),
        )
    } else {
        shell::run(
            shell::program("tar")
                .arg("-xf")
                .arg(archive)
                .arg("-C")
                .arg(into),
        )
    }
}

/// Looks for `library/Cargo.lock` in a folder and a few levels below (`rust-src/lib/rustlib/src/rust/library` is the
/// deepest that is in use).
fn library_below(folder: &Path) -> Option<PathBuf> {
    let mut level = vec![folder.to_owned()];
    for _ in 0..8 {
        let mut below = Vec::new();
        for path in level {
            if path.ends_with("library") && path.join("Cargo.lock").exists() {
                return Some(path);
            }
            let entries = std::fs::read_dir(&path).ok()?;
            below.extend(
                entries
                    .filter_map(|entry| Some(entry.ok()?.path()))
                    .filter(|entry| entry.is_dir() && !entry.is_symlink()),
            );
        }
        level = below;
    }
    None
}

/// apt with one source and folders of its own, so that the machine's package lists stay as they are.
struct PrivateApt {
    options: Vec<String>,
}

impl PrivateApt {
    fn new(scratch: &Path, mirror: &str, suite: &str) -> Result<Self> {
        let folder = scratch.join(suite);
        std::fs::create_dir_all(folder.join("lists/partial"))?;
        std::fs::create_dir_all(folder.join("cache/archives/partial"))?;
        let sources = folder.join("sources.list");
        std::fs::write(
            &sources,
            format!("deb [signed-by={KEYRING}] {mirror} {suite} main\n"),
        )?;
        let folder = folder.display();
        Ok(Self {
            options: vec![
                format!("Dir::Etc::sourcelist={}", sources.display()),
                "Dir::Etc::sourceparts=-".to_owned(),
                format!("Dir::State::lists={folder}/lists"),
                format!("Dir::Cache={folder}/cache"),
                // An exact version is asked for, so an old list does no harm.
                "Acquire::Check-Valid-Until=false".to_owned(),
            ],
        })
    }

    fn get(&self) -> std::process::Command {
        self.command("apt-get")
    }

    fn cache(&self) -> std::process::Command {
        self.command("apt-cache")
    }

    fn command(&self, name: &str) -> std::process::Command {
        let mut command = shell::program(name);
        for option in &self.options {
            command.arg("-o").arg(option);
        }
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADISON: &str = "\
  rust-src | 1.96.1+dfsg1-2~bpo13+1 | http://mirror/debian trixie-backports/main amd64 Packages
  rust-src | 1.95.0+dfsg1-2~bpo13+1 | http://mirror/debian trixie-backports/main amd64 Packages
  rust-src | 1.94.1+dfsg1-1~bpo13+3 | http://mirror/debian trixie-backports/main amd64 Packages
";

    #[test]
    fn the_package_of_the_compilers_own_version_is_chosen() {
        assert_eq!(
            choose(MADISON, "1.95.0").as_deref(),
            Some("1.95.0+dfsg1-2~bpo13+1")
        );
        assert_eq!(choose(MADISON, "1.9"), None);
        assert_eq!(choose(MADISON, "1.97.0"), None);
        assert_eq!(choose("", "1.95.0"), None);
    }

    #[test]
    fn the_mirror_is_debian_proper() {
        let listed = "\
http://mirror/debian-security/ Debian-Security
https://vendor/apt/ . nodistro
http://mirror/debian/ Debian
";
        assert_eq!(
            choose_mirror(listed).as_deref(),
            Some("http://mirror/debian/")
        );
        assert_eq!(choose_mirror("https://vendor/apt/ vendor\n"), None);
    }
}
