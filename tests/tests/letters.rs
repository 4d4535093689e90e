//! Letters from the public pages: what somebody without an account writes is answered under its number.

use anyhow::{Result, ensure};
use journeys::{Community, Device, Entry, Size};

const NOTICE: &str = "夏季垃圾清运时间调整";

#[tokio::test]
async fn comment_on_what_staff_wrote_themselves_is_answered_under_its_number_and_then_deleted()
-> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let board = publishes(tablet, "其他", NOTICE).await?;
    let phone = Device::new("phone", Size::Phone, community.relay.address()).await?;
    phone.sees_published(&board, NOTICE).await?;
    phone.goes_to(NOTICE).await?;
    phone.goes_to("在网上提").await?;
    phone.fills("您的话", "早上六点太吵。").await?;
    let number = phone.sends_letter().await?;
    let lookup = format!("{board}/lookup?number={number}");
    phone.visits(&lookup).await?;
    phone.sees("没有查到").await?;

    tablet.opens_today().await?;
    tablet.sees("有来信待处理").await?;
    tablet.opens_publications().await?;
    tablet.sees("早上六点太吵。").await?;
    tablet.presses(&format!("答复：{NOTICE}")).await?;
    tablet.fills("答复", "改到七点半以后。").await?;
    tablet.presses("保存").await?;
    tablet.sees("答复：改到七点半以后。").await?;
    tablet.is_all_delivered().await?;
    phone.sees_published(&lookup, "改到七点半以后。").await?;
    ensure!(
        !phone.shows("早上六点太吵。").await?,
        "the letter itself is nobody else's business"
    );
    tablet.opens_today().await?;
    ensure!(
        !tablet.shows("有来信待处理").await?,
        "an answered letter waits"
    );

    tablet.opens_publications().await?;
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
    phone.sees_published(&board, call).await?;
    phone.goes_to(call).await?;
    phone.goes_to("在网上提").await?;
    phone
        .fills("您的话", "先修路灯。三号楼前面夜里看不见。")
        .await?;
    phone.sends_letter().await?;
    tablet.sees("收到答复 1 条").await?;
    tablet.presses(&format!("把“{call}”登记为议题")).await?;
    tablet.sees("已登记为议题").await?;
    tablet.opens_topics().await?;
    tablet.sees_a("heading", "先修路灯").await
}

/// Publishes by hand, with what the form begins with; gives the address of the public page.
async fn publishes(tablet: &Device, kind: &str, title: &str) -> Result<String> {
    tablet.opens_publications().await?;
    let publication = [
        Entry::Choice("公开类别", kind),
        Entry::Text("名称", title),
        Entry::Text("内容", "写哪件都行。"),
    ];
    tablet.adds_row("对外公开", &publication).await?;
    tablet.sees(title).await?;
    tablet.is_all_delivered().await?;
    tablet.public_page().await
}
