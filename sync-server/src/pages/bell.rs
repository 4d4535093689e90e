//! How the desk wakes the worker without waiting for it.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Rings for the worker. Rung twice before it wakes, it wakes once.
#[derive(Clone, Debug, Default)]
pub struct Bell(Option<SyncSender<()>>);

/// A bell and what hears it; when every bell is gone, the ear knows.
pub fn bell() -> (Bell, Receiver<()>) {
    let (sender, receiver) = sync_channel(1);
    (Bell(Some(sender)), receiver)
}

impl Bell {
    /// Wakes the worker. Without one nothing happens.
    pub fn ring(&self) {
        if let Some(sender) = &self.0 {
            // Full: it is about to wake anyhow. Gone: there is nobody to wake.
            let _ = sender.try_send(());
        }
    }
}
