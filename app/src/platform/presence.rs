//! Whether a network seems to be there, whether the page is seen, and whether the person is at work in it.

use gloo_events::{EventListener, EventListenerOptions};
use web_sys::{EventTarget, VisibilityState};

use super::error::PlatformError;

/// What happened to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageEvent {
    /// The browser believes there is a network; only the relay's signed answer proves it.
    Online,
    /// The browser knows that there is none.
    Offline,
    /// The page came to the front.
    Shown,
    /// The page went to the back; on phones it may never wake again: write what is unsaved now.
    Hidden,
    /// The page is being left: the last moment to write.
    Leaving,
    /// The person pressed, typed or pasted here: this tab wants to be the writer.
    Touched,
}

/// Listens until dropped.
pub(crate) struct Presence {
    _listeners: Vec<EventListener>,
}

impl Presence {
    /// Begins to listen.
    pub(crate) fn watch(
        on_event: impl Fn(PageEvent) + Clone + 'static,
    ) -> Result<Self, PlatformError> {
        let window = web_sys::window().ok_or_else(|| missing("window"))?;
        let document = window.document().ok_or_else(|| missing("document"))?;
        let mut listeners = Vec::new();
        for (name, event) in [
            ("online", PageEvent::Online),
            ("offline", PageEvent::Offline),
            ("pagehide", PageEvent::Leaving),
        ] {
            listeners.push(forward(&window, name, event, on_event.clone()));
        }
        // Not focus: the app itself moves it, which is no sign of a person.
        for name in ["pointerdown", "keydown", "beforeinput", "click"] {
            listeners.push(forward(
                &document,
                name,
                PageEvent::Touched,
                on_event.clone(),
            ));
        }
        listeners.push(EventListener::new(
            &document,
            "visibilitychange",
            move |_| {
                on_event(if is_visible() {
                    PageEvent::Shown
                } else {
                    PageEvent::Hidden
                });
            },
        ));
        Ok(Self {
            _listeners: listeners,
        })
    }
}

/// Listens until dropped for the moments after which nothing more may be written: the page goes to
/// the back or is left. Unlike [`Presence`] it can be asked for by many at once.
#[must_use]
pub(crate) fn on_leaving(act: impl Fn() + Clone + 'static) -> impl Sized + 'static {
    let window = web_sys::window();
    let document = window.as_ref().and_then(web_sys::Window::document);
    let leave = act.clone();
    let leaving = window.map(|window| EventListener::new(&window, "pagehide", move |_| leave()));
    let hiding = document.map(|document| {
        EventListener::new(&document, "visibilitychange", move |_| {
            if !is_visible() {
                act();
            }
        })
    });
    (leaving, hiding)
}

/// Whether the page is in front.
pub(crate) fn is_visible() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Capturing, so that no component can keep the event to itself.
fn forward(
    target: &EventTarget,
    name: &'static str,
    event: PageEvent,
    on_event: impl Fn(PageEvent) + 'static,
) -> EventListener {
    let capture = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(target, name, capture, move |_| on_event(event))
}

fn missing(what: &str) -> PlatformError {
    PlatformError::Unavailable(format!("{what} is missing"))
}
