//! An estate of 1999: three eight-storey buildings of two units, 16 households each. Lifts were talked over in
//! 2006 and 2015 without agreement, and from June to December 2017 with one: one topic, three rounds.

use anyhow::Result;
use journeys::{Community, Device, Entry};

const TITLE: &str = "三幢八层楼加装电梯";
const RULE: &str = "既有住宅加装电梯（按单元表决）";
const THEN: &str = "当时没有这项要求，按原始记录补录。";
const UNITS: [&str; 6] = [
    "1幢1单元",
    "1幢2单元",
    "2幢1单元",
    "2幢2单元",
    "3幢1单元",
    "3幢2单元",
];

/// What a round of long ago is known by.
struct Round {
    began: &'static str,
    planned: &'static str,
    noticed: &'static str,
    held: &'static str,
    closed: &'static str,
    present: &'static str,
    /// Households and their area, in m².
    yes: (&'static str, &'static str),
    no: (&'static str, &'static str),
}

const OF_2006: Round = Round {
    began: "2006-03-01",
    planned: "2006-03-20",
    noticed: "2006-04-01",
    held: "2006-04-15T19:00",
    closed: "2006-04-16",
    present: "71",
    yes: ("9", "720"),
    no: ("6", "480"),
};

const OF_2015: Round = Round {
    began: "2015-05-04",
    planned: "2015-05-18",
    noticed: "2015-06-01",
    held: "2015-06-13T19:00",
    closed: "2015-06-14",
    present: "83",
    yes: ("13", "1040"),
    no: ("2", "160"),
};

#[tokio::test]
async fn lifts_failed_twice_and_were_agreed_on_in_the_third_round() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    registers_the_topic(tablet).await?;
    tablet.presses("转为协商").await?;
    tablet.sees_a("heading", TITLE).await?;
    plans(tablet).await?;
    fails(tablet, &OF_2006).await?;
    tablet.presses("再议一轮").await?;
    tablet.sees("第 2 轮").await?;
    fails(tablet, &OF_2015).await?;
    tablet.presses("再议一轮").await?;
    tablet.sees("第 3 轮").await?;
    goes_up_to_the_notice_of_2017(tablet).await?;
    agrees_in_2017(tablet).await?;

    // The first round is where it was left.
    tablet
        .presses_within(
            ("navigation", "轮次"),
            "link",
            "第 1 轮 2006年3月1日 · 再次协商",
        )
        .await?;
    tablet.sees("“协商议事”已完成").await
}

async fn registers_the_topic(tablet: &Device) -> Result<()> {
    tablet
        .registers_topic(&[
            Entry::Text("名称", TITLE),
            Entry::Text(
                "内容",
                "小区1999年建成，三幢八层住宅，每幢两个单元，每单元16户，共96户，没有电梯，老人上下楼难。",
            ),
            Entry::Choice("类别", "发展规划、基础设施等公共事务和公益事业"),
            Entry::Choice("来源", "上门走访"),
            Entry::Choice("代录", "是"),
            Entry::When("日期", "2006-03-01"),
        ])
        .await?;
    tablet.presses("详情").await?;
    super::screens_jointly(tablet, "2006-03-03").await?;
    super::accepts_topic(tablet, "已受理，三幢楼的住户一起商量。", "2006-03-06").await
}

/// The plan of the first round, much of which goes along into the later ones.
async fn plans(tablet: &Device) -> Result<()> {
    tablet
        .fills_in_all(
            "方案",
            &[
                Entry::Text("协商目的", "解决高层老人出行难"),
                Entry::Choice("协商形式", "民主议事会"),
                Entry::Text("地点", "社区二楼议事厅"),
            ],
        )
        .await?;
    tablet.opens_stage("协商方案").await?;
    tablet
        .fills_in_all(
            "协商方案",
            &[
                Entry::Text("组织者", "社区党组织"),
                Entry::Choice("表决规则", RULE),
                Entry::Text("应到（有权表决）", "96"),
                Entry::Text("有权表决的专有面积", "7680"),
            ],
        )
        .await
}

/// One of the rounds without agreement, entered from the old minutes with their real dates.
async fn fails(tablet: &Device, round: &Round) -> Result<()> {
    tablet.opens_stage("受理筛选").await?;
    let begun = [
        Entry::Choice("补录", "是"),
        Entry::When("开始日期", round.began),
    ];
    tablet.fills_in_all("受理筛选", &begun).await?;
    tablet.closes_stage("受理筛选", round.began).await?;

    tablet.opens_stage("协商方案").await?;
    let time = [Entry::When("开始", round.held)];
    tablet.fills_in_all("方案", &time).await?;
    households_and_the_matter(tablet).await?;
    tablet
        .goes_on_without(
            &[
                "议程",
                "重视吸纳的四类人已邀请，或写明为什么没有",
                "方案经法律审核",
            ],
            THEN,
        )
        .await?;
    tablet.closes_stage("协商方案", round.planned).await?;

    tablet.opens_stage("方案公示").await?;
    let missing = ["方案公示满期，有张贴照片", "已向各协商主体通报"];
    tablet.goes_on_without(&missing, THEN).await?;
    tablet.closes_stage("方案公示", round.noticed).await?;

    tablet.opens_stage("协商议事").await?;
    sits(tablet, round.held, round.present).await?;
    let votes = [
        Entry::Text("单元", "2幢1单元"),
        Entry::Text("应到（有权表决）", "16"),
        Entry::Text("有权表决的专有面积", "1280"),
        Entry::Text("同意", round.yes.0),
        Entry::Text("同意的面积", round.yes.1),
        Entry::Text("反对", round.no.0),
        Entry::Text("反对的面积", round.no.1),
    ];
    tablet.adds_row("计票", &votes).await?;
    // Nobody has the rules of those years; the app does not guess.
    tablet.sees("适用的表决规则").await?;
    comes_to(tablet, "再次协商").await?;
    tablet.closes_stage("协商议事", round.closed).await
}

async fn households_and_the_matter(tablet: &Device) -> Result<()> {
    let households = [
        Entry::Choice("主体", "当地户籍居民"),
        Entry::Text("代表谁", "三幢楼96户，每户一人"),
        Entry::Choice("产生方式", "推选"),
        Entry::Text("人数", "96"),
    ];
    tablet.adds_row("协商主体", &households).await?;
    let matter = [
        Entry::Text("名称", "在各单元北侧加装电梯"),
        Entry::Text("内容", "费用按楼层分摊，一层不出资。"),
    ];
    tablet.adds_row("协商事项", &matter).await
}

async fn sits(tablet: &Device, held: &str, present: &str) -> Result<()> {
    let sitting = [
        Entry::When("开始", held),
        Entry::Text("地点", "社区二楼议事厅"),
        Entry::Text("由谁", "社区党组织书记主持"),
        Entry::Text("应到（有权表决）", "96"),
        Entry::Text("实到", present),
    ];
    tablet.adds_row("协商会（补录）", &sitting).await?;
    let attendance = [
        Entry::Choice("主体", "当地户籍居民"),
        Entry::Text("人数", present),
    ];
    tablet.adds_row("到会人数", &attendance).await
}

/// The outcome of the one matter, and of the round.
async fn comes_to(tablet: &Device, outcome: &str) -> Result<()> {
    let of_matter = [Entry::Choice("这件事的结果", outcome)];
    tablet.fills_in_all("协商事项第 1 条", &of_matter).await?;
    let of_round = [Entry::Choice("协商结果", outcome)];
    tablet.fills_in_all("协商议事", &of_round).await
}

async fn goes_up_to_the_notice_of_2017(tablet: &Device) -> Result<()> {
    tablet.opens_stage("受理筛选").await?;
    let begun = [Entry::When("开始日期", "2017-06-05")];
    tablet.fills_in_all("受理筛选", &begun).await?;
    tablet.closes_stage("受理筛选", "2017-06-05").await?;

    tablet.opens_stage("协商方案").await?;
    let time = [Entry::When("开始", "2017-12-20T19:00")];
    tablet.fills_in_all("方案", &time).await?;
    tablet.presses("按“民主议事会”填入议程和规则").await?;
    households_and_the_matter(tablet).await?;
    for (kind, whom) in [
        ("老党员、老干部", "三幢楼的老党员"),
        ("党代表、人大代表、政协委员", "街道联系代表"),
        ("群团组织负责人", "社区妇联"),
        ("社会工作者", "社区社工"),
        ("非户籍居民", "租住在三幢楼的住户"),
    ] {
        let invited = [
            Entry::Choice("主体", kind),
            Entry::Text("代表谁", whom),
            Entry::Choice("产生方式", "邀请"),
            Entry::Text("人数", "1"),
        ];
        tablet.adds_row("协商主体", &invited).await?;
    }
    tablet.sees("有权表决的业主 96 人").await?;
    tablet.takes_picture("procedure").await?;
    let reviewed = [
        Entry::Choice("法律审核意见", "合法"),
        Entry::Text("谁审核的、有什么要改", "社区法律顾问周律师，没有要改的"),
    ];
    tablet.fills_in_all("协商方案", &reviewed).await?;
    tablet.closes_stage("协商方案", "2017-11-30").await?;

    tablet.opens_stage("方案公示").await?;
    let notice = [
        Entry::When("开始日期", "2017-12-01"),
        Entry::When("结束日期", "2017-12-08"),
    ];
    tablet.adds_row("公示", &notice).await?;
    let posting = [
        Entry::Text("张贴地点", "三幢楼各单元门口"),
        Entry::When("张贴时间", "2017-12-01T10:00"),
        Entry::When("揭下时间", "2017-12-09T10:00"),
        Entry::Text("由谁", "李建国"),
    ];
    tablet.adds_row("张贴记录", &posting).await?;
    tablet.goes_to("方案公示（打印、复制）").await?;
    tablet
        .sees_a("heading", "关于三幢八层楼加装电梯的协商方案公示")
        .await?;
    tablet.takes_picture("notice").await?;
    tablet.goes_to("回到这场协商").await?;
    tablet.opens_stage("方案公示").await?;
    let remark = [
        Entry::Choice("意见还是异议", "意见建议"),
        Entry::Text("方式", "电话"),
        Entry::When("日期", "2017-12-04"),
        Entry::Text("内容", "一层采光受不受影响？"),
        Entry::Text("答复", "井道离一层窗户三米，设计单位出了采光说明。"),
        Entry::When("答复日期", "2017-12-06"),
    ];
    tablet.adds_row("意见与异议", &remark).await?;
    let without = ["方案公示满期，有张贴照片", "已向各协商主体通报"];
    tablet
        .goes_on_without(&without, "纸质照片和签收单存档，没有电子版。")
        .await?;
    tablet.closes_stage("方案公示", "2017-12-11").await
}

/// Six units, six votes; the version of 2017 decides, and the law since 2021 stands beside it.
async fn agrees_in_2017(tablet: &Device) -> Result<()> {
    tablet.opens_stage("协商议事").await?;
    sits(tablet, "2017-12-20T19:00", "90").await?;
    for unit in UNITS {
        let votes = [
            Entry::Text("单元", unit),
            Entry::Text("应到（有权表决）", "16"),
            Entry::Text("有权表决的专有面积", "1280"),
            Entry::Text("同意", "14"),
            Entry::Text("同意的面积", "1120"),
            Entry::Text("反对", "0"),
            Entry::Text("反对的面积", "0"),
            Entry::Text("弃权", "1"),
            Entry::Text("弃权的面积", "80"),
        ];
        tablet.adds_row("计票", &votes).await?;
    }
    tablet.sees("宁波市既有住宅加装电梯原规定（待核）").await?;
    tablet.sees("《民法典》第二百七十八条第七项").await?;
    tablet
        .takes_picture_of("lifts-result", "region", "“在各单元北侧加装电梯”的表决结果")
        .await?;
    comes_to(tablet, "达成一致").await?;
    tablet.closes_stage("协商议事", "2017-12-21").await
}
