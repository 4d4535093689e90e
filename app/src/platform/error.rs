//! What can go wrong between the app and the browser, each with the browser's own words.

use wasm_bindgen::{JsCast, JsValue};

/// Names what the browser refused or lost.
///
/// The text inside is the browser's, for the log; the page translates the variant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PlatformError {
    /// The feature is missing or forbidden here: private mode, an old browser, an address without TLS.
    #[error("not available in this browser: {0}")]
    Unavailable(String),
    /// The device or the site's share of it is full; nothing of the batch was kept.
    #[error("no space left: {0}")]
    Quota(String),
    /// The transaction was rolled back; nothing of the batch was kept.
    #[error("the transaction was rolled back: {0}")]
    Aborted(String),
    /// The connection is gone: the browser closed the database, or the wire is down.
    #[error("the connection is closed: {0}")]
    Closed(String),
    /// Another tab became the writer since; nothing of the batch was kept.
    #[error("another tab became the writer: ours is {ours}, the newest is {newest}")]
    Fenced {
        /// The fencing number this tab writes with.
        ours: u64,
        /// The number found in the database.
        newest: u64,
    },
    /// The database no longer holds what this page wrote: the browser threw the data away meanwhile.
    #[error("the database has been cleared under this page")]
    Wiped,
    /// A newer version of the app is taking the database over; this page only shows from now on.
    #[error("a newer version of the app has taken the database over")]
    Superseded,
    /// The database was written by a newer version of the app than this one.
    #[error("the data were written by a newer version of the app: {0}")]
    NewerData(String),
    /// Another tab holds an older version of the database open and does not let go.
    #[error("another tab holds an older version of the database open")]
    Blocked,
    /// What is stored cannot be read back; it is left as it is.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
    /// What was just written was not there when it was looked for.
    #[error("what was written was not there afterwards: {0}")]
    NotPersisted(String),
    /// The bytes are larger than the named limit.
    #[error("{size} bytes are over the limit of {limit}")]
    TooLarge {
        /// Length in bytes of what was offered.
        size: usize,
        /// Largest length accepted.
        limit: usize,
    },
    /// Anything else the browser threw.
    #[error("the browser failed: {0}")]
    Browser(String),
}

impl PlatformError {
    /// Sorts a DOM exception by its name, the only part that browsers agree on.
    pub(crate) fn named(name: &str, message: &str) -> Self {
        let text = format!("{name}: {message}");
        match name {
            "QuotaExceededError" => Self::Quota(text),
            "AbortError" => Self::Aborted(text),
            "InvalidStateError" => Self::Closed(text),
            "VersionError" => Self::NewerData(text),
            "UnknownError" | "NotReadableError" | "DataError" => Self::Corrupt(text),
            // A private window of Firefox: keys cannot be put into its storage.
            "DataCloneError" => Self::NotPersisted(text),
            "SecurityError" | "NotSupportedError" | "NotAllowedError" => Self::Unavailable(text),
            _ => Self::Browser(text),
        }
    }
}

impl From<JsValue> for PlatformError {
    fn from(thrown: JsValue) -> Self {
        if let Some(exception) = thrown.dyn_ref::<web_sys::DomException>() {
            return Self::named(&exception.name(), &exception.message());
        }
        match thrown.dyn_ref::<js_sys::Error>() {
            Some(error) => Self::Browser(String::from(error.to_string())),
            None => Self::Browser(thrown.as_string().unwrap_or_default()),
        }
    }
}

impl From<web_sys::DomException> for PlatformError {
    fn from(exception: web_sys::DomException) -> Self {
        Self::named(&exception.name(), &exception.message())
    }
}

impl From<indexed_db_futures::error::Error> for PlatformError {
    fn from(error: indexed_db_futures::error::Error) -> Self {
        use indexed_db_futures::error::Error;
        match error {
            Error::DomException(exception) => web_sys::DomException::from(exception).into(),
            other => Self::Browser(other.to_string()),
        }
    }
}

impl From<indexed_db_futures::error::OpenDbError> for PlatformError {
    fn from(error: indexed_db_futures::error::OpenDbError) -> Self {
        use indexed_db_futures::error::OpenDbError;
        match error {
            OpenDbError::Base(error) => error.into(),
            other => Self::Unavailable(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PlatformError;

    #[test]
    fn exceptions_are_sorted_by_their_name() {
        let sorted = |name| PlatformError::named(name, "x");
        assert!(matches!(
            sorted("QuotaExceededError"),
            PlatformError::Quota(_)
        ));
        assert!(matches!(
            sorted("InvalidStateError"),
            PlatformError::Closed(_)
        ));
        assert!(matches!(
            sorted("VersionError"),
            PlatformError::NewerData(_)
        ));
        assert!(matches!(sorted("SomethingNew"), PlatformError::Browser(_)));
    }
}
