//! The round of 2017 up to its agreement.

use anyhow::Result;
use journeys::{Device, Entry};

use super::sitting::{comes_to, households_and_the_matter, is_put_up, sits};

pub(super) const WHY: &str = "六个单元各 15 户参加表决，14 户同意，没有反对。";
const UNITS: [&str; 6] = [
    "1幢1单元",
    "1幢2单元",
    "2幢1单元",
    "2幢2单元",
    "3幢1单元",
    "3幢2单元",
];

pub(super) async fn goes_up_to_the_notice_of_2017(tablet: &Device) -> Result<()> {
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
    let days = ("2017-12-01", "2017-12-08");
    let on_the_wall = ("2017-12-01T10:00", "2017-12-09T10:00");
    is_put_up(tablet, days, on_the_wall).await?;
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
pub(super) async fn agrees_in_2017(tablet: &Device) -> Result<()> {
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
    comes_to(tablet, "达成一致", WHY).await?;
    tablet.closes_stage("协商议事", "2017-12-21").await
}
