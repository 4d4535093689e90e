//! The roster in real browsers: 1,000 households from the files that communities have, found, changed, taken back, erased.

#![allow(
    clippy::unwrap_used,
    reason = "the files are made by the modules of the crate's own tests"
)]

#[path = "../../crates/roster/tests/roster/biff.rs"]
#[allow(dead_code, reason = "the crate's own tests make more of it")]
mod biff;
#[path = "../../crates/roster/tests/roster/files.rs"]
#[allow(dead_code, reason = "the crate's own tests make more of it")]
mod files;
#[path = "../../crates/roster/tests/roster/generated.rs"]
#[allow(dead_code, reason = "the crate's own tests make more of it")]
mod generated;
#[path = "../../crates/roster/tests/roster/grid.rs"]
#[allow(dead_code, reason = "the crate's own tests make more of it")]
mod grid;

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use journeys::accessibility::Name;
use journeys::{Community, Device, Member, Network, Size};
use tempfile::TempDir;

/// Adults of the generated roster are counted on today's date; places are not.
const PLACES: &str = "全部房屋（1040 套）";

/// A file in a folder of its own.
struct File {
    folder: TempDir,
    path: PathBuf,
}

fn file(name: &str, bytes: &[u8]) -> Result<File> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join(name);
    std::fs::write(&path, bytes)?;
    Ok(File { folder, path })
}

async fn opens_roster(device: &Device) -> Result<()> {
    device.opens_settings().await?;
    device.goes_to("居民名册").await?;
    device.sees_a("heading", "居民名册").await
}

async fn opens_import(device: &Device) -> Result<()> {
    opens_roster(device).await?;
    device.goes_to("导入表格").await?;
    device.sees_a("heading", "导入表格").await
}

async fn chooses_file(device: &Device, file: &Path) -> Result<()> {
    let input = device.finds("button", "选择文件").await?;
    input
        .send_keys(file.canonicalize()?.to_string_lossy())
        .await?;
    Ok(())
}

/// Opens a file, has it checked, and imports what is suggested.
async fn imports(device: &Device, file: &File) -> Result<()> {
    opens_import(device).await?;
    chooses_file(device, &file.path).await?;
    device.sees_a("heading", "第一步：核对每一列是什么").await?;
    device.fills("小区名称", "阳光小区").await?;
    device.presses("检查这个文件").await?;
    device.sees_a("heading", "第三步：选择要做的修改").await?;
    device
        .presses_a("button", Name::Has("导入选好的".to_owned()))
        .await?;
    device.sees("存在这台设备上，联网后自动送达").await
}

#[tokio::test]
async fn a_thousand_households_come_from_excel_are_found_and_can_be_taken_back() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let table = file(
        "居民名册.xlsx",
        &files::xlsx(&[generated::residents(), generated::units()]),
    )?;
    opens_roster(tablet).await?;
    tablet.sees("名册还是空的").await?;
    imports(tablet, &table).await?;
    tablet.fits().await?;
    tablet.goes_to("看看名册").await?;
    tablet.sees(PLACES).await?;
    tablet.fits().await?;
    tablet.presses("分片统计").await?;
    tablet.sees("阳光小区10幢").await?;
    // By initials, as at the desk of a meeting.
    let name = generated::name(0);
    tablet.fills("查找", "zw").await?;
    tablet.sees_a("link", Name::Has(name.clone())).await?;
    tablet.fills("查找", "1-1-101").await?;
    tablet
        .presses_a("link", Name::Has(format!("阳光小区1幢1单元101室 {name}")))
        .await?;
    tablet.sees("89.55").await?;
    let owner = format!("业主 {name}");
    tablet.sees_a("link", owner.as_str()).await?;
    tablet.fits().await?;
    // The same file once more changes nothing.
    opens_import(tablet).await?;
    chooses_file(tablet, &table.path).await?;
    tablet.sees_a("heading", "第一步：核对每一列是什么").await?;
    tablet.fills("小区名称", "阳光小区").await?;
    tablet.presses("检查这个文件").await?;
    tablet.sees("和名册完全一致").await?;
    // And everything can be taken back.
    opens_roster(tablet).await?;
    tablet.presses("撤销这次批量修改").await?;
    tablet.sees("名册还是空的").await?;
    tablet.presses("撤销这次批量修改").await?;
    tablet.sees(PLACES).await?;
    tablet.is_all_delivered().await?;
    drop(table.folder);
    Ok(())
}

#[tokio::test]
async fn an_old_excel_file_and_a_gbk_text_are_read_as_well() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let old = file(
        "名册.xls",
        &biff::xls(&[generated::residents(), generated::units()]),
    )?;
    imports(tablet, &old).await?;
    tablet.goes_to("看看名册").await?;
    tablet.sees(PLACES).await?;
    let text = files::gbk(&files::csv(&generated::units()));
    let text = file("产权.csv", &text)?;
    opens_import(tablet).await?;
    chooses_file(tablet, &text.path).await?;
    tablet.sees_a("heading", "第一步：核对每一列是什么").await?;
    tablet.sees("建筑面积").await?;
    tablet.fills("小区名称", "阳光小区").await?;
    tablet.presses("检查这个文件").await?;
    tablet.sees("和名册完全一致").await
}

#[tokio::test]
async fn a_file_that_is_no_table_says_so_and_changes_nothing() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    opens_import(tablet).await?;
    let renamed = file("名册.xlsx", b"%PDF-1.7 not a table at all")?;
    chooses_file(tablet, &renamed.path).await?;
    tablet.sees("PDF").await?;
    tablet.sees("名册没有改动").await?;
    let whole = files::xlsx(&[generated::units()]);
    let cut = file(
        "名册.xlsx",
        whole.get(..whole.len() / 2).unwrap_or_default(),
    )?;
    chooses_file(tablet, &cut.path).await?;
    tablet.sees("已损坏或不完整").await?;
    let strange = file("名册.csv", "甲,乙\n1,2\n".as_bytes())?;
    chooses_file(tablet, &strange.path).await?;
    tablet.sees("没有找到表头").await?;
    tablet.presses("检查这个文件").await?;
    tablet.sees("没有要导入的工作表").await
}

#[tokio::test]
async fn a_person_is_entered_found_by_a_colleague_and_erased_everywhere() -> Result<()> {
    const PHONE: &str = "13812345678";
    let mut community = Community::founded().await?;
    let colleague = community
        .is_joined_by("tablet B", Size::Tablet, Member::LI_JIANGUO)
        .await?;
    let tablet = &community.tablet_a;
    opens_roster(tablet).await?;
    tablet.presses("添加房屋").await?;
    tablet.fills("小区", "阳光小区").await?;
    tablet.fills("幢", "3").await?;
    tablet.fills("室", "501").await?;
    tablet.presses("保存").await?;
    tablet.sees_a("heading", "阳光小区3幢501室").await?;
    // The rest is done without a network.
    tablet.network(Network::Cut);
    tablet.is_offline().await?;
    tablet.presses("添加住户").await?;
    tablet.fills("姓名", "欧阳海燕").await?;
    tablet.fills("电话", "昨天").await?;
    tablet.presses("保存").await?;
    tablet.sees("电话号码看不懂").await?;
    tablet.fills("电话", PHONE).await?;
    tablet.presses("保存").await?;
    tablet
        .sees_a("link", Name::Has("欧阳海燕".to_owned()))
        .await?;
    tablet.network_returns().await?;
    tablet.is_all_delivered().await?;
    opens_roster(&colleague).await?;
    colleague.fills("查找", "oyhy").await?;
    colleague
        .presses_a("link", Name::Has("欧阳海燕".to_owned()))
        .await?;
    colleague.sees(PHONE).await?;
    // She asks for her data to be erased; so they are, on both tablets and at the relay.
    ensure!(
        holds(&mut community, PHONE).await?,
        "the relay should have it by now"
    );
    let tablet = &community.tablet_a;
    colleague.presses("删除个人信息").await?;
    colleague.sees("确定删除欧阳海燕的个人信息").await?;
    colleague.presses("删除，不再保留").await?;
    colleague.sees("已删除").await?;
    colleague.is_all_delivered().await?;
    opens_roster(tablet).await?;
    tablet.sees("全部房屋（1 套）").await?;
    tablet.fills("查找", "oyhy").await?;
    tablet.sees("没有找到").await?;
    ensure!(
        !holds(&mut community, PHONE).await?,
        "the relay still has her phone"
    );
    Ok(())
}

/// Whether the relay's data hold these bytes anywhere, once it has been started anew.
async fn holds(community: &mut Community, words: &str) -> Result<bool> {
    community.relay.is_killed().await?;
    community.relay.starts().await?;
    community.tablet_a.is_all_delivered().await?;
    community.relay.is_killed().await?;
    let copy = community.relay.is_copied()?;
    community.relay.starts().await?;
    let mut folders = vec![copy.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if std::fs::read(&path)?
                .windows(words.len())
                .any(|bytes| bytes == words.as_bytes())
            {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
