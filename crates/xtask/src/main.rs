//! `cargo xtask`: everything one does with this workspace, in one place.
//!
//! Each command is a module that says what it runs; `shell` runs programs, `workspace` knows where things lie.
//! A command first lets `setup` provide what it needs, so that a bare machine with a Rust toolchain is enough.
#![allow(
    clippy::print_stdout,
    reason = "a command line tool talks to its user there"
)]

mod bench;
mod browser_tests;
mod ci;
mod finish;
mod lockfile;
mod node_packages;
mod product;
mod rules;
mod sections;
mod serve;
mod setup;
mod shell;
mod simulate;
mod size;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Sets up, runs and checks this workspace"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Provide the tools that are missing on this machine
    Setup(setup::Setup),
    /// Build the app and the relay, run them, and print the links to open
    Serve(serve::Serve),
    /// Run every test: simulator, app build, unit tests and journeys
    Test(test::Test),
    /// Take the pictures of README and docs anew, by the journeys that show what is on them
    Pictures,
    /// Run every check that a change must pass
    Ci,
    /// Build the app and compare its first visit with the budget
    Size(size::Size),
    /// Measure the relay or the app
    Bench(bench::Bench),
    /// Run the simulator; a failing seed prints and repeats exactly
    Simulate(simulate::Simulate),
    /// Finish the folder that Trunk built (Trunk's post-build hook)
    #[command(hide = true)]
    FinishBuild,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let workspace = Workspace::find()?;
    match command {
        Command::Setup(setup) => setup.run(&workspace),
        Command::Serve(serve) => serve.run(&workspace),
        Command::Test(test) => test.run(&workspace),
        Command::Pictures => test::take_pictures(&workspace),
        Command::Ci => ci::run(&workspace),
        Command::Size(size) => size.run(&workspace),
        Command::Bench(bench) => bench.run(&workspace),
        Command::Simulate(simulate) => simulate.run(&workspace),
        Command::FinishBuild => finish::run(),
    }
}
