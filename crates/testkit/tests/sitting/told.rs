//! What an evening came to, without what differs from one network to another: entries, and the order in which they
//! were logged.

use consultation::meeting::Sitting;
use consultation::voting::Tally;

/// What is told of a sitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// Staircase, text, outcome, whether it came to nothing.
    pub(crate) votes: Vec<(String, String, String, bool)>,
    pub(crate) tallies: Vec<Tally>,
    /// Everybody's ballot and what became of it, by vote.
    pub(crate) ballots: Vec<Vec<String>>,
    /// How many doubts are left.
    pub(crate) doubts: usize,
    /// Who came, since when, by how many desks.
    pub(crate) there: Vec<String>,
    pub(crate) spoke: Vec<String>,
    pub(crate) opinions: Vec<(String, usize)>,
}

impl Told {
    pub(crate) fn of(sitting: &Sitting) -> Self {
        let votes = &sitting.votes;
        let there = sitting.attendance.there().map(|attendee| {
            let (name, came) = (attendee.name(), attendee.came());
            format!("{name} {came:?} {}", attendee.desks.len())
        });
        let spoke = sitting.floor.turns().iter().zip(&sitting.speeches);
        let opinions = sitting.opinions.iter();
        let mut opinions: Vec<_> = opinions
            .map(|one| (one.text.clone(), one.support))
            .collect();
        opinions.sort();
        Self {
            votes: votes
                .iter()
                .map(|vote| {
                    let outcome = vote.decided.clone().unwrap().unwrap().outcome;
                    let opening = &vote.opening;
                    let (group, text) = (opening.group.clone(), opening.text.clone());
                    (group, text, format!("{outcome:?}"), vote.is_void)
                })
                .collect(),
            tallies: votes.iter().map(|vote| vote.tally.clone()).collect(),
            ballots: votes
                .iter()
                .map(|vote| {
                    let ballots = vote.ballots.iter();
                    let mut ballots: Vec<_> = ballots
                        .map(|one| {
                            format!("{} {:?} {:?} {:?}", one.voter, one.mark, one.via, one.fate)
                        })
                        .collect();
                    ballots.sort();
                    ballots
                })
                .collect(),
            doubts: votes.iter().map(|vote| vote.doubts.len()).sum(),
            there: there.collect(),
            spoke: spoke
                .map(|(turn, speech)| format!("{turn:?} {}", speech.text))
                .collect(),
            opinions,
        }
    }
}
