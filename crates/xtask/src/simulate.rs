//! `cargo xtask simulate`: runs testkit's simulator.

use anyhow::Result;

use crate::{product, shell, workspace::Workspace};

#[derive(clap::Args)]
pub(crate) struct Simulate {
    /// How many seeds to run
    #[arg(long, default_value_t = 300)]
    seeds: u64,
    /// Run this seed only, and print what happens in it
    #[arg(long)]
    seed: Option<u64>,
}

impl Simulate {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        product::build_server_programs(workspace, &["testkit"])?;
        simulate(workspace, self.seeds, self.seed)
    }
}

/// Runs the simulator, which must have been built.
pub(crate) fn simulate(workspace: &Workspace, seeds: u64, seed: Option<u64>) -> Result<()> {
    let mut simulator = shell::program(workspace.server_binary("simulate"));
    simulator.arg("--seeds").arg(seeds.to_string());
    if let Some(seed) = seed {
        simulator.arg("--seed").arg(seed.to_string());
    }
    shell::run(simulator.current_dir(workspace.root()))
}
