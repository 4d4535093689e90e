//! What somebody in a hall proposes, and how staff register it among the topics.

use anyhow::Result;
use journeys::{Community, Entry, Member, Size};

const HALL: &str = "小区停车位怎么分";
const PROPOSED: &str = "𬭎㛃路<b>夜间</b>停车";

#[tokio::test]
async fn what_is_proposed_without_a_network_becomes_a_topic_with_one_press() -> Result<()> {
    let community = Community::with_consultation(HALL).await?;
    let tablet = &community.tablet_a;
    let desk = community
        .is_joined_by("desk", Size::Tablet, Member::LI_JIANGUO)
        .await?;

    tablet.opens_consultation(HALL).await?;
    tablet.sees("还没有人提议").await?;
    tablet.flight_mode(true).await?;
    tablet.presses("提一件事").await?;
    tablet
        .fills_in_form(&[
            Entry::Text("名称", PROPOSED),
            Entry::Text("内容", "下班回来没地方停，能不能夜里放开路边？"),
            Entry::Choice("类别", "居民反映强烈的物业、环境卫生、安全等问题"),
        ])
        .await?;
    tablet.presses("保存").await?;
    tablet.sees("只显示这一次").await?;
    tablet.sees(PROPOSED).await?;
    tablet.flight_mode(false).await?;
    tablet.is_all_delivered().await?;

    desk.opens_consultation(HALL).await?;
    desk.sees(PROPOSED).await?;
    desk.presses(&format!("把“{PROPOSED}”登记为议题")).await?;
    for device in [&desk, tablet] {
        device.sees("已登记为议题").await?;
    }
    desk.opens_topics().await?;
    desk.sees_a("heading", PROPOSED).await?;
    desk.sees("参与者在议事厅提出").await
}
