//! The work of 2018: begun in March, delayed, in use from September, disputed, and put right.

use anyhow::{Result, ensure};
use journeys::{Device, Entry};

use super::TITLE;

const LIFTS: &str = "六个单元安装电梯";

/// Six lifts are built and taken for done; 居务监督委员会 upholds what one household disputes.
pub(super) async fn is_done_and_disputed(tablet: &Device) -> Result<()> {
    tablet.opens_stage("组织实施").await?;
    let lifts = [
        Entry::Text("名称", LIFTS),
        Entry::Text("由谁", "三幢楼业主小组"),
        Entry::Text("配合单位", "电梯安装公司"),
        Entry::Choice("经费来源", "居民自筹"),
        Entry::Text("经费（元）", "2880000.50"),
        Entry::When("时限", "2018-08-31"),
    ];
    tablet.adds_row("落实台账", &lifts).await?;
    tablet
        .sees_all(&["2880000.50", "已逾期，应在2018年8月31日前完成"])
        .await?;
    let begun = [
        Entry::When("日期", "2018-03-05"),
        Entry::Text("内容", "开工"),
    ];
    tablet.adds_row("进展", &begun).await?;
    let delayed = [
        Entry::When("日期", "2018-08-20"),
        Entry::Text("内容", "五个单元装好"),
        Entry::Text("延期的原因", "台风天，井道外墙停工十天"),
        Entry::When("延期至", "2018-09-30"),
    ];
    tablet.adds_row("进展", &delayed).await?;
    let in_use = [Entry::When("销号日期", "2018-09-15")];
    tablet.fills_in_all("落实台账第 1 条", &in_use).await?;
    tablet.no_longer_sees("已逾期").await?;
    for (says, household, on, words) in [
        ("已落实", "1幢1单元 801 室", "2018-09-16", "天天在坐"),
        ("有异议", "2幢1单元 402 室", "2018-09-17", "停靠时平层不准"),
    ] {
        let said = [
            Entry::Choice("居民怎么说", says),
            Entry::Text("哪一户、哪家单位", household),
            Entry::Text("方式", "电话"),
            Entry::When("日期", on),
            Entry::Text("内容", words),
        ];
        tablet.adds_row("居民确认", &said).await?;
    }
    // One of a hundred and one does not open it again; an upheld dispute does.
    let disputed = [
        "居民确认 1，异议 1（本人签名 0 条，代录 2 条）",
        "“组织实施”还差 1 项",
    ];
    tablet.sees_all(&disputed).await?;
    let upheld = [
        Entry::Choice("谁检查", "居务监督委员会"),
        Entry::Choice("检查结果", "异议成立，重新办"),
        Entry::When("日期", "2018-09-19"),
        Entry::Text("内容", "四楼差两厘米，推轮椅过不去"),
    ];
    tablet.adds_row("检查", &upheld).await?;
    tablet
        .sees_all(&["重新办：异议成立", "“组织实施”还差 2 项"])
        .await?;
    tablet.fits().await?;
    stands_in_the_register(tablet).await
}

async fn stands_in_the_register(tablet: &Device) -> Result<()> {
    tablet.opens_register().await?;
    tablet.presses("重新办").await?;
    tablet.sees(LIFTS).await?;
    tablet.takes_picture("register").await?;
    tablet.presses("已销号").await?;
    tablet.sees("没有符合的事项").await?;
    tablet.presses("全部").await?;
    tablet.fills("查找", "业主小组").await?;
    tablet.goes_to(TITLE).await
}

/// The dispute is answered, the lift set right, and what is left over becomes a measure and a day for a check.
pub(super) async fn is_done_anew(tablet: &Device) -> Result<()> {
    tablet.opens_stage("组织实施").await?;
    let answered = [
        Entry::Text("答复", "厂家 9 月 27 日重新调整了平层"),
        Entry::When("答复日期", "2018-09-21"),
    ];
    tablet.fills_in_all("居民确认第 2 条", &answered).await?;
    let anew = [Entry::When("销号日期", "2018-09-28")];
    tablet.fills_in_all("落实台账第 1 条", &anew).await?;
    tablet.no_longer_sees("重新办：").await?;
    let check = [
        Entry::Choice("谁检查", "居务监督委员会"),
        Entry::Choice("检查结果", "限期整改"),
        Entry::When("日期", "2018-09-29"),
        Entry::Text("内容", "3幢2单元门口有高差，补好坡道"),
        Entry::When("时限", "2018-10-15"),
    ];
    tablet.adds_row("检查", &check).await?;
    let light = [
        Entry::Text("名称", "一层采光补偿"),
        Entry::Text("由谁", "三幢楼业主小组"),
        Entry::When("时限", "2018-06-30"),
        Entry::When("销号日期", "2018-07-20"),
    ];
    tablet.adds_row("落实台账", &light).await?;
    tablet.sees("已销号，比时限晚").await?;
    tablet.goes_to("落实台账（打印）").await?;
    let printed = [
        "居民自筹／2880000.50 元",
        "（延期至2018年9月30日：台风天，井道外墙停工十天）",
        "2018年9月19日居务监督委员会：异议成立",
    ];
    tablet.sees_all(&printed).await?;
    let printed = tablet.prints().await?;
    ensure!(printed.starts_with(b"%PDF"), "it does not print");
    tablet.goes_to("回到这场协商").await?;
    tablet.opens_stage("组织实施").await?;
    tablet.goes_to("异议登记与答复（打印）").await?;
    tablet
        .sees_all(&["一层不用电梯，为什么要出维护费？", "停靠时平层不准"])
        .await?;
    tablet.goes_to("回到这场协商").await?;
    tablet.opens_stage("组织实施").await?;
    tablet.closes_stage("组织实施", "2018-10-08").await
}
