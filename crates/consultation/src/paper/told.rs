//! 协商结果告知: what somebody raised, what was decided and why, what happens next, and what one can do
//! who disagrees (二(五)).

use super::plan_notice::ways;
use super::result::{measures, outcome};
use super::sheet::{Gap, Issuer, Matter, Paper};
use crate::calendar::words;
use crate::record::{Column, Date};

/// The letter to a proposer, an objector or a body; `to` is how they are addressed, `raised` the day on
/// which the topic was written down.
pub fn told(
    issuer: Issuer<'_>,
    matter: &Matter<'_>,
    to: &str,
    raised: Option<Date>,
    sent: Date,
) -> Paper {
    let title = format!("{}的协商结果告知", matter.about());
    let mut paper = Paper::new(title, issuer, sent);
    paper.say(format!("{}：", to.trim()));
    let raised = raised.map(|day| format!("（{}登记）", words::day(day)));
    paper.say(format!(
        "您关心的“{}”{}已经协商，现将结果告知您。",
        matter.title.trim(),
        raised.unwrap_or_default()
    ));
    paper.must("协商结果", outcome(matter), Gap::Cell(Column::Decision));
    let why = matter.round.text(Column::DecisionNote).to_owned();
    paper.must("理由", why, Gap::Cell(Column::DecisionNote));
    paper.may("接下来", &measures(matter));
    let disagree = match ways(issuer).as_str() {
        "" => String::new(),
        ways => {
            format!("您可以{ways}。我们 5 个工作日内答复；仍不同意的，可以请居务监督委员会核查。")
        }
    };
    paper.must("不同意怎么办", disagree, Gap::Contact);
    paper.slip = vec!["送达回证：收件人签名", "送达方式", "送达人", "日期"];
    paper
}
