//! 协商结果告知: what somebody raised, what was decided and why, what happens next, and what one can do
//! who disagrees (二(五)).

use super::outcome::{challenge, outcome};
use super::plan_notice::ways;
use super::result::{measures, remarks};
use super::sheet::{Gap, Issuer, Matter, Paper};
use crate::calendar::words;
use crate::procedure::Facts;
use crate::record::{Column, Date};

/// Room for the 受理号, which is kept nowhere: whoever raised the matter brings it along.
const NUMBER: &str = "＿＿＿＿＿＿＿＿＿＿＿＿";

/// The letter to a proposer, an objector or a body; `to` is how they are addressed.
pub fn told(
    issuer: Issuer<'_>,
    matter: &Matter<'_>,
    facts: &Facts<'_>,
    to: &str,
    sent: Date,
) -> Paper {
    let title = format!("{}的协商结果告知", matter.about());
    let mut paper = Paper::new(title, issuer, sent);
    paper.say(format!("{}：", to.trim()));
    paper.say(format!(
        "您关心的“{}”已经协商，现将结果告知您。",
        matter.title.trim()
    ));
    let raised = facts.topic.and_then(|topic| topic.date(Column::On));
    let raised = raised.map(|day| format!("（{}登记）", words::day(day)));
    paper.may("受理号", &(NUMBER.to_owned() + &raised.unwrap_or_default()));
    let came_to = outcome(matter, facts);
    paper.must("协商结果", came_to, Gap::Cell(Column::Decision));
    let why = matter.round.text(Column::DecisionNote).to_owned();
    paper.must("理由", why, Gap::Cell(Column::DecisionNote));
    paper.may("意见和异议", &remarks(matter, facts));
    paper.may("接下来", &measures(matter));
    let disagree = match ways(issuer).as_str() {
        "" => String::new(),
        ways => {
            format!("您可以{ways}。我们 5 个工作日内答复；仍不同意的，可以请居务监督委员会核查。")
        }
    };
    paper.must("不同意怎么办", disagree, Gap::Contact);
    paper.may("撤销权", &challenge(facts));
    paper.slip = vec!["送达回证：收件人签名", "送达方式", "送达人", "日期"];
    paper
}
