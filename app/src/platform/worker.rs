//! The service worker: the app without a network, and new versions that never take anybody by surprise.
//!
//! `public/sw.js` installs a version whole beside the old one. This side registers it, says when a new version
//! waits, asks for it to be taken, and answers when another tab asks. The worker itself keeps no state.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};

use super::error::PlatformError;

const SCRIPT: &str = "/sw.js";

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

/// The registered service worker; it listens until dropped.
pub(crate) struct Worker {
    registration: ServiceWorkerRegistration,
    _listeners: Vec<EventListener>,
}

impl Worker {
    /// Registers the worker; `may_take` answers another tab that would take a new version now.
    ///
    /// # Errors
    /// `Unavailable` where the browser has no service workers, `Browser` when none could be installed: call it
    /// again when there is a network.
    pub(crate) async fn register(
        on_event: impl Fn(WorkerEvent) + 'static,
        may_take: impl Fn() -> bool + 'static,
    ) -> Result<Self, PlatformError> {
        let on_event: OnEvent = Rc::new(on_event);
        let container = container()?;
        let was_controlled = container.controller().is_some();
        let mut listeners = vec![
            answer(&container, may_take),
            EventListener::new(&container, "controllerchange", {
                let on_event = on_event.clone();
                move |_| {
                    // The first worker a page ever gets replaces nothing.
                    if was_controlled {
                        on_event(WorkerEvent::Taken);
                    }
                }
            }),
        ];
        let registered = JsFuture::from(container.register(SCRIPT)).await?;
        let registration: ServiceWorkerRegistration = registered.unchecked_into();
        let follower = Rc::new(Follower {
            on_event,
            followed: RefCell::new(None),
        });
        listeners.push(EventListener::new(&registration, "updatefound", {
            let (registration, follower) = (registration.clone(), follower.clone());
            move |_| follower.look_at(&registration)
        }));
        follower.look_at(&registration);
        Ok(Self {
            registration,
            _listeners: listeners,
        })
    }

    /// Looks for a new version; what comes of it arrives as an event.
    pub(crate) async fn look(&self) -> Result<(), PlatformError> {
        JsFuture::from(self.registration.update()?).await?;
        Ok(())
    }

    /// Asks for the waiting version to be taken; the other tabs are asked first.
    pub(crate) async fn take(
        &self,
        on_event: impl Fn(WorkerEvent) + 'static,
    ) -> Result<(), PlatformError> {
        let Some(waiting) = self.registration.waiting() else {
            return Ok(());
        };
        let message = js_sys::Object::new();
        Reflect::set(&message, &"type".into(), &"take".into())?;
        let channel = web_sys::MessageChannel::new()?;
        let port = channel.port1();
        EventListener::once(&port, "message", move |event| {
            if event
                .dyn_ref::<MessageEvent>()
                .is_some_and(|event| event.data().is_falsy())
            {
                on_event(WorkerEvent::Declined);
            }
        })
        .forget();
        port.start();
        waiting.post_message_with_transferable(&message, &js_sys::Array::of1(&channel.port2()))?;
        Ok(())
    }
}

type OnEvent = Rc<dyn Fn(WorkerEvent)>;

/// Follows the newest version, each once.
struct Follower {
    on_event: OnEvent,
    followed: RefCell<Option<ServiceWorker>>,
}

impl Follower {
    fn look_at(&self, registration: &ServiceWorkerRegistration) {
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

/// Answers the worker when another tab would take a new version.
fn answer(
    container: &ServiceWorkerContainer,
    may_take: impl Fn() -> bool + 'static,
) -> EventListener {
    EventListener::new(container, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else {
            return;
        };
        let kind = Reflect::get(&event.data(), &"type".into())
            .ok()
            .and_then(|kind| kind.as_string());
        if kind.as_deref() == Some("may-take") {
            let port = event.ports().get(0);
            if let Some(port) = port.dyn_ref::<web_sys::MessagePort>() {
                // A worker that was stopped meanwhile takes no answer, and the version goes on waiting.
                let _ = port.post_message(&JsValue::from_bool(may_take()));
            }
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
