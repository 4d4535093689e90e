//! Photos on their way between this device and the relay: what to ask next, and what an answer means.
//!
//! A machine without input or output. One photo is carried at a time, those that a person waits to see first. After
//! anything that went wrong the relay is asked again how much it has, so nothing is begun anew that came through; and
//! no answer makes the device throw a photo away.

use ledger::{RoomId, Timestamp};

use super::super::view::{PhotoState, PhotoView, PhotoWhy};
use crate::platform::PlatformError;
use crate::platform::blobs::Answer;

/// Bytes of a piece: half a minute on a 2G link, so that a cut costs little and the percentage moves.
pub(super) const PIECE: u64 = 64 * 1024;
/// Longest pause after failures in a row.
const LONGEST_PAUSE_MS: u64 = 60_000;
/// After how long it is asked again for a photo that the device which took it has not uploaded yet.
const LOOK_AGAIN_MS: u64 = 15_000;
/// Most photos that are waited for at once: more than any page shows.
const WANTED: usize = 200;
/// The end of time: not before the next connection.
const NEXT_TIME: Timestamp = Timestamp(u64::MAX);

/// Names a photo: the room that it belongs to, and the SHA-256 of its bytes.
pub(super) type PhotoId = (RoomId, [u8; 32]);

/// Every photo that is on its way.
#[derive(Default)]
pub(super) struct Carrier {
    ways: Vec<Way>,
}

struct Way {
    id: PhotoId,
    aim: Aim,
    stand: Stand,
    not_before: Timestamp,
    failures: u32,
    why: Option<PhotoWhy>,
}

/// What is to become of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// It lies here, of so many bytes, and the relay is to have it.
    Upload(u64),
    /// It is to come here.
    Fetch,
}

/// What is known of the relay's copy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// Nothing, on this connection.
    Unasked,
    /// It has so many bytes.
    Has(u64),
    /// It has all of it.
    HasAll,
}

/// What to ask of the relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Request {
    /// How much of it is there.
    Look,
    /// To take the bytes from here to there, of so many.
    Send { from: u64, to: u64, length: u64 },
    /// The bytes.
    Fetch,
}

impl Carrier {
    /// Takes on a photo of so many bytes that the relay is to have.
    pub(super) fn upload(&mut self, id: PhotoId, length: u64) {
        self.done(id);
        self.ways.push(Way::new(id, Aim::Upload(length)));
    }

    /// Takes on a photo that somebody wants to see.
    pub(super) fn want(&mut self, id: PhotoId) {
        if self.ways.iter().any(|way| way.id == id) {
            return;
        }
        if self.wanted() >= WANTED
            && let Some(oldest) = self.ways.iter().position(|way| way.aim == Aim::Fetch)
        {
            self.ways.remove(oldest);
        }
        self.ways.push(Way::new(id, Aim::Fetch));
    }

    /// Ends a way: the photo has arrived.
    pub(super) fn done(&mut self, id: PhotoId) {
        self.ways.retain(|way| way.id != id);
    }

    /// How many photos the relay does not have yet.
    pub(super) fn waiting(&self) -> usize {
        self.ways.len() - self.wanted()
    }

    fn wanted(&self) -> usize {
        let wanted = self.ways.iter().filter(|way| way.aim == Aim::Fetch);
        wanted.count()
    }

    /// A new connection: everything is asked anew, also what was refused before.
    pub(super) fn connected(&mut self) {
        for way in &mut self.ways {
            way.stand = Stand::Unasked;
            way.not_before = Timestamp(0);
        }
    }

    /// What to ask now, and about which photo.
    pub(super) fn next(&self, now: Timestamp) -> Option<(PhotoId, Request)> {
        let mut due = self.ways.iter().filter(|way| way.not_before <= now);
        let way = due
            .clone()
            .find(|way| way.aim == Aim::Fetch)
            .or_else(|| due.next())?;
        let request = match (way.stand, way.aim) {
            (Stand::Has(from), Aim::Upload(length)) => Request::Send {
                from,
                to: length.min(from.saturating_add(PIECE)),
                length,
            },
            (Stand::HasAll, Aim::Fetch) => Request::Fetch,
            _ => Request::Look,
        };
        Some((way.id, request))
    }

    /// Takes in what came of a request; whether the relay now has all of a photo that it was to have.
    pub(super) fn answered(
        &mut self,
        id: PhotoId,
        now: Timestamp,
        answer: &Result<Answer, PlatformError>,
    ) -> bool {
        match self.ways.iter_mut().find(|way| way.id == id) {
            Some(way) => way.answered(now, answer),
            None => false,
        }
    }

    /// The photo that should lie here cannot be read, so it cannot be sent.
    pub(super) fn damaged(&mut self, id: PhotoId) {
        if let Some(way) = self.ways.iter_mut().find(|way| way.id == id) {
            way.give_up(PhotoWhy::Damaged);
        }
    }

    /// Every photo on its way, as it is shown.
    pub(super) fn views(&self) -> Vec<PhotoView> {
        let mut views = Vec::with_capacity(self.ways.len());
        for way in &self.ways {
            let (room, hash) = way.id;
            let state = way.state();
            views.push(PhotoView { room, hash, state });
        }
        views
    }
}

impl Way {
    fn new(id: PhotoId, aim: Aim) -> Self {
        Self {
            id,
            aim,
            stand: Stand::Unasked,
            not_before: Timestamp(0),
            failures: 0,
            why: None,
        }
    }

    fn answered(&mut self, now: Timestamp, answer: &Result<Answer, PlatformError>) -> bool {
        let Ok(answer) = answer else {
            self.failed(now, 0);
            return false;
        };
        let reason = answer.reason.as_str();
        match (answer.status, answer.complete) {
            (200..=299, Some(true)) => {
                self.stand = Stand::HasAll;
                return matches!(self.aim, Aim::Upload(_));
            }
            (200..=299, Some(false)) if self.aim == Aim::Fetch => self.is_not_there(now),
            (200..=299, Some(false)) => self.has(now, answer.offset.unwrap_or_default()),
            _ => self.refused(now, reason, answer),
        }
        false
    }

    /// The relay has so many bytes. That is progress, unless it had as many before they were sent.
    fn has(&mut self, now: Timestamp, offset: u64) {
        let Aim::Upload(length) = self.aim else {
            return;
        };
        let before = self.stand;
        let offset = offset.min(length);
        if matches!(before, Stand::Has(before) if before >= offset) {
            self.failed(now, 0);
        } else {
            self.failures = 0;
            self.why = None;
        }
        self.stand = Stand::Has(offset);
    }

    fn refused(&mut self, now: Timestamp, reason: &str, answer: &Answer) {
        match reason {
            "not_here" => self.is_not_there(now),
            "offset" | "slow" => {
                self.failed(now, 0);
                self.stand = Stand::Has(answer.offset.unwrap_or_default());
            }
            "not_allowed" | "origin" => self.give_up(PhotoWhy::NotAllowed),
            "room_quota" | "key_quota" => self.give_up(PhotoWhy::NoRoom),
            "not_kept" => self.give_up(PhotoWhy::NotKept),
            "blob_too_large" | "not_a_picture" | "too_many_pixels" | "location" => {
                self.give_up(PhotoWhy::Unfit);
            }
            "disk_full" => {
                self.failed(now, answer.again.unwrap_or_default());
                self.why = Some(PhotoWhy::DiskFull);
            }
            // Busy, healing, stopping; the room is not there yet; the token is of an earlier connection; or it was not the relay.
            _ => self.failed(now, answer.again.unwrap_or_default()),
        }
    }

    fn is_not_there(&mut self, now: Timestamp) {
        self.stand = Stand::Unasked;
        self.not_before = now.plus(LOOK_AGAIN_MS);
        self.why = Some(PhotoWhy::NotThere);
    }

    /// Tries again, later each time, and not before the relay wants it.
    fn failed(&mut self, now: Timestamp, again: u64) {
        let pause = 1_000_u64 << self.failures.min(6);
        let pause = pause.min(LONGEST_PAUSE_MS).max(again.saturating_mul(1_000));
        self.failures = self.failures.saturating_add(1);
        self.not_before = now.plus(pause);
        self.stand = Stand::Unasked;
    }

    fn give_up(&mut self, why: PhotoWhy) {
        self.stand = Stand::Unasked;
        self.not_before = NEXT_TIME;
        self.why = Some(why);
    }

    fn state(&self) -> PhotoState {
        let percent = match (self.stand, self.aim) {
            (Stand::Has(bytes), Aim::Upload(length)) => bytes.saturating_mul(100) / length.max(1),
            _ => 0,
        };
        match (self.aim, self.why) {
            (Aim::Fetch, None) => PhotoState::Wanted,
            (Aim::Upload(_), None) => PhotoState::Waiting { percent },
            (_, Some(why)) => PhotoState::Refused(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: PhotoId = (RoomId([1; 32]), [2; 32]);
    const NOW: Timestamp = Timestamp(1_000_000);
    const LENGTH: u64 = 150_000;

    fn uploading() -> Carrier {
        let mut carrier = Carrier::default();
        carrier.upload(ID, LENGTH);
        carrier
    }

    fn progress(offset: u64, is_complete: bool) -> Result<Answer, PlatformError> {
        Ok(Answer {
            status: 204,
            complete: Some(is_complete),
            offset: Some(offset),
            ..Answer::default()
        })
    }

    fn refusal(status: u16, reason: &str) -> Result<Answer, PlatformError> {
        Ok(Answer {
            status,
            reason: reason.to_owned(),
            ..Answer::default()
        })
    }

    fn lost() -> Result<Answer, PlatformError> {
        Err(PlatformError::Closed("cut".into()))
    }

    fn send(from: u64, to: u64) -> Option<(PhotoId, Request)> {
        let length = LENGTH;
        Some((ID, Request::Send { from, to, length }))
    }

    fn state(carrier: &Carrier) -> PhotoState {
        carrier.views()[0].state
    }

    #[test]
    fn a_photo_is_sent_piece_by_piece_until_the_relay_has_it() {
        let mut carrier = uploading();
        assert_eq!(carrier.next(NOW), Some((ID, Request::Look)));
        assert!(!carrier.answered(ID, NOW, &progress(0, false)));
        assert_eq!(carrier.next(NOW), send(0, PIECE));
        assert!(!carrier.answered(ID, NOW, &progress(PIECE, false)));
        assert_eq!(state(&carrier), PhotoState::Waiting { percent: 43 });
        assert_eq!(carrier.next(NOW), send(PIECE, 2 * PIECE));
        assert!(!carrier.answered(ID, NOW, &progress(2 * PIECE, false)));
        assert_eq!(carrier.next(NOW), send(2 * PIECE, LENGTH));
        assert!(carrier.answered(ID, NOW, &progress(LENGTH, true)));
        assert_eq!(carrier.waiting(), 1, "until the device has noted it");
        carrier.done(ID);
        assert_eq!((carrier.waiting(), carrier.next(NOW)), (0, None));
    }

    #[test]
    fn after_a_cut_it_goes_on_where_the_relay_has_come_to() {
        let mut carrier = uploading();
        carrier.answered(ID, NOW, &progress(0, false));
        carrier.answered(ID, NOW, &lost());
        assert_eq!(carrier.next(NOW), None, "not at once");
        let later = NOW.plus(1_000);
        assert_eq!(carrier.next(later), Some((ID, Request::Look)));
        carrier.answered(ID, later, &progress(9_999, false));
        assert_eq!(carrier.next(later), send(9_999, 9_999 + PIECE));
    }

    #[test]
    fn pauses_grow_to_a_minute_and_a_new_connection_ends_them() {
        let mut carrier = uploading();
        let mut now = NOW;
        for pause in [1, 2, 4, 8, 16, 32, 60, 60] {
            carrier.answered(ID, now, &lost());
            assert_eq!(carrier.next(now.plus(pause * 1_000 - 1)), None);
            now = now.plus(pause * 1_000);
            assert_eq!(carrier.next(now), Some((ID, Request::Look)));
        }
        carrier.answered(ID, now, &lost());
        carrier.connected();
        assert_eq!(carrier.next(now), Some((ID, Request::Look)));
    }

    #[test]
    fn a_busy_relay_is_left_alone_for_as_long_as_it_says() {
        let mut carrier = uploading();
        let mut busy = refusal(503, "busy");
        busy.as_mut().unwrap().again = Some(10);
        carrier.answered(ID, NOW, &busy);
        assert_eq!(carrier.next(NOW.plus(9_999)), None);
        assert_eq!(carrier.next(NOW.plus(10_000)), Some((ID, Request::Look)));
        assert_eq!(state(&carrier), PhotoState::Waiting { percent: 0 });
        carrier.answered(ID, NOW, &refusal(507, "disk_full"));
        assert_eq!(state(&carrier), PhotoState::Refused(PhotoWhy::DiskFull));
    }

    #[test]
    fn a_refusal_is_shown_and_the_photo_waits_for_the_next_connection() {
        let table = [
            ("not_allowed", PhotoWhy::NotAllowed),
            ("room_quota", PhotoWhy::NoRoom),
            ("not_kept", PhotoWhy::NotKept),
            ("location", PhotoWhy::Unfit),
        ];
        for (reason, why) in table {
            let mut carrier = uploading();
            carrier.answered(ID, NOW, &refusal(400, reason));
            assert_eq!(carrier.next(NOW.plus(u64::MAX / 2)), None, "{reason}");
            assert_eq!(state(&carrier), PhotoState::Refused(why), "{reason}");
            assert_eq!(carrier.waiting(), 1, "{reason}");
            carrier.connected();
            carrier.answered(ID, NOW, &progress(0, false));
            assert_eq!(carrier.next(NOW), send(0, PIECE), "{reason}");
            assert_eq!(state(&carrier), PhotoState::Waiting { percent: 0 });
        }
    }

    #[test]
    fn a_piece_that_is_out_of_place_is_sent_from_where_the_relay_says() {
        let mut carrier = uploading();
        carrier.answered(ID, NOW, &progress(0, false));
        let mut offset = refusal(409, "offset");
        offset.as_mut().unwrap().offset = Some(5);
        carrier.answered(ID, NOW, &offset);
        assert_eq!(carrier.next(NOW.plus(1_000)), send(5, 5 + PIECE));
    }

    #[test]
    fn a_relay_that_takes_nothing_is_not_asked_without_end() {
        let mut carrier = uploading();
        carrier.answered(ID, NOW, &progress(LENGTH, false));
        assert_eq!(carrier.next(NOW), send(LENGTH, LENGTH));
        carrier.answered(ID, NOW, &progress(LENGTH, false));
        assert_eq!(carrier.next(NOW), None);
    }

    #[test]
    fn what_answers_like_a_login_page_is_not_believed() {
        let mut carrier = uploading();
        let page = Answer {
            status: 200,
            ..Answer::default()
        };
        assert!(!carrier.answered(ID, NOW, &Ok(page)));
        assert_eq!(carrier.waiting(), 1);
    }

    #[test]
    fn a_photo_that_is_wanted_comes_before_those_that_wait_and_is_fetched_once_it_is_there() {
        let mut carrier = uploading();
        let wanted = (ID.0, [7; 32]);
        carrier.want(wanted);
        carrier.want(wanted);
        assert_eq!(
            carrier.waiting(),
            1,
            "a wanted photo does not wait to be sent"
        );
        assert_eq!(carrier.next(NOW), Some((wanted, Request::Look)));
        carrier.answered(wanted, NOW, &progress(0, false));
        assert_eq!(
            carrier.views()[1].state,
            PhotoState::Refused(PhotoWhy::NotThere)
        );
        assert_eq!(carrier.next(NOW), Some((ID, Request::Look)));
        let later = NOW.plus(LOOK_AGAIN_MS);
        assert!(!carrier.answered(wanted, later, &progress(9, true)));
        assert_eq!(carrier.next(later), Some((wanted, Request::Fetch)));
        carrier.done(wanted);
        assert_eq!(carrier.views().len(), 1);
    }

    #[test]
    fn wanted_photos_have_a_limit_and_those_to_send_have_none() {
        let mut carrier = uploading();
        for number in 0..=255 {
            carrier.want((RoomId([9; 32]), [number; 32]));
        }
        assert_eq!((carrier.wanted(), carrier.waiting()), (WANTED, 1));
    }
}
