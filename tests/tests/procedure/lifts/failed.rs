//! The rounds of 2006 and 2015, entered from the old minutes with their real dates.

use anyhow::Result;
use journeys::{Device, Entry};

use super::sitting::{comes_to, households_and_the_matter, sits};

const THEN: &str = "当时没有这项要求，按原始记录补录。";

/// What a round of long ago is known by.
pub(super) struct Round {
    began: &'static str,
    planned: &'static str,
    noticed: &'static str,
    held: &'static str,
    closed: &'static str,
    present: &'static str,
    /// Households and their area, in m².
    yes: (&'static str, &'static str),
    no: (&'static str, &'static str),
    why: &'static str,
}

pub(super) const OF_2006: Round = Round {
    began: "2006-03-01",
    planned: "2006-03-20",
    noticed: "2006-04-01",
    held: "2006-04-15T19:00",
    closed: "2006-04-16",
    present: "71",
    yes: ("9", "720"),
    no: ("6", "480"),
    why: "六户低层住户反对，费用和采光没有谈拢。",
};

pub(super) const OF_2015: Round = Round {
    began: "2015-05-04",
    planned: "2015-05-18",
    noticed: "2015-06-01",
    held: "2015-06-13T19:00",
    closed: "2015-06-14",
    present: "83",
    yes: ("13", "1040"),
    no: ("2", "160"),
    why: "两户坚决反对，当时的做法是全体同意才装。",
};

/// One of the rounds without agreement, entered from the old minutes with their real dates.
pub(super) async fn fails(tablet: &Device, round: &Round) -> Result<()> {
    tablet.opens_stage("受理筛选").await?;
    let begun = [
        Entry::Choice("补录", "是"),
        Entry::When("开始日期", round.began),
    ];
    tablet.fills_in_all("受理筛选", &begun).await?;
    tablet.closes_stage("受理筛选", round.began).await?;

    tablet.opens_stage("协商方案").await?;
    let time = [Entry::When("开始", round.held)];
    tablet.fills_in_all("方案", &time).await?;
    households_and_the_matter(tablet).await?;
    tablet
        .goes_on_without(
            &[
                "议程",
                "重视吸纳的四类人已邀请，或写明为什么没有",
                "方案经法律审核",
            ],
            THEN,
        )
        .await?;
    tablet.closes_stage("协商方案", round.planned).await?;

    tablet.opens_stage("方案公示").await?;
    let missing = ["方案公示满期，有张贴照片", "已向各协商主体通报"];
    tablet.goes_on_without(&missing, THEN).await?;
    tablet.closes_stage("方案公示", round.noticed).await?;

    tablet.opens_stage("协商议事").await?;
    sits(tablet, round.held, round.present).await?;
    let votes = [
        Entry::Text("单元", "2幢1单元"),
        Entry::Text("应到（有权表决）", "16"),
        Entry::Text("有权表决的专有面积", "1280"),
        Entry::Text("同意", round.yes.0),
        Entry::Text("同意的面积", round.yes.1),
        Entry::Text("反对", round.no.0),
        Entry::Text("反对的面积", round.no.1),
    ];
    tablet.adds_row("计票", &votes).await?;
    // Nobody has the rules of those years; the app does not guess.
    tablet.sees("适用的表决规则").await?;
    comes_to(tablet, "再次协商", round.why).await?;
    tablet.closes_stage("协商议事", round.closed).await
}
