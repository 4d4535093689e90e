//! Bytes in and out: what is written reads back, and nothing that is read ever panics.

mod any;
mod wrong;

use ledger::{
    Entry,
    entry::{HEADER_LEN, SLOT_LEN},
    limits,
    link::Link,
    wire::Message,
};
use proptest::{collection::vec, prelude::*};

use any::{entry, link, message, spoils, spoilt};

proptest! {
    #[test]
    fn an_entry_reads_back(entry in entry()) {
        let bytes = entry.to_bytes();
        prop_assert_eq!(Entry::parse(&bytes), Ok(entry.clone()));
        let slot = entry.slot();
        prop_assert_eq!(slot.to_bytes(), &bytes[..SLOT_LEN]);
        prop_assert_eq!(Entry::parse(&slot.to_bytes()).map(|slot| slot.id()), Ok(entry.id()));
    }

    #[test]
    fn a_spoilt_entry_is_another_entry_or_none(entry in entry(), spoils in spoils()) {
        let bytes = entry.to_bytes();
        let other = spoilt(bytes.clone(), &spoils);
        if let Ok(read) = Entry::parse(&other) {
            prop_assert_eq!(read.to_bytes(), other.clone(), "nothing is read that is not written");
            let same_header = other[..HEADER_LEN] == bytes[..HEADER_LEN];
            prop_assert_eq!(read.id() == entry.id(), same_header);
        }
    }

    #[test]
    fn random_bytes_are_never_a_panic(bytes in vec(any::<u8>(), 0..2_000)) {
        let _ = Entry::parse(&bytes);
        let _ = Message::parse(&bytes);
        let _ = ledger::change::parse(&bytes);
        let _ = Link::parse(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn random_bytes_behind_a_true_checksum_are_never_a_panic(
        body in vec(any::<u8>(), 0..400),
        kind in 0..4_u8,
    ) {
        let head = [vec![kind], crate::raw_change::unsigned(body.len() as u64)].concat();
        let bytes = crate::raw_change::chunk(&[head, body].concat());
        let _ = ledger::change::parse(&bytes);
    }

    #[test]
    fn a_message_reads_back(message in message()) {
        let bytes = message.to_bytes();
        prop_assert!(bytes.len() <= limits::FRAME_BYTES);
        prop_assert_eq!(Message::parse(&bytes).ok(), Some(message));
    }

    #[test]
    fn a_spoilt_message_is_never_a_panic(message in message(), spoils in spoils()) {
        let _ = Message::parse(&spoilt(message.to_bytes(), &spoils));
    }

    #[test]
    fn a_message_cut_short_is_none(message in message(), at in any::<prop::sample::Index>()) {
        let bytes = message.to_bytes();
        let cut = &bytes[..at.index(bytes.len())];
        prop_assert!(Message::parse(cut).is_err());
    }

    #[test]
    fn a_link_reads_back(link in link(), spoils in spoils()) {
        let fragment = link.to_fragment();
        prop_assert_eq!(Link::parse(&fragment), Ok(link));
        let _ = Link::parse(&String::from_utf8_lossy(&spoilt(fragment.into_bytes(), &spoils)));
    }
}
