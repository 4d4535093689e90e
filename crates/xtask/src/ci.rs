//! `cargo xtask ci`: every check that a change must pass.

use anyhow::Result;

use crate::{
    rules,
    sections::section,
    setup::{self, Tool},
    shell, size, test,
    workspace::Workspace,
};

pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    section("tools", || {
        setup::provide(workspace, setup::TO_TEST)?;
        setup::provide(workspace, &[Tool::Deny])
    })?;
    section("format", || cargo(workspace, &["fmt", "--all", "--check"]))?;
    section("lints, native", || {
        cargo(
            workspace,
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--locked",
                "--",
                "-D",
                "warnings",
            ],
        )
    })?;
    section("lints, wasm32", || {
        cargo(
            workspace,
            &[
                "clippy",
                "--package",
                "zhongshang-app",
                "--locked",
                "--target",
                "wasm32-unknown-unknown",
                "--",
                "-D",
                "warnings",
            ],
        )
    })?;
    section("dependency rules", || rules::check(workspace))?;
    section("licences, sources, duplicates", || {
        cargo(workspace, &["deny", "check", "bans", "licenses", "sources"])
    })?;
    section("known vulnerabilities", || advisories(workspace))?;
    section("documentation", || {
        shell::run(
            shell::program("cargo")
                .args(["doc", "--workspace", "--no-deps", "--locked"])
                .env("RUSTDOCFLAGS", "-Dwarnings")
                .current_dir(workspace.root()),
        )
    })?;
    test::everything(workspace)?;
    section("size of a first visit", || {
        size::check(&workspace.dist(), false)
    })
}

fn cargo(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    shell::run(
        shell::program("cargo")
            .args(arguments)
            .current_dir(workspace.root()),
    )
}

/// The database of advisories lives on another server than the packages; where it is out of reach that is said and
/// nothing fails.
fn advisories(workspace: &Workspace) -> Result<()> {
    let mut fetch = shell::program("cargo");
    fetch
        .args(["deny", "fetch", "db"])
        .current_dir(workspace.root());
    if !shell::succeeds(&mut fetch) {
        println!("NOT CHECKED: the database of advisories cannot be fetched from here");
        return Ok(());
    }
    cargo(
        workspace,
        &["deny", "check", "--disable-fetch", "advisories"],
    )
}
