//! The main job: staff of a community write one consultation record on two tablets, offline, and it
//! merges; then everything that can happen to a relay happens to it, and nothing is lost.

use anyhow::{Context, Result, ensure};
use journeys::accessibility::Name;
use journeys::{
    Community, Device, LONG_PATIENCE, Member, Network, NewConsultation, RelayProcess, Size,
    Solicitation, eventually_within,
};

const OPENING: &str = "主持人王敏说明来意：今天请大家就征求意见稿逐条提意见。";
const BY_A: [&str; 3] = [
    "102 室张阿姨：协商议事目录要写清楚，哪些事情必须先商量，居民才心里有数。",
    "305 室周师傅：公示只贴在大厅不够，微信群和楼道里也要有，老人看得到才算数。",
    "物业服务企业代表：联席会议的时间请提前三天告知，方便安排人手参加。",
];
const BY_B: [&str; 2] = [
    "非户籍居民代表：租住在小区的人也想参加，希望在参与主体里写明怎么报名。",
    "居务监督委员会：落实情况每个月公开一次，做不到的要说明原因和期限。",
];
const PURPOSE: &str = "逐条听取居民和驻区单位的意见，形成书面反馈，在公示期内报市民政局。";
const VENUE: &str = "社区二楼议事厅";
const TIME_OF_A: &str = "2017-12-16T19:00";
const TIME_OF_B: &str = "2017-12-17T14:30";

/// Both tablets at the same record, before the network goes.
async fn two_tablets(title: &str) -> Result<(Community, Device)> {
    let solicitation = Solicitation::ningbo_2017()?;
    let community = Community::founded().await?;
    let tablet_a = &community.tablet_a;
    tablet_a
        .enters(NewConsultation {
            title,
            purpose: "听取居民意见。",
            venue: "社区门口",
            start: "2017-12-15T19:00",
            notice: Some(solicitation.notice),
            full_text: solicitation.text,
        })
        .await?;
    tablet_a.is_all_delivered().await?;
    let tablet_b = community
        .is_joined_by("tablet B", Size::Tablet, Member::LI_JIANGUO)
        .await?;
    tablet_a.opens_consultation(title).await?;
    tablet_a.opens_minutes().await?;
    tablet_a.needs_a_section().await?;
    tablet_a.writes_in_section(1, OPENING).await?;
    tablet_a.is_all_delivered().await?;
    tablet_a.closes_minutes(title).await?;
    tablet_b.opens_consultation(title).await?;
    tablet_b.sees(OPENING).await?;
    Ok((community, tablet_b))
}

#[tokio::test]
async fn two_tablets_write_one_record_without_network_and_it_merges() -> Result<()> {
    let solicitation = Solicitation::ningbo_2017()?;
    let title = solicitation.title;

    // 1. Both see the same record, with the full text of the city's own solicitation.
    let (mut community, tablet_b) = two_tablets(title).await?;
    for paragraph in solicitation
        .text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        ensure!(
            tablet_b.shows(paragraph).await?,
            "tablet B lacks: {paragraph}"
        );
    }
    for tablet in [&community.tablet_a, &tablet_b] {
        tablet.sees_field("公示期", "12月13日").await?;
        tablet.sees_field("公示期", "12月20日").await?;
        tablet.sees_field("协商目的", "听取居民意见。").await?;
        tablet.sees_field("地点", "社区门口").await?;
        tablet.sees_field("时间", "12月15日").await?;
        // From the next load on the app comes from the service worker.
        tablet.is_installed().await?;
    }

    // 2. The network is cut for both; both reload and go on; A's browser is killed.
    let tablet_a = &mut community.tablet_a;
    tablet_a.network(Network::Cut);
    tablet_b.network(Network::Cut);
    tablet_a.reloads().await?;
    tablet_b.reloads().await?;
    tablet_a.is_offline().await?;
    tablet_b.is_offline().await?;
    tablet_a.changes("协商目的", PURPOSE).await?;
    tablet_b.changes("地点", VENUE).await?;
    tablet_a.changes_time(TIME_OF_A).await?;
    tablet_b.changes_time(TIME_OF_B).await?;
    tablet_a.is_stored_here().await?;
    tablet_b.is_stored_here().await?;
    tablet_b
        .takes_picture_of("offline", "button", "修改地点")
        .await?;
    tablet_a.opens_minutes().await?;
    tablet_b.opens_minutes().await?;
    for paragraph in BY_A {
        tablet_a
            .writes_in_section(1, &format!("\n{paragraph}"))
            .await?;
    }
    for paragraph in BY_B {
        tablet_b
            .writes_before_section(1, &format!("{paragraph}\n"))
            .await?;
    }
    tablet_a.is_stored_here().await?;
    tablet_b.is_stored_here().await?;
    tablet_a.takes_picture("minutes-offline").await?;
    tablet_a.is_killed().await?;
    tablet_a.opens().await?;
    tablet_a.visits("/").await?;
    tablet_a.is_offline().await?;
    tablet_a.opens_consultation(title).await?;
    tablet_a.sees_field("协商目的", PURPOSE).await?;
    tablet_a.sees_field("时间", "12月16日").await?;
    tablet_a.opens_minutes().await?;
    tablet_a
        .sees_each_once(&[OPENING, BY_A[0], BY_A[1], BY_A[2]])
        .await?;

    // 3. The network returns: one text with all five paragraphs, and the time as a conflict.
    tablet_a.network_returns().await?;
    tablet_b.network_returns().await?;
    let all = [OPENING, BY_A[0], BY_A[1], BY_A[2], BY_B[0], BY_B[1]];
    tablet_a.sees_each_once(&all).await?;
    tablet_b.sees_each_once(&all).await?;
    tablet_a.is_all_delivered().await?;
    tablet_b.is_all_delivered().await?;
    ensure!(
        tablet_a.sections().await? == tablet_b.sections().await?,
        "the minutes differ"
    );
    tablet_a.closes_minutes(title).await?;
    tablet_b.closes_minutes(title).await?;
    for (tablet, colleague) in [(&*tablet_a, "李建国"), (&tablet_b, "王敏")] {
        tablet.sees_field("地点", VENUE).await?;
        tablet.sees_field("协商目的", PURPOSE).await?;
        // One's own value is said to be this device's; the other one names its author.
        let said = ["12月16日", "12月17日", "本机", colleague];
        tablet.sees_conflict("时间", &said).await?;
    }
    tablet_a
        .takes_picture_of("conflict", "region", "时间：两台设备同时改过")
        .await?;
    for size in [Size::Phone, Size::Narrow, Size::Tablet] {
        tablet_a.takes_size(size).await?;
        tablet_a.fits().await?;
        tablet_a.check().await?;
    }
    let first_tab = tablet_a.tab().await?;
    tablet_a.opens_a_tab().await?;
    tablet_a.visits("/").await?;
    tablet_a.opens_consultation(title).await?;
    tablet_a
        .sees_conflict("时间", &["12月16日", "12月17日"])
        .await?;
    tablet_a.sees_field("地点", VENUE).await?;
    tablet_a.sees_field("协商目的", PURPOSE).await?;
    for paragraph in all {
        ensure!(
            tablet_a.shows(paragraph).await?,
            "the second tab lacks: {paragraph}"
        );
    }
    tablet_b.settles("时间", "2017年12月17日").await?;
    tablet_b.is_all_delivered().await?;
    tablet_a.sees_field("时间", "12月17日").await?;
    tablet_a.sees(BY_B[1]).await?;
    tablet_a.takes_picture("merged").await?;
    tablet_a.turns_to(&first_tab).await?;
    tablet_a.sees_field("时间", "12月17日").await?;
    tablet_a.is_marked_delivered().await?;
    tablet_b.is_marked_delivered().await?;
    tablet_a
        .waits("no conflict any more", |tree| {
            tree.all("region", &Name::Has("两台设备同时改过".to_owned()))
                .next()
                .is_none()
        })
        .await
}

#[tokio::test]
async fn relay_killed_during_a_sync_loses_nothing_and_doubles_nothing() -> Result<()> {
    let title = "小区停车位怎么分";
    let (mut community, tablet_b) = two_tablets(title).await?;
    community.tablet_a.opens_minutes().await?;
    tablet_b.opens_minutes().await?;
    let paragraphs: Vec<String> = (1..=6)
        .map(|number| format!("第{number}位居民发言：先到先停，夜里留出消防通道。"))
        .collect();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        community
            .tablet_a
            .writes_in_section(1, &format!("\n{paragraph}"))
            .await?;
        // While the last words are on their way, whichever way they have come.
        if number % 2 == 1 {
            community.relay.is_killed().await?;
            community.relay.starts().await?;
        }
    }
    let all: Vec<&str> = paragraphs
        .iter()
        .map(String::as_str)
        .chain([OPENING])
        .collect();
    community.tablet_a.is_all_delivered().await?;
    tablet_b.sees_each_once(&all).await?;
    community.tablet_a.sees_each_once(&all).await?;
    community.relay.is_killed().await?;
    verified(&community.relay).await.map(drop)
}

#[tokio::test]
async fn relay_that_lost_its_data_gets_every_room_back_from_the_devices() -> Result<()> {
    let title = "三号楼垃圾投放点";
    let (mut community, tablet_b) = two_tablets(title).await?;
    tablet_b.changes("地点", VENUE).await?;
    tablet_b.is_all_delivered().await?;
    community.tablet_a.revokes(Member::LI_JIANGUO).await?;
    community.tablet_a.is_all_delivered().await?;
    drop(tablet_b);

    community.relay.is_killed().await?;
    let before = verified(&community.relay).await?;
    community.relay.loses_its_data()?;
    community.relay.starts().await?;
    community.tablet_a.network_returns().await?;
    is_healed(&community.relay, &before).await?;
    community.tablet_a.opens_consultation(title).await?;
    // A word of its own shows that the relay is whole and takes new entries again.
    community.tablet_a.changes("协商目的", PURPOSE).await?;
    community.tablet_a.is_marked_delivered().await?;
    community.tablet_a.sees_field("地点", VENUE).await?;
    community.relay.is_killed().await?;
    let after = verified(&community.relay).await?;
    ensure!(
        board(&before)? == board(&after)?,
        "the board was not restored verbatim:\n{before}\nbecame\n{after}"
    );
    let (rooms_before, rooms_after) = (epochs(&before), epochs(&after));
    ensure!(
        rooms_before == rooms_after,
        "rooms or epochs differ:\n{before}\nbecame\n{after}"
    );
    community.relay.starts().await?;
    // What the colleague wrote stands though the right to write is gone: a newcomer, who has it from the
    // restored relay alone, reads it and is told that it was taken back.
    let newcomer = community
        .is_joined_by("newcomer", Size::Tablet, Member::CHEN_AFANG)
        .await?;
    newcomer.opens_consultation(title).await?;
    newcomer.sees_field("地点", VENUE).await?;
    newcomer.opens_people().await?;
    newcomer.sees("已收回").await
}

#[tokio::test]
async fn relay_set_back_to_an_older_copy_is_healed_by_the_devices() -> Result<()> {
    let title = "老楼加装扶手";
    let (mut community, tablet_b) = two_tablets(title).await?;
    community.relay.is_killed().await?;
    let old = community.relay.is_copied()?;
    community.relay.starts().await?;
    tablet_b.changes("地点", VENUE).await?;
    tablet_b.is_all_delivered().await?;
    community.tablet_a.sees_field("地点", VENUE).await?;
    community.relay.is_killed().await?;
    let before = verified(&community.relay).await?;
    community.relay.is_set_back_to(&old)?;
    community.relay.starts().await?;
    community.tablet_a.network_returns().await?;
    tablet_b.network_returns().await?;
    is_healed(&community.relay, &before).await?;
    community.tablet_a.changes("协商目的", PURPOSE).await?;
    community.tablet_a.is_marked_delivered().await?;
    tablet_b.sees_field("协商目的", PURPOSE).await?;
    tablet_b.sees_field("地点", VENUE).await?;
    tablet_b.is_marked_delivered().await?;
    community.relay.is_killed().await?;
    let after = verified(&community.relay).await?;
    ensure!(
        epochs(&before) == epochs(&after),
        "a new epoch began:\n{before}\nbecame\n{after}"
    );
    Ok(())
}

/// Waits until the running relay holds what it held before, word for word: every room with its length, its
/// epoch and its head.
async fn is_healed(relay: &RelayProcess, before: &str) -> Result<()> {
    let healed = eventually_within(LONG_PATIENCE, "every room to be back verbatim", || async {
        let now = relay.verifies().await?;
        ensure!(rooms(&now) == rooms(before), "{before}\nis now\n{now}");
        Ok(Some(()))
    });
    healed.await.with_context(|| relay.log())
}

/// What `verify` says of each room, in order of their names.
fn rooms(report: &str) -> Vec<String> {
    let mut rooms: Vec<String> = Vec::new();
    for line in report.lines() {
        match rooms.last_mut() {
            Some(room) if line.starts_with("  ") => room.push_str(line),
            _ => rooms.push(line.to_owned()),
        }
    }
    rooms.sort();
    rooms
}

async fn verified(relay: &RelayProcess) -> Result<String> {
    relay.verifies().await.with_context(|| relay.log())
}

/// What `verify` says of the board: its length, its epoch and its head.
fn board(report: &str) -> Result<String> {
    let start = report.find("board ").context("no board in the report")?;
    let lines = report.get(start..).unwrap_or_default().lines().take(3);
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// The rooms and their epochs, in order.
fn epochs(report: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = report.lines().collect();
    let rooms = lines
        .windows(3)
        .filter(|lines| lines[0].starts_with(['b', 'h', 'o']));
    let mut found: Vec<_> = rooms
        .filter(|lines| lines[1].contains("items checked"))
        .map(|lines| {
            let epoch = lines[2].trim().split(',').next().unwrap_or_default();
            (lines[0].to_owned(), epoch.to_owned())
        })
        .collect();
    found.sort();
    found
}
