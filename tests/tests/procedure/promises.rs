//! What was promised: the lifts of 2017 go on to the result, the work, a dispute, the ratings and the file.

use anyhow::{Result, ensure};
use journeys::{Community, Device, Entry, NewConsultation};

const TITLE: &str = "三幢一单元加装电梯";

#[tokio::test]
async fn promise_that_is_disputed_opens_again_and_is_kept_and_filed() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let title = TITLE;
    tablet
        .enters(NewConsultation {
            title,
            ..NewConsultation::default()
        })
        .await?;
    tablet.opens_stage("协商方案").await?;
    let residents = [
        Entry::Choice("主体", "当地户籍居民"),
        Entry::Text("代表谁", "三幢一单元"),
        Entry::Text("人数", "20"),
    ];
    tablet.adds_row("协商主体", &residents).await?;
    result_is_told(tablet).await?;
    work_is_done_and_disputed(tablet).await?;
    work_is_done_anew(tablet).await?;
    residents_rate_it(tablet).await?;
    tablet.is_all_delivered().await
}

async fn result_is_told(tablet: &Device) -> Result<()> {
    tablet.opens_stage("结果公示").await?;
    let reviewed = [Entry::Choice("结果的法律审核意见", "合法")];
    tablet.fills_in_all("结果公示", &reviewed).await?;
    tablet.goes_to("结果公示（打印、复制）").await?;
    tablet
        .sees_a("heading", "关于三幢一单元加装电梯的协商结果公示")
        .await?;
    tablet.fits().await?;
    tablet.goes_to("回到这场协商").await?;
    tablet.opens_stage("结果公示").await?;
    tablet.goes_to("结果告知（打印、复制）").await?;
    tablet.fills("发给谁", "三幢一单元 402 室住户").await?;
    tablet.sees("三幢一单元 402 室住户：").await?;
    tablet.goes_to("回到这场协商").await
}

async fn work_is_done_and_disputed(tablet: &Device) -> Result<()> {
    tablet.opens_stage("组织实施").await?;
    let measure = [
        Entry::Text("名称", "一单元电梯安装"),
        Entry::Text("由谁", "三幢业主小组"),
        Entry::Text("配合单位", "电梯安装公司"),
        Entry::Choice("经费来源", "居民自筹"),
        Entry::Text("经费（元）", "480000.50"),
        Entry::When("时限", "2018-09-30"),
        Entry::When("销号日期", "2018-09-15"),
    ];
    tablet.adds_row("落实台账", &measure).await?;
    tablet.sees("480000.50").await?;
    let progress = [
        Entry::When("日期", "2018-03-05"),
        Entry::Text("内容", "开工"),
    ];
    tablet.adds_row("进展", &progress).await?;
    let dispute = [
        Entry::Choice("居民怎么说", "有异议"),
        Entry::Text("哪一户、哪家单位", "三幢一单元 402 室"),
        Entry::Text("方式", "电话"),
        Entry::When("日期", "2018-09-25"),
        Entry::Text("内容", "停靠时平层不准"),
    ];
    tablet.adds_row("居民确认", &dispute).await?;
    // One of twenty is five per cent.
    let reopened = "重新办：20 名参与人中 1 户有异议，达到 5%";
    tablet.sees(reopened).await?;
    tablet.sees("“组织实施”还差 2 项").await?;
    tablet.fits().await?;
    tablet
        .presses_within(("navigation", "主导航"), "link", "台账")
        .await?;
    tablet.sees_a("heading", "台账").await?;
    tablet.presses("重新办").await?;
    tablet.sees("一单元电梯安装").await?;
    tablet.takes_picture("register").await?;
    tablet.presses("已销号").await?;
    tablet.sees("没有符合的事项").await?;
    tablet.presses("全部").await?;
    tablet.fills("查找", "业主小组").await?;
    tablet.goes_to(TITLE).await
}

async fn work_is_done_anew(tablet: &Device) -> Result<()> {
    let answered = [
        Entry::Text("答复", "厂家 10 月 8 日重新调整了平层"),
        Entry::When("答复日期", "2018-09-28"),
    ];
    tablet.fills_in_all("居民确认第 1 条", &answered).await?;
    let anew = [Entry::When("销号日期", "2018-10-08")];
    tablet.fills_in_all("落实台账第 1 条", &anew).await?;
    tablet.no_longer_sees("重新办：").await?;
    tablet.sees("已销号，比时限晚").await?;
    let check = [
        Entry::Choice("谁检查", "居务监督委员会"),
        Entry::Choice("检查结果", "已落实"),
        Entry::When("日期", "2018-10-10"),
    ];
    tablet.adds_row("检查", &check).await?;
    tablet.goes_to("落实台账（打印）").await?;
    tablet.sees("居民自筹／480000.50 元").await?;
    tablet.sees("2018年10月10日居务监督委员会：已落实").await?;
    let printed = tablet.prints().await?;
    ensure!(printed.starts_with(b"%PDF"), "it does not print");
    tablet.goes_to("回到这场协商").await
}

async fn residents_rate_it(tablet: &Device) -> Result<()> {
    tablet.opens_stage("监督评议").await?;
    let rating = [
        Entry::Choice("谁评议", "参与协商的"),
        Entry::Choice("评议什么", "落实质量"),
        Entry::Text("很满意", "40"),
        Entry::Text("满意", "20"),
        Entry::Text("基本满意", "20"),
        Entry::Text("不满意", "10"),
        Entry::Text("不了解", "60"),
    ];
    tablet.adds_row("评议汇总", &rating).await?;
    tablet.sees("群众满意：80/90 × 30 = 26.66 分").await?;
    tablet.sees("按时落实：0/1 × 20 = 0.00 分").await?;
    for (paper, words) in [
        ("评议表（打印）", "每一行只选一项"),
        ("评议汇总表（打印）", "88.8%"),
        (
            "结案报告（打印）",
            "一单元电梯安装：2018年10月8日完成，比时限晚",
        ),
        ("卷内目录（打印）", "案卷题名：三幢一单元加装电梯"),
    ] {
        tablet.goes_to(paper).await?;
        tablet.sees(words).await?;
        tablet.fits().await?;
        tablet.goes_to("回到这场协商").await?;
        tablet.opens_stage("监督评议").await?;
    }
    Ok(())
}
