//! The service worker: the app without a network, and new versions that never take anybody by surprise.
//!
//! `public/sw.js` installs a version whole beside the old one. This side registers it, says when a new version
//! waits, asks for it to be taken, and answers when another tab asks. It also tries again when installing came to
//! nothing, and looks for new versions from time to time. The worker itself keeps no state.

mod agreement;
mod follower;
mod keeper;

use std::rc::Rc;

use gloo_events::EventListener;
use web_sys::ServiceWorkerContainer;

use super::error::PlatformError;
use follower::Follower;
use keeper::{Keeper, Reminders};

/// What happens to the installed app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WorkerEvent {
    /// The app is on this device and starts without a network from now on.
    Ready,
    /// A new version is here, whole, and waits to be taken.
    NewVersion,
    /// Installing came to nothing (no network, a captive portal); the old version is untouched.
    Failed,
    /// Other tabs are open and not all agreed: the new version goes on waiting.
    Declined,
    /// The new version has been taken: write what is unsaved and load the page anew.
    Taken,
}

/// The service worker's keeper; it listens until dropped.
pub(crate) struct Worker {
    keeper: Rc<Keeper>,
    _reminders: Reminders,
    _listeners: [EventListener; 2],
}

impl Worker {
    /// Begins to register the worker, now or as soon as it can be fetched: what comes of it arrives at
    /// `on_event`, after this has returned. `may_take` answers another tab that would take
    /// a new version now.
    ///
    /// # Errors
    /// `Unavailable` where the browser has no service workers.
    pub(crate) fn register(
        on_event: impl Fn(WorkerEvent) + 'static,
        may_take: impl Fn() -> bool + 'static,
    ) -> Result<Self, PlatformError> {
        let on_event: OnEvent = Rc::new(on_event);
        let container = container()?;
        let listeners = [
            agreement::answer(&container, may_take),
            on_taken(&container, on_event.clone()),
        ];
        let keeper = Keeper::new(container, Follower::new(on_event.clone()));
        let reminders = keeper.remind();
        let looking = keeper.clone().look();
        wasm_bindgen_futures::spawn_local(async move {
            if looking.await.is_err() {
                on_event(WorkerEvent::Failed);
            }
        });
        Ok(Self {
            keeper,
            _reminders: reminders,
            _listeners: listeners,
        })
    }

    /// Has the version in use bring what it fetches later, so that it is here when the network is not. What comes of it
    /// nobody is told: it is tried again when it is needed.
    pub(crate) fn keep_later(&self) -> Result<(), PlatformError> {
        let registration = self.keeper.registration();
        match registration.and_then(|registration| registration.active()) {
            Some(active) => agreement::send(&active, "keep"),
            None => Ok(()),
        }
    }

    /// Asks for the waiting version to be taken; the other tabs are asked first. What comes of it arrives as
    /// `Taken`, or as `Declined` at `on_event`.
    pub(crate) async fn take(
        &self,
        on_event: impl Fn(WorkerEvent) + 'static,
    ) -> Result<(), PlatformError> {
        match self
            .keeper
            .registration()
            .and_then(|registration| registration.waiting())
        {
            Some(waiting) => agreement::ask(&waiting, move || on_event(WorkerEvent::Declined)),
            None => Ok(()),
        }
    }
}

type OnEvent = Rc<dyn Fn(WorkerEvent)>;

/// Tells when another version has come into use; the first one that a page ever gets replaces nothing.
fn on_taken(container: &ServiceWorkerContainer, on_event: OnEvent) -> EventListener {
    let was_controlled = container.controller().is_some();
    EventListener::new(container, "controllerchange", move |_| {
        if was_controlled {
            on_event(WorkerEvent::Taken);
        }
    })
}

fn container() -> Result<ServiceWorkerContainer, PlatformError> {
    let missing = || PlatformError::Unavailable("service workers are missing".into());
    let navigator = web_sys::window().ok_or_else(missing)?.navigator();
    let container = navigator.service_worker();
    if container.is_undefined() {
        Err(missing())
    } else {
        Ok(container)
    }
}
