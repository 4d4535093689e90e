//! Moving the refuse points: the sitting was yesterday, the minutes are being finished.

use super::{Sample, SampleSection, sitting};
use crate::record::{Date, FieldValue, Form, PartKind};

pub(super) fn sample(today: Date) -> Sample {
    let fields = [
        Some(FieldValue::Purpose(
            "把全小区11处垃圾投放点并为5处，商定位置、开放时间和误时投放的办法。".into(),
        )),
        Some(FieldValue::Form(Some(Form::ResidentsTalk))),
        Some(FieldValue::Venue("社区活动室".into())),
        sitting(today, -1, 14, 16),
    ];
    Sample {
        title: "生活垃圾投放点调整",
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
                heading: "一、五个点的位置",
                text: PLACES,
            },
            SampleSection {
                kind: PartKind::AgendaItem,
                heading: "二、开放时间和误时投放",
                text: HOURS,
            },
            SampleSection {
                kind: PartKind::Free,
                heading: "下一步",
                text: "由居委会会同物业，按商定的位置先画线试放一周，听取意见后再定。\n",
            },
        ],
        age: 0,
        apart: None,
    }
}

const OPENING: &str = "\
到会居民代表23人，物业项目经理、环卫站站长列席，社区书记主持。
会前把11处现有投放点的照片贴在墙上，大家先看后说。
";

const PLACES: &str = "\
物业介绍了五个备选点：东门岗亭旁、6幢北侧、中心花园西南角、11幢车棚旁、西门围墙边。
6幢有住户提出，北侧的点离卧室窗户只有7米，夏天气味大，希望往车库出口方向移。
环卫站表示，车库出口能进小型清运车，移过去可行。
中心花园的点，有老人担心离儿童滑梯太近。多数人同意改到花园东侧的绿篱后面，加洗手池。
其余三处没有不同意见。
";

const HOURS: &str = "\
原来的开放时间是早上6点半到9点、晚上6点到8点。
上早班的居民说6点就出门，赶不上。大家同意早上提前到6点。
误时投放：东门的点全天开放，装监控；其他点过时上锁。
有人担心东门的点会越堆越满，物业答应晚上10点加清一次。
";
