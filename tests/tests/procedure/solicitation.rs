//! The city bureau's own solicitation: published on 13 December 2017, open until the 20th.

use anyhow::Result;
use journeys::{Community, Entry, NewConsultation, Solicitation};

#[tokio::test]
async fn the_citys_own_solicitation_stood_for_seven_days_exactly() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let solicitation = Solicitation::ningbo_2017()?;
    tablet
        .enters(NewConsultation {
            title: solicitation.title,
            purpose: "就加强社区协商的实施意见听取社会各方面的意见",
            notice: Some(solicitation.notice),
            full_text: solicitation.text,
            ..NewConsultation::default()
        })
        .await?;
    let (from, to) = solicitation.notice;
    tablet.opens_stage("方案公示").await?;
    let notice = [Entry::When("开始日期", from), Entry::When("结束日期", to)];
    tablet.adds_row("公示", &notice).await?;
    let posting = [
        Entry::Text("张贴地点", "市民政局网站"),
        Entry::When("张贴时间", "2017-12-13T09:00"),
        Entry::When("揭下时间", "2017-12-21T00:00"),
        Entry::Text("由谁", "市民政局"),
    ];
    tablet.adds_row("张贴记录", &posting).await?;
    // Nothing is wrong with its days: what is missing is a photo, which a website has not.
    tablet.sees("缺张贴照片").await?;
    tablet.goes_to("方案公示（打印、复制）").await?;
    tablet
        .sees("7 天：2017年12月14日至2017年12月20日（星期三）24时（张贴当日不计）")
        .await?;
    tablet.presses("复制文字和图片").await?;
    tablet.sees("复制好了").await?;
    tablet.goes_to("回到这场协商").await?;

    tablet.opens_stage("方案公示").await?;
    let shorter = [Entry::When("揭下时间", "2017-12-20T09:00")];
    tablet.fills_in_all("张贴记录第 1 条", &shorter).await?;
    tablet.sees("就揭下了，应公示到").await
}
