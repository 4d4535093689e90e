//! Parking and the fire lane: agreed a while ago and written up.

use super::{Sample, SampleSection, notice, sitting};
use crate::record::{Date, FieldValue, Form, PartKind};

pub(super) fn sample(today: Date) -> Sample {
    let fields = [
        Some(FieldValue::Purpose(
            "腾空2幢至5幢之间被占用的消防车通道，重新划定停车位，商定夜间错时停车的办法。".into(),
        )),
        Some(FieldValue::Form(Some(Form::JointMeeting))),
        Some(FieldValue::Venue("社区会议室".into())),
        sitting(today, -33, 19, 21),
        notice(today, -31, -24),
    ];
    Sample {
        title: "停车位调整和消防通道整治",
        fields: fields.into_iter().flatten().collect(),
        full_text: "",
        minutes: vec![
            SampleSection {
                kind: PartKind::Opening,
                heading: "开场",
                text: OPENING,
            },
            SampleSection {
                kind: PartKind::AgendaItem,
                heading: "一、消防通道怎么腾出来",
                text: LANE,
            },
            SampleSection {
                kind: PartKind::AgendaItem,
                heading: "二、少掉的18个车位怎么补",
                text: SPACES,
            },
            SampleSection {
                kind: PartKind::Free,
                heading: "商定结果",
                text: RESULT,
            },
        ],
        age: 34,
        apart: None,
    }
}

const OPENING: &str = "\
社区党组织召集，居委会、业主委员会、物业服务企业、街道物管办各来2人，车主代表9人，无车住户代表6人。
消防救援站派员到场，说明通道宽度不得小于4米。
";

const LANE: &str = "\
现场量得最窄处只有2.9米，要去掉路西侧18个车位。
车主代表问能不能只在夜里禁停。消防救援站答复：通道任何时候都不能停车。
大家同意去掉，条件是先把补的车位落实，再画禁停线。
";

const SPACES: &str = "\
物业提出三个办法：北门外租用菜场夜间车位12个；5幢南面绿地改生态车位8个；调整转角处的划线，多出3个。
有住户不愿意动绿地。业委会查了规划图，这块地属于业主共有，改造要业主共同决定，这次不定，列入下次业主大会。
菜场车位晚上7点到早上7点可停，每月80元，由物业统一登记。
";

const RESULT: &str = "\
1．西侧18个车位取消，画禁停线，由物业在月底前完成。
2．北门菜场夜间车位先租12个，按无固定车位的住户登记先后安排。
3．绿地改车位一事提交业主大会。
4．居务监督委员会一个月后来看一次，结果贴在公示栏。
";
