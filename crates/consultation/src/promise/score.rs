//! 绩效评分: how well a consultation was carried out, in points that anyone can add up again.
//!
//! Four parts with fixed weights, each a share of what could be had: measures done, measures done in
//! time, forms that are satisfied, notices that were up for their days. Integers only; what has no
//! number yet is said and not guessed.

use super::{PromiseState, promises};
use crate::procedure::{Facts, Requirement};
use crate::record::{Column, Level, RatedItem, Sheet, hundredths};
use crate::voting::defaults::LEAST_RATINGS;

/// The weights of the parts, in points: together a hundred. They are the product's and no rule of law.
pub const WEIGHTS: [u64; 4] = [40, 20, 30, 10];

/// One part of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it measures, as a report prints it.
    pub name: &'static str,
    /// How much was reached.
    pub got: u64,
    /// Of how much; 0 while there is nothing to measure.
    pub of: u64,
    /// Points for all of it.
    pub weight: u64,
    /// Whether it comes from fewer than [`LEAST_RATINGS`] forms: it is shown and gives no points.
    pub has_too_few: bool,
}

/// The score with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score(pub [Part; 4]);

impl Part {
    /// Its points, in hundredths, rounded down; `None` while there is nothing to measure, or too little.
    pub fn points(&self) -> Option<u64> {
        if self.has_too_few {
            return None;
        }
        let got = self.got.min(self.of).checked_mul(self.weight * 100)?;
        got.checked_div(self.of)
    }

    /// The part with its sum: `措施落实：3/4 × 40 = 30.00 分`.
    pub fn words(&self) -> String {
        match self.points() {
            Some(points) => format!(
                "{}：{}/{} × {} = {} 分",
                self.name,
                self.got.min(self.of),
                self.of,
                self.weight,
                hundredths(points)
            ),
            None => {
                let why = match self.has_too_few {
                    true => format!("{}/{}，{}，不计分", self.got, self.of, too_few()),
                    false => "还没有数据".to_owned(),
                };
                format!("{}：{why}（满分 {} 分）", self.name, self.weight)
            }
        }
    }
}

impl Score {
    /// All points, in hundredths; `None` while a part has nothing to measure.
    pub fn total(&self) -> Option<u64> {
        self.0.iter().map(Part::points).sum()
    }

    /// The total in words.
    pub fn words(&self) -> String {
        match self.total() {
            Some(total) => format!("合计 {} 分（满分 100 分）", hundredths(total)),
            None => "有的项目还没有足够的数据，暂不合计。".to_owned(),
        }
    }
}

/// Scores the round.
pub fn score(facts: &Facts<'_>) -> Score {
    let promises = promises(facts);
    let count = |is: &dyn Fn(PromiseState) -> bool| {
        let kept = promises.iter().filter(|promise| is(promise.state));
        u64::try_from(kept.count()).unwrap_or(u64::MAX)
    };
    let all = count(&|_| true);
    let (satisfied, rated) = satisfied(facts);
    let notices = [Requirement::PlanPosted, Requirement::ResultPosted];
    let posted = notices
        .into_iter()
        .filter(|notice| facts.lacks(*notice).is_none());
    let parts = [
        (
            "措施落实",
            count(&|state| matches!(state, PromiseState::Done { .. })),
            all,
            false,
        ),
        (
            "按时落实",
            count(&|state| state == PromiseState::Done { in_time: true }),
            all,
            false,
        ),
        (
            "群众满意",
            satisfied,
            rated,
            rated > 0 && has_too_few(facts),
        ),
        (
            "公示到位",
            u64::try_from(posted.count()).unwrap_or(2),
            2,
            false,
        ),
    ];
    let mut weights = WEIGHTS.into_iter();
    Score(parts.map(|(name, got, of, has_too_few)| Part {
        name,
        got,
        of,
        weight: weights.next().unwrap_or_default(),
        has_too_few,
    }))
}

/// Whether fewer forms came in than a rating is valid from; so many came at least as answer any one row.
pub(crate) fn has_too_few(facts: &Facts<'_>) -> bool {
    let items = RatedItem::ALL.iter();
    let forms = items.map(|item| {
        counted(facts, Some(*item))
            .into_iter()
            .fold(0, u64::saturating_add)
    });
    forms.max().unwrap_or(0) < LEAST_RATINGS.get()
}

/// What is said of such a rating.
pub(crate) fn too_few() -> String {
    format!("不足 {} 份，仅供参考", LEAST_RATINGS.get())
}

/// Answers that are satisfied (很满意、满意、基本满意), and all but those who do not know.
pub(crate) fn satisfied(facts: &Facts<'_>) -> (u64, u64) {
    let (mut satisfied, mut all) = (0_u64, 0_u64);
    for (level, count) in Level::ALL.iter().zip(counted(facts, None)) {
        if *level <= Level::FairlySatisfied {
            satisfied = satisfied.saturating_add(count);
        }
        if *level != Level::Unaware {
            all = all.saturating_add(count);
        }
    }
    (satisfied, all)
}

/// How many forms give each of the five answers, to one thing or to any: those that staff counted, and
/// those that people filled in themselves.
pub fn counted(facts: &Facts<'_>, item: Option<RatedItem>) -> [u64; 5] {
    let mut counts = [0_u64; 5];
    let mut add = |level: Level, more: u64| {
        for (count, at) in counts.iter_mut().zip(Level::ALL) {
            if *at == level {
                *count = count.saturating_add(more);
            }
        }
    };
    let is_asked = |of: Option<RatedItem>| item.is_none() || of == item;
    for row in facts.rows(Sheet::Ratings) {
        let of = row.choice(Column::RatedItem).and_then(RatedItem::from_id);
        for level in Level::ALL.iter().filter(|_| is_asked(of)) {
            add(*level, row.count(level.column()).unwrap_or_default());
        }
    }
    for (_, rating) in facts.reviews.rating(facts.round.id) {
        let asked = rating.answers().filter(|(of, _)| is_asked(Some(*of)));
        asked.for_each(|(_, level)| add(level, 1));
    }
    counts
}
