//! Which packages may depend on what: the core knows nothing of browsers, sockets, clocks or chance.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::{shell, workspace::Workspace};

/// Names that must not appear among a package's normal dependencies, however deep.
struct Rule {
    package: &'static str,
    on: Platforms,
    /// Packages whose own dependencies are not looked at.
    behind: &'static [&'static str],
    forbidden: &'static [&'static str],
    reason: &'static str,
}

/// For which platforms a package's dependencies are listed.
enum Platforms {
    /// This machine's.
    Native,
    Every,
}

const RULES: &[Rule] = &[
    Rule {
        package: "ledger",
        on: Platforms::Every,
        behind: &[],
        forbidden: &[
            "automerge",
            "consultation",
            "getrandom",
            "js-sys",
            "leptos",
            "rand",
            "tokio",
            "wasm-bindgen",
            "web-sys",
        ],
        reason: "the ledger does no I/O, reads no clock, draws no randomness and never merges",
    },
    Rule {
        package: "consultation",
        on: Platforms::Every,
        // For wasm32 its manifest names the back end of the getrandom that Automerge links.
        behind: &["automerge", "getrandom"],
        forbidden: &[
            "js-sys",
            "leptos",
            "rand",
            "tokio",
            "wasm-bindgen",
            "web-sys",
        ],
        reason: "the domain does no I/O; what Automerge itself brings is its own affair",
    },
    Rule {
        package: "consultation",
        on: Platforms::Native,
        behind: &["automerge"],
        forbidden: &["getrandom"],
        reason: "the domain draws no randomness",
    },
    Rule {
        package: "practice",
        on: Platforms::Every,
        behind: &["automerge", "getrandom"],
        forbidden: &[
            "js-sys",
            "leptos",
            "rand",
            "tokio",
            "wasm-bindgen",
            "web-sys",
        ],
        reason: "the practice community does no I/O: a page's worker hands it bytes and takes plain data",
    },
    Rule {
        package: "roster",
        on: Platforms::Every,
        // The readers of workbooks link a clock and getrandom for what they write; here they only read.
        behind: &["automerge", "calamine", "cfb", "getrandom", "zip"],
        forbidden: &[
            "js-sys",
            "leptos",
            "rand",
            "tokio",
            "wasm-bindgen",
            "web-sys",
        ],
        reason: "the roster does no I/O: a page's worker hands it bytes and takes plain data",
    },
    Rule {
        package: "roster",
        on: Platforms::Native,
        behind: &["automerge", "calamine", "zip"],
        forbidden: &["getrandom"],
        reason: "the roster draws no randomness: ids are arguments",
    },
];

/// Checks every rule and lists all violations at once.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let mut violations = Vec::new();
    for rule in RULES {
        let mut cargo = shell::program("cargo");
        cargo
            .args(["tree", "--locked", "--package", rule.package])
            .args(["--edges", "normal"])
            .args(["--prefix", "none", "--format", "{p}"])
            .current_dir(workspace.root());
        if let Platforms::Every = rule.on {
            cargo.args(["--target", "all"]);
        }
        for package in rule.behind {
            cargo.args(["--prune", package]);
        }
        let tree = shell::read(&mut cargo)?;
        for name in forbidden_in(&tree, rule.forbidden) {
            violations.push(format!(
                "{} depends on {name}: {} (see `cargo tree -p {} -i {name}`)",
                rule.package, rule.reason, rule.package
            ));
        }
    }
    if !violations.is_empty() {
        bail!("{}", violations.join("\n"));
    }
    println!("{} rules hold", RULES.len());
    Ok(())
}

/// Which of `forbidden` a dependency tree names, one package a line.
fn forbidden_in(tree: &str, forbidden: &[&'static str]) -> BTreeSet<&'static str> {
    tree.lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter_map(|name| {
            forbidden
                .iter()
                .copied()
                .find(|candidate| *candidate == name)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_package_is_found_by_its_whole_name() {
        let tree =
            "ledger v0.1.0 (/checkout)\nrand_core v0.6.4\ntokio v1.47.0\ntokio v1.47.0 (*)\n";
        let found = forbidden_in(tree, &["rand", "tokio"]);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["tokio"]);
    }
}
