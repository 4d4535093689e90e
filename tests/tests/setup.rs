//! What a community has for its consultations: a council with members, a venue with a photo, the rules, the chart
//! on the wall; and a closed case that others start from.

use anyhow::{Result, ensure};
use journeys::device::pages_of;
use journeys::{Community, Device, Entry, NewConsultation};

/// Opens a part of 设置 by its name.
async fn opens(device: &Device, part: &str) -> Result<()> {
    device.opens_settings().await?;
    device.goes_to(part).await?;
    device.sees_a("heading", part).await
}

async fn enters_a_council(device: &Device) -> Result<()> {
    opens(device, "组织与成员").await?;
    device.sees("还没有协商议事组织").await?;
    device.sees("不要写私人电话和住址").await?;
    device.presses("添加“社区共建理事会”").await?;
    device.sees("社区共建理事会：还没写任期").await?;
    let term = [
        Entry::Text("依据", "社区共建理事会章程"),
        Entry::Text("怎样产生的", "居民代表会议推选"),
        Entry::When("开始日期", "2020-01-01"),
        Entry::When("结束日期", "2020-12-31"),
        Entry::Choice("多久开一次会", "每季度"),
    ];
    device.fills_in_all("协商议事组织第 1 条", &term).await?;
    let member = [
        Entry::Text("姓名或单位", "沈国良"),
        Entry::Choice("主体", "当地户籍居民"),
        Entry::Text("职务", "理事长"),
        Entry::Choice("产生方式", "推选"),
        Entry::When("任职日期", "2020-01-01"),
    ];
    device.adds_row("成员", &member).await?;
    device.sees("成员 1 人，来自 1 类主体").await?;
    device.sees("2020年12月31日已届满").await?;
    device.fits().await?;
    // Whose term is over is something to see to, and it is seen to here.
    device.opens_today().await?;
    device.sees("协商议事组织已经届满，请换届").await?;
    opens(device, "组织与成员").await?;
    let next = [Entry::When("结束日期", "2199-12-31")];
    device.fills_in_all("协商议事组织第 1 条", &next).await?;
    device.sees("社区共建理事会：任期内").await
}

async fn enters_a_venue(device: &Device) -> Result<()> {
    opens(device, "协商场所与形式").await?;
    let venue = [
        Entry::Text("名称", "居民议事厅"),
        Entry::Text("场所地址", "社区服务中心二楼"),
    ];
    device.adds_row("协商场所", &venue).await?;
    device
        .sees("居民议事厅（社区服务中心二楼）还缺：座位数、照片")
        .await?;
    let seats = [Entry::Text("座位数", "40")];
    device.fills_in_all("协商场所第 1 条", &seats).await?;
    let files = tempfile::tempdir()?;
    let photo = files.path().join("IMG_0001.jpg");
    device.takes_photo(&photo).await?;
    device.chooses_photo("照片", &photo).await?;
    device.sees_pictures(1).await?;
    device.no_longer_sees("还缺：").await?;
    device.fits().await
}

async fn enters_the_rules(device: &Device) -> Result<()> {
    opens(device, "制度文件").await?;
    device.sees("没有生效的“协商议事规则”").await?;
    let rules = [
        Entry::Choice("文件类别", "协商议事规则"),
        Entry::Text("名称", "社区协商议事规则"),
        Entry::Text("版本", "第二版"),
        Entry::Text("内容", "每人每次发言不超过 3 分钟。"),
        Entry::Text("怎样通过的", "居民代表会议通过"),
        Entry::When("通过日期", "2020-03-01"),
        Entry::When("施行日期", "2020-03-10"),
    ];
    device.adds_row("制度文件", &rules).await?;
    device.no_longer_sees("没有生效的“协商议事规则”").await?;
    device.sees("没有生效的“成果评估机制”").await?;
    device.fits().await
}

#[tokio::test]
async fn community_enters_what_it_has_and_prints_its_chart_for_the_wall() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    enters_a_council(tablet).await?;
    enters_a_venue(tablet).await?;
    enters_the_rules(tablet).await?;
    opens(tablet, "协助力量").await?;
    tablet.sees("不要写私人电话和住址").await?;
    let adviser = [
        Entry::Choice("协助类别", "法律顾问"),
        Entry::Text("姓名或单位", "社区法律顾问"),
        Entry::Text("专长", "物业、相邻关系"),
        Entry::Text("怎样联系", "通过居委会办公室联系"),
    ];
    tablet.adds_row("协助力量", &adviser).await?;
    tablet.fits().await?;
    opens(tablet, "本社区协商流程图").await?;
    for words in [
        "示范社区协商流程图",
        "1 受理筛选",
        "7 监督评议",
        "公示 7 天",
        "（默认）",
        "协商组织：社区共建理事会（任期到2199年12月31日）",
        "协商场所：居民议事厅（社区服务中心二楼）",
        "依据的制度：社区协商议事规则（第二版）",
        "2020年3月10日起施行的规则",
    ] {
        tablet.sees(words).await?;
    }
    for size in ["A4 竖放", "A3 横放"] {
        tablet.presses(size).await?;
        tablet.fits().await?;
        let count = pages_of(&tablet.prints().await?);
        ensure!(count == 1, "{size} comes out on {count} pages");
    }
    tablet.is_all_delivered().await?;
    // A plan takes over what the community has.
    tablet.enters("电动自行车充电点选址").await?;
    tablet.opens_stage("协商方案").await?;
    tablet.presses("用“居民议事厅（社区服务中心二楼）”").await?;
    tablet.no_longer_sees("本社区的协商场所").await?;
    tablet
        .presses("把“社区共建理事会”的成员加入协商主体")
        .await?;
    tablet.no_longer_sees("请协商议事组织的成员参加").await?;
    tablet.sees_field("代表谁", "社区共建理事会").await?;
    tablet.is_all_delivered().await
}

#[tokio::test]
async fn closed_case_becomes_a_template_without_names_and_fills_another_plan() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let title = "三幢一单元加装电梯";
    tablet
        .enters(NewConsultation {
            title,
            purpose: "王阿姨家住 501 室，上下楼不便，电话 13812345678。",
            ..NewConsultation::default()
        })
        .await?;
    tablet.opens_stage("协商方案").await?;
    let residents = [
        Entry::Choice("主体", "当地户籍居民"),
        Entry::Text("代表谁", "沈国良等住户"),
        Entry::Text("人数", "20"),
    ];
    tablet.adds_row("协商主体", &residents).await?;
    let matter = [Entry::Text("名称", "装不装电梯")];
    tablet.adds_row("协商事项", &matter).await?;
    tablet.opens_stage("组织实施").await?;
    let measure = [Entry::Text("名称", "请人设计")];
    tablet.adds_row("落实台账", &measure).await?;
    tablet.opens_stage("监督评议").await?;
    let filed = [Entry::When("归档日期", "2020-12-01")];
    tablet.fills_in_all("监督评议", &filed).await?;
    tablet.goes_to("存为模板").await?;
    tablet
        .waits_for_script(
            "the names to be taken out",
            "return [...document.querySelectorAll('textarea')].some((it) =>
                it.value === '【姓名】阿姨家住 【房号】，上下楼不便，电话 【联系方式】。');",
        )
        .await?;
    tablet.no_longer_sees("沈国良").await?;
    tablet.fits().await?;
    tablet.fills("模板名称", "加装电梯").await?;
    for read in [
        "模板：协商事项第 1 条“名称”：看过了，可以保留",
        "模板：落实措施第 1 条“名称”：看过了，可以保留",
    ] {
        tablet.presses_a("checkbox", read).await?;
    }
    tablet.presses("存为模板").await?;
    tablet.sees_a("heading", "方案模板").await?;
    tablet.sees_field("名称", "加装电梯").await?;
    // What nobody read was not kept.
    tablet.no_longer_sees("上下楼不便").await?;
    tablet.fits().await?;
    tablet.enters("五幢加装电梯").await?;
    tablet.opens_stage("协商方案").await?;
    tablet.presses("用模板“加装电梯”填写").await?;
    tablet.no_longer_sees("可以用的模板").await?;
    tablet.sees("装不装电梯").await?;
    tablet.sees_field("人数", "20").await?;
    tablet.opens_stage("组织实施").await?;
    tablet.presses("用模板“加装电梯”填写").await?;
    tablet.sees("请人设计").await?;
    tablet.is_all_delivered().await
}
