//! A canteen for the old: just taken up as a topic, nothing decided yet.

use super::{Sample, SampleSection};
use crate::record::PartKind;

pub(super) fn sample() -> Sample {
    Sample {
        title: "老年食堂办在哪里、怎么补贴",
        fields: Vec::new(),
        full_text: "",
        minutes: vec![SampleSection {
            kind: PartKind::Opening,
            heading: "",
            text: "",
        }],
        age: 0,
        apart: None,
    }
}
