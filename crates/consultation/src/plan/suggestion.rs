//! Whom a matter is likely to concern: suggestions with their reasons. Staff decide.

use crate::record::{Category, Form, Kind};

/// Somebody to think of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Whom.
    pub kind: Kind,
    /// Why.
    pub reason: Reason,
}

/// Why somebody is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// 党的领导: the Party organisation leads every consultation (三(一)).
    Leads,
    /// The committee organises consultations (二(四)).
    Organises,
    /// 居务监督委员会 follows what is agreed (二(五)).
    Supervises,
    /// The matter touches residents' own interests (二(二)).
    Concerned,
    /// 本地居民与非户籍居民协商 is to be built up (三(二)).
    LivesHere,
    /// The words of the matter speak of what they do.
    Words(&'static str),
    /// The form convenes them (二(三)).
    Form,
    /// The category is theirs to carry out.
    Category,
}

/// Words of a matter that speak of somebody.
const WORDS: [(&str, &[Kind]); 18] = [
    ("物业", &[Kind::PropertyFirm, Kind::OwnersCommittee]),
    ("电梯", &[Kind::PropertyFirm, Kind::OwnersCommittee]),
    ("维修资金", &[Kind::OwnersCommittee, Kind::PropertyFirm]),
    ("停车", &[Kind::PropertyFirm, Kind::OwnersCommittee]),
    ("车位", &[Kind::PropertyFirm, Kind::OwnersCommittee]),
    ("充电", &[Kind::PropertyFirm, Kind::LocalUnit]),
    ("保安", &[Kind::PropertyFirm]),
    ("垃圾", &[Kind::PropertyFirm, Kind::Government]),
    ("消防", &[Kind::Government, Kind::PropertyFirm]),
    ("违建", &[Kind::Government]),
    ("拆迁", &[Kind::Government]),
    ("改造", &[Kind::Government, Kind::OwnersCommittee]),
    ("道路", &[Kind::Government]),
    ("商铺", &[Kind::LocalUnit, Kind::Stakeholder]),
    ("食堂", &[Kind::SocialOrganisation, Kind::Government]),
    ("养老", &[Kind::SocialOrganisation, Kind::Government]),
    ("养犬", &[Kind::PropertyFirm, Kind::SocialOrganisation]),
    ("学校", &[Kind::LocalUnit]),
];

/// Whom to think of for a matter in these words.
pub fn suggestions(
    words: &str,
    category: Option<Category>,
    form: Option<&Form>,
) -> Vec<Suggestion> {
    let mut suggestions: Vec<Suggestion> = Vec::new();
    let mut suggest = |kind: Kind, reason: Reason| {
        if !suggestions.iter().any(|other| other.kind == kind) {
            suggestions.push(Suggestion { kind, reason });
        }
    };
    suggest(Kind::Party, Reason::Leads);
    suggest(Kind::Committee, Reason::Organises);
    suggest(Kind::Supervisors, Reason::Supervises);
    suggest(Kind::RegisteredResident, Reason::Concerned);
    suggest(Kind::UnregisteredResident, Reason::LivesHere);
    // 二(三): the joint meeting is of these by the policy's own words.
    if form == Some(&Form::JointMeeting) {
        for kind in [Kind::OwnersCommittee, Kind::PropertyFirm, Kind::Government] {
            suggest(kind, Reason::Form);
        }
    }
    for (word, kinds) in WORDS {
        if words.contains(word) {
            for kind in kinds {
                suggest(*kind, Reason::Words(word));
            }
        }
    }
    match category {
        Some(Category::Policy | Category::Required) => {
            suggest(Kind::Government, Reason::Category);
        }
        Some(Category::Complaints) => suggest(Kind::PropertyFirm, Reason::Category),
        Some(Category::Charter) => suggest(Kind::ResidentsGroup, Reason::Category),
        _ => {}
    }
    suggestions
}

#[cfg(test)]
mod tests {
    use super::{Reason, suggestions};
    use crate::record::{Category, Form, Kind};

    fn reason(
        words: &str,
        category: Option<Category>,
        form: Option<Form>,
        kind: Kind,
    ) -> Option<Reason> {
        let suggested = suggestions(words, category, form.as_ref());
        suggested
            .into_iter()
            .find(|one| one.kind == kind)
            .map(|one| one.reason)
    }

    #[test]
    fn the_words_of_a_matter_tell_whom_it_concerns() {
        let firm = |words| reason(words, None, None, Kind::PropertyFirm);
        assert_eq!(firm("3号楼加装电梯"), Some(Reason::Words("电梯")));
        assert_eq!(firm("楼道装扶手"), None);
    }

    #[test]
    fn residents_from_elsewhere_are_always_thought_of() {
        let reason = reason("楼道装扶手", None, None, Kind::UnregisteredResident);
        assert_eq!(reason, Some(Reason::LivesHere));
    }

    #[test]
    fn a_joint_meeting_is_of_those_whom_the_policy_names() {
        let form = Some(Form::JointMeeting);
        let reason = |kind| reason("绿化", None, form.clone(), kind);
        assert_eq!(reason(Kind::OwnersCommittee), Some(Reason::Form));
        assert_eq!(reason(Kind::Government), Some(Reason::Form));
    }

    #[test]
    fn nobody_is_suggested_twice() {
        let all = suggestions(
            "物业和停车",
            Some(Category::Complaints),
            Some(&Form::JointMeeting),
        );
        for (place, one) in all.iter().enumerate() {
            assert!(
                all.iter()
                    .skip(place + 1)
                    .all(|other| other.kind != one.kind)
            );
        }
    }
}
