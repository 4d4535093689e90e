//! `cargo xtask simulate`: runs testkit's simulator.

use anyhow::Result;

use crate::{product, shell, workspace::Workspace};

#[derive(clap::Args)]
pub(crate) struct Simulate {
    /// How many seeds to run
    #[arg(long, default_value_t = 300)]
    seeds: u64,
    /// The first of the seeds
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// Run only this seed
    #[arg(long, conflicts_with_all = ["seeds", "from"])]
    seed: Option<u64>,
    /// Steps in which something happens, per seed
    #[arg(long)]
    steps: Option<usize>,
    /// Print what happens
    #[arg(long)]
    trace: bool,
}

impl Simulate {
    /// So many seeds, counted from the first.
    pub(crate) fn first(seeds: u64) -> Self {
        Self {
            seeds,
            from: 0,
            seed: None,
            steps: None,
            trace: false,
        }
    }

    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        product::build_server_programs(workspace, &["testkit"])?;
        self.run_built(workspace)
    }

    /// Runs the simulator, which must have been built.
    pub(crate) fn run_built(&self, workspace: &Workspace) -> Result<()> {
        let mut simulator = shell::program(workspace.server_binary("simulate"));
        let numbers = match self.seed {
            Some(seed) => vec![("--seed", seed)],
            None => vec![("--seeds", self.seeds), ("--from", self.from)],
        };
        for (flag, number) in numbers {
            simulator.arg(flag).arg(number.to_string());
        }
        if let Some(steps) = self.steps {
            simulator.arg("--steps").arg(steps.to_string());
        }
        if self.trace {
            simulator.arg("--trace");
        }
        shell::run(simulator.current_dir(workspace.root()))
    }
}
