//! Rules for keeping dogs: the sitting is today, its agenda is ready and the opening is written.

use super::{Sample, SampleSection, sitting};
use crate::record::{Date, FieldValue, Form, PartKind};

pub(super) fn sample(today: Date) -> Sample {
    let fields = [
        Some(FieldValue::Purpose(
            "修订《文明养犬公约》：明确遛犬时间和牵引要求，商定粪便清理和劝导的办法。".into(),
        )),
        Some(FieldValue::Form(Some(Form::Deliberation))),
        Some(FieldValue::Venue(
            "小区南门凉亭（下雨改在社区活动室）".into(),
        )),
        sitting(today, 0, 19, 21),
    ];
    Sample {
        title: "文明养犬公约修订",
        fields: fields.into_iter().flatten().collect(),
        full_text: "",
        minutes: vec![
            SampleSection {
                kind: PartKind::Opening,
                heading: "开场",
                text: "主持人说明今晚的议程：先听养犬住户和不养犬住户各说各的难处，再逐条商量公约草稿，最后定下劝导的人和时间。每人每次发言不超过三分钟。\n",
            },
            SampleSection {
                kind: PartKind::AgendaItem,
                heading: "一、大家遇到的问题",
                text: "楼组长汇总了上周收到的14条意见：草坪上的粪便6条，不牵绳4条，清早和夜里叫声3条，电梯里吓到孩子1条。\n",
            },
            SampleSection {
                kind: PartKind::AgendaItem,
                heading: "二、公约逐条商量",
                text: "",
            },
            SampleSection {
                kind: PartKind::AgendaItem,
                heading: "三、谁来劝导",
                text: "",
            },
        ],
        age: 0,
        apart: None,
    }
}
