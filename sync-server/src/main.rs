//! The command line: `serve`, `invite`, `verify`.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::{Context, Result};
use clap::Parser;
use rustix::process::{Resource, getrlimit, setrlimit};
use sync_server::{
    blobs, invite, key_file,
    log::{Log, SqliteLog},
    options::{self, Command, ConfigFile, LogFormat, Options, OptionsError, Serve},
    serve::{self, Setup},
    snapshots, tls, verify, warning,
};
use tokio::signal::unix::{SignalKind, signal};

/// Open files that are asked for: ten thousand connections and room to spare.
const FILES: u64 = 65_536;

fn main() -> ExitCode {
    let done = match Options::parse().command {
        Command::Serve(options) => serve(*options),
        Command::Invite(options) => invite(&options),
        Command::Verify(options) => verify(&options),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            // Standard error may be closed; there is nobody left to tell then.
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn serve(options: Serve) -> Result<ExitCode> {
    let file = options.place.file()?;
    start_logging(&options, &file)?;
    raise_file_limit();
    let addr = match (options.addr, &file.address) {
        (Some(addr), _) => addr,
        (None, Some(named)) => parse_address(named)?,
        (None, None) => parse_address(options::ADDRESS)?,
    };
    let data = options.place.data(&file);
    let key = options.place.key(&file)?;
    let crypto = key_file::open_or_create(&key)?;
    let log = open_log(&data)?;
    let is_unfounded = log.rooms()?.iter().all(|room| room.len <= 1);
    let mut setup = Setup::new(addr, crypto, Box::new(log));
    let named = options.place.origins(&file)?;
    setup.origins = named.clone();
    setup.proxies = match options.trusted_proxy.is_empty() {
        true => file.trusted_proxies.clone(),
        false => options.trusted_proxy.clone(),
    };
    setup.app = app_folder(&options, &file)?;
    setup.blobs = Some(blob_setup(&options, &file, &data)?);
    setup.tls = match (
        options.tls_cert.as_ref().or(file.tls_cert.as_ref()),
        options.tls_key.as_ref().or(file.tls_key.as_ref()),
    ) {
        (Some(cert), Some(key)) => Some(tls::acceptor(cert, key)?),
        (None, None) => None,
        _ => return Err(OptionsError::HalfTls.into()),
    };
    setup.snapshots = Some(data.join(snapshots::FOLDER));
    setup.pages.noindex = options.pages_noindex || file.pages_noindex;
    let has_tls = setup.tls.is_some();
    let mut running = serve::start(setup).await?;
    let scheme = if has_tls { "https" } else { "http" };
    say(&format!("listening on {scheme}://{}", running.addr()))?;
    let (addr, origins) = (running.addr(), running.origins());
    let warnings = [
        warning::insecure(addr, has_tls, origins),
        warning::unnamed(addr, &named, origins),
    ];
    for warning in warnings.into_iter().flatten() {
        writeln!(io::stderr(), "\nwarning: {warning}\n")?;
    }
    if let Some(name) = options.invite_if_empty.filter(|_| is_unfounded) {
        // Last, because a link that was not printed is lost; the relay finds the room by itself.
        let crypto = key_file::read(&key)?;
        let link = invite::invite(&mut open_log(&data)?, &crypto, Some(&name))?;
        let origin = running.origins().first().map_or("", String::as_str);
        say(&format!("founding link: {}", link.to_url(origin)))?;
    }
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        ended = running.ended() => ended?,
        _ = terminated.recv() => running.stop().await?,
        _ = tokio::signal::ctrl_c() => running.stop().await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints nothing but the link, so that a script can read it.
fn invite(options: &options::Invite) -> Result<ExitCode> {
    let file = options.place.file()?;
    let crypto = key_file::open_or_create(&options.place.key(&file)?)?;
    let mut log = open_log(&options.place.data(&file))?;
    let origins = options.place.origins(&file)?;
    let address = file.address.as_deref().unwrap_or(options::ADDRESS);
    let origin = origins
        .first()
        .cloned()
        .unwrap_or_else(|| format!("http://{address}"));
    let link = invite::invite(&mut log, &crypto, options.name.as_deref())?;
    say(&link.to_url(&origin))?;
    Ok(ExitCode::SUCCESS)
}

fn verify(options: &options::Verify) -> Result<ExitCode> {
    let data = &options.data;
    let log = SqliteLog::open_read_only(data)
        .with_context(|| format!("{} is no data folder of this program", data.display()))?;
    let faults = log.faults()?;
    for fault in &faults {
        say(&format!("PROBLEM in the database file: {fault}"))?;
    }
    let report = verify::verify(&log)?;
    for room in &report.rooms {
        say(&room.to_string())?;
    }
    let folder = options.blobs.clone();
    let folder = folder.unwrap_or_else(|| data.join(blobs::FOLDER));
    let blobs = verify::blobs(&folder, &log)
        .with_context(|| format!("the photos in {} cannot be read", folder.display()))?;
    say(&blobs.to_string())?;
    let problems = faults.len() + report.problems() + blobs.problems.len();
    let rooms = report.rooms.len();
    say(&format!("{rooms} rooms, {problems} problems"))?;
    Ok(match problems {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

fn open_log(data: &Path) -> Result<SqliteLog> {
    SqliteLog::open(data).with_context(|| format!("the data folder {} fails", data.display()))
}

fn blob_setup(options: &Serve, file: &ConfigFile, data: &Path) -> Result<blobs::Setup> {
    let folder = options.blobs.clone().or_else(|| file.blobs.clone());
    let folder = folder.unwrap_or_else(|| data.join(blobs::FOLDER));
    let mut setup = blobs::Setup::local(data, &folder)?;
    let megabytes = options.blob_room_megabytes.or(file.blob_room_megabytes);
    if let Some(megabytes) = megabytes {
        setup.limits.room_bytes = u64::from(megabytes) << 20;
    }
    Ok(setup)
}

/// The app's folder: one that is named has to be there, the default one need not.
fn app_folder(options: &Serve, file: &ConfigFile) -> Result<Option<std::path::PathBuf>> {
    let named = options.app.clone().or_else(|| file.app.clone());
    let is_default = named.is_none();
    let folder = named.unwrap_or_else(|| "dist".into());
    if folder.join("index.html").is_file() {
        return Ok(Some(folder));
    }
    if is_default {
        tracing::warn!(
            "no app in `dist`: only /sync and /blobs are served; name its folder by --app"
        );
        return Ok(None);
    }
    anyhow::bail!("{} holds no built app (no index.html)", folder.display())
}

/// Every connection is an open file, and systems allow a process 1,024 unless it asks for more.
fn raise_file_limit() {
    let mut limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.unwrap_or(FILES).min(FILES);
    if limit.current.is_some_and(|current| current < most) {
        limit.current = Some(most);
        if let Err(error) = setrlimit(Resource::Nofile, limit) {
            tracing::warn!(%error, "the limit on open files stays as it is");
        }
    }
}

fn parse_address(named: &str) -> Result<std::net::SocketAddr, OptionsError> {
    named
        .parse()
        .map_err(|_| OptionsError::Address(named.to_owned()))
}

fn start_logging(options: &Serve, file: &ConfigFile) -> Result<()> {
    let filter = options.log.as_deref().or(file.log.as_deref());
    let filter = tracing_subscriber::EnvFilter::try_new(filter.unwrap_or("info"))?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr);
    match options.log_format.or(file.log_format).unwrap_or_default() {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().init(),
    }
    Ok(())
}

fn say(line: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
