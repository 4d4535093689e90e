//! Starting without a network, and new versions that come whole or not at all.

use anyhow::{Result, ensure};
use journeys::{Community, Device, Network, NewConsultation, RelayProcess, Release, Size};

const TITLE: &str = "夜间装修几点停工";

/// Looks for a new version of the app and answers what became of it.
const LOOK: &str = r#"
const done = arguments[arguments.length - 1];
navigator.serviceWorker.getRegistration().then(async (registration) => {
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker.addEventListener("statechange", () => {
      if (["installed", "activated", "redundant"].includes(worker.state)) done(worker.state);
    });
  });
  await registration.update();
  if (!registration.installing && !registration.waiting) done("nothing new");
  if (registration.waiting) done("installed");
}).catch((error) => done("failed: " + error));
"#;

#[tokio::test]
async fn after_the_first_visit_the_app_starts_without_any_network() -> Result<()> {
    let mut community = Community::founded().await?;
    let tablet = &mut community.tablet_a;
    tablet
        .enters(NewConsultation {
            title: TITLE,
            ..NewConsultation::default()
        })
        .await?;
    tablet.is_all_delivered().await?;
    tablet.is_installed().await?;
    tablet.network(Network::Cut);
    tablet.closes().await?;
    tablet.opens().await?;
    tablet.visits("/").await?;
    tablet.is_offline().await?;
    tablet.opens_consultation(TITLE).await?;
    tablet.flight_mode(true).await?;
    tablet.reloads().await?;
    tablet.sees_a("heading", TITLE).await
}

#[tokio::test]
async fn captive_portal_is_not_taken_for_the_relay_nor_for_the_app() -> Result<()> {
    let mut community = Community::founded().await?;
    let tablet = &mut community.tablet_a;
    tablet
        .enters(NewConsultation {
            title: TITLE,
            ..NewConsultation::default()
        })
        .await?;
    tablet.is_all_delivered().await?;
    tablet.is_installed().await?;
    tablet.network(Network::CaptivePortal);
    tablet.reloads().await?;
    tablet.is_offline().await?;
    tablet.changes("地点", "社区二楼").await?;
    tablet.is_stored_here().await?;
    let outcome = tablet.runs_and_waits(LOOK).await?;
    ensure!(
        outcome
            .as_str()
            .is_some_and(|said| said.starts_with("failed")),
        "it was {outcome}"
    );
    tablet.network_returns().await?;
    tablet.is_marked_delivered().await
}

#[tokio::test]
async fn tampered_file_is_never_half_installed() -> Result<()> {
    let (mut relay, device) = installed().await?;
    let tampered = Release::tampered()?;
    relay.is_killed().await?;
    relay.serves_app(tampered.folder());
    relay.starts().await?;
    let outcome = device.runs_and_waits(LOOK).await?;
    ensure!(outcome == "redundant", "the tampered version was {outcome}");
    device.network(Network::Cut);
    device.reloads().await?;
    device.sees("欢迎使用众商").await?;
    ensure!(
        !device.shows("有新版本").await?,
        "a broken version is offered"
    );
    ensure!(
        release_of(&device).await?.is_none(),
        "the tampered page is in use"
    );
    Ok(())
}

#[tokio::test]
async fn new_version_is_offered_and_taken_when_the_person_says_so() -> Result<()> {
    let mut community = Community::founded().await?;
    let (relay, device) = (&mut community.relay, &community.tablet_a);
    device.is_installed().await?;
    // From here on the page comes from the installed version.
    device.reloads().await?;
    let newer = Release::newer("two")?;
    relay.is_killed().await?;
    relay.serves_app(newer.folder());
    relay.starts().await?;
    let outcome = device.runs_and_waits(LOOK).await?;
    ensure!(outcome == "installed", "the new version was {outcome}");
    device.opens_settings().await?;
    device.sees("有新版本").await?;
    device.reloads().await?;
    ensure!(
        release_of(device).await?.is_none(),
        "the new version was forced"
    );
    device.opens_settings().await?;
    device.sees("有新版本").await?;
    device.presses("现在换上").await?;
    device
        .waits_for_script(
            "the new version to be in use",
            "return document.querySelector('meta[name=release]')?.content === 'two';",
        )
        .await?;
    device.network(Network::Cut);
    device.reloads().await?;
    ensure!(
        release_of(device).await?.as_deref() == Some("two"),
        "the old version came back"
    );
    Ok(())
}

#[tokio::test]
async fn install_cut_at_any_byte_goes_on_where_it_stopped() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let device = Device::new("slow", Size::Phone, relay.address()).await?;
    device.visits("/").await?;
    device.sees("欢迎使用众商").await?;
    device.network(Network::Cut);
    device.network(Network::Fine);
    device.reloads().await?;
    device.is_installed().await?;
    device.network(Network::Cut);
    device.reloads().await?;
    device.sees("欢迎使用众商").await
}

/// A relay, and a visitor's device on which the app is installed.
async fn installed() -> Result<(RelayProcess, Device)> {
    let relay = RelayProcess::start().await?;
    let device = Device::new("visitor", Size::Tablet, relay.address()).await?;
    device.visits("/").await?;
    device.is_installed().await?;
    Ok((relay, device))
}

/// The mark of the release that the page in front comes from; the built app has none.
async fn release_of(device: &Device) -> Result<Option<String>> {
    let mark = "return document.querySelector('meta[name=release]')?.content ?? null;";
    Ok(device.runs(mark).await?.as_str().map(str::to_owned))
}
