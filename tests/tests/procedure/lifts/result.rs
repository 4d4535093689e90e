//! The result of 2017: reviewed, posted, answered for and told.

use anyhow::Result;
use journeys::{Device, Entry};

use super::sitting::is_put_up;

/// The result goes through its stage, with a photo of the notice on the wall.
pub(super) async fn is_posted_and_told(tablet: &Device) -> Result<()> {
    tablet.opens_stage("结果公示").await?;
    tablet.sees("“结果公示”还差 3 项").await?;
    let reviewed = [
        Entry::Choice("结果的法律审核意见", "合法"),
        Entry::Text("谁审核的、有什么要改", "社区法律顾问周律师，没有要改的"),
    ];
    tablet.fills_in_all("结果公示", &reviewed).await?;
    is_posted(tablet).await?;
    is_objected_to(tablet).await?;
    is_published(tablet).await?;
    is_told(tablet).await?;
    tablet.sees("“结果公示”都齐了").await?;
    tablet.closes_stage("结果公示", "2018-01-04").await
}

async fn is_posted(tablet: &Device) -> Result<()> {
    let days = ("2017-12-22", "2017-12-29");
    let on_the_wall = ("2017-12-22T10:00", "2017-12-30T10:00");
    is_put_up(tablet, days, on_the_wall).await?;
    tablet.sees("缺张贴照片").await?;
    let files = tempfile::tempdir()?;
    let photo = files.path().join("IMG_1222.jpg");
    tablet.takes_photo(&photo).await?;
    tablet.chooses_photo("照片", &photo).await?;
    tablet.sees_pictures(1).await?;
    tablet.no_longer_sees("缺张贴照片").await
}

async fn is_objected_to(tablet: &Device) -> Result<()> {
    let objection = [
        Entry::Choice("意见还是异议", "异议"),
        Entry::Text("方式", "窗口"),
        Entry::When("日期", "2017-12-25"),
        Entry::Text("内容", "一层不用电梯，为什么要出维护费？"),
        Entry::Choice("代录", "是"),
    ];
    tablet.adds_row("意见与异议", &objection).await?;
    tablet.sees("“结果公示”还差 2 项").await?;
    let answer = [
        Entry::Text("答复", "一层不出安装费，也不出维护费，公约里写明了。"),
        Entry::When("答复日期", "2017-12-27"),
    ];
    tablet.fills_in_all("意见与异议第 1 条", &answer).await?;
    tablet.sees("“结果公示”还差 1 项").await
}

async fn is_published(tablet: &Device) -> Result<()> {
    let title = "关于三幢八层楼加装电梯的协商结果公示";
    tablet.goes_to("结果公示（打印、复制）").await?;
    tablet.sees_a("heading", title).await?;
    let votes_and_days = [
        "3幢2单元：有权 16（1280.00 平方米），同意 14（1120.00 平方米），反对 0（0.00 平方米），弃权 1（80.00 平方米）",
        "7 天：2017年12月23日至2017年12月29日（星期五）24时（张贴当日不计）",
    ];
    tablet.sees_all(&votes_and_days).await?;
    tablet.fits().await?;
    tablet.presses("发布到公示栏").await?;
    tablet.goes_to("已发布，去公示栏看看").await?;
    tablet.sees_a("heading", "公示栏").await?;
    tablet.sees(title).await?;
    tablet.opens_consultation(super::TITLE).await
}

async fn is_told(tablet: &Device) -> Result<()> {
    tablet.opens_stage("结果公示").await?;
    tablet.goes_to("结果告知（打印、复制）").await?;
    tablet.fills("发给谁", "2幢1单元 402 室住户").await?;
    let letter = [
        "2幢1单元 402 室住户：",
        "“三幢八层楼加装电梯”已经协商",
        "（2006年3月1日登记）",
        super::agreed::WHY,
    ];
    tablet.sees_all(&letter).await?;
    tablet.fits().await?;
    tablet.goes_to("回到这场协商").await?;
    tablet.opens_stage("结果公示").await?;
    let told = [Entry::When("协商结果告知日期", "2018-01-03")];
    tablet.fills_in_all("结果公示", &told).await
}
