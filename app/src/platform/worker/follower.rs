//! Following versions of the app from the network into use.

use std::cell::{Cell, RefCell};

use gloo_events::EventListener;
use web_sys::{ServiceWorker, ServiceWorkerRegistration, ServiceWorkerState};

use super::{OnEvent, WorkerEvent};

/// Follows the newest version, each once.
pub(super) struct Follower {
    on_event: OnEvent,
    followed: RefCell<Option<ServiceWorker>>,
}

impl Follower {
    pub(super) fn new(on_event: OnEvent) -> Self {
        Self {
            on_event,
            followed: RefCell::new(None),
        }
    }

    /// Follows what is coming; failing that, what is in use.
    pub(super) fn look_at(&self, registration: &ServiceWorkerRegistration) {
        let active = registration.active();
        let coming = registration.installing().or(registration.waiting());
        let replaces = coming.is_some() && active.is_some();
        let Some(worker) = coming.or(active) else {
            return;
        };
        let before = self.followed.replace(Some(worker.clone()));
        if before.as_ref() != Some(&worker) {
            let on_event = self.on_event.clone();
            Version {
                worker,
                replaces,
                on_event,
                told: Cell::new(None),
            }
            .follow();
        }
    }
}

/// One version on its way from the network into use.
struct Version {
    worker: ServiceWorker,
    /// Whether another version is in use meanwhile.
    replaces: bool,
    on_event: OnEvent,
    told: Cell<Option<WorkerEvent>>,
}

impl Version {
    /// Tells how far it is, and whatever becomes of it.
    fn follow(self) {
        self.tell();
        let target = self.worker.clone();
        // One per version, and it ends with the page.
        EventListener::new(&target, "statechange", move |_| self.tell()).forget();
    }

    fn tell(&self) {
        let event = match self.worker.state() {
            ServiceWorkerState::Installed if self.replaces => WorkerEvent::NewVersion,
            ServiceWorkerState::Activated if !self.replaces => WorkerEvent::Ready,
            // A whole version ends so too, when a later one takes its place.
            ServiceWorkerState::Redundant if self.told.get().is_none() => WorkerEvent::Failed,
            _ => return,
        };
        if self.told.replace(Some(event)) != Some(event) {
            (self.on_event)(event);
        }
    }
}
