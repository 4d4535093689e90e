//! Refuse sorting points that touch two communities: screened up to the letter to the township.

use anyhow::{Result, ensure};
use journeys::{Community, Entry, Network};

const TITLE: &str = "垃圾分类投放点撤桶并点";
const TOWNSHIP: &str = "跨社区的事，乡镇（街道）已答复提请函";

#[tokio::test]
async fn what_touches_two_communities_waits_for_the_township() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    // At the door there is no network.
    tablet.is_installed().await?;
    tablet.network(Network::Cut);
    let code = tablet
        .registers_topic(&[
            Entry::Text("名称", TITLE),
            Entry::Text(
                "内容",
                "陈阿婆在家门口说：投放点正好在两个社区交界的围墙边，东湖社区的居民也来投，早晚堆满，气味大。",
            ),
            Entry::Choice("类别", "居民反映强烈的物业、环境卫生、安全等问题"),
            Entry::Choice("来源", "12345 热线"),
            Entry::Text("工单号", "20261103-0417"),
            Entry::Choice("代录", "是"),
            Entry::When("日期", "2026-11-03"),
            Entry::Text("涉及的其他社区", "东湖社区"),
        ])
        .await?;
    let letters = code
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .count();
    ensure!(letters == 12, "an odd 受理号: {code}");
    tablet.presses("详情").await?;
    super::screens_jointly(tablet, "2026-11-05").await?;
    super::accepts_topic(
        tablet,
        "已受理，并提请街道牵头，两个社区一起商量。",
        "2026-11-06",
    )
    .await?;
    let request = [
        Entry::Text("由谁", "示范社区居委会"),
        Entry::When("日期", "2026-11-06"),
        Entry::Text("内容", "投放点涉及东湖社区，提请街道牵头组织协商。"),
    ];
    tablet.adds_row("提请函", &request).await?;
    // The letter is printed before there is a consultation.
    tablet.goes_to("提请函（打印、复制）").await?;
    let letter = format!("关于提请牵头协商“{TITLE}”的函");
    tablet.sees_a("heading", letter.as_str()).await?;
    tablet.sees("投放点涉及东湖社区").await?;
    tablet.fits().await?;
    tablet.opens_topics().await?;
    tablet.presses("转为协商").await?;
    tablet.sees_a("heading", TITLE).await?;
    tablet.sees(&format!("去补充“{TOWNSHIP}”")).await?;
    tablet.sees("“受理筛选”还差 1 项").await?;

    let answer = [
        Entry::Choice("乡镇（街道）的答复", "乡镇（街道）牵头"),
        Entry::When("答复日期", "2026-11-10"),
    ];
    tablet.fills_in_all("提请函第 1 条", &answer).await?;
    tablet.sees("“受理筛选”都齐了").await?;
    tablet.closes_stage("受理筛选", "2026-11-10").await?;
    tablet.network(Network::Fine);
    tablet.is_all_delivered().await
}
