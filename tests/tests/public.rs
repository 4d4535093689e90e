//! The public pages: what staff publish reaches whoever has no account, and what these write reaches staff.

use anyhow::{Result, ensure};
use journeys::accessibility::Name;
use journeys::{Community, Device, Entry, NewConsultation, Size};

const TITLE: &str = "夜间装修几点停工";

#[tokio::test]
async fn notice_is_published_read_without_an_account_and_answered_by_letter() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    is_planned(tablet).await?;
    tablet.opens_stage("方案公示").await?;
    tablet.goes_to("方案公示（打印、复制）").await?;
    tablet.presses("发布到公示栏").await?;
    tablet.goes_to("已发布，去公示栏看看").await?;
    tablet.sees_a("heading", "公示栏").await?;
    let notice = "关于夜间装修几点停工的协商方案公示";
    tablet.sees(notice).await?;
    tablet.fits().await?;
    tablet.is_all_delivered().await?;
    let board = tablet.public_page().await?;

    let phone = Device::new("phone", Size::Phone, community.relay.address()).await?;
    phone.sees_published(&board, notice).await?;
    phone.goes_to(notice).await?;
    phone.sees("商量夜间装修的时间。").await?;
    phone.fits().await?;
    phone.takes_picture("public-notice").await?;

    phone.visits(&format!("{board}/propose")).await?;
    phone.fills("什么事", "楼道里的灯谁来修").await?;
    phone.fills("您的话", "三楼的灯坏了两个月。").await?;
    phone.fills("怎么称呼您（可以不填）", "张阿姨").await?;
    let number = phone.sends_letter().await?;

    // Staff read it, and make a topic of it: from then on the number answers.
    tablet.sees("三楼的灯坏了两个月。").await?;
    tablet.sees("张阿姨").await?;
    tablet.presses("把“楼道里的灯谁来修”登记为议题").await?;
    tablet.sees("已登记为议题").await?;
    tablet.is_all_delivered().await?;
    phone
        .sees_published(
            &format!("{board}/lookup?number={number}"),
            "楼道里的灯谁来修",
        )
        .await?;
    ensure!(
        !phone.shows("张阿姨").await?,
        "who wrote it is nobody else's business"
    );
    Ok(())
}

#[tokio::test]
async fn progress_is_published_with_one_press_and_brought_up_to_date_with_another() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet.opens_settings().await?;
    tablet.changes("电话", "0574-8700 0000").await?;
    tablet.enters(TITLE).await?;
    tablet.opens_stage("组织实施").await?;
    let measure = [
        Entry::Text("名称", "贴出施工时间"),
        Entry::Text("由谁", "物业公司"),
    ];
    tablet.adds_row("落实台账", &measure).await?;
    tablet.goes_to("落实进展（打印、复制）").await?;
    tablet.presses("发布到公示栏").await?;
    tablet.sees("已发布，去公示栏看看").await?;
    tablet.no_longer_sees("更新公示栏上的内容").await?;
    tablet.goes_to("回到这场协商").await?;
    tablet.opens_stage("组织实施").await?;
    let progress = [
        Entry::When("日期", "2026-11-20"),
        Entry::Text("内容", "各单元门口都贴好了"),
    ];
    tablet.adds_row("进展", &progress).await?;
    tablet.goes_to("落实进展（打印、复制）").await?;
    tablet.presses("更新公示栏上的内容").await?;
    tablet.no_longer_sees("更新公示栏上的内容").await?;
    tablet.fits().await?;
    tablet.opens_publications().await?;
    tablet.is_all_delivered().await?;
    let board = tablet.public_page().await?;

    let phone = Device::new("phone", Size::Phone, community.relay.address()).await?;
    let title = "关于夜间装修几点停工的落实进展";
    phone.sees_published(&board, title).await?;
    phone.goes_to(title).await?;
    phone.sees("2026年11月20日各单元门口都贴好了").await?;
    phone.fits().await
}

/// A plan of which nothing is missing, and an office that can be reached.
async fn is_planned(tablet: &Device) -> Result<()> {
    tablet.opens_settings().await?;
    tablet.changes("电话", "0574-8700 0000").await?;
    tablet
        .enters(NewConsultation {
            title: TITLE,
            purpose: "商量夜间装修的时间。",
            venue: "社区二楼议事厅",
            start: "2026-12-20T19:00",
            ..NewConsultation::default()
        })
        .await?;
    tablet.opens_stage("方案公示").await?;
    tablet.goes_to("方案公示（打印、复制）").await?;
    tablet.sees("还没写：").await?;
    ensure!(
        !tablet.shows("发布到公示栏").await?,
        "a notice with gaps can be published"
    );
    tablet.goes_to("回到这场协商").await?;
    tablet.opens_stage("协商方案").await?;
    let form = [Entry::Choice("协商形式", "专题议事会")];
    tablet.fills_in_all("方案", &form).await?;
    let plan = [
        Entry::Text("组织者", "社区居委会"),
        Entry::Choice("表决规则", "既有住宅加装电梯（按单元表决）"),
        Entry::Text("应到（有权表决）", "32"),
        Entry::Text("有权表决的专有面积", "2560"),
    ];
    tablet.fills_in_all("协商方案", &plan).await?;
    let residents = [
        Entry::Choice("主体", "当地户籍居民"),
        Entry::Text("代表谁", "各楼道"),
        Entry::Text("人数", "12"),
    ];
    tablet.adds_row("协商主体", &residents).await
}

#[tokio::test]
async fn name_of_the_roster_is_masked_before_it_is_published_and_told_of_where_staff_write_it()
-> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet.opens_settings().await?;
    tablet.goes_to("居民名册").await?;
    tablet.presses("添加房屋").await?;
    tablet.fills("室", "501").await?;
    tablet.presses("保存").await?;
    tablet.presses("添加住户").await?;
    tablet.fills("姓名", "钱塘江").await?;
    tablet.presses("保存").await?;
    tablet
        .sees_a("link", Name::Has("钱塘江".to_owned()))
        .await?;
    is_planned(tablet).await?;
    tablet.opens_consultation(TITLE).await?;
    tablet
        .changes("协商目的", "应钱塘江的提议，商量装修的时间。")
        .await?;
    tablet.opens_stage("方案公示").await?;
    tablet.goes_to("方案公示（打印、复制）").await?;
    tablet.presses("发布到公示栏").await?;
    tablet.sees("正文里有名册上的姓名：钱塘江。").await?;
    tablet.presses("隐去姓名，再公开").await?;
    tablet.goes_to("已发布，去公示栏看看").await?;
    tablet.sees("应钱*江的提议，商量装修的时间。").await?;
    // What somebody writes there by hand is looked at likewise.
    let call = [
        Entry::Choice("公开类别", "征集"),
        Entry::Text("名称", "谁来说说楼道堆物？"),
        Entry::Text("内容", "有意见请找钱塘江。"),
    ];
    tablet.adds_row("对外公开", &call).await?;
    tablet.sees("正文里有名册上的姓名：钱塘江。").await
}

#[tokio::test]
async fn publication_that_staff_write_themselves_can_be_taken_down() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet.opens_publications().await?;
    let call = [
        Entry::Choice("公开类别", "征集"),
        Entry::Text("名称", "您想先商量哪件事？"),
        Entry::Text("内容", "停车、电梯还是垃圾投放点？写哪件都行。"),
        Entry::When("张贴时间", "2026-11-01T09:00"),
    ];
    tablet.adds_row("对外公开", &call).await?;
    tablet.sees("您想先商量哪件事？").await?;
    tablet.is_all_delivered().await?;
    let board = tablet.public_page().await?;
    let phone = Device::new("phone", Size::Phone, community.relay.address()).await?;
    phone.sees_published(&board, "您想先商量哪件事？").await?;
    tablet.presses("移走：对外公开第 1 条").await?;
    tablet.is_all_delivered().await?;
    phone
        .sees_no_more_published(&board, "您想先商量哪件事？")
        .await
}
