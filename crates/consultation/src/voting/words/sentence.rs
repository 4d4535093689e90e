//! Sentences to be read aloud before a vote.

use super::number::{amount, comers, counted_in, fraction, measure, share, voters};
use crate::voting::announcement::{Announcement, NeededAmount, Quorum};
use crate::voting::fraction::Bound;
use crate::voting::measure::{Amount, Area, Measure};
use crate::voting::terms::{Base, Blocking, Entitled, Join, Method, Needed, TurnoutOf, Veto};

/// What the vote takes: 「有权表决的业主 96 人，…」.
pub fn announcement(announcement: &Announcement) -> String {
    let entitled = announcement.entitled;
    let heads = amount(announcement.all.by(Measure::Heads), entitled);
    let mut words = format!("有权表决的{} {heads}", voters(entitled));
    if announcement.counts_area {
        let area = amount(announcement.all.by(Measure::Area), entitled);
        words.push_str(&format!("，专有面积共 {area}"));
    }
    if let Some(households) = needs_households(announcement) {
        words.push_str(&format!("，共 {households}"));
    }
    words.push('。');
    words.push_str(&turnout(announcement));
    if !announcement.must_be_present.is_empty() {
        let kinds = announcement.must_be_present.join("、");
        words.push_str(&format!("必须有{kinds}到会；"));
    }
    words.push_str(&method(announcement));
    if announcement.veto == Veto::AnyObjection {
        words.push_str("；只要有人反对，就不通过");
    }
    words.push('。');
    words
}

fn needs_households(announcement: &Announcement) -> Option<String> {
    let mut turnout = announcement.turnout.iter();
    turnout
        .any(|needed| needed.needed.measure() == Measure::Households)
        .then(|| {
            let households = announcement.all.by(Measure::Households);
            amount(households, announcement.entitled)
        })
}

fn turnout(announcement: &Announcement) -> String {
    if announcement.turnout.is_empty() {
        return String::new();
    }
    let joined = match announcement.turnout_join {
        Join::All => "、且",
        Join::Any => "，或者",
    };
    let mut words = String::new();
    for needed in &announcement.turnout {
        if !words.is_empty() {
            words.push_str(joined);
        }
        words.push_str(&least(needed, announcement.entitled));
    }
    words.push_str(match announcement.turnout_of {
        TurnoutOf::TakingPart => "参加表决才有效；",
        TurnoutOf::Present => "到会才能表决；",
    });
    words
}

/// 「至少 64 人」, 「面积至少 6400 平方米」, 「面积超过 4800 平方米」
fn least(needed: &NeededAmount, entitled: Entitled) -> String {
    match needed.needed {
        Amount::Area(area) if needed.share.bound == Bound::MoreThan => {
            let under = Area::hundredths(area.get().saturating_sub(1));
            format!("面积超过 {}", amount(Amount::Area(under), entitled))
        }
        Amount::Area(_) => format!("面积至少 {}", amount(needed.needed, entitled)),
        _ => format!("至少 {}", amount(needed.needed, entitled)),
    }
}

fn method(announcement: &Announcement) -> String {
    let entitled = announcement.entitled;
    match &announcement.method {
        Method::YesNo { base, needed } => {
            let whose = of_base(*base, entitled);
            if needed.iter().all(|needed| needed.share.is_everybody()) {
                return format!("{whose}都同意才通过（没有表示意见的不算同意）");
            }
            let note = abstaining(*base);
            format!("{whose}，{}同意才通过（{note}）", shares(needed))
        }
        Method::Options { base, needed } => {
            let whose = of_base(*base, entitled);
            let note = abstaining(*base);
            format!(
                "{whose}，有一个方案得到{}同意才通过（{note}），都没有达到的，前两个方案再投一次",
                shares(needed)
            )
        }
        Method::Graded {
            least_mean,
            blocking,
        } => {
            let tenths = u64::from(least_mean.numerator) * 10;
            let tenths = tenths.div_ceil(u64::from(least_mean.denominator).max(1));
            let mean = format!("{}.{}", tenths / 10, tenths % 10);
            let blocking = match blocking {
                Blocking::None => String::new(),
                Blocking::UpTo(grade) if grade.get() == 1 => "、且没有人打 1 分".to_owned(),
                Blocking::UpTo(grade) => format!("、且没有人打 {} 分及以下", grade.get()),
            };
            format!("每人打 1 至 5 分，平均至少 {mean} 分{blocking}才通过，否则再议一轮")
        }
    }
}

fn of_base(base: Base, entitled: Entitled) -> String {
    match base {
        Base::All => format!("全体{}", voters(entitled)),
        Base::TakingPart => "参加表决的".to_owned(),
        Base::Present => format!("到会的{}", comers(entitled)),
    }
}

fn abstaining(base: Base) -> &'static str {
    match base {
        Base::All => "弃权、没有投票的都不算同意",
        Base::TakingPart => "弃权也算参加",
        Base::Present => "弃权也算到会",
    }
}

/// 「按人数、按面积都要超过一半」, 「超过一半」
fn shares(list: &[Needed]) -> String {
    match list {
        [] => String::new(),
        [only] if only.measure == Measure::Heads => share(only.share),
        [first, rest @ ..] if rest.iter().all(|other| other.share == first.share) => {
            let names: Vec<&str> = list.iter().map(|needed| measure(needed.measure)).collect();
            let all = if rest.is_empty() { "要" } else { "都要" };
            format!("{}{all}{}", names.join("、"), share(first.share))
        }
        list => {
            let each = list.iter();
            let each = each.map(|needed| {
                let by = measure(needed.measure);
                format!("{by}要{}", share(needed.share))
            });
            each.collect::<Vec<_>>().join("、")
        }
    }
}

/// Whether there are enough to begin: 「应到户代表 62 人，实到 41 人，…」.
pub fn quorum(quorum: &Quorum) -> String {
    let comparison = &quorum.comparison;
    let unit = match comparison.part.measure() {
        Measure::Households => "户",
        Measure::Area => "平方米",
        Measure::Heads => match quorum.entitled {
            Entitled::Households => "人",
            other => counted_in(other),
        },
    };
    let whose = comers(quorum.entitled);
    let must = match comparison.share.bound {
        Bound::AtLeast => format!("满{}", fraction(comparison.share.fraction)),
        Bound::MoreThan => format!("超过{}", fraction(comparison.share.fraction)),
    };
    let (whole, part) = (comparison.whole, comparison.part);
    let needed = comparison.needed;
    let so = if comparison.is_met {
        "可以开会".to_owned()
    } else {
        format!("还差 {} {unit}，暂不能开会", comparison.missing())
    };
    format!("应到{whose} {whole} {unit}，实到 {part} {unit}，到会须{must}即 {needed} {unit}，{so}")
}
