//! `cargo xtask serve`: builds everything, runs the relay on its embedded store and prints the links to open.

use std::{
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    process::Child,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{product, sections::section, setup, shell, workspace::Workspace};

/// Opening a data folder replays its log; a relay that takes longer has a fault to report.
const START: Duration = Duration::from_secs(30);

#[derive(clap::Args)]
pub(crate) struct Serve {
    /// Address and port to listen on
    #[arg(long, default_value = "127.0.0.1:8787")]
    addr: SocketAddr,
    /// Folder of the relay's log; its key lies beside it
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// What the community is called until its administrator says otherwise
    #[arg(long, default_value = "新社区")]
    name: String,
}

impl Serve {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        setup::provide(workspace, setup::TO_BUILD)?;
        section("relay, build", || {
            product::build_server_programs(workspace, &["sync-server"])
        })?;
        section("app, release build", || product::build_app(workspace))?;
        // The relay prints the founding link itself, once: while no community has been prepared in the data folder.
        let mut relay = self.start(workspace)?;
        wait_until_listening(self.addr, &mut relay)?;
        println!("\n  the app                  http://{}/", self.addr);
        println!(
            "  the practice community   http://{}/#practice\n",
            self.addr
        );
        let status = relay.wait()?;
        if !status.success() {
            bail!("the relay ended ({status})");
        }
        Ok(())
    }

    fn start(&self, workspace: &Workspace) -> Result<Child> {
        let mut relay = shell::program(workspace.server_binary("sync-server"));
        relay
            .args(["serve", "--addr", &self.addr.to_string()])
            .args(["--invite-if-empty", &self.name])
            .arg("--data")
            .arg(workspace.root().join(&self.data))
            .arg("--app")
            .arg(workspace.dist())
            .current_dir(workspace.root());
        relay
            .spawn()
            .with_context(|| format!("cannot start `{}`", shell::line(&relay)))
    }
}

fn wait_until_listening(addr: SocketAddr, relay: &mut Child) -> Result<()> {
    let begun = Instant::now();
    while TcpStream::connect(addr).is_err() {
        if let Some(status) = relay.try_wait()? {
            bail!("the relay ended at once ({status})");
        }
        if begun.elapsed() > START {
            relay.kill()?;
            bail!(
                "the relay does not listen on {addr} after {} s",
                START.as_secs()
            );
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
