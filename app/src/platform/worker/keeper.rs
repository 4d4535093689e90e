//! Keeping the installed app up to date: trying again after a failure, and looking for new versions.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration};

use super::follower::Follower;
use crate::platform::clock;
use crate::platform::error::PlatformError;
use crate::platform::timer::millis;

const SCRIPT: &str = "/sw.js";

/// Between two looks while no version is installed yet: without one, the next start needs a network.
const UNTIL_INSTALLED: Duration = Duration::from_secs(30);

/// Between two looks for a newer version.
const UNTIL_NEWER: Duration = Duration::from_secs(30 * 60);

/// The registration, and the newest version that it is known to bring.
pub(super) struct Keeper {
    container: ServiceWorkerContainer,
    follower: Follower,
    registration: RefCell<Option<(ServiceWorkerRegistration, EventListener)>>,
    looked_at: Cell<Option<f64>>,
}

/// What makes the keeper look; it ends when dropped.
pub(super) type Reminders = (Interval, Vec<EventListener>);

impl Keeper {
    pub(super) fn new(container: ServiceWorkerContainer, follower: Follower) -> Rc<Self> {
        Rc::new(Self {
            container,
            follower,
            registration: RefCell::new(None),
            looked_at: Cell::new(None),
        })
    }

    /// The registration, once there is one.
    pub(super) fn registration(&self) -> Option<ServiceWorkerRegistration> {
        self.registration
            .borrow()
            .as_ref()
            .map(|(registration, _)| registration.clone())
    }

    /// Registers the worker, or looks for a newer version.
    pub(super) async fn look(self: Rc<Self>) -> Result<(), PlatformError> {
        self.looked_at.set(Some(clock::elapsed_ms()));
        match self
            .registration()
            .filter(|registration| registration.active().is_some())
        {
            Some(installed) => {
                JsFuture::from(installed.update()?).await?;
            }
            None => {
                let registered = JsFuture::from(self.container.register(SCRIPT)).await?;
                self.adopt(registered.unchecked_into());
            }
        }
        Ok(())
    }

    /// Looks again from time to time, and whenever things may have become better.
    pub(super) fn remind(self: &Rc<Self>) -> Reminders {
        let listen = |target: &web_sys::EventTarget, name: &'static str| {
            let keeper = self.clone();
            EventListener::new(target, name, move |_| keeper.look_if_due())
        };
        let window = web_sys::window();
        let document = window.as_ref().and_then(web_sys::Window::document);
        let online = window.map(|window| listen(&window, "online"));
        let shown = document.map(|document| listen(&document, "visibilitychange"));
        let keeper = self.clone();
        let interval = Interval::new(millis(UNTIL_INSTALLED), move || keeper.look_if_due());
        (interval, online.into_iter().chain(shown).collect())
    }

    fn look_if_due(self: &Rc<Self>) {
        let installed = self
            .registration()
            .is_some_and(|kept| kept.active().is_some());
        let since_ms = self
            .looked_at
            .get()
            .map(|looked_at| clock::elapsed_ms() - looked_at);
        if is_due(installed, since_ms) {
            let keeper = self.clone();
            // Without a network this fails, and the next reminder tries again.
            spawn_local(async move { drop(keeper.look().await) });
        }
    }

    fn adopt(self: &Rc<Self>, registration: ServiceWorkerRegistration) {
        if self.registration().as_ref() != Some(&registration) {
            let keeper = Rc::downgrade(self);
            let found = EventListener::new(&registration, "updatefound", move |_| {
                if let Some(keeper) = keeper.upgrade() {
                    keeper.look_at_versions();
                }
            });
            *self.registration.borrow_mut() = Some((registration, found));
        }
        self.look_at_versions();
    }

    fn look_at_versions(&self) {
        if let Some(registration) = self.registration() {
            self.follower.look_at(&registration);
        }
    }
}

fn is_due(installed: bool, since_ms: Option<f64>) -> bool {
    let pause = if installed {
        UNTIL_NEWER
    } else {
        UNTIL_INSTALLED
    };
    // A little early is on time: the interval itself may come a few milliseconds before.
    since_ms.is_none_or(|since_ms| since_ms > pause.as_millis() as f64 * 0.9)
}

#[cfg(test)]
mod tests {
    use super::is_due;

    #[test]
    fn an_installed_app_looks_every_half_hour_and_a_new_one_every_half_minute() {
        assert!(is_due(false, None) && is_due(true, None));
        assert!(!is_due(false, Some(10_000.0)));
        assert!(is_due(false, Some(30_000.0)));
        assert!(!is_due(true, Some(30_000.0)));
        assert!(is_due(true, Some(1_800_000.0)));
    }
}
