//! Templates by form: what a plan starts from. Staff change every word; a community's own rules replace
//! them.

use super::hearing::HEARING;
use crate::record::{Form, Role};

/// What a plan of this form starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// 议程, one item a line.
    pub agenda: String,
    /// 议事规则, one rule a line.
    pub order: String,
    /// Roles that somebody has to take, beside 主持人 and 记录人.
    pub roles: &'static [Role],
    /// What it comes to decides nothing by itself: it advises whoever decides.
    pub advises: bool,
}

/// Rules that every sitting starts from: three minutes, twice a person, first-time speakers first.
const ORDER: [&str; 6] = [
    "想发言先举手，主持人点名后再说；一次只说一件事。",
    "每人每次不超过 3 分钟，同一件事最多说两次，还没说过的先说。",
    "不打断别人，对事不对人，不说气话。",
    "先说主张，再说理由；赞成和反对轮流发言。",
    "与事项有利害关系需要回避的，表决时回避。",
    "主持人不参与争论，不替大家作决定。",
];

/// What a plan of this form starts from; a form of a later version starts from an ordinary sitting.
pub fn template(form: &Form) -> Template {
    let hearing = HEARING.map(|phase| phase.words);
    let (agenda, roles, advises): (&[&str], &[Role], bool) = match form {
        Form::Hearing => (
            &hearing,
            &[
                Role::HearingChair,
                Role::Speaker,
                Role::Delegate,
                Role::Listener,
            ],
            true,
        ),
        Form::ResidentsMeeting | Form::RepresentativesMeeting => (
            &[
                "清点人数，主持人宣布是否达到法定人数",
                "推选计票人、监票人",
                "说明议题和方案，介绍协商经过",
                "代表发言、讨论",
                "宣读表决事项，说明表决办法",
                "表决，当场计票",
                "宣布结果，宣读会议记录",
            ],
            &[Role::Teller, Role::Scrutineer],
            false,
        ),
        Form::ResidentsTalk | Form::FrankTalk | Form::OpenSpace => (
            &[
                "主持人说明今天说什么、说到几点",
                "大家轮流说：难处、想法、建议",
                "归纳说到的事，能当场答复的当场答复",
                "商定哪些事列为议题，由谁跟进、何时答复",
                "宣读记录要点",
            ],
            &[],
            false,
        ),
        Form::Appraisal => (
            &[
                "责任人说明落实情况",
                "居务监督委员会说明检查情况",
                "参加人提问、评议",
                "填写评议表，当场汇总",
                "宣读评议结果和整改要求",
            ],
            &[Role::Teller, Role::Scrutineer],
            true,
        ),
        Form::JointMeeting => (
            &[
                "主持人通报上次议定事项的落实情况",
                "各方说明：居委会、业委会、物业服务企业、街道物管办",
                "逐项协商，分清谁来办、何时办成",
                "归纳共识，议定下次会议时间",
                "宣读记录，各方签字",
            ],
            &[],
            false,
        ),
        Form::Online => (
            &[
                "发布方案，说明起止时间和参加办法",
                "收集意见，逐条编号、答复",
                "归纳意见，调整方案",
                "需要表决的，说明表决办法后表决",
                "公布结果和意见采纳情况",
            ],
            &[Role::Scrutineer],
            false,
        ),
        _ => (
            &[
                "主持人宣布议题、议程和议事规则",
                "说明方案和前期征求意见情况",
                "逐项发言、讨论",
                "归纳共识和分歧，能形成一致的形成一致",
                "需要表决的，说明表决办法后表决",
                "宣读结果和会议记录，签字",
            ],
            &[Role::Teller, Role::Scrutineer],
            false,
        ),
    };
    let agenda = agenda.iter().zip(1..);
    let agenda = agenda.map(|(item, number)| format!("{number}. {item}"));
    Template {
        agenda: agenda.collect::<Vec<_>>().join("\n"),
        order: ORDER.join("\n"),
        roles,
        advises,
    }
}

/// Forms to think of where many people are concerned or follow closely (二(四)).
pub const WIDELY_FOLLOWED: [Form; 2] = [Form::SpecialTopic, Form::Hearing];

#[cfg(test)]
mod tests {
    use super::template;
    use crate::record::{CellKind, Column, Form, Role};

    #[test]
    fn a_hearing_goes_from_statement_to_last_word_and_advises() {
        let hearing = template(&Form::Hearing);
        let places =
            ["陈述：", "质询：", "辩论：", "最后陈述："].map(|step| hearing.agenda.find(step));
        assert!(places.iter().all(Option::is_some), "{places:?}");
        assert!(places.is_sorted(), "{places:?}");
        assert!(hearing.advises);
        assert!(hearing.roles.contains(&Role::Speaker));
    }

    #[test]
    fn every_template_fits_into_its_fields() {
        for form in Form::KNOWN {
            let template = template(&form);
            for (column, words) in [
                (Column::Agenda, template.agenda),
                (Column::Order, template.order),
            ] {
                let CellKind::Lines(limit) = column.kind() else {
                    panic!("{column:?} takes no lines");
                };
                assert!((1..=limit).contains(&words.chars().count()), "{form:?}");
            }
        }
    }

    #[test]
    fn whoever_counts_votes_is_watched() {
        for form in Form::KNOWN {
            let roles = template(&form).roles;
            let has = |role| roles.contains(&role);
            assert!(!has(Role::Teller) || has(Role::Scrutineer), "{form:?}");
        }
    }
}
