//! What was signed in halls when their lines were last read, so that a line is read anew once somebody says
//! something that changes it, and not for every receipt.

use consultation::statement::Reviews;
use ledger::RoomId;
use ledger::id_map::{IdMap, IdSet};

/// What lines were read with, and where somebody may have said something since.
#[derive(Default)]
pub(super) struct Signed {
    read: IdMap<RoomId, Reviews>,
    heard: IdSet<RoomId>,
}

impl Signed {
    /// Notes that statements, members or verdicts of a room may have changed.
    pub(super) fn hear(&mut self, room: RoomId) {
        self.heard.insert(room);
    }

    /// Whether something was heard of a room that its line was not compared with yet.
    pub(super) fn is_unread(&self, room: RoomId) -> bool {
        self.heard.contains(&room)
    }

    /// What is signed in a room, if nothing was heard of it since its line was read.
    pub(super) fn known(&self, room: RoomId) -> Option<Reviews> {
        let known = self.read.get(&room).filter(|_| !self.is_unread(room));
        known.cloned()
    }

    /// Notes what a line was read with.
    pub(super) fn take(&mut self, room: RoomId, reviews: Reviews) {
        self.read.insert(room, reviews);
    }

    /// Those of these halls whose lines were read with something else than what is signed now. What a line was read
    /// with at an earlier start nobody knows, so such a one is among them.
    pub(super) fn changed(
        &mut self,
        halls: &[RoomId],
        now: impl Fn(RoomId) -> Reviews,
    ) -> Vec<RoomId> {
        let heard = std::mem::take(&mut self.heard);
        let heard = heard.iter().copied();
        heard
            .filter(|room| halls.contains(room))
            .filter(|room| self.read.get(room) != Some(&now(*room)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use consultation::record::Confirmation;
    use consultation::statement::{Confirming, Heard, Reviews};
    use consultation::{RowId, Said, Statement};
    use ledger::{EntryId, KeyId, Role, RoomId};

    use super::Signed;

    const HALL: RoomId = RoomId([3; 32]);

    fn disputed(by: u8) -> Reviews {
        let on = "2018-09-25".parse().unwrap();
        let said = ("不平层", "402 室");
        let disputed = Confirmation::Disputed;
        let said = Confirming::new(RowId::from_bytes([7; 16]), disputed, said, on, None).unwrap();
        let statement = Statement::Confirming(said);
        Reviews::read([Heard {
            said: Said {
                author: KeyId([by; 16]),
                seq: Some(1),
                index: 0,
                entry: EntryId([by; 32]),
                statement: &statement,
            },
            stands: true,
            roles: vec![Role::Participant],
            admitted: Some(None),
            received: Some(on),
        }])
    }

    #[test]
    fn a_new_statement_makes_a_line_stale_and_a_receipt_does_not() {
        let mut signed = Signed::default();
        signed.take(HALL, disputed(1));
        assert!(
            signed.changed(&[HALL], |_| disputed(2)).is_empty(),
            "nothing was heard"
        );
        signed.hear(HALL);
        assert!(signed.is_unread(HALL));
        assert_eq!(signed.known(HALL), None);
        assert!(
            signed.changed(&[HALL], |_| disputed(1)).is_empty(),
            "it is the same"
        );
        assert_eq!(signed.known(HALL), Some(disputed(1)));
        signed.hear(HALL);
        assert_eq!(signed.changed(&[HALL], |_| disputed(2)), [HALL]);
    }

    #[test]
    fn a_line_of_an_earlier_start_is_read_anew_once_somebody_speaks() {
        let mut signed = Signed::default();
        signed.hear(HALL);
        assert_eq!(signed.changed(&[HALL], |_| Reviews::default()), [HALL]);
        // A board has no line, and what was said there is not even read.
        signed.hear(HALL);
        assert!(signed.changed(&[], |_| panic!("it was read")).is_empty());
    }
}
