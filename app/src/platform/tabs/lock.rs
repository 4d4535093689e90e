//! The Web Locks API, of which web-sys has no stable part.

use std::time::Duration;

use futures_channel::oneshot;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

use crate::platform::error::PlatformError;
use crate::platform::timer;

/// A lock that is held until dropped or stolen.
pub(super) struct Held {
    resolve: Function,
}

/// How to wait for a lock that another tab holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// Not at all.
    IfFree,
    /// In line, up to this long.
    For(Duration),
    /// Take it from the holder.
    Steal,
}

impl Drop for Held {
    fn drop(&mut self) {
        // Resolving the promise lets the lock go; resolving twice does nothing.
        let _ = self.resolve.call0(&JsValue::UNDEFINED);
    }
}

/// Whether the browser has locks.
pub(super) fn is_available() -> bool {
    manager().is_some()
}

/// Requests the lock; `None` when it was not to be had. `on_lost` is called when another tab steals it.
pub(super) async fn request(
    name: &str,
    wait: Wait,
    on_lost: impl Fn() + 'static,
) -> Result<Option<Held>, PlatformError> {
    let (sender, granted) = oneshot::channel::<Option<Held>>();
    let callback = Closure::once(move |lock: JsValue| -> JsValue {
        if lock.is_null() || lock.is_undefined() {
            // The receiver is gone only when the caller has stopped waiting.
            let _ = sender.send(None);
            return JsValue::UNDEFINED;
        }
        let mut resolve = None;
        let until_released = Promise::new(&mut |release, _| resolve = Some(release));
        // If nobody waits any more, the lock comes back here and is let go at once.
        let _ = sender.send(resolve.map(|resolve| Held {
            resolve: resolve.unchecked_into(),
        }));
        until_released.into()
    });
    let patience = AbortController::new()?;
    let request = call(name, wait, &patience, callback.as_ref())?;
    let (over_sender, over) = oneshot::channel();
    spawn_local(async move {
        let outcome = JsFuture::from(request).await;
        drop(callback);
        if outcome.is_err() {
            // Stolen; or never granted, and then nobody listens.
            let _ = over_sender.send(());
        }
    });
    let held = match wait {
        Wait::For(limit) => match timer::within(limit, granted).await {
            Some(outcome) => outcome.ok().flatten(),
            None => {
                patience.abort();
                None
            }
        },
        Wait::IfFree | Wait::Steal => granted.await.ok().flatten(),
    };
    if held.is_some() {
        spawn_local(async move {
            if over.await.is_ok() {
                on_lost();
            }
        });
    }
    Ok(held)
}

fn call(
    name: &str,
    wait: Wait,
    patience: &AbortController,
    callback: &JsValue,
) -> Result<Promise, PlatformError> {
    let missing = || PlatformError::Unavailable("navigator.locks is missing".into());
    let manager = manager().ok_or_else(missing)?;
    let options = Object::new();
    match wait {
        Wait::IfFree => Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE)?,
        Wait::Steal => Reflect::set(&options, &"steal".into(), &JsValue::TRUE)?,
        Wait::For(_) => Reflect::set(&options, &"signal".into(), &patience.signal())?,
    };
    let request: Function = Reflect::get(&manager, &"request".into())?
        .dyn_into()
        .map_err(|_| missing())?;
    let promise = request.call3(&manager, &name.into(), &options, callback)?;
    Ok(promise.unchecked_into())
}

fn manager() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &"locks".into()).ok()?;
    manager.is_object().then_some(manager)
}
