//! How it looks and reads: every page in every size, light and dark, in big type, on paper.
//!
//! With `ZHONGSHANG_PICTURES` set to a folder, each of them is written there as a picture.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use journeys::device::{Look, Theme};
use journeys::{Community, Device, NewConsultation, RelayProcess, Size, Solicitation};

const PAGES: [&str; 7] = [
    "/",
    "/consultations",
    "/consultations/new",
    "/people",
    "/people/invite",
    "/reliability",
    "/settings",
];
const SIZES: [Size; 3] = [Size::Tablet, Size::Phone, Size::Laptop];
const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

/// A community with a consultation that has something of everything.
async fn community() -> Result<Community> {
    let solicitation = Solicitation::ningbo_2017()?;
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet
        .enters(NewConsultation {
            title: solicitation.title,
            purpose: "逐条听取居民和驻区单位的意见，形成书面反馈。",
            venue: "社区二楼议事厅",
            start: "2017-12-16T19:00",
            notice: Some(solicitation.notice),
            full_text: solicitation.text,
        })
        .await?;
    tablet.opens_minutes().await?;
    tablet.needs_a_section().await?;
    tablet
        .writes_in_section(1, "主持人王敏说明来意。\n到会 14 户，列席 3 人。")
        .await?;
    tablet.is_all_delivered().await?;
    Ok(community)
}

/// The addresses of the app's pages, the consultation's and its minutes' among them.
async fn pages(device: &Device) -> Result<Vec<String>> {
    let first =
        "return document.querySelector('a[href^=\"/consultations/\"]:not([href$=\"/new\"])')
        ?.getAttribute('href') ?? '';";
    device.opens_consultations().await?;
    let consultation = device
        .runs(first)
        .await?
        .as_str()
        .unwrap_or_default()
        .to_owned();
    ensure!(
        !consultation.is_empty(),
        "the list links to no consultation"
    );
    let minutes = format!("{consultation}/minutes");
    Ok(PAGES
        .into_iter()
        .map(str::to_owned)
        .chain([consultation, minutes])
        .collect())
}

async fn opens_page(device: &Device, path: &str) -> Result<()> {
    device.visits(path).await?;
    device.sees_a("navigation", "主导航").await?;
    device.waits("a heading", |tree| tree.headings() > 0).await
}

/// Nothing sticks out sideways, and whatever is pressed is large enough for a finger.
async fn fits(device: &Device, least: u32, page: &str) -> Result<()> {
    let wide =
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
    let over = device.runs(wide).await?.as_i64().unwrap_or_default();
    ensure!(over <= 0, "{page} is {over} px too wide");
    let small = format!(
        "return [...document.querySelectorAll('button, .btn, select, nav a, input:not([type=radio])')]
           .filter((it) => it.checkVisibility())
           .map((it) => [it.textContent.trim() || it.id || it.tagName, it.getBoundingClientRect()])
           .filter(([, box]) => Math.min(box.width, box.height) < {least} - 0.5)
           .map(([name, box]) => `${{name}}: ${{Math.round(box.width)}}×${{Math.round(box.height)}}`);"
    );
    let small = device.runs(&small).await?;
    ensure!(
        small.as_array().is_some_and(Vec::is_empty),
        "{page}: smaller than {least} px: {small}"
    );
    Ok(())
}

async fn picture(device: &Device, name: &str) -> Result<()> {
    let Some(folder) = std::env::var_os("ZHONGSHANG_PICTURES").map(PathBuf::from) else {
        return Ok(());
    };
    tokio::fs::create_dir_all(&folder).await?;
    device.screenshot(&folder.join(format!("{name}.png"))).await
}

fn plain(page: &str, pages: &[String]) -> String {
    let place = pages
        .iter()
        .position(|other| other == page)
        .unwrap_or_default();
    let last = page.rsplit('/').next().unwrap_or_default();
    let last = if last.is_empty() { "today" } else { last };
    format!("{place}-{}", last.chars().take(12).collect::<String>())
}

#[tokio::test]
async fn every_page_in_every_size_light_and_dark() -> Result<()> {
    let community = community().await?;
    let device = &community.tablet_a;
    let pages = pages(device).await?;
    for page in &pages {
        for size in SIZES {
            for theme in THEMES {
                device.looks(Look { size, theme }).await?;
                opens_page(device, page).await?;
                fits(device, 44, page).await?;
                let name = format!("{}-{size:?}-{theme:?}", plain(page, &pages));
                picture(device, &name).await?;
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_page_in_big_type_and_high_contrast() -> Result<()> {
    let community = community().await?;
    let device = &community.tablet_a;
    let pages = pages(device).await?;
    device.opens_settings().await?;
    device.presses_a("radio", "大字").await?;
    for contrast in ["标准对比", "高对比"] {
        device
            .looks(Look {
                size: Size::Tablet,
                theme: Theme::Light,
            })
            .await?;
        device.opens_settings().await?;
        device.presses_a("radio", contrast).await?;
        for page in &pages {
            for (size, theme) in [(Size::Tablet, Theme::Light), (Size::Phone, Theme::Dark)] {
                device.looks(Look { size, theme }).await?;
                opens_page(device, page).await?;
                fits(device, 56, page).await?;
                let name = format!(
                    "{}-elder-{size:?}-{theme:?}-{contrast}",
                    plain(page, &pages)
                );
                picture(device, &name).await?;
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn interface_is_whole_in_each_language() -> Result<()> {
    let community = community().await?;
    let device = &community.tablet_a;
    let pages = pages(device).await?;
    for (language, today) in [
        ("繁體中文", "今日"),
        ("English", "Today"),
        ("简体中文", "今日"),
    ] {
        device.visits("/settings").await?;
        device.presses_a("radio", language).await?;
        device.sees_a("link", today).await?;
        for page in &pages {
            device.visits(page).await?;
            device.sees_a("link", today).await?;
            picture(device, &format!("{}-{language}", plain(page, &pages))).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn tree_of_the_first_pages_reads_as_it_should() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let device = Device::new("look", Size::Phone, relay.address()).await?;
    device.visits("/").await?;
    device.sees("欢迎使用众商").await?;
    insta::assert_snapshot!("visitor", device.tree().await?.text());
    let link = relay.founding_link().await?;
    device.follows(&link).await?;
    device.sees("第 1 步，共 2 步").await?;
    insta::assert_snapshot!("found", device.tree().await?.text());
    Ok(())
}

#[tokio::test]
async fn recovery_sheet_and_record_print_on_paper() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet.visits("/people/recovery-sheet").await?;
    tablet.sees("手工输入用的链接").await?;
    prints(tablet, "recovery-sheet").await?;
    tablet
        .enters(NewConsultation {
            title: "打印出来是什么样",
            full_text: "一、情况说明。\n二、征求意见。",
            ..NewConsultation::default()
        })
        .await?;
    prints(tablet, "consultation").await
}

async fn prints(device: &Device, name: &str) -> Result<()> {
    let pdf = device.prints().await?;
    ensure!(
        pdf.starts_with(b"%PDF-") && pdf.len() > 4_000,
        "{name}: no print came out"
    );
    if let Some(folder) = std::env::var_os("ZHONGSHANG_PICTURES").map(PathBuf::from) {
        tokio::fs::create_dir_all(&folder).await?;
        tokio::fs::write(folder.join(format!("{name}.pdf")), &pdf).await?;
    }
    Ok(())
}
