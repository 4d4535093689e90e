//! Where a topic stands, in plain words.

use super::community::Community;
use crate::projection::Row;
use crate::record::{Category, Column, Screening, Sheet};

/// Where a topic stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It came in and was not screened yet.
    Received,
    /// 受理, and no consultation was begun.
    Accepted,
    /// There is a consultation.
    UnderWay,
    /// Several communities talk about it together.
    Joint,
    /// And what they came to was written back.
    JointResult,
    /// It was merged into another one.
    Merged,
    /// 不予受理
    Declined,
}

impl State {
    pub(super) fn of(topic: &Row) -> Self {
        let screening = topic.choice(Column::Screening).and_then(Screening::from_id);
        let has_hall = topic.room(Column::Hall).is_some();
        let is_joint = topic.room(Column::JointHall).is_some();
        let has_result = !topic.is_empty(Column::JointDecision);
        match screening {
            Some(Screening::Merged) => Self::Merged,
            Some(Screening::Declined) => Self::Declined,
            _ if is_joint && has_result => Self::JointResult,
            _ if is_joint => Self::Joint,
            Some(Screening::Accepted) if has_hall => Self::UnderWay,
            Some(Screening::Accepted) => Self::Accepted,
            None => Self::Received,
        }
    }

    /// As a list says it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Received => "已收到",
            Self::Accepted => "已受理",
            Self::UnderWay => "已进入协商",
            Self::Joint => "联合协商中",
            Self::JointResult => "联合协商已有结果",
            Self::Merged => "已合并办理",
            Self::Declined => "不予受理",
        }
    }

    /// As whoever proposed it is told.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::Received => {
                "已经收到，社区党组织、居民委员会和区域性党建联合体正在一起研究，看是否列为协商议题。"
            }
            Self::Accepted => "已经受理，列为协商议题，社区正在准备协商方案。",
            Self::UnderWay => "已经受理并进入协商。方案、结果和落实情况都会在公示栏公布。",
            Self::Joint => "这件事涉及几个社区，正在由这些社区联合协商。",
            Self::JointResult => {
                "这件事由几个社区联合协商，已经有了结果。结果和落实情况会在公示栏公布，也可以到社区询问。"
            }
            Self::Merged => "和另一件相近的事合在一起办理，下面是那件事现在的情况。",
            Self::Declined => "没有列为协商议题，理由见下面的答复。",
        }
    }
}

/// The topics on the board, the newest first: those that are published.
pub(super) fn published(community: &Community) -> Vec<&Row> {
    let today = community.now.date();
    let rows = community.sheets.rows(Sheet::Topics);
    let mut topics: Vec<_> = rows
        .filter(|row| row.date(Column::PublishedOn).is_some_and(|on| on <= today))
        .filter(|row| !row.is_empty(Column::Title))
        .collect();
    topics.sort_by_key(|row| std::cmp::Reverse(row.date(Column::PublishedOn)));
    topics
}

/// The topic that one was merged into in the end.
pub(super) fn merged_into<'a>(community: &'a Community, topic: &Row) -> Option<&'a Row> {
    let chain = community
        .sheets
        .chain(Sheet::Topics, Column::MergedInto, topic.id);
    let last = chain.rows.last().copied()?;
    let is_another = last.id != topic.id && !last.is_removed && !chain.comes_back;
    is_another.then_some(last)
}

/// 类别, as the policy's list has it (二(二)).
pub(super) fn category(row: &Row) -> Option<&'static str> {
    let category = row.choice(Column::Category).and_then(Category::from_id)?;
    Some(match category {
        Category::PublicAffairs => "公共事务和公益事业",
        Category::Complaints => "物业、环境卫生、安全等",
        Category::Policy => "政策和重点工作的落实",
        Category::Charter => "自治章程、居民公约",
        Category::Required => "法律法规政策要求协商",
        Category::Other => "其他事项",
    })
}
