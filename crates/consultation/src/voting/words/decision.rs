//! What a vote came to.

use super::number::counts;
use super::{problem::vote_error, step::step};
use crate::calendar::words::day;
use crate::voting::ballot::OptionNo;
use crate::voting::decision::{
    Consent, Decision, IfSettled, Outcome, SeparateConsent, Settlement, UnderSilence,
};
use crate::voting::law::{Law, Standing};
use crate::voting::terms::Entitled;
use crate::voting::units::UnitDecision;

/// An outcome in a few words.
pub fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Passes => "通过".to_owned(),
        Outcome::Fails => "未通过".to_owned(),
        Outcome::NotValid => "表决无效".to_owned(),
        Outcome::NoAgreement => "未形成一致".to_owned(),
        Outcome::Chosen(option) => format!("方案 {} 通过", option.get()),
        Outcome::RunOff(options) => {
            format!("没有方案通过，{} 再投一次", list(options))
        }
        Outcome::AnotherRound => "再议一轮".to_owned(),
        Outcome::Held => "待定".to_owned(),
    }
}

fn list(options: &[OptionNo]) -> String {
    let names = options
        .iter()
        .map(|option| format!("方案 {}", option.get()));
    names.collect::<Vec<_>>().join("、")
}

/// A version in words, with what is to be known about it.
pub fn law(law: &Law) -> String {
    match law.standing {
        Standing::Checked => law.title.clone(),
        Standing::Reported => format!("{}（据公开资料，原文待核）", law.title),
        Standing::Provisional => format!("{}（待核）", law.title),
    }
}

/// A decision in full: the version, every step, the outcome and what stands beside it.
pub fn decision(decision: &Decision, entitled: Entitled) -> Vec<String> {
    let mut lines = Vec::new();
    let version = law(&decision.law);
    let day = day(decision.day);
    lines.push(if decision.is_in_force() {
        format!("{day}表决，适用：{version}")
    } else {
        format!("{day}表决，对照（当日不适用）：{version}")
    });
    for taken in &decision.steps {
        lines.push(step(taken, entitled));
    }
    lines.push(format!("结果：{}", outcome(&decision.outcome)));
    if let Some(settled) = &decision.if_settled {
        lines.push(if_settled(settled, entitled));
    }
    if let Some(silence) = &decision.under_silence {
        lines.extend(under_silence(silence, entitled));
    }
    for separate in &decision.blocked_by {
        lines.push(blocked(separate));
    }
    lines
}

/// What is held, and what its settlement would change.
pub fn if_settled(settled: &IfSettled, entitled: Entitled) -> String {
    let held = counts(&settled.held, entitled);
    let mut words = format!(
        "{held}的表决票不一致，待定，暂不计入参加表决和同意；不计入时：{}",
        outcome(&settled.without)
    );
    for (way, result) in &settled.settled {
        let way = match way {
            Settlement::Yes => "定为同意".to_owned(),
            Settlement::No => "定为反对".to_owned(),
            Settlement::Abstain => "定为弃权".to_owned(),
            Settlement::Option(option) => format!("定为方案 {}", option.get()),
            Settlement::Grade(grade) => format!("定为 {} 分", grade.get()),
        };
        words.push_str(&format!("；{way}时：{}", outcome(result)));
    }
    words
}

/// The result under the clause on silence, which is never printed without the other.
pub fn under_silence(silence: &UnderSilence, entitled: Entitled) -> Vec<String> {
    let article = &silence.article;
    let mut lines = vec![format!("依本小区议事规则第{article}条，存在争议：")];
    for taken in &silence.steps {
        lines.push(step(taken, entitled));
    }
    lines.push(format!("结果：{}", outcome(&silence.outcome)));
    lines
}

/// What stands in the way of carrying out what passed.
pub fn blocked(separate: &SeparateConsent) -> String {
    let SeparateConsent {
        owner,
        own_part,
        consent,
    } = separate;
    let said = match consent {
        Consent::Given => return format!("{owner}已同意占用其{own_part}"),
        Consent::Refused => "不同意",
        Consent::Silent => "尚未表示意见",
    };
    format!("须另行征得{owner}同意（占用其{own_part}）：{said}，表决通过也不能实施")
}

/// One unit's result in a line.
pub fn unit_decision(decided: &UnitDecision) -> String {
    let said = match &decided.decision {
        Ok(decision) => outcome(&decision.outcome),
        Err(error) => vote_error(*error),
    };
    format!("{}：{said}", decided.unit)
}
