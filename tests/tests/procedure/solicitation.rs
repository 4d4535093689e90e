//! The city bureau's own solicitation: published on 13 December 2017, open until the 20th, answered without an
//! account and by telephone.

use anyhow::{Context, Result, ensure};
use journeys::{Community, Device, Entry, NewConsultation, Size, Solicitation};

const WAY: &str = "来信请寄市民政局基层政权处";
const SAID: &str = "第二部分建议写明租户怎么参加协商。<b>谢谢</b>";
const WRITER: &str = "𬭎路租户小许";
const TOPIC: &str = "租户怎么参加协商";
const BY_TELEPHONE: &str = "协商结果要贴到每个单元门口";

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

#[tokio::test]
async fn the_citys_solicitation_is_answered_without_an_account_and_by_staff_for_somebody()
-> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let solicitation = Solicitation::ningbo_2017()?;
    let title = solicitation.title;
    is_published(tablet, &solicitation).await?;
    let board = tablet.public_page().await?;

    let phone = Device::new("phone", Size::Phone, community.relay.address()).await?;
    phone.sees_published(&board, title).await?;
    phone.goes_to(title).await?;
    phone.sees("(五)营造良好氛围。").await?;
    phone.sees(WAY).await?;
    phone.fits().await?;
    let page = phone.runs("return location.pathname;").await?;
    let page = page.as_str().context("no page")?.to_owned();
    phone.goes_to("在网上提").await?;
    phone.fills("您的话", SAID).await?;
    phone.fills("怎么称呼您（可以不填）", WRITER).await?;
    phone.fits().await?;
    let number = phone.sends_letter().await?;

    becomes_a_topic(tablet, title).await?;
    let answer = format!("{board}/lookup?number={number}");
    phone.sees_published(&answer, TOPIC).await?;
    for private in [WRITER, "第二部分"] {
        ensure!(!phone.shows(private).await?, "“{private}” is published");
    }

    let code = is_answered_by_telephone(tablet).await?;
    phone.visits(&board).await?;
    phone.fills("受理号", &code).await?;
    phone.presses("查一查").await?;
    phone.sees(BY_TELEPHONE).await?;

    // Its days are over, and with them the form.
    let (from, to) = solicitation.notice;
    tablet.opens_publications().await?;
    let days = [Entry::When("开始日期", from), Entry::When("结束日期", to)];
    tablet.fills_in_all("对外公开第 1 条", &days).await?;
    phone
        .sees_published(&page, "征集已于2017年12月20日（星期三）结束")
        .await?;
    ensure!(!phone.shows("在网上提").await?, "it can still be answered");
    tablet.is_all_delivered().await
}

async fn is_published(tablet: &Device, solicitation: &Solicitation) -> Result<()> {
    tablet.opens_publications().await?;
    let call = [
        Entry::Choice("公开类别", "征集"),
        Entry::Text("名称", solicitation.title),
        Entry::Text("内容", solicitation.text),
        Entry::Text("由谁", "宁波市民政局"),
        Entry::Text("提意见的方式", WAY),
        Entry::Choice("接受意见", "是"),
        Entry::When("张贴时间", "2017-12-13T09:00"),
    ];
    tablet.adds_row("对外公开", &call).await?;
    tablet.is_all_delivered().await
}

/// Staff read the answer among the letters and enter it; what it is about they say themselves.
async fn becomes_a_topic(tablet: &Device, title: &str) -> Result<()> {
    for words in [SAID, WRITER, "征集的答复"] {
        tablet.sees(words).await?;
    }
    tablet.presses(&format!("把“{title}”登记为议题")).await?;
    tablet.sees("已登记为议题").await?;
    tablet.opens_topics().await?;
    tablet.sees("征集").await?;
    tablet.presses("详情").await?;
    tablet.sees(SAID).await?;
    let named = [Entry::Text("名称", TOPIC)];
    tablet.fills_in_all("议题登记", &named).await?;
    tablet.sees_a("heading", TOPIC).await?;
    ensure!(!tablet.shows(WRITER).await?, "the board names who wrote it");
    tablet.is_all_delivered().await
}

/// Somebody who does not write tells it by telephone; staff write it down and give the number.
async fn is_answered_by_telephone(tablet: &Device) -> Result<String> {
    let code = tablet
        .registers_topic(&[
            Entry::Text("名称", BY_TELEPHONE),
            Entry::Text(
                "内容",
                "三楼的老住户打电话来说：结果只贴在居委会门口，看不到。",
            ),
            Entry::Choice("类别", "各类主体提出的其他事项"),
            Entry::Choice("来源", "征集"),
            Entry::Choice("代录", "是"),
            Entry::When("日期", "2017-12-18"),
        ])
        .await?;
    tablet.is_all_delivered().await?;
    Ok(code)
}
