//! `cargo xtask test`: every test, or those that a filter names.

use anyhow::{Result, bail};

use crate::{
    browser_tests, node_packages, product, sections::section, setup, shell, simulate::Simulate,
    workspace::Workspace,
};

/// Every fault of the simulator is met many times.
const SEEDS: u64 = 300;

/// The journeys that pictures of README and docs are taken on.
const PICTURED: &str = "test(two_tablets_write_one_record) + test(lifts_failed_twice)";

/// Tells the journeys to write the pictures of README and docs.
const PICTURES: (&str, &str) = ("UPDATE_PICTURES", "1");

/// The package of end-to-end tests: the only one that needs the built app and relay.
const JOURNEYS: &str = "journeys";

#[derive(clap::Args)]
pub(crate) struct Test {
    /// Run only tests, test files and packages with these names (parts of names for tests and files)
    filter: Vec<String>,
}

impl Test {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        section("tools", || setup::provide(workspace, setup::TO_TEST))?;
        if self.filter.is_empty() {
            everything(workspace)
        } else {
            some(
                workspace,
                &expression(&self.filter, |name| workspace.has_package(name)),
            )
        }
    }
}

/// Takes the pictures of README and docs anew.
pub(crate) fn take_pictures(workspace: &Workspace) -> Result<()> {
    section("tools", || setup::provide(workspace, setup::TO_TEST))?;
    provide_journeys(workspace)?;
    nextest(workspace, &["-E", PICTURED], &[PICTURES])
}

/// Runs all there is. A step that fails does not keep the later ones from running; nextest's summary comes last.
pub(crate) fn everything(workspace: &Workspace) -> Result<()> {
    let mut failures = Vec::new();
    let mut attempt = |title: &'static str, step: &dyn Fn() -> Result<()>| {
        let result = section(title, step);
        if let Err(error) = &result {
            println!("{error:#}");
            failures.push(title);
        }
        result.is_ok()
    };
    let has_programs = attempt("relay and simulator, build", &|| {
        product::build_server_programs(workspace, &["sync-server", "testkit"])
    });
    if has_programs {
        attempt("simulator", &|| Simulate::first(SEEDS).run_built(workspace));
    }
    let has_app = attempt("app, release build", &|| {
        product::build_app(workspace).map(drop)
    });
    attempt("documentation tests", &|| {
        shell::run(
            shell::program("cargo")
                .args(["test", "--doc", "--workspace", "--locked", "--quiet"])
                .current_dir(workspace.root()),
        )
    });
    attempt("app in a browser", &|| browser_tests::run(workspace));
    let has_checker = attempt("accessibility checker", &|| {
        node_packages::provide(workspace, node_packages::AXE)
    });
    let mut arguments = vec!["--no-fail-fast"];
    if !(has_programs && has_app && has_checker) {
        println!("\nwithout app, relay and accessibility checker there are no journeys");
        arguments.extend(["--workspace", "--exclude", JOURNEYS]);
    } else {
        arguments.push("--workspace");
    }
    if let Err(error) = nextest(workspace, &arguments, &[]) {
        println!("{error:#}");
        failures.push("tests");
    }
    if !failures.is_empty() {
        bail!("failed: {}", failures.join("; "));
    }
    Ok(())
}

/// Runs the tests of a nextest expression, and builds the app and the relay if any of them is a journey.
fn some(workspace: &Workspace, expression: &str) -> Result<()> {
    let journeys = shell::read(
        shell::program("cargo")
            .args(["nextest", "list", "--workspace", "--locked"])
            .args(["--message-format", "oneline"])
            .args(["-E", &format!("({expression}) & package(={JOURNEYS})")])
            .current_dir(workspace.root()),
    )?;
    if !journeys.trim().is_empty() {
        provide_journeys(workspace)?;
    }
    nextest(
        workspace,
        &["--workspace", "--no-fail-fast", "-E", expression],
        &[],
    )
}

/// Builds what the journeys run on.
fn provide_journeys(workspace: &Workspace) -> Result<()> {
    section("relay, build", || {
        product::build_server_programs(workspace, &["sync-server"])
    })?;
    section("app, release build", || product::build_app(workspace))?;
    section("accessibility checker", || {
        node_packages::provide(workspace, node_packages::AXE)
    })
}

fn nextest(workspace: &Workspace, arguments: &[&str], variables: &[(&str, &str)]) -> Result<()> {
    println!("\n=== tests");
    shell::run(
        shell::program("cargo")
            .args(["nextest", "run", "--locked"])
            .args(arguments)
            .envs(variables.iter().copied())
            .env("ZHONGSHANG_DIST", workspace.dist())
            .env("ZHONGSHANG_RELAY", workspace.server_binary("sync-server"))
            .current_dir(workspace.root()),
    )
}

/// nextest's expression for "any of these words": part of a test's or test file's name, or a package.
fn expression(filter: &[String], is_package: impl Fn(&str) -> bool) -> String {
    filter
        .iter()
        .map(|word| {
            if is_package(word) {
                format!("package(={word})")
            } else {
                format!("test(~{word}) + binary(~{word})")
            }
        })
        .collect::<Vec<_>>()
        .join(" + ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_one_expression() {
        let words = ["journeys".to_owned(), "two_tablets".to_owned()];
        assert_eq!(
            expression(&words, |word| word == "journeys"),
            "package(=journeys) + test(~two_tablets) + binary(~two_tablets)"
        );
    }
}
