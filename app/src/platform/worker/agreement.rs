//! Whether a new version may be taken now: asking the other tabs, and answering them.

use gloo_events::EventListener;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessageEvent, MessagePort, ServiceWorker, ServiceWorkerContainer};

use crate::platform::error::PlatformError;

/// Says something to a version of which nothing comes back.
pub(super) fn send(worker: &ServiceWorker, what: &str) -> Result<(), PlatformError> {
    let message = Object::new();
    Reflect::set(&message, &"type".into(), &what.into())?;
    Ok(worker.post_message(&message)?)
}

/// Asks the waiting version to be taken; `declined` is called when another tab does not agree.
pub(super) fn ask(
    waiting: &ServiceWorker,
    declined: impl Fn() + 'static,
) -> Result<(), PlatformError> {
    let message = Object::new();
    Reflect::set(&message, &"type".into(), &"take".into())?;
    let channel = MessageChannel::new()?;
    let port = channel.port1();
    EventListener::once(&port, "message", move |event| {
        if event
            .dyn_ref::<MessageEvent>()
            .is_some_and(|event| event.data().is_falsy())
        {
            declined();
        }
    })
    // One per question, and the answer ends it.
    .forget();
    port.start();
    waiting.post_message_with_transferable(&message, &Array::of1(&channel.port2()))?;
    Ok(())
}

/// Answers the worker when another tab would take a new version.
pub(super) fn answer(
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
            if let Some(port) = port.dyn_ref::<MessagePort>() {
                // A worker that was stopped meanwhile takes no answer, and the version goes on waiting.
                let _ = port.post_message(&JsValue::from_bool(may_take()));
            }
        }
    })
}
