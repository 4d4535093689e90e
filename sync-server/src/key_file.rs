//! The relay's private key: a file apart from the data folder, so that losing one is not losing both.
//!
//! Whoever holds it can vouch for logs in this relay's name; it is readable by its owner only.

use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::crypto::{self, KeyError, RingCrypto};

/// Why the key file cannot be used.
#[derive(Debug, Error)]
pub enum KeyFileError {
    /// The file system failed.
    #[error("the key file {path} cannot be used")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is a file, and it holds no key.
    #[error("{path} holds no key of this program")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: KeyError,
    },
    /// Others may read it.
    #[error("{path} can be read by others (mode {mode:03o}); make it private: chmod 600 {path}")]
    NotPrivate {
        /// The file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// No key could be made.
    #[error("no key can be made")]
    NotMade(#[source] KeyError),
}

/// Where the key lies when nobody says otherwise: beside the data folder, not in it.
pub fn default_path(data: &Path) -> PathBuf {
    data.with_file_name("relay.key")
}

/// Reads the key, and makes it where there is none.
///
/// # Errors
/// Named in [`KeyFileError`]; an existing file is never overwritten.
pub fn open_or_create(path: &Path) -> Result<RingCrypto, KeyFileError> {
    match create(path) {
        Err(KeyFileError::Io { source, .. }) if source.kind() == ErrorKind::AlreadyExists => {
            read(path)
        }
        made => made,
    }
}

fn create(path: &Path) -> Result<RingCrypto, KeyFileError> {
    let io = |source| failed(path, source);
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).map_err(io)?;
    }
    // Checked before anything is made, so that a start with a key wastes none.
    if path.exists() {
        return Err(io(ErrorKind::AlreadyExists.into()));
    }
    let pkcs8 = crypto::new_pkcs8().map_err(KeyFileError::NotMade)?;
    let crypto = RingCrypto::from_pkcs8(&pkcs8).map_err(KeyFileError::NotMade)?;
    // Written whole under another name first: a crash leaves either no key or a whole one.
    let partial = path.with_extension(format!("partial-{}", std::process::id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&partial)
        .map_err(io)?;
    file.write_all(&pkcs8).map_err(io)?;
    file.sync_all().map_err(io)?;
    let linked = std::fs::hard_link(&partial, path);
    std::fs::remove_file(&partial).map_err(io)?;
    linked.map_err(io)?;
    Ok(crypto)
}

/// Reads a key that must be there.
///
/// # Errors
/// Named in [`KeyFileError`].
pub fn read(path: &Path) -> Result<RingCrypto, KeyFileError> {
    let io = |source| failed(path, source);
    let mode = std::fs::metadata(path).map_err(io)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(KeyFileError::NotPrivate {
            path: path.to_owned(),
            mode,
        });
    }
    let pkcs8 = std::fs::read(path).map_err(io)?;
    RingCrypto::from_pkcs8(&pkcs8).map_err(|source| KeyFileError::Malformed {
        path: path.to_owned(),
        source,
    })
}

fn failed(path: &Path, source: std::io::Error) -> KeyFileError {
    KeyFileError::Io {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use ledger::crypto::Crypto;

    use super::*;

    #[test]
    fn a_key_is_made_once_private_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = default_path(&folder.path().join("data"));
        let made = open_or_create(&path).unwrap().public();
        assert_eq!(open_or_create(&path).unwrap().public(), made);
        assert_eq!(path, folder.path().join("relay.key"));
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_key_that_others_can_read_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relay.key");
        open_or_create(&path).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let error = open_or_create(&path).unwrap_err();
        assert!(matches!(error, KeyFileError::NotPrivate { .. }), "{error}");
    }
}
