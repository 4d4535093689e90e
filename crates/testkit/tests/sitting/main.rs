//! A sitting that tablets and phones run together over a network that fails: everybody ends with the same.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod evening;
mod room;
mod told;
mod votes;

use evening::evening;
use votes::SAID;

/// How the network behaves is drawn anew for each; what people do is the same.
const SEEDS: std::ops::Range<u64> = 0..3;

#[test]
fn what_an_evening_comes_to_does_not_depend_on_the_network() {
    let mut told = SEEDS.map(|seed| (seed, evening(seed)));
    let (_, first) = told.next().unwrap();
    let outcomes: Vec<&str> = first
        .votes
        .iter()
        .map(|(.., said, _)| said.as_str())
        .collect();
    let [passes, too_few] = ["Passes", "NotValid"];
    assert_eq!(
        outcomes,
        [passes, passes, passes, too_few, passes, too_few, passes]
    );
    // The sixth staircase was opened a second time with another text.
    let void: Vec<bool> = first.votes.iter().map(|(.., is_void)| *is_void).collect();
    assert_eq!(void, [false, false, false, false, false, true, false]);
    let counted = first
        .tallies
        .iter()
        .zip(void)
        .filter(|(_, is_void)| !is_void);
    for ((tally, _), said) in counted.zip(SAID) {
        let sums = [&tally.yes, &tally.no, &tally.abstain];
        let (yes, no, abstain) = said;
        let heads = sums.map(|counts| counts.heads.get());
        assert_eq!(heads, [yes, no, abstain].map(u64::from));
        assert_eq!(tally.yes.area.get(), u64::from(yes) * 10_000);
    }
    assert_eq!(
        (first.doubts, first.there.len(), first.spoke.len()),
        (0, 96, 8)
    );
    assert_eq!(first.opinions, [("一楼不受益，不应出资".to_owned(), 3)]);
    for (seed, told) in told {
        assert_eq!(told, first, "with seed {seed}");
    }
}
