//! Lifts for an old building: the plan is under notice, the sitting is still to come.

use super::{Sample, SampleSection, notice, sitting};
use crate::record::{Date, FieldValue, Form, PartKind};

pub(super) fn sample(today: Date) -> Sample {
    let fields = [
        Some(FieldValue::Purpose(
            "就3幢1、2单元加装电梯的方案、费用分摊和日后维护形成一致意见；对底层住户的采光、噪声问题提出补偿办法。"
                .into(),
        )),
        Some(FieldValue::Form(Some(Form::Owners))),
        Some(FieldValue::Venue("社区二楼居民议事厅".into())),
        sitting(today, 3, 19, 21),
        notice(today, -4, 2),
    ];
    Sample {
        title: "3幢加装电梯方案",
        fields: fields.into_iter().flatten().collect(),
        full_text: FULL_TEXT,
        minutes: vec![
            SampleSection {
                kind: PartKind::Opening,
                heading: "开场",
                text: "",
            },
            SampleSection {
                kind: PartKind::AgendaItem,
                heading: "一、方案说明与提问",
                text: "",
            },
            SampleSection {
                kind: PartKind::AgendaItem,
                heading: "二、费用分摊比例",
                text: "",
            },
            SampleSection {
                kind: PartKind::AgendaItem,
                heading: "三、底层住户补偿",
                text: "",
            },
        ],
        age: 5,
        apart: None,
    }
}

const FULL_TEXT: &str = "\
3幢1、2单元加装电梯方案（公示稿）

一、基本情况
3幢建于1999年，共8层，每单元16户。60岁以上老人居住的有19户，其中5户有人行动不便。

二、加装方式
每个单元在北侧楼梯间外加装一台，停靠半层平台，入户仍需上下半层楼梯。电梯井采用玻璃幕墙，减少对底层采光的影响。

三、费用
每台预算46万元，申请市、区两级补助20万元，其余由住户分摊。一、二层不出资，三层按系数0.5起，每上一层增加0.2。

四、日后管理
电费和维保费由出资户按同样比例分摊，委托物业服务企业代收代管，每半年公布一次账目。

五、底层住户
一层住户的采光由设计单位出具分析；对受影响较大的两户，拟从补助款中列支补偿，数额由协商确定。

公示期间如有不同意见，请到社区一楼服务台登记，或者告诉楼组长。
";
