//! An estate of 1999: three eight-storey buildings of two units, 16 households each. Lifts were talked over in
//! 2006 and 2015 without agreement, and from June to December 2017 with one: one topic, three rounds. What was
//! agreed on was built from March to September 2018, disputed, put right, rated and filed.

mod agreed;
mod failed;
mod rated;
mod result;
mod sitting;
mod work;

use anyhow::Result;
use journeys::{Community, Device, Entry};

use failed::{OF_2006, OF_2015, fails};

const TITLE: &str = "三幢八层楼加装电梯";
const RULE: &str = "既有住宅加装电梯（按单元表决）";

#[tokio::test]
async fn lifts_failed_twice_and_were_agreed_on_built_and_filed_in_the_third_round() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet.opens_settings().await?;
    tablet.changes("电话", "0574-8700 0000").await?;
    registers_the_topic(tablet).await?;
    tablet.presses("转为协商").await?;
    tablet.sees_a("heading", TITLE).await?;
    plans(tablet).await?;
    fails(tablet, &OF_2006).await?;
    tablet.presses("再议一轮").await?;
    tablet.sees("第 2 轮").await?;
    fails(tablet, &OF_2015).await?;
    tablet.presses("再议一轮").await?;
    tablet.sees("第 3 轮").await?;
    agreed::goes_up_to_the_notice_of_2017(tablet).await?;
    agreed::agrees_in_2017(tablet).await?;
    result::is_posted_and_told(tablet).await?;
    work::is_done_and_disputed(tablet).await?;
    work::is_done_anew(tablet).await?;
    rated::is_rated_and_filed(&community).await?;

    // The first round is where it was left.
    tablet.opens_consultation(TITLE).await?;
    tablet
        .presses_within(
            ("navigation", "轮次"),
            "link",
            "第 1 轮 2006年3月1日 · 再次协商",
        )
        .await?;
    tablet.opens_stage("协商议事").await?;
    tablet.sees("“协商议事”已完成").await?;
    tablet.is_all_delivered().await
}

async fn registers_the_topic(tablet: &Device) -> Result<()> {
    tablet
        .registers_topic(&[
            Entry::Text("名称", TITLE),
            Entry::Text(
                "内容",
                "小区1999年建成，三幢八层住宅，每幢两个单元，每单元16户，共96户，没有电梯，老人上下楼难。",
            ),
            Entry::Choice("类别", "发展规划、基础设施等公共事务和公益事业"),
            Entry::Choice("来源", "上门走访"),
            Entry::Choice("代录", "是"),
            Entry::When("日期", "2006-03-01"),
        ])
        .await?;
    tablet.presses("详情").await?;
    super::screens_jointly(tablet, "2006-03-03").await?;
    super::accepts_topic(tablet, "已受理，三幢楼的住户一起商量。", "2006-03-06").await
}

/// The plan of the first round, much of which goes along into the later ones.
async fn plans(tablet: &Device) -> Result<()> {
    tablet
        .fills_in_all(
            "方案",
            &[
                Entry::Text("协商目的", "解决高层老人出行难"),
                Entry::Choice("协商形式", "民主议事会"),
                Entry::Text("地点", "社区二楼议事厅"),
            ],
        )
        .await?;
    tablet.opens_stage("协商方案").await?;
    tablet
        .fills_in_all(
            "协商方案",
            &[
                Entry::Text("组织者", "社区党组织"),
                Entry::Choice("表决规则", RULE),
                Entry::Text("应到（有权表决）", "96"),
                Entry::Text("有权表决的专有面积", "7680"),
            ],
        )
        .await
}
