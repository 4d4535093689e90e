//! The configuration file.

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{LogFormat, OptionsError};

/// What the file may say. A word that is not here is an error, so that no typing error goes unseen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConfigFile {
    /// See `--addr`.
    pub address: Option<String>,
    /// See `--data`.
    pub data: Option<PathBuf>,
    /// See `--key`.
    pub key: Option<PathBuf>,
    /// See `--app`.
    pub app: Option<PathBuf>,
    /// See `--blobs`.
    pub blobs: Option<PathBuf>,
    /// See `--blob-room-megabytes`.
    pub blob_room_megabytes: Option<u32>,
    /// See `--origin`.
    pub origins: Vec<String>,
    /// See `--trusted-proxy`.
    pub trusted_proxies: Vec<IpAddr>,
    /// See `--tls-cert`.
    pub tls_cert: Option<PathBuf>,
    /// See `--tls-key`.
    pub tls_key: Option<PathBuf>,
    /// See `--pages-noindex`.
    pub pages_noindex: bool,
    /// See `--log`.
    pub log: Option<String>,
    /// See `--log-format`.
    pub log_format: Option<LogFormat>,
}

impl ConfigFile {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read or says something that is not an option.
    pub fn read(path: &Path) -> Result<Self, OptionsError> {
        let text = std::fs::read_to_string(path).map_err(|source| OptionsError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        toml::from_str(&text).map_err(|source| OptionsError::Malformed {
            path: path.to_owned(),
            source: Box::new(source),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_shown_in_the_help_is_read_and_a_misspelt_word_is_not() {
        let example: String = super::super::AFTER_HELP
            .lines()
            .filter(|line| line.starts_with("  ") && line.contains(" = "))
            .map(|line| format!("{}\n", line.trim()))
            .collect();
        let file: ConfigFile = toml::from_str(&example).unwrap();
        assert_eq!(file.origins, ["https://zs.example.org"]);
        assert_eq!(file.blob_room_megabytes, Some(4096));
        assert_eq!(file.log_format, Some(LogFormat::Text));
        assert!(toml::from_str::<ConfigFile>("adress = '0.0.0.0:1'").is_err());
    }
}
