//! What rounds have: the households, the one matter, a notice on the wall, a sitting and what it came to.

use anyhow::Result;
use journeys::{Device, Entry};

pub(super) async fn households_and_the_matter(tablet: &Device) -> Result<()> {
    let households = [
        Entry::Choice("主体", "当地户籍居民"),
        Entry::Text("代表谁", "三幢楼96户，每户一人"),
        Entry::Choice("产生方式", "推选"),
        Entry::Text("人数", "96"),
    ];
    tablet.adds_row("协商主体", &households).await?;
    let matter = [
        Entry::Text("名称", "在各单元北侧加装电梯"),
        Entry::Text("内容", "费用按楼层分摊，一层不出资。"),
    ];
    tablet.adds_row("协商事项", &matter).await
}

/// A notice: its period as two days, and from when to when it hung.
pub(super) async fn is_put_up(
    tablet: &Device,
    days: (&str, &str),
    on_the_wall: (&str, &str),
) -> Result<()> {
    let notice = [
        Entry::When("开始日期", days.0),
        Entry::When("结束日期", days.1),
    ];
    tablet.adds_row("公示", &notice).await?;
    let posting = [
        Entry::Text("张贴地点", "三幢楼各单元门口"),
        Entry::When("张贴时间", on_the_wall.0),
        Entry::When("揭下时间", on_the_wall.1),
        Entry::Text("由谁", "李建国"),
    ];
    tablet.adds_row("张贴记录", &posting).await
}

pub(super) async fn sits(tablet: &Device, held: &str, present: &str) -> Result<()> {
    let sitting = [
        Entry::When("开始", held),
        Entry::Text("地点", "社区二楼议事厅"),
        Entry::Text("由谁", "社区党组织书记主持"),
        Entry::Text("应到（有权表决）", "96"),
        Entry::Text("实到", present),
    ];
    tablet.adds_row("协商会（补录）", &sitting).await?;
    let attendance = [
        Entry::Choice("主体", "当地户籍居民"),
        Entry::Text("人数", present),
    ];
    tablet.adds_row("到会人数", &attendance).await
}

/// The outcome of the one matter, and of the round with its reason.
pub(super) async fn comes_to(tablet: &Device, outcome: &str, why: &str) -> Result<()> {
    let of_matter = [Entry::Choice("这件事的结果", outcome)];
    tablet.fills_in_all("协商事项第 1 条", &of_matter).await?;
    let of_round = [
        Entry::Choice("协商结果", outcome),
        Entry::Text("结果说明", why),
    ];
    tablet.fills_in_all("协商议事", &of_round).await
}
