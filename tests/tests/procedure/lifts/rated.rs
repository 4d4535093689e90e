//! The end of it: what was to be put right is, residents rate it, and the file is closed.

use anyhow::Result;
use journeys::{Community, Device, Entry, Member, Size};

use super::TITLE;

const RESIDENT: Member = Member {
    name: "吴桂芳",
    device: "吴桂芳的手机",
};
const WORDS: &str = "下楼买菜不用歇三回了";

/// The last stage, and the file.
pub(super) async fn is_rated_and_filed(community: &Community) -> Result<()> {
    let tablet = &community.tablet_a;
    tablet.opens_stage("监督评议").await?;
    tablet.sees("1 处整改还没完成").await?;
    tablet.opens_stage("组织实施").await?;
    let put_right = [Entry::When("销号日期", "2018-10-12")];
    tablet.fills_in_all("检查第 2 条", &put_right).await?;
    tablet.opens_stage("监督评议").await?;
    tablet.no_longer_sees("1 处整改还没完成").await?;
    is_counted_from_paper(tablet).await?;
    is_rated_by_a_resident(community).await?;
    tablet.closes_stage("监督评议", "2018-10-26").await?;
    tablet.sees("七步都已完成").await?;
    let filed = [Entry::When("归档日期", "2018-11-05")];
    tablet.fills_in_all("监督评议", &filed).await?;
    tablet.sees_a("link", "存为模板").await?;
    prints_its_papers(tablet).await?;
    tablet.opens_consultations().await?;
    tablet.sees("2018年11月5日归档").await
}

async fn is_counted_from_paper(tablet: &Device) -> Result<()> {
    let rating = [
        Entry::Choice("谁评议", "参与协商的"),
        Entry::Choice("评议什么", "落实质量"),
        Entry::Text("很满意", "40"),
        Entry::Text("满意", "20"),
        Entry::Text("基本满意", "20"),
        Entry::Text("不满意", "10"),
        Entry::Text("不了解", "6"),
    ];
    tablet.adds_row("评议汇总", &rating).await?;
    let forms = [
        Entry::Text("居务监督委员会、第三方的意见", "整改到位，同意结案"),
        Entry::Text("发放评议表", "96"),
        Entry::Text("收回评议表", "96"),
        Entry::Text("有效评议表", "96"),
        Entry::Text("本次形成或修改的制度", "三幢楼电梯使用维护公约"),
    ];
    tablet.fills_in_all("监督评议", &forms).await?;
    let parts = [
        "措施落实：2/2 × 40 = 40.00 分",
        "按时落实：1/2 × 20 = 10.00 分",
        "群众满意：80/90 × 30 = 26.66 分",
        "公示到位：1/2 × 10 = 5.00 分",
        "合计 81.66 分（满分 100 分）",
    ];
    tablet.sees_all(&parts).await
}

/// A form that somebody who took part fills in on their own phone counts once staff know who that is.
async fn is_rated_by_a_resident(community: &Community) -> Result<()> {
    let tablet = &community.tablet_a;
    let link = tablet.invites_participants(TITLE).await?;
    let phone = Device::new("resident", Size::Phone, community.relay.address()).await?;
    phone.tries_to_join_by(&link, RESIDENT).await?;
    phone.sees_a("heading", TITLE).await?;
    phone.sees("现在办到：监督评议").await?;
    phone.presses("填评议表").await?;
    let form = [
        Entry::Choice("我是", "参与协商的"),
        Entry::Choice("程序公开", "很满意"),
        Entry::Choice("充分表达", "满意"),
        Entry::Choice("结果公正", "很满意"),
        Entry::Choice("落实质量", "基本满意"),
        Entry::Choice("落实时效", "不了解"),
        Entry::Text("还想说的话", WORDS),
    ];
    phone.saves_form(&form).await?;
    phone
        .sees_all(&["落实质量：基本满意", "工作人员准入后计入。"])
        .await?;
    phone.fits().await?;
    phone.is_all_delivered().await?;

    tablet.opens_consultation(TITLE).await?;
    tablet.opens_stage("监督评议").await?;
    tablet
        .sees_all(&[WORDS, "群众满意：80/90 × 30 = 26.66 分"])
        .await?;
    tablet.presses(&format!("准入：{}", RESIDENT.name)).await?;
    // Four of the five answers are satisfied, and who does not know is outside the rate.
    tablet.sees("群众满意：84/94 × 30 = 26.80 分").await?;
    tablet.no_longer_sees("工作人员准入后计入。").await?;
    tablet.is_all_delivered().await?;
    phone.no_longer_sees("工作人员准入后计入。").await
}

async fn prints_its_papers(tablet: &Device) -> Result<()> {
    let report = [
        "（《实施意见》二(四)）：纸质照片和签收单存档，没有电子版。",
        "六个单元安装电梯：2018年9月28日按时完成",
        "一层采光补偿：2018年7月20日完成，比时限晚",
        "整改到位，同意结案",
        "三幢楼电梯使用维护公约",
    ];
    let file = [
        &format!("案卷题名：{TITLE}"),
        "方案公示及张贴照片",
        "计票表、表决票",
        "结果公示及张贴照片",
        "落实台账及佐证",
        "2018年10月26日",
        "结案报告",
        "2018年11月5日",
    ];
    for (paper, words) in [
        ("评议表（打印）", &["每一行只选一项"][..]),
        (
            "评议汇总表（打印）",
            &["89.0%", "96 份", "签名 1 份", WORDS],
        ),
        ("结案报告（打印）", &report),
        ("卷内目录（打印）", &file),
    ] {
        tablet.goes_to(paper).await?;
        tablet.sees_all(words).await?;
        tablet.fits().await?;
        tablet.goes_to("回到这场协商").await?;
    }
    Ok(())
}
