//! Voting: rules as data, counting, and results that explain themselves.
//!
//! How it runs. A [`VotingRule`] is checked [`Terms`]: who is entitled, how many must take part, what
//! of which base must agree. The rules that come with the product are in [`built_in`]; which version
//! applies follows from the day of the vote ([`rule_on`]). Ballots of persons are counted against a
//! [`Roster`] frozen at the opening ([`count`]), which gives a [`Tally`] and a list of what was not
//! counted and why. A sitting held on paper enters the [`Tally`] itself. [`decide`] compares the
//! tally with the rule, step by step, into a [`Decision`]. [`words`] says in Chinese what rules and
//! decisions say as data; [`announce`] and [`quorum`] do so before anybody has voted.
//!
//! All arithmetic is in whole numbers: heads, households, and area in 0.01 m²; shares are compared
//! by cross-multiplication. 「以上」 includes the number, 「超过」「过半数」 do not (民法典 1259). Abstaining is
//! taking part; an owner who returned nothing took no part.
//!
//! What this refuses to know: records and documents, clocks, who may enter a result, and whether a
//! matter belongs before this vote at all.

mod announcement;
mod attendance;
mod ballot;
pub mod built_in;
mod conduct;
mod count;
mod decide;
mod decision;
pub mod defaults;
mod fraction;
mod ids;
mod law;
mod measure;
mod not_counted;
mod poll;
mod roster;
mod rule;
mod rule_error;
mod rule_set;
mod settle;
mod step;
mod tally;
mod terms;
mod units;
pub mod words;

pub use announcement::{Announcement, NeededAmount, Quorum, announce, quorum};
pub use attendance::{Attendance, attendance};
pub use ballot::{Arrival, Ballot, Grade, Hand, HolderKind, Mark, OptionNo, Way};
pub use conduct::{
    Absence, Conduct, MustBePresent, OffAgenda, Parking, Proxies, QuorumChecked, SilenceClause,
    Spoiled, Treatment,
};
pub use count::{Counted, count};
pub use decide::{can_convene, compare, decide};
pub use decision::{
    Agenda, Chair, Circumstances, Consent, Decision, IfSettled, Outcome, SeparateConsent,
    Settlement, UnderSilence, VoteError,
};
pub use fraction::{Bound, Fraction, FractionProblem, Share};
pub use ids::{BallotNo, BuildingUnit, HeadId, HouseholdId, PropertyUnitId, VoterId};
pub use law::{Law, LawId, Standing, rule_on};
pub use measure::{Amount, Area, Counts, Heads, Measure};
pub use not_counted::{NotCounted, Why};
pub use poll::{Poll, Presence};
pub use roster::{
    Addendum, Born, Head, Household, LeftOut, PropertyUnit, PropertyUse, Resident, Roster,
    RosterChange, RosterError, Speaker, WhyLeftOut,
};
pub use rule::VotingRule;
pub use rule_error::{RuleError, RuleField};
pub use rule_set::RuleSet;
pub use settle::Side;
pub use step::{Comparison, Step, Subject};
pub(crate) use tally::is_of_present;
pub use tally::{Part, Tally};
pub use terms::{
    Base, Blocking, Contested, Entitled, Grouping, Join, Method, Needed, Terms, Tie, Turnout,
    TurnoutOf, Veto,
};
pub use units::{UnitDecision, UnitVote, by_building_unit, decide_each};
