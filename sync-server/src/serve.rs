//! A running relay: everything put together, and taken apart again in order.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::Arc,
    thread,
    time::Duration,
};

use ledger::{Relay, crypto::Crypto, limits, relay::Config};
use thiserror::Error;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle, time::MissedTickBehavior};
use tokio_rustls::TlsAcceptor;

use crate::{
    accept::Acceptor,
    admission::{self, Admission},
    blobs::{self, Blobs, BlobsError},
    conn::{self, Front, Inbound},
    crypto::RingCrypto,
    desk::{Desk, DeskError},
    http::{self, Origins, Site, app_files::AppFiles},
    log::Log,
    metrics::Metrics,
    pages::{self, Shelf, Worker},
    replay::{self, ReplayError},
    snapshots::{self, Maker},
};

const SECOND: Duration = Duration::from_secs(1);
/// How often unfinished uploads are looked through for those that nobody goes on with.
const SWEEP: Duration = Duration::from_secs(600);

/// What a relay is started with.
pub struct Setup {
    /// Where it listens; port 0 takes a free one.
    pub addr: SocketAddr,
    /// Public origins; if none is named, those that follow from the address.
    pub origins: Vec<String>,
    /// Proxies whose word on addresses is believed.
    pub proxies: Vec<IpAddr>,
    /// The built app's folder.
    pub app: Option<PathBuf>,
    /// HTTPS, if it is served without a proxy.
    pub tls: Option<TlsAcceptor>,
    /// The relay's key.
    pub crypto: RingCrypto,
    /// The relay's log.
    pub log: Box<dyn Log>,
    /// Where blobs are kept; without it none are.
    pub blobs: Option<blobs::Setup>,
    /// Strangers let in at once, from one address and in all.
    pub strangers: (usize, usize),
    /// The public pages.
    pub pages: pages::Setup,
    /// Where snapshots of long halls are kept; without it none are made.
    pub snapshots: Option<PathBuf>,
    /// Entries of a hall from which on one is made.
    pub snapshot_entries: u64,
}

impl Setup {
    /// A relay on an address, everything else as by default.
    pub fn new(addr: SocketAddr, crypto: RingCrypto, log: Box<dyn Log>) -> Self {
        Self {
            addr,
            origins: Vec::new(),
            proxies: Vec::new(),
            app: None,
            tls: None,
            crypto,
            log,
            blobs: None,
            strangers: (admission::PER_ADDRESS, admission::IN_ALL),
            pages: pages::Setup::default(),
            snapshots: None,
            snapshot_entries: limits::SNAPSHOT_ENTRIES,
        }
    }
}

/// Why a relay does not start, or ended.
#[derive(Debug, Error)]
pub enum ServeError {
    /// Something else listens there, or the address is not this machine's.
    #[error("cannot listen on {addr}")]
    Listen {
        /// The address.
        addr: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The app's folder cannot be read.
    #[error("the app in {folder} cannot be read")]
    App {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The data folder does not add up.
    #[error("the data folder does not add up; `verify` says more")]
    Replay(#[from] ReplayError),
    /// The photos and scans cannot be kept.
    #[error("the store of photos and scans cannot be used")]
    Blobs(#[from] BlobsError),
    /// The desk had to stop.
    #[error("the relay had to stop")]
    Desk(#[from] DeskError),
    /// The desk broke down.
    #[error("the relay broke down")]
    Broken,
    /// A thread could not be started.
    #[error("no thread can be started")]
    Thread(#[source] io::Error),
}

/// A relay at work.
pub struct Running {
    addr: SocketAddr,
    origins: Vec<String>,
    front: Front,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
    ticking: JoinHandle<()>,
    sweeping: JoinHandle<()>,
    desk: JoinHandle<Result<(), ServeError>>,
}

/// Starts a relay; it works from when this returns.
///
/// # Errors
/// Named in [`ServeError`].
pub async fn start(setup: Setup) -> Result<Running, ServeError> {
    let rooms = replay::rooms(setup.log.as_ref())?;
    let files = app_files(setup.app)?;
    let (listener, addr) = listen(setup.addr).await?;
    let origins = match setup.origins.is_empty() {
        true => default_origins(addr, setup.tls.is_some()),
        false => setup.origins,
    };
    let mut config = Config::new(origins.first().map_or("", String::as_str));
    config.further_origins = origins.iter().skip(1).cloned().collect();
    config.snapshot_entries = setup.snapshot_entries;
    let metrics = Arc::new(Metrics::default());
    let blobs = match setup.blobs {
        Some(blobs) => Some(Arc::new(Blobs::open(blobs, metrics.clone()).await?)),
        None => None,
    };
    let relay = Relay::new(config, setup.crypto.public(), rooms);
    let (bell, heard) = pages::bell();
    let desk = Desk::new(relay, setup.crypto, setup.log, metrics.clone(), bell);
    let (front, queue) = conn::front(metrics);
    let desk = desk_thread(move || desk.work(queue))?;
    let shelf = Arc::new(Shelf::default());
    let snapshots = setup.snapshots.and_then(snapshot_shelf);
    let maker = snapshots
        .clone()
        .map(|kept| Maker::new(front.clone(), kept));
    let watch = setup.pages.watch.clone();
    let worker = Worker::new(front.clone(), shelf.clone(), watch, maker);
    thread::Builder::new()
        .name("pages".to_owned())
        .spawn(move || worker.work(&heard))
        .map_err(ServeError::Thread)?;
    let (per_address, in_all) = setup.strangers;
    let admission = Admission::new(per_address, in_all);
    let site = Site::new(
        front.clone(),
        admission.clone(),
        Origins::new(origins.clone()),
        setup.proxies.clone(),
        files,
        blobs.clone(),
        shelf,
        &setup.pages,
        snapshots,
    );
    let ticking = tokio::spawn(tick(front.clone(), site.clone()));
    let sweeping = tokio::spawn(sweep(blobs));
    let acceptor = Acceptor {
        listener,
        tls: setup.tls,
        router: http::router(site),
        admission,
        proxies: setup.proxies,
    };
    let (stop, stopped) = watch::channel(false);
    let accepting = tokio::spawn(acceptor.run(stopped));
    tracing::info!(%addr, "the relay is at work");
    Ok(Running {
        addr,
        origins,
        front,
        stop,
        accepting,
        ticking,
        sweeping,
        desk,
    })
}

impl Running {
    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Its public origins, the first of them for links.
    pub fn origins(&self) -> &[String] {
        &self.origins
    }

    /// Waits until the relay ends by itself, which it does only when it has to.
    ///
    /// # Errors
    /// Why it ended.
    pub async fn ended(&mut self) -> Result<(), ServeError> {
        (&mut self.desk).await.map_err(|_| ServeError::Broken)?
    }

    /// Stops in order: takes nobody in, writes what waits, says goodbye, ends.
    ///
    /// # Errors
    /// When the desk had to stop before.
    pub async fn stop(self) -> Result<(), ServeError> {
        self.stop.send(true).ok();
        self.front.tell(Inbound::Stop).await.ok();
        let ended = self.desk.await.map_err(|_| ServeError::Broken)?;
        self.accepting.await.ok();
        self.ticking.abort();
        self.sweeping.abort();
        tracing::info!("the relay has stopped");
        ended
    }
}

/// Nothing rests on snapshots: a relay that cannot keep any works without.
fn snapshot_shelf(folder: PathBuf) -> Option<Arc<snapshots::Shelf>> {
    match snapshots::Shelf::open(folder.clone()) {
        Ok(shelf) => Some(Arc::new(shelf)),
        Err(error) => {
            tracing::warn!(folder = %folder.display(), %error, "no snapshots are made");
            None
        }
    }
}

fn app_files(folder: Option<PathBuf>) -> Result<AppFiles, ServeError> {
    let Some(folder) = folder else {
        return Ok(AppFiles::default());
    };
    AppFiles::read(&folder).map_err(|source| ServeError::App { folder, source })
}

async fn listen(addr: SocketAddr) -> Result<(TcpListener, SocketAddr), ServeError> {
    let failed = |source| ServeError::Listen { addr, source };
    let listener = TcpListener::bind(addr).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}

/// What a browser on this machine shows; anything else has to be named.
fn default_origins(addr: SocketAddr, has_tls: bool) -> Vec<String> {
    let scheme = if has_tls { "https" } else { "http" };
    let port = addr.port();
    let local = format!("{scheme}://localhost:{port}");
    match addr.ip() {
        ip if ip.is_unspecified() => vec![format!("{scheme}://127.0.0.1:{port}"), local],
        ip if ip.is_loopback() => vec![format!("{scheme}://{addr}"), local],
        _ => vec![format!("{scheme}://{addr}")],
    }
}

/// The desk's own thread, awaited like a task.
fn desk_thread(
    work: impl FnOnce() -> Result<(), DeskError> + Send + 'static,
) -> Result<JoinHandle<Result<(), ServeError>>, ServeError> {
    let (done, ended) = tokio::sync::oneshot::channel();
    thread::Builder::new()
        .name("desk".to_owned())
        .spawn(move || done.send(work()).ok())
        .map_err(ServeError::Thread)?;
    Ok(tokio::spawn(async move {
        let ended = ended.await.map_err(|_| ServeError::Broken)?;
        Ok(ended?)
    }))
}

/// Looks through unfinished uploads now and then.
async fn sweep(blobs: Option<Arc<Blobs>>) {
    let Some(blobs) = blobs else {
        return;
    };
    let mut times = tokio::time::interval(SWEEP);
    loop {
        times.tick().await;
        blobs.sweep().await;
    }
}

async fn tick(front: Front, site: Site) {
    let mut seconds = tokio::time::interval(SECOND);
    seconds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        seconds.tick().await;
        site.sweep();
        if front.tell(Inbound::Tick).await.is_err() {
            return;
        }
    }
}
