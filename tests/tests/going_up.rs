//! Going up: what a community cannot decide itself, seen from both sides, and what two communities settle together.

use anyhow::Result;
use journeys::{Device, Entry, Member, RelayProcess, Size};

const FEES: &str = "小区停车收费标准";
const REFUSE: &str = "交界处垃圾投放点";
const ANSWERED: &str = "上面的决定已写回";
const OFFICER: Member = Member {
    name: "周科长",
    device: "民政办电脑",
};

/// A device that founds a community on a relay.
async fn community(relay: &RelayProcess, name: &str, member: Member) -> Result<Device> {
    let link = relay.founding_link().await?;
    let device = Device::new(name, Size::Tablet, relay.address()).await?;
    device.founds_the_community(&link, name, member).await?;
    Ok(device)
}

/// A device that founds a township on the same relay.
async fn township(relay: &RelayProcess) -> Result<Device> {
    let link = relay.founding_link().await?;
    let device = Device::new("桥头街道", Size::Laptop, relay.address()).await?;
    device
        .founds_the_township(&link, "桥头街道", OFFICER)
        .await?;
    Ok(device)
}

#[tokio::test]
async fn an_answer_of_the_township_comes_back_into_the_original_and_opens_implementation()
-> Result<()> {
    let relay = RelayProcess::start().await?;
    let tablet = community(&relay, "柳荫社区", Member::WANG_MIN).await?;
    let office = township(&relay).await?;
    tablet.enters(FEES).await?;
    tablet.opens_stage("协商议事").await?;
    let outcome = [Entry::Choice("协商结果", "报乡镇（街道）")];
    tablet.fills_in_all("协商议事", &outcome).await?;

    tablet.opens_stage("结果公示").await?;
    tablet.sees(&format!("去补充“{ANSWERED}”")).await?;
    let sent = [
        Entry::Choice("报送对象", "报乡镇（街道）"),
        Entry::Text("内容", "请研究收费标准"),
        Entry::When("日期", "2026-11-20"),
        Entry::When("时限", "2026-12-20"),
    ];
    tablet.adds_row("报送", &sent).await?;
    tablet.sees("还没有答复").await?;
    let link = tablet.makes_a_link("给对方链接和二维码").await?;
    tablet.is_all_delivered().await?;

    // The office belongs to its own board; the link brings it to the community's very record.
    office.joins_by(&link, OFFICER).await?;
    office.sees_a("heading", FEES).await?;
    office.opens_stage("结果公示").await?;
    office.presses("看报送后改了什么").await?;
    office.sees("报送以后没有改动").await?;
    tablet.opens_stage("协商方案").await?;
    tablet
        .fills_in_all("协商方案", &[Entry::Text("组织者", "社区居委会")])
        .await?;
    tablet.is_all_delivered().await?;
    office.opens_stage("协商方案").await?;
    office.sees("社区居委会").await?;
    office.opens_stage("结果公示").await?;
    office.presses("看报送后改了什么").await?;
    office.sees("报送后又改了 1 处").await?;
    office
        .sees("组织者：报送时“还没写”，现在“社区居委会”")
        .await?;

    office.opens_today().await?;
    office.sees_a("heading", "报送件").await?;
    office.presses(&format!("去看看：{FEES}")).await?;
    office.presses("答复").await?;
    let answer = [
        Entry::Choice("上面的答复", "通过"),
        Entry::When("答复日期", "2026-11-25"),
        Entry::Text("备注", "同意按此标准试行一年。"),
    ];
    office.saves_form(&answer).await?;
    office.is_all_delivered().await?;

    tablet.opens_stage("结果公示").await?;
    tablet.sees("同意按此标准试行一年。").await?;
    tablet.sees("周科长签发，谁也改不了").await?;
    tablet
        .no_longer_sees(&format!("去补充“{ANSWERED}”"))
        .await?;
    // Back to the township's own board, on the same device.
    office.goes_to_board("桥头街道").await?;
    office.opens_consultations().await?;
    office.no_longer_sees(FEES).await
}

/// Registers what touches both communities and asks the township who leads; gives the link for it.
async fn asks_the_township(device: &Device, other: &str) -> Result<String> {
    device
        .registers_topic(&[
            Entry::Text("名称", REFUSE),
            Entry::Text("内容", "投放点在两个社区的围墙边，早晚堆满。"),
            Entry::When("日期", "2026-11-03"),
            Entry::Text("涉及的其他社区", other),
        ])
        .await?;
    device.presses("详情").await?;
    let request = [
        Entry::Text("由谁", "社区居委会"),
        Entry::When("日期", "2026-11-06"),
        Entry::Text("内容", "提请街道牵头组织协商。"),
    ];
    device.adds_row("提请函", &request).await?;
    let link = device.makes_a_link("给对方链接和二维码").await?;
    device.is_all_delivered().await?;
    Ok(link)
}

/// The township takes the lead in what a community asked.
async fn takes_the_lead(office: &Device, community: &str) -> Result<()> {
    office.goes_to_board(community).await?;
    office.opens_topics().await?;
    office.sees_a("heading", REFUSE).await?;
    office.presses("详情").await?;
    office.presses("答复").await?;
    let answer = [
        Entry::Choice("乡镇（街道）的答复", "乡镇（街道）牵头"),
        Entry::When("答复日期", "2026-11-10"),
        Entry::Text("备注", "涉及两个社区，由街道牵头。"),
    ];
    office.saves_form(&answer).await?;
    office.is_all_delivered().await
}

#[tokio::test]
async fn two_communities_ask_and_the_joint_result_goes_back_to_both() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let names = ["柳荫社区", "东湖社区"];
    let willow = community(&relay, names[0], Member::WANG_MIN).await?;
    let lake = community(&relay, names[1], Member::LI_JIANGUO).await?;
    let office = township(&relay).await?;
    for (device, other) in [(&willow, names[1]), (&lake, names[0])] {
        let link = asks_the_township(device, other).await?;
        office.joins_by(&link, OFFICER).await?;
    }
    office.opens_today().await?;
    office.sees_a("heading", "报送件").await?;
    for name in names {
        takes_the_lead(&office, name).await?;
    }
    willow.sees("涉及两个社区，由街道牵头。").await?;

    office.goes_to_board("桥头街道").await?;
    office.enters(REFUSE).await?;
    office.opens_stage("受理筛选").await?;
    for name in names {
        office
            .adds_row("参与社区", &[Entry::Text("名称", name)])
            .await?;
    }
    office
        .sees("去补充“乡镇（街道）党委批准了协商程序”")
        .await?;
    let approved = [Entry::When(
        "乡镇（街道）党委批准协商程序的日期",
        "2026-11-12",
    )];
    office.fills_in_all("受理筛选", &approved).await?;
    office
        .no_longer_sees("去补充“乡镇（街道）党委批准了协商程序”")
        .await?;
    let link = office.makes_a_link("给参与社区的链接和二维码").await?;
    office.is_all_delivered().await?;

    willow.joins_by(&link, Member::WANG_MIN).await?;
    lake.joins_by(&link, Member::LI_JIANGUO).await?;
    for device in [&willow, &lake] {
        device.sees_a("heading", REFUSE).await?;
    }
    // What one of them writes, all of them read.
    willow.opens_stage("协商议事").await?;
    let outcome = [
        Entry::Choice("协商结果", "达成一致"),
        Entry::Text("结果说明", "两个社区合建一处投放点，费用对半。"),
    ];
    willow.fills_in_all("协商议事", &outcome).await?;
    lake.opens_stage("协商议事").await?;
    lake.sees("两个社区合建一处投放点，费用对半。").await?;

    for (device, name) in [(&willow, names[0]), (&lake, names[1])] {
        device.opens_stage("结果公示").await?;
        device.presses(&format!("写回{name}")).await?;
        device.sees("已写回，在那边的“议题”里可以看到。").await?;
        device.goes_to_board(name).await?;
        device.opens_topics().await?;
        device.presses("详情").await?;
        device.sees("两个社区合建一处投放点，费用对半。").await?;
        device.goes_to("打开共同协商").await?;
        device.sees_a("heading", REFUSE).await?;
        device.is_all_delivered().await?;
    }
    Ok(())
}
