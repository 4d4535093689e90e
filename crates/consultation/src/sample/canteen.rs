//! A canteen for the old: just taken up as a topic, nothing decided yet.

use super::Sample;
use crate::record::FieldValue;

pub(super) fn sample() -> Sample {
    Sample {
        title: "老年食堂办在哪里、怎么补贴",
        fields: vec![FieldValue::Purpose(
            "听取老人和子女对选址、饭菜价格和送餐上门的想法，为制订方案做准备。".into(),
        )],
        full_text: "",
        minutes: Vec::new(),
        is_archived: false,
    }
}
