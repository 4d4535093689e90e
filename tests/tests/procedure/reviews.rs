//! What people sign themselves: residents dispute on their phones, 居务监督委员会 checks, a form is filled in; staff
//! admit, answer, and alter none of it.

use anyhow::{Result, ensure};
use journeys::wire::today;
use journeys::{Community, Device, Entry, Member, Size};

const TITLE: &str = "二幢一单元加装电梯";
const MEASURE: &str = "一单元电梯安装";

const COMMITTEE: Member = Member {
    name: "周建英",
    device: "监督委员会平板",
};
const RESIDENTS: [(Member, &str); 3] = [
    (
        Member {
            name: "张小明",
            device: "张小明的手机",
        },
        "二幢一单元 201 室",
    ),
    (
        Member {
            name: "许𬭎",
            device: "许𬭎的手机",
        },
        "二幢一单元 301 室",
    ),
    (
        Member {
            name: "吴桂芳",
            device: "吴桂芳的手机",
        },
        "二幢一单元 401 室",
    ),
];

#[tokio::test]
async fn what_three_households_sign_opens_a_measure_again_and_nobody_else_alters_it() -> Result<()>
{
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    work_is_done(tablet).await?;
    let committee = {
        let link = tablet.invites_a("监督人员").await?;
        let device = Device::new("committee", Size::Tablet, community.relay.address()).await?;
        device.joins_by(&link, COMMITTEE).await?;
        device
    };
    let link = tablet.invites_participants(TITLE).await?;
    let mut phones = Vec::new();
    for (resident, household) in RESIDENTS {
        let phone = Device::new(resident.name, Size::Phone, community.relay.address()).await?;
        phone.tries_to_join_by(&link, resident).await?;
        // The link leads into the consultation.
        phone.sees_a("heading", TITLE).await?;
        phone.sees("2018年3月5日 · 开工").await?;
        phone.fits().await?;
        phone.presses(&format!("有异议：{MEASURE}")).await?;
        let words = [
            Entry::Text("内容", "停靠时平层不准"),
            Entry::Text("哪一户、哪家单位", household),
        ];
        phone.saves_form(&words).await?;
        phone.sees("您说的会留着，工作人员准入以后计入。").await?;
        phone.is_all_delivered().await?;
        phones.push(phone);
    }
    three_are_admitted_and_answered(tablet).await?;
    committee_checks(&committee).await?;
    nothing_signed_can_be_altered(tablet).await?;
    committee_rates(&committee).await?;
    ratings_count_together(tablet).await?;

    let [first, ..] = phones.as_slice() else {
        anyhow::bail!("no phone");
    };
    first.sees("答复（").await?;
    first.presses(&format!("改：确认完成：{MEASURE}")).await?;
    first.saves_form(&[Entry::Text("内容", "调好了")]).await?;
    first.sees("本人后来另有说法，这条不再计入。").await?;
    first.is_all_delivered().await?;
    tablet.opens_consultation(TITLE).await?;
    tablet.opens_stage("组织实施").await?;
    tablet.sees("居民确认 1，异议 2").await?;
    tablet
        .sees("重新办：20 名参与人中 2 户有异议，达到 5%")
        .await
}

async fn work_is_done(tablet: &Device) -> Result<()> {
    tablet.enters(TITLE).await?;
    tablet.opens_stage("协商方案").await?;
    let residents = [
        Entry::Choice("主体", "当地户籍居民"),
        Entry::Text("人数", "20"),
    ];
    tablet.adds_row("协商主体", &residents).await?;
    tablet.opens_stage("组织实施").await?;
    // What is disputed later than a week after it was done opens nothing, and people dispute it today.
    let done = today()?.to_string();
    let measure = [
        Entry::Text("名称", MEASURE),
        Entry::Text("由谁", "二幢业主小组"),
        Entry::When("时限", "2018-09-30"),
        Entry::When("销号日期", &done),
    ];
    tablet.adds_row("落实台账", &measure).await?;
    let progress = [
        Entry::When("日期", "2018-03-05"),
        Entry::Text("内容", "开工"),
    ];
    tablet.adds_row("进展", &progress).await?;
    tablet.is_all_delivered().await
}

async fn three_are_admitted_and_answered(tablet: &Device) -> Result<()> {
    tablet.opens_today().await?;
    tablet.sees("有人等待准入").await?;
    tablet.opens_consultation(TITLE).await?;
    tablet.opens_stage("组织实施").await?;
    tablet.sees("工作人员准入后计入。").await?;
    let [(first, _), rest @ ..] = RESIDENTS;
    tablet.presses(&format!("准入：{}", first.name)).await?;
    // One of twenty is five per cent.
    tablet
        .sees("重新办：20 名参与人中 1 户有异议，达到 5%")
        .await?;
    let answer = [
        Entry::Text("答复", "已请厂家重新调整平层"),
        Entry::When("答复日期", "2026-11-27"),
    ];
    tablet.adds_row("答复", &answer).await?;
    for (resident, _) in rest {
        tablet.presses(&format!("准入：{}", resident.name)).await?;
    }
    tablet.sees("重新办：3 户有异议").await?;
    tablet
        .sees("居民确认 0，异议 3（本人签名 3 条，代录 0 条）")
        .await?;
    tablet.is_all_delivered().await?;
    tablet.opens_today().await?;
    tablet.no_longer_sees("有人等待准入").await?;
    tablet.opens_register().await?;
    tablet.presses("重新办").await?;
    tablet.sees(MEASURE).await
}

async fn committee_checks(committee: &Device) -> Result<()> {
    committee.opens_consultation(TITLE).await?;
    committee.opens_stage("组织实施").await?;
    committee.presses(&format!("写检查意见：{MEASURE}")).await?;
    let check = [
        Entry::Choice("谁检查", "居务监督委员会"),
        Entry::Choice("检查结果", "限期整改"),
        Entry::Text("内容", "三楼门口有高差，补好坡道"),
    ];
    committee.saves_form(&check).await?;
    committee.sees("三楼门口有高差，补好坡道").await?;
    committee.fits().await?;
    committee.is_all_delivered().await
}

async fn nothing_signed_can_be_altered(tablet: &Device) -> Result<()> {
    tablet.opens_consultation(TITLE).await?;
    tablet.opens_stage("组织实施").await?;
    tablet.sees("三楼门口有高差，补好坡道").await?;
    for button in ["改：", "写检查意见", "确认完成"] {
        ensure!(!tablet.shows(button).await?, "staff find “{button}”");
    }
    Ok(())
}

async fn committee_rates(committee: &Device) -> Result<()> {
    committee.opens_stage("监督评议").await?;
    committee.presses("填评议表").await?;
    let form = [
        Entry::Choice("落实质量", "满意"),
        Entry::Text("还想说的话", "坡道补好就更好了"),
    ];
    committee.saves_form(&form).await?;
    committee.sees("落实质量：满意").await?;
    committee.is_all_delivered().await
}

async fn ratings_count_together(tablet: &Device) -> Result<()> {
    tablet.opens_stage("监督评议").await?;
    let rating = [
        Entry::Choice("评议什么", "落实质量"),
        Entry::Text("满意", "7"),
        Entry::Text("不满意", "2"),
    ];
    tablet.adds_row("评议汇总", &rating).await?;
    tablet.sees("坡道补好就更好了").await?;
    tablet.sees("群众满意：8/10 × 30 = 24.00 分").await
}
