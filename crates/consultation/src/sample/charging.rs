//! A place to charge electric bicycles: two colleagues changed the venue at the same time.

use super::{Sample, SampleSection, notice, sitting};
use crate::record::{Date, FieldValue, Form, PartKind};

pub(super) fn sample(today: Date) -> Sample {
    let fields = [
        Some(FieldValue::Purpose(
            "商定电动自行车集中充电棚建在哪里、收多少电费、夜里谁来管，今后不再从楼上拉线充电。"
                .into(),
        )),
        Some(FieldValue::Form(Some(Form::SpecialTopic))),
        Some(FieldValue::Venue("社区活动室".into())),
        sitting(today, 1, 19, 21),
        notice(today, -1, 1),
    ];
    Sample {
        title: "电动自行车集中充电点选址",
        fields: fields.into_iter().flatten().collect(),
        full_text: "",
        minutes: vec![
            SampleSection {
                kind: PartKind::Opening,
                heading: "开场",
                text: "",
            },
            SampleSection {
                kind: PartKind::AgendaItem,
                heading: "一、三个备选点",
                text: "会前摸底：东门自行车棚可装40个插口，离7幢最近的窗户12米；9幢北侧空地要先迁两棵树；地下车库入口旁，消防救援站不同意。\n",
            },
            SampleSection {
                kind: PartKind::AgendaItem,
                heading: "二、电费和夜间管理",
                text: "",
            },
        ],
        age: 2,
        apart: Some([
            FieldValue::Venue("社区二楼居民议事厅（活动室当晚有合唱排练）".into()),
            FieldValue::Venue("7幢架空层，现场看点位".into()),
        ]),
    }
}
