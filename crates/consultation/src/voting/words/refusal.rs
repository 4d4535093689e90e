//! Why a ballot does not count, and who is not entitled.

use crate::voting::ballot::HolderKind;
use crate::voting::not_counted::{NotCounted, Why};
use crate::voting::roster::{Addendum, LeftOut, RosterChange, WhyLeftOut};

/// Why a ballot does not count; the page knows the names.
pub fn not_counted(ballot: &NotCounted) -> String {
    match &ballot.why {
        Why::NotOnRoster => "不在封存的名册内，不计入".to_owned(),
        Why::Late => "在表决封存之后送到，列为迟到，不计入".to_owned(),
        Why::NotPresent => "表决时不在场或者只是列席，不计入".to_owned(),
        Why::Recused => "本事项应当回避，不计入".to_owned(),
        Why::NoWrittenProxy(HolderKind::Tenant) => {
            "承租人不是业主，没有业主的书面委托书，不计入".to_owned()
        }
        Why::NoWrittenProxy(_) => "代投没有书面委托书，不计入".to_owned(),
        Why::HolderBarred(kind) => format!("{}不得接受委托，不计入", holder(*kind)),
        Why::OverProxyLimit { limit, .. } => {
            format!("一人最多接受 {limit} 份委托，这一份超出，不计入")
        }
        Why::Repeated { .. } => "已经投过相同的票，只计一次".to_owned(),
        Why::Clash { .. } => {
            "与本人另一张票不一致，以本人设备、现场平板、代录的次序计入前者，列出备查".to_owned()
        }
        Why::HeldClash => "同一人有两张不一致的票，待定，先不计入".to_owned(),
        Why::HeldDiffering => "共有人（或同户）意见不一致，待定，先不计入".to_owned(),
        Why::AnotherWasAgreed => "共有人已书面约定由另一人表决，不计入".to_owned(),
        Why::SeveralTicks => "选了两项以上，无效".to_owned(),
        Why::Blank => "没有选择，无效".to_owned(),
        Why::Unsigned => "没有签名，无效".to_owned(),
        Why::NoSuchMark => "没有这个选项，无效".to_owned(),
    }
}

fn holder(kind: HolderKind) -> &'static str {
    match kind {
        HolderKind::Owner => "业主",
        HolderKind::Resident => "居民",
        HolderKind::Tenant => "承租人",
        HolderKind::PropertyFirm => "物业服务企业人员",
        HolderKind::Staff => "社区工作人员",
        HolderKind::Teller => "计票人、监票人",
        HolderKind::Other => "这类人员",
    }
}

/// Why somebody or something in the list is not entitled.
pub fn left_out(left_out: &LeftOut) -> String {
    let why = match left_out.why {
        WhyLeftOut::UnderAge => "表决当日未满规定年龄，没有表决权",
        WhyLeftOut::Parking => "车位不计入专有面积和业主人数",
    };
    format!("{}：{why}", left_out.id)
}

/// A change after the opening, as a note under the result.
pub fn addendum(addendum: &Addendum) -> String {
    let change = match addendum.change {
        RosterChange::Joined => "新取得表决权",
        RosterChange::Left => "不再有表决权",
    };
    format!(
        "名册封存后，{}{change}；本次表决仍按封存的名册，附记备查",
        addendum.voter
    )
}
