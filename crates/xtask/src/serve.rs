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
    #[arg(long, default_value = "127.0.0.1:8080")]
    addr: SocketAddr,
    /// Folder of the relay's log and key
    #[arg(long, default_value = "data")]
    data: PathBuf,
}

impl Serve {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        setup::provide(workspace, setup::TO_BUILD)?;
        section("relay, build", || {
            product::build_server_programs(workspace, &["sync-server"])
        })?;
        section("app, release build", || product::build_app(workspace))?;
        let data = workspace.root().join(&self.data);
        let is_first_time = !data.exists();
        let mut relay = self.start(workspace, &data)?;
        wait_until_listening(self.addr, &mut relay)?;
        let origin = format!("http://{}", self.addr);
        println!("\n  the app                      {origin}/");
        if is_first_time {
            let link = self.founding_link(workspace, &data, &origin)?;
            println!("  to found a community, once   {link}");
        } else {
            println!(
                "  {} was there already; a further community: sync-server invite",
                data.display()
            );
        }
        println!("  the practice community       {origin}/#practice\n");
        let status = relay.wait()?;
        if !status.success() {
            bail!("the relay ended ({status})");
        }
        Ok(())
    }

    fn start(&self, workspace: &Workspace, data: &std::path::Path) -> Result<Child> {
        let mut relay = shell::program(workspace.server_binary("sync-server"));
        relay
            .args(["serve", "--addr", &self.addr.to_string(), "--data"])
            .arg(data)
            .arg("--app")
            .arg(workspace.dist())
            .current_dir(workspace.root());
        relay
            .spawn()
            .with_context(|| format!("cannot start `{}`", shell::line(&relay)))
    }

    fn founding_link(
        &self,
        workspace: &Workspace,
        data: &std::path::Path,
        origin: &str,
    ) -> Result<String> {
        let link = shell::read(
            shell::program(workspace.server_binary("sync-server"))
                .args(["invite", "--origin", origin, "--data"])
                .arg(data)
                .current_dir(workspace.root()),
        )?;
        Ok(link.trim().to_owned())
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
