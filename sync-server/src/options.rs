//! What the operator may set: a flag, else an environment variable, else the configuration file,
//! else the default.

mod file;
mod place;

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use clap::{Args, Parser, Subcommand};
use thiserror::Error;

pub use file::ConfigFile;
pub use place::Place;

/// Where the relay listens when nobody says otherwise.
pub const ADDRESS: &str = "127.0.0.1:8787";

/// The relay of 众商: checks, orders, keeps and fans out signed entries, and serves the app.
#[derive(Debug, Parser)]
#[command(version, after_help = AFTER_HELP)]
pub struct Options {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
Each option can be given as a flag, as an environment variable, or in a TOML file named by --config:

  address = \"0.0.0.0:443\"                    # --addr
  data = \"/var/lib/zhongshang/data\"          # --data
  key = \"/var/lib/zhongshang/relay.key\"      # --key
  app = \"/usr/share/zhongshang/app\"          # --app
  blobs = \"/srv/zhongshang/photos\"           # --blobs
  blob_room_megabytes = 4096                 # --blob-room-megabytes
  origins = [\"https://zs.example.org\"]       # --origin, may be repeated
  trusted_proxies = [\"127.0.0.1\"]            # --trusted-proxy, may be repeated
  tls_cert = \"/etc/zhongshang/fullchain.pem\" # --tls-cert
  tls_key = \"/etc/zhongshang/private.pem\"    # --tls-key
  pages_noindex = false                      # --pages-noindex
  log = \"info\"                               # --log
  log_format = \"text\"                        # --log-format, text or json

Keep two things, apart from each other: the data folder and the key file. A relay that has lost its
data folder gets it back from the devices of the community, as long as it has its key. Photos and
scans lie in `blobs` in the data folder unless --blobs says otherwise: devices give back those that
they still have, so put that folder into the backup, too.";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the relay
    Serve(Box<Serve>),
    /// Prepare a new community and print the link by which its first administrator takes it over
    Invite(Invite),
    /// Check a data folder: signatures, order, digests, rights, photos; changes nothing
    Verify(Verify),
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
    /// Address and port to listen on; port 0 takes a free one, which is printed [default:
    /// 127.0.0.1:8787]
    #[arg(
        long,
        alias = "address",
        env = "ZHONGSHANG_ADDR",
        value_name = "IP:PORT"
    )]
    pub addr: Option<SocketAddr>,
    /// Folder of the built app; read once, at the start [default: dist]
    #[arg(long, env = "ZHONGSHANG_APP", value_name = "FOLDER")]
    pub app: Option<PathBuf>,
    /// Folder of photos and scans; made at the first start, and may lie on a disk of its own
    /// [default: blobs in the data folder]
    #[arg(long, env = "ZHONGSHANG_BLOBS", value_name = "FOLDER")]
    pub blobs: Option<PathBuf>,
    /// What the photos and scans of one room may come to, in MiB [default: 4096]
    #[arg(long, env = "ZHONGSHANG_BLOB_ROOM_MEGABYTES", value_name = "MIB")]
    pub blob_room_megabytes: Option<u32>,
    /// Certificate chain in PEM, to serve HTTPS without a proxy; needs --tls-key
    #[arg(long, env = "ZHONGSHANG_TLS_CERT", value_name = "FILE")]
    pub tls_cert: Option<PathBuf>,
    /// Private key in PEM; needs --tls-cert
    #[arg(long, env = "ZHONGSHANG_TLS_KEY", value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
    /// Address of a reverse proxy whose X-Forwarded-For is believed, for the limits on strangers
    /// only; may be repeated. The proxy must pass WebSockets on and keep the Origin header
    #[arg(
        long,
        env = "ZHONGSHANG_TRUSTED_PROXY",
        value_delimiter = ',',
        value_name = "IP"
    )]
    pub trusted_proxy: Vec<IpAddr>,
    /// Ask search engines to leave the public pages out [default: they may list them]
    #[arg(long, env = "ZHONGSHANG_PAGES_NOINDEX")]
    pub pages_noindex: bool,
    /// As long as no community has been founded, prepare one of this name and print its link
    #[arg(long, value_name = "NAME")]
    pub invite_if_empty: Option<String>,
    /// What is logged, as in RUST_LOG: error, warn, info, debug [default: info]
    #[arg(long, env = "ZHONGSHANG_LOG", value_name = "FILTER")]
    pub log: Option<String>,
    /// How it is logged, to standard error: text or json [default: text]
    #[arg(long, env = "ZHONGSHANG_LOG_FORMAT", value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
}

/// Options of `invite`.
#[derive(Debug, Args)]
pub struct Invite {
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
    /// What the community is called until its administrator says otherwise
    #[arg(long)]
    pub name: Option<String>,
}

/// Options of `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The data folder; may be a copy, and may be in use
    #[arg(env = "ZHONGSHANG_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Folder of photos and scans [default: blobs in the data folder]
    #[arg(long, env = "ZHONGSHANG_BLOBS", value_name = "FOLDER")]
    pub blobs: Option<PathBuf>,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs, one object a line.
    Json,
}

/// Why the options cannot be used.
#[derive(Debug, Error)]
pub enum OptionsError {
    /// The configuration file cannot be read.
    #[error("{path} cannot be read")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The configuration file is not what it should be.
    #[error("{path} is not a configuration of this program")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where and what.
        source: Box<toml::de::Error>,
    },
    /// An origin has a path, or no scheme.
    #[error("{0} is no origin; it looks like https://zs.example.org or http://127.0.0.1:8787")]
    Origin(String),
    /// The address is not one.
    #[error("{0} is no address with a port, such as 127.0.0.1:8787")]
    Address(String),
    /// A certificate without its key, or the other way round.
    #[error("--tls-cert and --tls-key belong together")]
    HalfTls,
    /// The key would be lost with the data.
    #[error("the key file {0} lies in the data folder; whoever loses that would lose both")]
    KeyInData(PathBuf),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        <Options as clap::CommandFactory>::command().debug_assert();
    }
}
