//! The channel between the tabs of one database.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use super::notice::Notice;

/// A place to post notices; silent where the browser has none, and then the fencing number alone decides.
pub(super) struct Channel {
    open: Option<(BroadcastChannel, EventListener)>,
}

impl Channel {
    pub(super) fn open(name: &str, hear: impl Fn(Notice) + 'static) -> Self {
        let open = BroadcastChannel::new(name).ok().map(|channel| {
            let listener = EventListener::new(&channel, "message", move |event| {
                let data = event
                    .dyn_ref::<MessageEvent>()
                    .and_then(|event| event.data().as_string());
                if let Some(notice) = data.as_deref().and_then(Notice::from_text) {
                    hear(notice);
                }
            });
            (channel, listener)
        });
        Self { open }
    }

    pub(super) fn post(&self, notice: &Notice) {
        if let Some((channel, _)) = &self.open {
            // Only a closed channel refuses, and it is closed on drop.
            let _ = channel.post_message(&notice.to_text().into());
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        if let Some((channel, _)) = &self.open {
            channel.close();
        }
    }
}
