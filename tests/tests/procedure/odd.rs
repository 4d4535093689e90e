//! What people write that makes no sense, or that was meant to break something: each gets words, nothing is lost.

use std::time::Duration;

use anyhow::{Result, ensure};
use journeys::{Community, Entry, Member, Network, NewConsultation, Size, eventually};

/// Rare characters of real names, and markup that must stay words.
const ODD: &str = "王𬭎、李㛃<img src=x onerror=alert(1)>";

#[tokio::test]
async fn odd_rules_periods_and_words_are_named_and_harm_nothing() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;

    tablet.opens_settings().await?;
    tablet.goes_to("本社区的规则").await?;
    let rule = [
        Entry::Text("名称", "小区议事"),
        Entry::Choice("依据的规则", "协商表决"),
        Entry::Text("同意的比例", "3/2"),
        Entry::Text("怎样通过的", "2026年3月居民代表会议通过"),
        Entry::When("施行日期", "2026-03-01"),
    ];
    tablet.adds_row("本社区的表决规则", &rule).await?;
    tablet.sees("这些规则用不上，请改正").await?;
    tablet.sees("同意的比例：").await?;
    let right = [Entry::Text("同意的比例", "三分之二以上")];
    tablet
        .fills_in_all("本社区的表决规则第 1 条", &right)
        .await?;
    tablet.no_longer_sees("这些规则用不上，请改正").await?;
    let new_year = [
        Entry::Text("名称", "元旦"),
        Entry::When("开始日期", "2027-01-01"),
        Entry::When("结束日期", "2027-12-03"),
    ];
    tablet.adds_row("放假调休", &new_year).await?;
    tablet.sees("放假：一次最多 31 天").await?;
    let right = [Entry::When("结束日期", "2027-01-03")];
    tablet.fills_in_all("放假调休第 1 条", &right).await?;
    tablet.no_longer_sees("这些规则用不上，请改正").await?;

    tablet
        .enters(NewConsultation {
            title: ODD,
            purpose: ODD,
            venue: ODD,
            ..NewConsultation::default()
        })
        .await?;
    tablet.opens_stage("协商方案").await?;
    let participant = [
        Entry::Choice("主体", "当地户籍居民"),
        Entry::Text("代表谁", ODD),
        Entry::Choice("产生方式", "推选"),
        Entry::Text("人数", "八个"),
    ];
    tablet.presses("协商主体：添加一条").await?;
    tablet.fills_in_form(&participant).await?;
    tablet.presses("保存").await?;
    // The field is named, and what was typed is still there.
    tablet.sees("人数：").await?;
    tablet.saves_form(&[Entry::Text("人数", "8")]).await?;
    tablet.sees(ODD).await?;

    tablet.opens_stage("方案公示").await?;
    let no_days = [
        Entry::When("开始日期", "2026-12-01"),
        Entry::When("结束日期", "2026-12-01"),
    ];
    tablet.adds_row("公示", &no_days).await?;
    let posting = [
        Entry::Text("张贴地点", ODD),
        Entry::When("张贴时间", "2026-12-01T10:00"),
    ];
    tablet.adds_row("张贴记录", &posting).await?;
    tablet.sees("公示期写到").await?;
    tablet.goes_to("方案公示（打印、复制）").await?;
    tablet.sees(ODD).await?;
    tablet.sees("还没写：").await
}

#[tokio::test]
async fn two_devices_that_close_a_stage_apart_do_not_carry_it_past_what_is_missing() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet.enters("楼道堆物清理").await?;
    let missing = [
        "议题归入六类之一",
        "党建联合体、党组织、居委会都有意见",
        "议题已受理",
        "已答复提出人",
        "议题已公示",
    ];
    tablet.goes_on_without(&missing, "原来没有登记议题").await?;
    tablet.is_all_delivered().await?;
    let other = community
        .is_joined_by("tablet B", Size::Tablet, Member::LI_JIANGUO)
        .await?;
    other.opens_consultation("楼道堆物清理").await?;
    other.sees("“受理筛选”都齐了").await?;
    tablet.opens_consultation("楼道堆物清理").await?;

    for device in [tablet, &other] {
        device.network(Network::Cut);
    }
    // One closes the stage, the other finds that a reason does not hold and takes it back.
    tablet.closes_stage("受理筛选", "2026-11-20").await?;
    other.presses("暂缺也要继续，写明理由").await?;
    other.presses("“议题归入六类之一”不再暂缺").await?;
    other.sees("“受理筛选”还差 1 项").await?;
    for device in [tablet, &other] {
        device.network(Network::Fine);
    }
    tablet.opens_stage("受理筛选").await?;
    for device in [tablet, &other] {
        device.sees("“受理筛选”还差 1 项").await?;
        device.is_all_delivered().await?;
    }
    Ok(())
}

/// A text that does not become much smaller on its way.
fn long_text() -> String {
    let mut state = 1_u32;
    let sign = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from_u32(0x4e00 + (state >> 12) % 0x4e00)
    };
    (0..180_000).filter_map(sign).collect()
}

#[tokio::test]
async fn consultation_of_which_half_has_come_says_so_and_fills_up() -> Result<()> {
    let title = "物业服务合同续签";
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let mut other = community
        .is_joined_by("tablet B", Size::Tablet, Member::LI_JIANGUO)
        .await?;
    other.is_installed().await?;
    other.network(Network::Cut);
    tablet.enters(title).await?;
    tablet.opens_minutes().await?;
    tablet.needs_a_section().await?;
    let text = long_text();
    tablet.pastes_in_section(1, &text).await?;
    tablet.is_all_delivered().await?;

    let half = "条内容没有收到，现在看到的不全";
    other.network(Network::Slow {
        delay: Duration::ZERO,
        bytes_per_second: 30_000,
    });
    other.opens_consultation(title).await?;
    other.sees(half).await?;
    other.network(Network::Cut);
    other.is_offline().await?;
    other.sees(half).await?;
    other.is_killed().await?;
    other.opens().await?;
    other.visits("/").await?;
    other.opens_consultation(title).await?;
    other.sees(half).await?;
    other.fits().await?;

    other.network(Network::Fine);
    other.no_longer_sees(half).await?;
    other.opens_minutes().await?;
    eventually("all of the text", || async {
        let all = other.sections().await?.concat();
        Ok((all == text).then_some(()))
    })
    .await?;
    // A consultation of which nothing is here, as from a link that came by another way.
    other
        .visits(&format!("/consultations/{}", "0".repeat(64)))
        .await?;
    other.sees("这场协商还没有传到这台设备").await?;
    ensure!(!other.shows(half).await?, "nothing is half of nothing");
    Ok(())
}
