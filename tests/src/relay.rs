//! The real relay as a process of its own, with a data folder that can be lost or set back.
//!
//! Its address and its key outlive restarts, as those of a real one do: devices find it again without
//! being told anything.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::device::ORIGIN;
use crate::environment::{built_app, relay_binary};
use crate::folder;
use crate::wait::eventually_within;

/// A relay with its folder; killed when dropped.
pub struct RelayProcess {
    binary: PathBuf,
    app: Option<PathBuf>,
    folder: TempDir,
    address: SocketAddr,
    process: Option<Child>,
}

impl RelayProcess {
    /// Starts a new relay with nothing in its data folder.
    ///
    /// # Errors
    /// When the binary or the app are not built, or it does not listen in time.
    pub async fn start() -> Result<Self> {
        Self::start_with(Some(built_app()?)).await
    }

    /// Starts a new relay that serves `/sync` only, for clients that are no browsers.
    ///
    /// # Errors
    /// When the binary is not built, or it does not listen in time.
    pub async fn without_app() -> Result<Self> {
        Self::start_with(None).await
    }

    async fn start_with(app: Option<PathBuf>) -> Result<Self> {
        let mut relay = Self {
            binary: relay_binary()?,
            app,
            folder: tempfile::Builder::new()
                .prefix("zhongshang-relay-")
                .tempdir()?,
            address: free_address()?,
            process: None,
        };
        relay.starts().await?;
        Ok(relay)
    }

    /// Serves another build of the app from the next start on.
    pub fn serves_app(&mut self, app: &Path) {
        self.app = Some(app.to_owned());
    }

    /// Where it listens, the same for its whole life.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process number while it runs.
    pub fn process_id(&self) -> Option<u32> {
        self.process.as_ref().and_then(Child::id)
    }

    /// Starts it on what its data folder holds.
    ///
    /// # Errors
    /// When it ends at once or does not listen in time.
    pub async fn starts(&mut self) -> Result<()> {
        let log = fs::File::options()
            .create(true)
            .append(true)
            .open(self.path("relay.log"))?;
        let mut command = Command::new(&self.binary);
        command
            .arg("serve")
            .args(["--addr", &self.address.to_string(), "--origin", ORIGIN]);
        if let Some(app) = &self.app {
            command.arg("--app").arg(app);
        }
        // Its default app is below the folder that it runs in: there is none.
        command.current_dir(self.folder.path());
        self.add_folders(&mut command);
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true);
        let process = command.spawn().context("cannot start the relay")?;
        self.process = Some(process);
        let address = self.address;
        let listens = eventually_within(Duration::from_secs(20), "the relay to listen", || async {
            Ok(TcpStream::connect(address).await.ok())
        });
        match listens.await {
            Ok(_) => Ok(()),
            Err(error) => Err(error.context(self.log())),
        }
    }

    /// Kills it with SIGKILL.
    ///
    /// # Errors
    /// When it was not running.
    pub async fn is_killed(&mut self) -> Result<()> {
        let mut process = self.process.take().context("the relay was not running")?;
        process.kill().await.context("cannot kill the relay")
    }

    /// Deletes its data folder; the key, which is kept apart, stays.
    ///
    /// # Errors
    /// When it runs, or the folder cannot be deleted.
    pub fn loses_its_data(&self) -> Result<()> {
        ensure!(self.process.is_none(), "the relay runs");
        Ok(fs::remove_dir_all(self.data())?)
    }

    /// Copies its data folder, as a backup does, while the relay does not run.
    ///
    /// # Errors
    /// When it runs, or the folder cannot be copied.
    pub fn is_copied(&self) -> Result<TempDir> {
        ensure!(self.process.is_none(), "the relay runs");
        let copy = tempfile::tempdir()?;
        folder::copy(&self.data(), copy.path())?;
        Ok(copy)
    }

    /// Puts an older copy in the place of its data folder.
    ///
    /// # Errors
    /// When it runs, or the folder cannot be replaced.
    pub fn is_set_back_to(&self, copy: &TempDir) -> Result<()> {
        self.loses_its_data()?;
        folder::copy(copy.path(), &self.data())
    }

    /// Makes the link that founds a community.
    ///
    /// # Errors
    /// When the relay's own command fails.
    pub async fn founding_link(&self) -> Result<String> {
        let mut command = Command::new(&self.binary);
        command.args(["invite", "--origin", ORIGIN]);
        self.add_folders(&mut command);
        let output = run(&mut command).await?;
        let text = String::from_utf8(output.stdout)?;
        let link = text.split_whitespace().find(|word| word.contains("#found"));
        link.map(str::to_owned)
            .with_context(|| format!("no founding link in: {text}"))
    }

    /// Checks its data folder: signatures, order, digests, rights. Gives what it says: each room with
    /// its length, epoch and head, so that equal words mean equal logs.
    ///
    /// # Errors
    /// When something does not verify.
    pub async fn verifies(&self) -> Result<String> {
        let mut command = Command::new(&self.binary);
        command.arg("verify").arg(self.data());
        let output = run(&mut command).await?;
        Ok(String::from_utf8(output.stdout)?)
    }

    /// The photos that it holds whole.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn photos(&self) -> Result<Vec<Vec<u8>>> {
        let files = folder::files(&self.data().join("blobs"))?;
        files.iter().map(|file| Ok(fs::read(file)?)).collect()
    }

    /// What it has written to its log so far.
    pub fn log(&self) -> String {
        let log = fs::read_to_string(self.path("relay.log")).unwrap_or_default();
        format!("the relay's log:\n{log}")
    }

    fn add_folders(&self, command: &mut Command) {
        command
            .arg("--data")
            .arg(self.data())
            .arg("--key")
            .arg(self.path("relay.key"));
    }

    fn data(&self) -> PathBuf {
        self.path("data")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

async fn run(command: &mut Command) -> Result<Output> {
    let output = command.output().await?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        bail!("{:?} failed: {said}", command.as_std());
    }
    Ok(output)
}

/// A port that was free a moment ago; the relay takes it again after every restart.
fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}
