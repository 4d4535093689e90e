//! 协商形式: in which form people consult (二(三), 三(二)).

/// A form of consultation, stored by its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// 居民会议
    ResidentsMeeting,
    /// 居民代表会议
    RepresentativesMeeting,
    /// 居民说事会
    ResidentsTalk,
    /// 民情恳谈会
    FrankTalk,
    /// 民主听证会
    Hearing,
    /// 民主议事会
    Deliberation,
    /// 民主评议会
    Appraisal,
    /// 专题议事会
    SpecialTopic,
    /// 联席会议
    JointMeeting,
    /// 小区协商
    Estate,
    /// 业主协商
    Owners,
    /// 居民小组协商
    ResidentsGroup,
    /// 开放空间
    OpenSpace,
    /// 共识论坛
    ConsensusForum,
    /// 网络议事
    Online,
    /// A form of a later version, kept as it is stored.
    Other(String),
}

impl Form {
    /// The forms that this version knows, in the order in which they are offered.
    pub const KNOWN: [Self; 15] = [
        Self::ResidentsMeeting,
        Self::RepresentativesMeeting,
        Self::ResidentsTalk,
        Self::FrankTalk,
        Self::Hearing,
        Self::Deliberation,
        Self::Appraisal,
        Self::SpecialTopic,
        Self::JointMeeting,
        Self::Estate,
        Self::Owners,
        Self::ResidentsGroup,
        Self::OpenSpace,
        Self::ConsensusForum,
        Self::Online,
    ];

    /// Their ids, in the same order.
    pub const IDS: &'static [&'static str] = &[
        "residents_meeting",
        "representatives_meeting",
        "residents_talk",
        "frank_talk",
        "hearing",
        "deliberation",
        "appraisal",
        "special_topic",
        "joint_meeting",
        "estate",
        "owners",
        "residents_group",
        "open_space",
        "consensus_forum",
        "online",
    ];

    /// The id under which the form is stored, and by which an interface looks up its name.
    pub fn id(&self) -> &str {
        match self {
            Self::ResidentsMeeting => "residents_meeting",
            Self::RepresentativesMeeting => "representatives_meeting",
            Self::ResidentsTalk => "residents_talk",
            Self::FrankTalk => "frank_talk",
            Self::Hearing => "hearing",
            Self::Deliberation => "deliberation",
            Self::Appraisal => "appraisal",
            Self::SpecialTopic => "special_topic",
            Self::JointMeeting => "joint_meeting",
            Self::Estate => "estate",
            Self::Owners => "owners",
            Self::ResidentsGroup => "residents_group",
            Self::OpenSpace => "open_space",
            Self::ConsensusForum => "consensus_forum",
            Self::Online => "online",
            Self::Other(id) => id,
        }
    }

    /// The form of an id; one that is not known is kept.
    pub fn from_id(id: &str) -> Self {
        Self::KNOWN
            .into_iter()
            .find(|form| form.id() == id)
            .unwrap_or_else(|| Self::Other(id.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn ids_are_those_of_the_known_forms() {
        assert!(
            Form::KNOWN
                .iter()
                .map(Form::id)
                .eq(Form::IDS.iter().copied())
        );
    }
}
