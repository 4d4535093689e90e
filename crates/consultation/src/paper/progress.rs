//! 落实进展: how far what was promised has come, as it is published while the work goes on (二(五), 三).
//!
//! It is for everybody: what households and checks said of a measure stands here in numbers, and who said it does not.

use super::closing_report::state;
use super::plan_notice::ways;
use super::register::steps;
use super::result::measure;
use super::sheet::{Gap, Issuer, Matter, Paper};
use crate::procedure::Facts;
use crate::promise::promises;
use crate::record::Date;

/// The progress of the round's measures as of a day.
pub fn progress(issuer: Issuer<'_>, matter: &Matter<'_>, facts: &Facts<'_>, on: Date) -> Paper {
    let mut paper = Paper::new(format!("{}的落实进展", matter.about()), issuer, on);
    paper.say(format!(
        "现将“{}”的落实进展公布如下，请监督。",
        matter.title.trim()
    ));
    let mut lines = Vec::new();
    for (promise, number) in promises(facts).iter().zip(1..) {
        lines.push(format!(
            "{}：{}",
            measure(promise.row, number),
            state(promise)
        ));
        lines.extend(steps(facts, promise.row));
    }
    paper.must("落实情况", lines.join("\n"), Gap::Measures);
    let ways = match ways(issuer).as_str() {
        "" => String::new(),
        ways => format!("对落实有意见的，可以{ways}。"),
    };
    paper.must("意见反馈", ways, Gap::Contact);
    paper
}
