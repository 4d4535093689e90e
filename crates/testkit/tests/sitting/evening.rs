//! One evening: 96 households in six staircases, six rolls, six votes on a lift, one of which fails, with everything
//! that goes wrong in a room.

use consultation::meeting::{
    Duty, Event, FloorStep, Seal, Settles, Stance, Standing, StepKind, Via, to_seal,
};
use consultation::voting::Mark;
use ledger::EntryId;
use testkit::{Name, oracle};

use crate::room::{
    CHAIR, DESK, FLATS, KIOSK, Room, STAIRCASES, TABLETS, TELLER, card, matter, person, phone,
};
use crate::told::Told;
use crate::votes::{mark, voters, way};

const TEXT: &str = "同意加装电梯，费用按楼层分摊。";
const AMENDED: &str = "同意加装电梯，费用按楼层分摊，一楼不出资。";
/// Whose phone is out of reach while their staircase votes, and whose ballot is entered a second time.
const LATE: u16 = FLATS;
const TWICE: u16 = 0;
/// Whose paper is being entered when the teller's tablet dies.
const LAST_PAPER: u16 = 95;
/// Who is checked in at both desks, and whose second card a desk made.
const AT_BOTH: u16 = 5;
const SECOND_CARD: (u16, u16) = (7, 200);

/// Holds the evening over a network drawn from a seed; what it came to.
pub(crate) fn evening(seed: u64) -> Told {
    let mut room = Room::new(seed);
    room.people_come();
    room.people_speak();
    let openings = room.votes_are_opened();
    room.set_network(&[KIOSK, TELLER, phone(LATE).unwrap()], false);
    room.people_vote(&openings);
    room.the_teller_is_killed(openings[5]);
    room.one_vote_is_closed_without_two_tablets(openings[4]);
    room.an_hour_goes_by();
    room.set_network(&[KIOSK, TELLER], true);
    room.the_others_are_closed(&openings);
    room.what_is_in_doubt_is_settled(openings[0], openings[1]);
    room.minutes_are_sealed();
    room.everybody_has_the_same()
}

impl Room {
    fn set_network(&mut self, names: &[Name], is_there: bool) {
        for name in names {
            self.world.set_cut_off(*name, !is_there);
        }
        self.meet();
    }

    fn people_come(&mut self) {
        for (tablet, duty) in
            TABLETS
                .into_iter()
                .zip([Duty::Chair, Duty::CheckIn, Duty::CheckIn, Duty::Teller])
        {
            self.posts(tablet, duty);
        }
        for number in 0..FLATS * STAIRCASES {
            self.say(CHAIR, "18:00", card(number, &format!("业主{number}"), true));
        }
        self.meet();
        // The second desk has no network while people come.
        self.set_network(&[KIOSK], false);
        for number in 0..FLATS * STAIRCASES {
            let desk = if number % 2 == 0 { DESK } else { KIOSK };
            self.comes(desk, "18:45", number);
        }
        self.comes(DESK, "18:40", AT_BOTH);
        let (first, second) = SECOND_CARD;
        let name = format!("业主{first}");
        self.say(KIOSK, "18:50", card(second, &name, false));
        self.comes(KIOSK, "18:50", second);
        self.set_network(&[KIOSK], true);
        let same = Event::Same {
            person: person(first),
            other: person(second),
        };
        self.say(CHAIR, "18:55", same);
        let step = StepKind::Opened;
        let (item, reason) = (Some(matter()), String::new());
        self.say(CHAIR, "19:00", Event::Step { step, item, reason });
    }

    fn people_speak(&mut self) {
        for speaker in 0..8_u16 {
            let number = speaker * 11;
            let (item, stance) = (Some(matter()), Some(Stance::For));
            let turn = |step| Event::Floor {
                person: person(number),
                step,
                stance,
                item,
            };
            let own = phone(number).unwrap_or(KIOSK);
            let time = |second: u16| format!("19:{:02}", 2 * speaker + second);
            self.say(own, "19:00", turn(FloorStep::Asks));
            self.say(CHAIR, &time(1), turn(FloorStep::Begins));
            let speech = Event::Speech {
                person: person(number),
                stance,
                item,
                text: format!("发言要点{speaker}"),
            };
            self.say(DESK, &time(1), speech);
            self.say(CHAIR, &time(2), turn(FloorStep::Ends));
        }
        let opinion = Event::Opinion {
            person: None,
            matter: Some(matter()),
            stance: Stance::Other,
            text: "一楼不受益，不应出资".to_owned(),
        };
        let owner = 5 * FLATS;
        let opinion = self.say(phone(owner).unwrap(), "19:20", opinion);
        self.meet();
        for number in [owner, owner + 1, 0, 1] {
            let phone = phone(number).unwrap();
            let person = None;
            self.say(phone, "19:21", Event::Support { opinion, person });
        }
        // The recorder writes the support of somebody down who shares it by phone too.
        let person = Some(person(1));
        self.say(DESK, "19:21", Event::Support { opinion, person });
        self.meet();
    }

    /// All six staircases; of the last the text is amended after two had voted on it.
    fn votes_are_opened(&mut self) -> Vec<EntryId> {
        let mut openings: Vec<EntryId> = (0..STAIRCASES)
            .map(|stairs| self.opens("19:25", stairs, TEXT))
            .collect();
        self.meet();
        let last = STAIRCASES - 1;
        for number in [last * FLATS, last * FLATS + 1] {
            self.casts(way(number), "19:26", openings[5], number, Mark::No);
        }
        self.settles(
            "19:28",
            openings[5],
            Settles::Void,
            Vec::new(),
            "案文经协商修改，重新表决",
        );
        openings[5] = self.opens("19:29", last, AMENDED);
        self.meet();
        openings
    }

    fn people_vote(&mut self, openings: &[EntryId]) {
        for (stairs, opening) in (0..).zip(openings) {
            for number in voters(stairs).filter(|number| *number != LAST_PAPER) {
                self.casts(way(number), "19:40", *opening, number, mark(number));
            }
        }
        // Somebody who voted by phone votes on the shared tablet too, and otherwise.
        let shared = (KIOSK, Via::SharedTablet);
        self.casts(shared, "19:50", openings[0], TWICE, Mark::No);
    }

    /// What was shown as stored is there after it starts again; what was not, is entered once more.
    fn the_teller_is_killed(&mut self, opening: EntryId) {
        self.store(TELLER);
        let stored = self.world.device(TELLER).saved().clone();
        let paper = |room: &mut Self| {
            let (way, mark) = (way(LAST_PAPER), mark(LAST_PAPER));
            room.casts(way, "20:00", opening, LAST_PAPER, mark);
        };
        paper(self);
        let kept = self.world.random.below(3);
        self.world.crash(TELLER, kept);
        self.world.start(TELLER).unwrap();
        let replica = self.world.device(TELLER).replica();
        for (room, entry) in &stored {
            assert!(replica.mark(*room, *entry).is_some(), "{entry:?} is gone");
        }
        if !self.has_paper(opening, LAST_PAPER) {
            paper(self);
        }
    }

    fn one_vote_is_closed_without_two_tablets(&mut self, opening: EntryId) {
        self.meet();
        self.witnesses(DESK, "20:05", CHAIR);
        self.meet();
        self.closes("20:10", opening);
        self.meet();
        self.reports(DESK, "20:11");
        self.meet();
        let vote = self.vote(CHAIR, opening);
        assert_eq!(self.is_missing(&vote), [KIOSK, TELLER]);
        assert_eq!(vote.doubts.len(), 2, "{:?}", vote.doubts);
    }

    fn the_others_are_closed(&mut self, openings: &[EntryId]) {
        self.witnesses(CHAIR, "20:32", TELLER);
        self.meet();
        for (stairs, opening) in openings.iter().enumerate() {
            if stairs != 4 {
                self.closes("20:40", *opening);
            }
        }
        self.meet();
        for tablet in TABLETS {
            self.reports(tablet, "20:42");
        }
        self.meet();
    }

    fn what_is_in_doubt_is_settled(&mut self, clashing: EntryId, lacking: EntryId) {
        self.set_network(&[phone(LATE).unwrap()], true);
        let in_doubt = |room: &Self, opening, number| {
            let vote = room.vote(CHAIR, opening);
            assert_eq!(vote.doubts.len(), 1, "{:?}", vote.doubts);
            let ballots = vote.ballots.iter();
            let mut theirs = ballots.filter(|one| one.voter == person(number));
            theirs.next_back().unwrap().entry
        };
        let late = in_doubt(self, lacking, LATE);
        let votes = self.vote(CHAIR, clashing).ballots;
        let mut shared = votes.iter().filter(|one| one.voter == person(TWICE));
        let shared = shared.find(|one| one.via == Via::SharedTablet).unwrap();
        in_doubt(self, clashing, TWICE);
        let shared = vec![shared.entry];
        self.settles(
            "20:46",
            clashing,
            Settles::Refuse,
            shared,
            "本人手机投票为准",
        );
        let reason = "手机断网，投票时间在截止前";
        self.settles("20:47", lacking, Settles::Count, vec![late], reason);
        self.meet();
    }

    fn minutes_are_sealed(&mut self) {
        let (item, reason) = (None, String::new());
        let step = StepKind::Closed;
        self.say(CHAIR, "20:55", Event::Step { step, item, reason });
        for (tablet, number) in [(CHAIR, 0), (DESK, 1), (KIOSK, 2)] {
            let signed = Event::Signed {
                person: person(number),
                signature: Some([1; 32]),
                reason: String::new(),
            };
            self.say(tablet, "20:56", signed);
        }
        self.meet();
        let named = self.read(CHAIR, to_seal);
        let lists = named.lists.into_iter();
        let lists = lists.map(|entries| self.say(CHAIR, "21:00", Event::Listed { entries }));
        let lists = lists.collect();
        let document = self.world.device(CHAIR).document(self.hall).unwrap();
        let sealed = Event::Sealed {
            heads: document.heads(),
            lists,
            count: named.count,
            digest: named.digest,
        };
        self.say(CHAIR, "21:00", sealed);
        self.meet();
        for tablet in TABLETS {
            self.reports(tablet, "21:01");
        }
        self.meet();
    }

    fn everybody_has_the_same(&mut self) -> Told {
        oracle::check(&self.world).unwrap();
        let chairs = self.sitting(CHAIR);
        for name in self.world.names() {
            let (theirs, ours) = (self.sitting(name), &chairs);
            assert_eq!(format!("{theirs:?}"), format!("{ours:?}"), "{name:?}");
        }
        for tablet in TABLETS {
            assert_eq!(self.standing(tablet), [Standing::Same; 3], "{tablet:?}");
        }
        assert!(
            matches!(chairs.seals.as_slice(), [seal] if Seal::is_sound(seal) && seal.is_logged)
        );
        Told::of(&chairs)
    }
}
