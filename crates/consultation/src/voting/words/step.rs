//! The steps of a decision, one line each.

use super::number::{amount, counts, product, sign};
use crate::voting::fraction::Bound;
use crate::voting::measure::Measure;
use crate::voting::settle::Side;
use crate::voting::step::{Comparison, Step, Subject};
use crate::voting::terms::{Base, Entitled};

/// One step in words: 「参加表决的人数：64 ≥ 96 × ⅔ = 64，达到」.
pub fn step(step: &Step, entitled: Entitled) -> String {
    match step {
        Step::NotAnnounced => "本事项不在通知的议程内，可以讨论，不能表决".to_owned(),
        Step::Recused(recused) => {
            format!(
                "回避 {}，本事项不计入应表决的总数",
                counts(recused, entitled)
            )
        }
        Step::Compared(comparison) => compared(comparison),
        Step::Absent { kind, forbids } => {
            let so = if *forbids {
                "按规则本次不能表决"
            } else {
                "按规则可以表决，记录在案"
            };
            format!("{kind}没有人到会，{so}")
        }
        Step::Objections(heads) if heads.get() == 0 => "没有人反对".to_owned(),
        Step::Objections(heads) => {
            let objecting = amount(crate::voting::Amount::Heads(*heads), entitled);
            format!("{objecting}反对；按规则只要有人反对，就不通过")
        }
        Step::Tied { each } => {
            let each = amount(crate::voting::Amount::Heads(*each), entitled);
            format!("同意、反对各 {each}，票数相等")
        }
        Step::ChairDecided { is_yes } => {
            let side = if *is_yes {
                "同意，加计一票"
            } else {
                "不同意"
            };
            format!("按本社区规则由主持人决定：{side}")
        }
        Step::Mean {
            sum,
            given,
            least,
            is_met,
        } => {
            let sign = if *is_met { "≥" } else { "<" };
            let tenths = |number: u128, by: u128| {
                let hundredths = number.saturating_mul(100) / by.max(1);
                format!("{}.{:02}", hundredths / 100, hundredths % 100)
            };
            let mean = tenths(u128::from(*sum), u128::from(given.get()));
            let least = tenths(u128::from(least.numerator), u128::from(least.denominator));
            format!(
                "平均分：{sum} ÷ {given} = {mean} {sign} {least}，{}",
                met(*is_met)
            )
        }
        Step::Blocked { up_to, by } if by.get() == 0 => {
            format!("没有人打 {} 分或更低", up_to.get())
        }
        Step::Blocked { up_to, by } => {
            format!("{by} 人打 {} 分或更低，须再议", up_to.get())
        }
        Step::Contested(comparison) => {
            format!("存在较大争议：{}", compared(comparison))
        }
        Step::SilentAdded { side, silent } => {
            let side = match side {
                Side::Yes => "同意",
                Side::No => "反对",
            };
            let silent = counts(silent, entitled);
            format!("已送达而没有表示意见的 {silent}，计入多数意见（{side}）")
        }
        Step::SilentWithoutMajority => {
            "同意、反对相等，没有多数意见，没有表示意见的不计入任何一方".to_owned()
        }
    }
}

fn compared(comparison: &Comparison) -> String {
    let what = match comparison.part.measure() {
        Measure::Heads => "人数",
        Measure::Area => "面积",
        Measure::Households => "户数",
    };
    let who = match comparison.subject {
        Subject::TakingPart => "参加表决的".to_owned(),
        Subject::Present => "到会的".to_owned(),
        Subject::Yes => "同意的".to_owned(),
        Subject::Option(option) => format!("方案 {} 的", option.get()),
        Subject::Convening => "提议的".to_owned(),
    };
    let of = match (comparison.subject, comparison.base) {
        (Subject::Yes | Subject::Option(_), Base::All) => "（占全体）",
        (Subject::Yes | Subject::Option(_), Base::TakingPart) => "（占参加表决的）",
        (Subject::Yes | Subject::Option(_), Base::Present) => "（占到会的）",
        _ => "",
    };
    let sign_of = match (comparison.share.bound, comparison.is_met) {
        (Bound::AtLeast, true) => "≥",
        (Bound::AtLeast, false) => "<",
        (Bound::MoreThan, true) => ">",
        (Bound::MoreThan, false) => "≤",
    };
    let (part, whole) = (comparison.part, comparison.whole);
    let product = product(whole, comparison.share);
    let fraction = sign(comparison.share.fraction);
    let met = met(comparison.is_met);
    format!("{who}{what}{of}：{part} {sign_of} {whole} × {fraction} {product}，{met}")
}

fn met(is_met: bool) -> &'static str {
    if is_met { "达到" } else { "未达到" }
}
