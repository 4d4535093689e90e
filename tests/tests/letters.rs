//! Letters from the public pages: what somebody without an account writes is answered under its number.

use anyhow::{Context, Result, ensure};
use journeys::accessibility::Name;
use journeys::{Community, Device, Entry, LONG_PATIENCE, Size, eventually_within};

const NOTICE: &str = "夏季垃圾清运时间调整";

#[tokio::test]
async fn comment_on_what_staff_wrote_themselves_is_answered_under_its_number_and_then_deleted()
-> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let board = publishes(tablet, "其他", NOTICE).await?;
    let phone = Device::new("phone", Size::Phone, community.relay.address()).await?;
    finds(&phone, &board, NOTICE).await?;
    phone.goes_to(NOTICE).await?;
    phone.goes_to("在网上提").await?;
    phone.fills("您的话", "早上六点太吵。").await?;
    let number = sends(&phone).await?;
    let lookup = format!("{board}/lookup?number={number}");
    phone.visits(&lookup).await?;
    phone.sees("没有查到").await?;

    tablet.opens_today().await?;
    tablet.sees("有来信待处理").await?;
    tablet
        .presses_within(("navigation", "主导航"), "link", "公示栏")
        .await?;
    tablet.sees("早上六点太吵。").await?;
    tablet.presses(&format!("答复：{NOTICE}")).await?;
    tablet.fills("答复", "改到七点半以后。").await?;
    tablet.presses("保存").await?;
    tablet.sees("答复：改到七点半以后。").await?;
    tablet.is_all_delivered().await?;
    eventually_within(LONG_PATIENCE, "the answer under its number", || async {
        phone.visits(&lookup).await?;
        Ok(phone.shows("改到七点半以后。").await?.then_some(()))
    })
    .await?;
    ensure!(
        !phone.shows("早上六点太吵。").await?,
        "the letter itself is nobody else's business"
    );
    tablet.opens_today().await?;
    ensure!(
        !tablet.shows("有来信待处理").await?,
        "an answered letter waits"
    );

    tablet
        .presses_within(("navigation", "主导航"), "link", "公示栏")
        .await?;
    tablet.presses(&format!("删除：{NOTICE}")).await?;
    tablet.sees("删除后不能恢复。").await?;
    tablet.presses("删除").await?;
    tablet.sees("还没有来信。").await?;
    tablet.is_all_delivered().await
}

#[tokio::test]
async fn answer_to_a_call_becomes_a_topic_by_its_first_words() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let call = "您想先商量哪件事？";
    let board = publishes(tablet, "征集", call).await?;
    let phone = Device::new("phone", Size::Phone, community.relay.address()).await?;
    finds(&phone, &board, call).await?;
    phone.goes_to(call).await?;
    phone.goes_to("在网上提").await?;
    phone
        .fills("您的话", "先修路灯。三号楼前面夜里看不见。")
        .await?;
    sends(&phone).await?;
    tablet.sees("收到答复 1 条").await?;
    tablet.presses(&format!("把“{call}”登记为议题")).await?;
    tablet.sees("已登记为议题").await?;
    tablet.opens_topics().await?;
    tablet.sees_a("heading", "先修路灯").await?;
    tablet.sees(call).await
}

/// Publishes by hand, with what the form begins with; gives the address of the public page.
async fn publishes(tablet: &Device, kind: &str, title: &str) -> Result<String> {
    tablet
        .presses_within(("navigation", "主导航"), "link", "公示栏")
        .await?;
    let publication = [
        Entry::Choice("公开类别", kind),
        Entry::Text("名称", title),
        Entry::Text("内容", "写哪件都行。"),
    ];
    tablet.adds_row("对外公开", &publication).await?;
    tablet.sees(title).await?;
    tablet.is_all_delivered().await?;
    let address = tablet
        .runs("return document.querySelector('main a[href^=\"/board/\"]').pathname;")
        .await?;
    let address = address.as_str().context("no way to the public page")?;
    Ok(address.to_owned())
}

/// Waits until the relay has rendered a board anew.
async fn finds(phone: &Device, board: &str, title: &str) -> Result<()> {
    eventually_within(
        LONG_PATIENCE,
        "the publication on the public page",
        || async {
            phone.visits(board).await?;
            Ok(phone.shows(title).await?.then_some(()))
        },
    )
    .await?;
    phone.sees_a("link", Name::Is(title.to_owned())).await
}

/// Sends the form; gives the number.
async fn sends(phone: &Device) -> Result<String> {
    phone.presses("提交").await?;
    phone.sees("您的受理号是").await?;
    let number = phone
        .runs("return document.querySelector('.number').textContent;")
        .await?;
    Ok(number.as_str().context("no number")?.to_owned())
}
