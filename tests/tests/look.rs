//! How it looks and reads: every page in every size, light and dark, in big type, on paper.
//!
//! With `ZHONGSHANG_PICTURES` set to a folder, each of them is written there as a picture.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use journeys::device::{Look, Theme, pages_of};
use journeys::{Community, Device, NewConsultation, RelayProcess, Size, Solicitation, Way};

const PAGES: [&str; 21] = [
    "/",
    "/consultations",
    "/consultations/new",
    "/topics",
    "/topics/catalogue",
    "/publications",
    "/register",
    "/people",
    "/people/invite",
    "/reliability",
    "/roster",
    "/roster/import",
    "/settings",
    "/settings/rules",
    "/no-such-page",
    "/settings/organisation",
    "/settings/venues",
    "/settings/documents",
    "/settings/support",
    "/settings/templates",
    "/settings/chart",
];
const SIZES: [Size; 4] = [Size::Tablet, Size::Phone, Size::Laptop, Size::Narrow];
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

/// The addresses of the app's pages, the consultation's and its texts' among them.
async fn pages(device: &Device) -> Result<Vec<String>> {
    let first =
        "return document.querySelector('a[href^=\"/consultations/\"]:not([href$=\"/new\"])')
        ?.getAttribute('href') ?? '';";
    device.opens_consultations().await?;
    let consultation = device.runs(first).await?;
    let consultation = consultation.as_str().unwrap_or_default().to_owned();
    ensure!(
        !consultation.is_empty(),
        "the list links to no consultation"
    );
    let texts = ["minutes", "full-text"].map(|text| format!("{consultation}/{text}"));
    let pages = PAGES.into_iter().map(str::to_owned);
    Ok(pages.chain([consultation]).chain(texts).collect())
}

/// Shows a page as a person gets there who is in the app already: nothing is loaded.
async fn opens_page(device: &Device, path: &str) -> Result<()> {
    let go = format!(
        "history.pushState(null, '', '{path}'); dispatchEvent(new PopStateEvent('popstate'));"
    );
    device.runs(&go).await?;
    // A record is read first; till then its page has a heading only.
    let is_there = "const parts = location.pathname.split('/').filter(Boolean);
        const [, room, text] = parts;
        const wanted = text ? 'textarea' : room?.length === 64 ? '.facts' : 'h1';
        return document.querySelector(`main ${wanted}`) !== null;";
    device
        .waits_for_script(&format!("the page {path}"), is_there)
        .await
}

/// Makes sure that plain text has this many pixels.
async fn has_text_of(device: &Device, pixels: u32) -> Result<()> {
    let what = format!("plain text of {pixels} pixels");
    let is_so = format!("return getComputedStyle(document.body).fontSize === '{pixels}px';");
    device.waits_for_script(&what, &is_so).await
}

async fn picture(device: &Device, page: &str, look: &str) -> Result<()> {
    let Some(folder) = std::env::var_os("ZHONGSHANG_PICTURES").map(PathBuf::from) else {
        return Ok(());
    };
    tokio::fs::create_dir_all(&folder).await?;
    let parts = page.split('/').filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts
        .map(|part| if part.len() == 64 { "record" } else { part })
        .collect();
    let name = parts.join("-");
    let file = format!("{name}-{look}.png");
    device.screenshot(&folder.join(file)).await
}

#[tokio::test]
async fn every_page_in_every_size_light_and_dark() -> Result<()> {
    let community = community().await?;
    let device = &community.tablet_a;
    has_text_of(device, 18).await?;
    for page in pages(device).await? {
        opens_page(device, &page).await?;
        for size in SIZES {
            for theme in THEMES {
                device.looks(Look { size, theme }).await?;
                device.fits().await?;
                picture(device, &page, &format!("{size:?}-{theme:?}")).await?;
                // Each size and each theme is checked, though not each in each.
                let is_bright = matches!(size, Size::Tablet | Size::Narrow);
                if is_bright == (theme == Theme::Light) {
                    device.check().await?;
                }
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_page_in_big_type_and_high_contrast() -> Result<()> {
    let mut community = community().await?;
    let device = &mut community.tablet_a;
    let pages = pages(device).await?;
    device.opens_settings().await?;
    device.presses_a("radio", "大字").await?;
    has_text_of(device, 23).await?;
    for contrast in ["标准对比", "高对比"] {
        device.opens_settings().await?;
        device.presses_a("radio", contrast).await?;
        for page in &pages {
            for (size, theme) in [
                (Size::Narrow, Theme::Light),
                (Size::Tablet, Theme::Light),
                (Size::Phone, Theme::Dark),
            ] {
                device.looks(Look { size, theme }).await?;
                opens_page(device, page).await?;
                device.fits().await?;
                if size != Size::Narrow {
                    device.check().await?;
                }
                let look = format!("elder-{size:?}-{theme:?}-{contrast}");
                picture(device, page, &look).await?;
            }
        }
    }
    device.opens_settings().await?;
    device.presses_a("radio", "标准").await?;
    let has_large_text = true;
    let way = Way {
        has_large_text,
        ..Way::default()
    };
    device.opens_as(way).await?;
    device.visits("/").await?;
    has_text_of(device, 36).await?;
    for page in &pages {
        opens_page(device, page).await?;
        for size in [Size::Tablet, Size::Phone] {
            let theme = Theme::Light;
            device.looks(Look { size, theme }).await?;
            device.fits().await?;
            picture(device, page, &format!("large-text-{size:?}")).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn interface_is_whole_in_each_language() -> Result<()> {
    let community = community().await?;
    let device = &community.tablet_a;
    let pages = pages(device).await?;
    for (language, rail) in [
        ("繁體中文", "主導航"),
        ("English", "Main navigation"),
        ("简体中文", "主导航"),
    ] {
        device.visits("/settings").await?;
        device.presses_a("radio", language).await?;
        device.sees_a("navigation", rail).await?;
        for page in &pages {
            opens_page(device, page).await?;
            for size in [Size::Narrow, Size::Tablet] {
                let theme = Theme::Light;
                device.looks(Look { size, theme }).await?;
                device.fits().await?;
                picture(device, page, &format!("{language}-{size:?}")).await?;
            }
            device.check().await?;
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
    first_page(&device, "visitor").await?;
    let link = relay.founding_link().await?;
    device.follows(&link).await?;
    device.sees("第 1 步，共 2 步").await?;
    insta::assert_snapshot!("found", device.tree().await?.text());
    first_page(&device, "found").await
}

/// A page that has no frame yet, in its extremes.
async fn first_page(device: &Device, name: &str) -> Result<()> {
    for size in SIZES {
        let theme = Theme::Light;
        device.looks(Look { size, theme }).await?;
        device.fits().await?;
        picture(device, name, &format!("{size:?}")).await?;
    }
    Ok(())
}

#[tokio::test]
async fn recovery_sheet_and_record_print_on_paper() -> Result<()> {
    let solicitation = Solicitation::ningbo_2017()?;
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet.visits("/people/recovery-sheet").await?;
    tablet.sees("手工输入用的链接").await?;
    ensure!(
        pages_of(&prints(tablet, "recovery-sheet").await?) == 1,
        "the recovery sheet is one page"
    );
    tablet
        .enters(NewConsultation {
            title: solicitation.title,
            full_text: solicitation.text,
            ..NewConsultation::default()
        })
        .await?;
    // The solicitation fills four pages of a printed page's width; in a narrow column it would fill more.
    let count = pages_of(&prints(tablet, "consultation").await?);
    ensure!((4..=5).contains(&count), "it came out on {count} pages");
    Ok(())
}

async fn prints(device: &Device, name: &str) -> Result<Vec<u8>> {
    let pdf = device.prints().await?;
    ensure!(
        pdf.starts_with(b"%PDF-") && pdf.len() > 4_000,
        "{name}: no print came out"
    );
    if let Some(folder) = std::env::var_os("ZHONGSHANG_PICTURES").map(PathBuf::from) {
        tokio::fs::create_dir_all(&folder).await?;
        tokio::fs::write(folder.join(format!("{name}.pdf")), &pdf).await?;
    }
    Ok(pdf)
}
