//! Where the data, the key and the people are: what `serve` and `invite` have to agree on.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{ConfigFile, OptionsError};
use crate::key_file;

/// What `serve` and `invite` have to agree on.
#[derive(Debug, Args)]
pub struct Place {
    /// TOML file with any of these options
    #[arg(long, env = "ZHONGSHANG_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder of the log; made at the first start [default: data]
    #[arg(long, env = "ZHONGSHANG_DATA", value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// The relay's private key; made at the first start, readable by its owner only. Keep a copy
    /// apart from the data folder [default: relay.key beside the data folder]
    #[arg(long, env = "ZHONGSHANG_KEY", value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// Public origin, as browsers show it, such as https://zs.example.org; may be repeated, the
    /// first is for links [default: the address, with http, or https with --tls-cert]
    #[allow(
        rustdoc::bare_urls,
        reason = "the words are the help that a terminal shows"
    )]
    #[arg(
        long,
        env = "ZHONGSHANG_ORIGIN",
        value_delimiter = ',',
        value_name = "URL"
    )]
    pub origin: Vec<String>,
}

impl Place {
    /// The configuration file, or an empty one.
    ///
    /// # Errors
    /// When there is one that cannot be used.
    pub fn file(&self) -> Result<ConfigFile, OptionsError> {
        self.config
            .as_deref()
            .map_or_else(|| Ok(ConfigFile::default()), ConfigFile::read)
    }

    /// The data folder.
    pub fn data(&self, file: &ConfigFile) -> PathBuf {
        let data = self.data.clone().or_else(|| file.data.clone());
        data.unwrap_or_else(|| PathBuf::from("data"))
    }

    /// The key file.
    ///
    /// # Errors
    /// When it lies within the data folder.
    pub fn key(&self, file: &ConfigFile) -> Result<PathBuf, OptionsError> {
        let data = self.data(file);
        let key = self.key.clone().or_else(|| file.key.clone());
        let key = key.unwrap_or_else(|| key_file::default_path(&data));
        match is_within(&key, &data) {
            true => Err(OptionsError::KeyInData(key)),
            false => Ok(key),
        }
    }

    /// The origins that were named.
    ///
    /// # Errors
    /// When one of them is no origin.
    pub fn origins(&self, file: &ConfigFile) -> Result<Vec<String>, OptionsError> {
        let named = match self.origin.is_empty() {
            true => file.origins.as_slice(),
            false => self.origin.as_slice(),
        };
        named.iter().map(|origin| checked(origin)).collect()
    }
}

fn checked(origin: &str) -> Result<String, OptionsError> {
    let trimmed = origin.trim().trim_end_matches('/');
    let rest = trimmed
        .strip_prefix("https://")
        .or_else(|| trimmed.strip_prefix("http://"));
    let is_origin = rest.is_some_and(|host| {
        let is_host = |c: char| c.is_ascii_alphanumeric() || ".-:[]_".contains(c);
        !host.is_empty() && host.chars().all(is_host)
    });
    match is_origin {
        true => Ok(trimmed.to_ascii_lowercase()),
        false => Err(OptionsError::Origin(origin.to_owned())),
    }
}

fn is_within(file: &Path, folder: &Path) -> bool {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute(file).starts_with(absolute(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_a_scheme_and_a_host_and_nothing_else() {
        assert_eq!(
            checked("https://ZS.example.org/").unwrap(),
            "https://zs.example.org"
        );
        assert_eq!(checked("http://[::1]:8787").unwrap(), "http://[::1]:8787");
        for wrong in [
            "zs.example.org",
            "https://a/b",
            "https://",
            "wss://a",
            "https://a; x",
        ] {
            assert!(checked(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_key_does_not_lie_in_the_data_folder() {
        let place = |key: Option<&str>| Place {
            config: None,
            data: Some("folder/data".into()),
            key: key.map(PathBuf::from),
            origin: Vec::new(),
        };
        let file = ConfigFile::default();
        assert_eq!(
            place(None).key(&file).unwrap(),
            Path::new("folder/relay.key")
        );
        assert!(place(Some("folder/data/relay.key")).key(&file).is_err());
    }
}
