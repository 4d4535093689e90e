//! `cargo xtask bench`: measures the relay, its public pages or the app with the programs in `tests/`.

use anyhow::Result;

use crate::{node_packages, product, setup, shell, workspace::Workspace};

#[derive(clap::Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    subject: Subject,
}

#[derive(clap::Subcommand)]
enum Subject {
    /// Server CPU per delivered change, latency and memory
    Relay {
        /// The same work on automerge-repo, y-websocket and a bare broadcaster as well
        #[arg(long)]
        peer: bool,
        /// Print the figures as JSON in the last line
        #[arg(long)]
        json: bool,
    },
    /// Cold start offline, time per keystroke, and the same with many consultations
    App {
        /// Only what it is like with many consultations
        #[arg(long)]
        history: bool,
        /// Print the figures as JSON in the last line
        #[arg(long)]
        json: bool,
    },
    /// A table of 50,000 rows in the browser, 5,000 people stored and searched
    Roster {
        /// Print the figures as JSON in the last line
        #[arg(long)]
        json: bool,
    },
    /// How long it takes a newcomer to see the record of a long hall over 1 Mbit/s
    Newcomer {
        /// Print the figures as JSON in the last line
        #[arg(long)]
        json: bool,
    },
    /// What a changed notice of a board costs the relay, and how large it arrives
    Board {
        /// Print the figures as JSON in the last line
        #[arg(long)]
        json: bool,
    },
    /// Two hundred phones in one hall: joining, a vote that is opened, ballots
    Hall {
        /// Print the figures as JSON in the last line
        #[arg(long)]
        json: bool,
    },
}

impl Bench {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        let (name, flags) = match self.subject {
            Subject::Board { json } => ("bench-board", vec![("--json", json)]),
            Subject::Hall { json } => ("bench-hall", vec![("--json", json)]),
            Subject::Relay { peer, json } => {
                if peer {
                    setup::provide(workspace, &[setup::Tool::Node, setup::Tool::Npm])?;
                    node_packages::provide(workspace, node_packages::PEERS)?;
                }
                ("bench-relay", vec![("--peer", peer), ("--json", json)])
            }
            Subject::Roster { json } => {
                provide_app(workspace)?;
                ("bench-roster", vec![("--json", json)])
            }
            Subject::App { history, json } => {
                provide_app(workspace)?;
                ("bench-app", vec![("--history", history), ("--json", json)])
            }
            Subject::Newcomer { json } => {
                provide_app(workspace)?;
                ("bench-newcomer", vec![("--json", json)])
            }
        };
        product::build_server_programs(workspace, &["sync-server", "journeys"])?;
        let mut bench = shell::program(workspace.server_binary(name));
        bench
            .args(
                flags
                    .iter()
                    .filter(|(_, is_set)| *is_set)
                    .map(|(flag, _)| flag),
            )
            .env("ZHONGSHANG_DIST", workspace.dist())
            .env("ZHONGSHANG_RELAY", workspace.server_binary("sync-server"))
            .current_dir(workspace.root());
        shell::run(&mut bench)
    }
}

/// The built app and what drives it.
fn provide_app(workspace: &Workspace) -> Result<()> {
    setup::provide(workspace, setup::TO_TEST)?;
    product::build_app(workspace)?;
    node_packages::provide(workspace, node_packages::AXE)
}
