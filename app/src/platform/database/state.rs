//! The one connection that all clones of a handle share: opened when needed, replaced when it fails.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use indexed_db_futures::database::Database as Idb;

use super::connection::Connection;
use super::{Database, DatabaseName};
use crate::platform::error::PlatformError;
use crate::platform::timer;

/// What the clones of a handle share.
pub(super) struct Inner {
    pub(super) name: DatabaseName,
    pub(super) state: RefCell<State>,
    pub(super) flush: RefCell<Option<Flush>>,
}

/// How the database stands with the browser.
pub(super) enum State {
    /// A connection is open.
    Open(Rc<Connection>),
    /// The browser closed it, or a transaction on it went wrong: the next call opens a new one.
    Lost,
    /// A newer version of the app took over: never opened again by this page.
    Superseded,
}

type Flush = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = ()>>>>;

/// How long a page gets to write its last words before a newer version takes the database.
const FLUSH_LIMIT: Duration = Duration::from_secs(2);

impl Database {
    /// Works on the connection, and once more on a new one if the first may have been at fault.
    pub(super) async fn twice<T>(
        &self,
        work: impl AsyncFn(&Idb) -> Result<T, PlatformError>,
    ) -> Result<T, PlatformError> {
        let connection = self.connection().await?;
        match work(connection.idb()).await {
            Err(error) if may_be_the_connection(&error) => {
                log(&error);
                self.give_up(&connection);
                work(self.connection().await?.idb()).await
            }
            outcome => outcome,
        }
    }

    pub(super) async fn connection(&self) -> Result<Rc<Connection>, PlatformError> {
        match &*self.inner.state.borrow() {
            State::Open(connection) => return Ok(connection.clone()),
            State::Superseded => return Err(PlatformError::Superseded),
            State::Lost => {}
        }
        let connection = Rc::new(Connection::open(self).await?);
        let mut state = self.inner.state.borrow_mut();
        match &*state {
            // Two calls opened at once: the first one's connection is everybody's.
            State::Open(earlier) => {
                connection.close();
                Ok(earlier.clone())
            }
            State::Superseded => {
                connection.close();
                Err(PlatformError::Superseded)
            }
            State::Lost => {
                *state = State::Open(connection.clone());
                Ok(connection)
            }
        }
    }

    /// Stops using `connection`, unless somebody has replaced it already.
    pub(super) fn give_up(&self, connection: &Rc<Connection>) {
        let mut state = self.inner.state.borrow_mut();
        if matches!(&*state, State::Open(current) if Rc::ptr_eq(current, connection)) {
            connection.close();
            *state = State::Lost;
        }
    }

    /// Lets the page write its last words, then hands the database over to the newer version.
    pub(super) async fn supersede(self) {
        let flush = self.inner.flush.borrow().clone();
        if let Some(flush) = flush {
            timer::within(FLUSH_LIMIT, flush()).await;
        }
        if let State::Open(connection) = self.inner.state.replace(State::Superseded) {
            connection.close();
        }
    }
}

/// Whether a new connection may help: not when the device is full or another tab writes.
fn may_be_the_connection(error: &PlatformError) -> bool {
    !matches!(
        error,
        PlatformError::Quota(_)
            | PlatformError::Fenced { .. }
            | PlatformError::Wiped
            | PlatformError::Superseded
            | PlatformError::NewerData(_)
            | PlatformError::TooLarge { .. }
    )
}

/// Tells the console what was got over, for the person who looks there.
pub(super) fn log(error: &PlatformError) {
    web_sys::console::warn_1(&format!("storage: {error}").into());
}
