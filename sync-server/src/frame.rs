//! Stretches of a log as the frames that carry them, encoded once for everybody.

use bytes::Bytes;
use ledger::{
    entry::SLOT_LEN,
    relay::Delivery,
    wire::{Entries, Item, Message, Push},
};

use crate::log::Stored;

/// A stretch for those it is to be delivered to.
pub fn entries(delivery: &Delivery, items: &[Stored]) -> Bytes {
    let items = items.iter().map(|item| Item {
        judged_at: item.judged_at,
        received_at: item.received_at,
        entry: shown(item, delivery.withheld.contains(&item.seq))
            .to_vec()
            .into(),
    });
    let message = Message::Entries(Entries {
        room: delivery.room,
        from: delivery.from,
        items: items.collect(),
        head: delivery.head,
    });
    message.to_bytes().into()
}

/// Entries that were asked for, in as many frames as they fill.
pub fn bodies(items: &[Stored]) -> Vec<Bytes> {
    let mut frames = Vec::new();
    let mut entries = Vec::new();
    let mut bytes = 0;
    for item in items {
        if bytes + item.entry.len() > ledger::limits::FRAME_FILL && !entries.is_empty() {
            frames.push(body_frame(core::mem::take(&mut entries)));
            bytes = 0;
        }
        bytes += item.entry.len();
        entries.push(item.entry.to_vec().into());
    }
    frames.push(body_frame(entries));
    frames
}

fn body_frame(entries: Vec<minicbor::bytes::ByteVec>) -> Bytes {
    Message::Bodies(Push { entries }).to_bytes().into()
}

fn shown(item: &Stored, is_withheld: bool) -> &[u8] {
    let whole = item.entry.as_ref();
    match is_withheld {
        true => whole.get(..SLOT_LEN).unwrap_or(whole),
        false => whole,
    }
}
