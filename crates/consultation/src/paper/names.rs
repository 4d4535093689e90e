//! Names of choices as papers print them.

use crate::calendar::words::day_and_weekday;
use crate::procedure::Stage;
use crate::record::{
    Answer, Checker, CivilTime, Decision, Finding, Form, Funding, Kind, RatedItem, Selection,
    TimeSpan, TownshipAnswer,
};

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Government => "基层政府及其派出机关",
        Kind::PartyAlliance => "区域性党建联合体",
        Kind::Party => "社区党组织",
        Kind::Committee => "社区居民委员会",
        Kind::Supervisors => "社区居务监督委员会",
        Kind::ResidentsGroup => "居民小组",
        Kind::LocalUnit => "驻社区单位",
        Kind::SocialOrganisation => "社区社会组织",
        Kind::OwnersCommittee => "业主委员会",
        Kind::PropertyFirm => "物业服务企业",
        Kind::RegisteredResident => "当地户籍居民",
        Kind::UnregisteredResident => "非户籍居民",
        Kind::Stakeholder => "其他利益相关方",
        Kind::Veteran => "老党员、老干部",
        Kind::Delegate => "党代表、人大代表、政协委员",
        Kind::MassOrganisation => "群团组织负责人",
        Kind::SocialWorker => "社会工作者",
    }
}

pub(super) fn selection(selection: Selection) -> &'static str {
    match selection {
        Selection::Office => "按职务参加",
        Selection::Elected => "推选产生",
        Selection::Invited => "邀请",
        Selection::Volunteered => "自荐",
        Selection::Drawn => "抽签产生",
    }
}

/// The name of a form; one of a later version shows its id.
pub(super) fn form(form: &Form) -> String {
    let known = match form {
        Form::ResidentsMeeting => "居民会议",
        Form::RepresentativesMeeting => "居民代表会议",
        Form::ResidentsTalk => "居民说事会",
        Form::FrankTalk => "民情恳谈会",
        Form::Hearing => "民主听证会",
        Form::Deliberation => "民主议事会",
        Form::Appraisal => "民主评议会",
        Form::SpecialTopic => "专题议事会",
        Form::JointMeeting => "联席会议",
        Form::Estate => "小区协商",
        Form::Owners => "业主协商",
        Form::ResidentsGroup => "居民小组协商",
        Form::OpenSpace => "开放空间",
        Form::ConsensusForum => "共识论坛",
        Form::Online => "网络议事",
        Form::Other(id) => return id.clone(),
    };
    known.to_owned()
}

/// `2026年12月5日（星期六）19:00至21:00`; the day is said once.
pub(super) fn time(span: TimeSpan) -> String {
    let (start, end) = (span.start(), span.end());
    let mut words = minute(start);
    if let Some(end) = end {
        words.push('至');
        match end.date() == start.date() {
            true => words.push_str(&clock(end)),
            false => words.push_str(&minute(end)),
        }
    }
    words
}

pub(super) fn minute(time: CivilTime) -> String {
    format!("{}{}", day_and_weekday(time.date()), clock(time))
}

pub(super) fn clock(time: CivilTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

pub(super) fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Agreed => "达成一致",
        Decision::AgreedAmended => "修改后达成一致",
        Decision::AnotherRound => "再次协商",
        Decision::ToResidents => "提交居民（代表）会议",
        Decision::ToOwners => "提交业主大会",
        Decision::ToTownship => "报乡镇（街道）",
    }
}

/// Whom something goes up to.
pub(super) fn addressee(decision: Option<Decision>) -> &'static str {
    match decision {
        Some(Decision::ToResidents) => "居民（代表）会议",
        Some(Decision::ToOwners) => "业主大会",
        _ => "乡镇人民政府（街道办事处）",
    }
}

/// What was answered to it; an answer of a later version shows its id.
pub(super) fn answer(id: &str) -> &str {
    match Answer::from_id(id) {
        Some(Answer::Passed) => "通过",
        Some(Answer::Rejected) => "未通过",
        Some(Answer::SentBack) => "退回再次协商",
        None => id,
    }
}

/// What the township answered to a 提请函, likewise.
pub(super) fn township(id: &str) -> &str {
    match TownshipAnswer::from_id(id) {
        Some(TownshipAnswer::Leads) => "由乡镇（街道）牵头",
        Some(TownshipAnswer::Appoints) => "指定社区牵头",
        Some(TownshipAnswer::Declines) => "不予牵头",
        None => id,
    }
}

pub(super) fn funding(funding: Funding) -> &'static str {
    match funding {
        Funding::Community => "社区工作经费",
        Funding::Party => "党组织服务群众专项经费",
        Funding::Special => "专项工作经费",
        Funding::Purchase => "政府购买服务",
        Funding::Owners => "业主共有资金",
        Funding::Residents => "居民自筹",
        Funding::Donation => "单位捐助",
    }
}

pub(super) fn rated(item: RatedItem) -> &'static str {
    match item {
        RatedItem::Openness => "程序公开",
        RatedItem::Voice => "充分表达",
        RatedItem::Fairness => "结果公正",
        RatedItem::Quality => "落实质量",
        RatedItem::Timeliness => "落实时效",
    }
}

/// Who checked; what staff left open stands under nobody's name.
pub(super) fn checker(checker: Option<Checker>) -> &'static str {
    match checker {
        Some(Checker::Supervisors) => "居务监督委员会",
        Some(Checker::ThirdParty) => "第三方机构",
        None => "（没有写明谁检查）",
    }
}

pub(super) fn finding(finding: Finding) -> &'static str {
    match finding {
        Finding::Done => "已落实",
        Finding::Rectify => "限期整改",
        Finding::Upheld => "异议成立",
    }
}

/// The name of a stage, as the flow chart has it.
pub(super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Screening => "受理筛选",
        Stage::Plan => "协商方案",
        Stage::Notice => "方案公示与通报",
        Stage::Sitting => "协商议事",
        Stage::Result => "结果公示",
        Stage::Measures => "组织实施",
        Stage::Appraisal => "监督评议",
    }
}
