//! Starting without a network, and new versions that come whole or not at all.

use std::time::Duration;

use anyhow::{Result, ensure};
use journeys::device::ORIGIN;
use journeys::{Community, Device, Network, RelayProcess, Release, Size, eventually};
use serde_json::{Value, json};

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

/// How many files of the app are kept on the device.
const KEPT: &str = r#"
const done = arguments[arguments.length - 1];
caches.keys().then(async (names) => {
  const release = names.find((name) => name.startsWith("release-"));
  done(release ? (await (await caches.open(release)).keys()).length : 0);
});
"#;

/// The endings of the files that the page got its program from.
const PROGRAM: &str = r#"
const names = performance.getEntriesByType("resource").map((entry) => entry.name.split(".").pop());
return names.filter((ending) => ["pack", "wasm"].includes(ending));
"#;

/// What addresses that are no pages of the app are answered with.
const ELSEWHERE: &str = r#"
const done = arguments[arguments.length - 1];
const addresses = ["/healthz", "/metrics", "/blobs/abc", "/nothing-here", "/assets/none.js", "/settings.html"];
Promise.all(addresses.map(async (address) => [address, await (await fetch(address)).text()]))
  .then((answers) => done(Object.fromEntries(answers)));
"#;

#[tokio::test]
async fn after_the_first_visit_the_app_starts_without_any_network() -> Result<()> {
    let mut community = Community::with_consultation(TITLE).await?;
    let tablet = &mut community.tablet_a;
    tablet.is_installed().await?;
    tablet.network(Network::Cut);
    tablet.closes().await?;
    tablet.opens().await?;
    tablet.visits("/").await?;
    tablet.is_offline().await?;
    tablet.opens_consultation(TITLE).await?;
    tablet.flight_mode(true).await?;
    tablet.reloads().await?;
    tablet.sees_a("heading", TITLE).await?;
    // So does every other page, by its address.
    tablet.opens_stage("方案公示").await?;
    tablet.reloads().await?;
    tablet.sees_a("heading", TITLE).await?;
    for (path, heading) in [
        ("/topics", "议题"),
        ("/topics/catalogue", "协商议事目录"),
        ("/register", "台账"),
        ("/settings/rules", "本社区的规则"),
    ] {
        tablet.visits(path).await?;
        tablet.sees_a("heading", heading).await?;
    }
    Ok(())
}

#[tokio::test]
async fn program_comes_packed_once_and_whole_from_the_device_afterwards() -> Result<()> {
    let (_relay, device) = installed().await?;
    let fetched = device.runs(PROGRAM).await?;
    ensure!(
        fetched == json!(["pack"]),
        "a first visit fetched {fetched}"
    );
    device.reloads().await?;
    device.sees("欢迎使用众商").await?;
    let fetched = device.runs(PROGRAM).await?;
    ensure!(
        fetched == json!(["wasm"]),
        "a later start fetched {fetched}"
    );
    Ok(())
}

#[tokio::test]
async fn captive_portal_is_not_taken_for_the_relay_nor_for_the_app() -> Result<()> {
    let mut community = Community::with_consultation(TITLE).await?;
    let tablet = &mut community.tablet_a;
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
async fn install_that_was_cut_goes_on_where_it_stopped() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let device = Device::new("slow", Size::Phone, relay.address()).await?;
    device.network(Network::Slow {
        delay: Duration::from_millis(20),
        bytes_per_second: 150_000,
    });
    device.visits("/").await?;
    device.sees("欢迎使用众商").await?;
    let kept = eventually("a part of the app to be kept", || async {
        let kept = device.runs_and_waits(KEPT).await?;
        Ok(kept.as_u64().filter(|kept| *kept > 0))
    })
    .await?;
    device.network(Network::Cut);
    device.sees("欢迎使用众商").await?;
    let state = "return navigator.serviceWorker.controller ? 'in use' : 'not in use';";
    ensure!(
        device.runs(state).await? == "not in use",
        "half a version is in use with {kept} files"
    );
    device.network(Network::Fine);
    device.reloads().await?;
    device.is_installed().await?;
    let all = device.runs_and_waits(KEPT).await?;
    ensure!(
        all.as_u64().is_some_and(|all| all > kept),
        "the whole version has {all} files, the half had {kept}"
    );
    device.network(Network::Cut);
    device.reloads().await?;
    device.sees("欢迎使用众商").await
}

#[tokio::test]
async fn app_can_be_installed_like_any_other() -> Result<()> {
    let (_relay, device) = installed().await?;
    device.reloads().await?;
    let manifest = device.devtools("Page.getAppManifest", json!({})).await?;
    ensure!(
        manifest.pointer("/errors").and_then(Value::as_array) == Some(&Vec::new()),
        "the manifest has faults: {manifest}"
    );
    let text = manifest.pointer("/data").and_then(Value::as_str);
    let read: Value = serde_json::from_str(text.unwrap_or_default())?;
    for (name, value) in [
        ("name", "众商"),
        ("short_name", "众商"),
        ("start_url", "/"),
        ("scope", "/"),
        ("display", "standalone"),
        ("lang", "zh-CN"),
    ] {
        ensure!(read.get(name) == Some(&json!(value)), "{name} in {read}");
    }
    let faults = device
        .devtools("Page.getInstallabilityErrors", json!({}))
        .await?;
    let faults = faults
        .pointer("/installabilityErrors")
        .and_then(Value::as_array);
    ensure!(
        faults == Some(&Vec::new()),
        "it cannot be installed: {faults:?}"
    );
    Ok(())
}

#[tokio::test]
async fn nothing_but_the_apps_own_addresses_is_answered_with_its_page() -> Result<()> {
    let (_relay, device) = installed().await?;
    device.reloads().await?;
    let answers = device.runs_and_waits(ELSEWHERE).await?;
    for (address, answer) in answers.as_object().into_iter().flatten() {
        let is_page = answer.as_str().is_some_and(|text| text.contains("<html"));
        ensure!(!is_page, "{address} is answered with the app's page");
    }
    // What is not found is written to the console, which is as it should be.
    device.driver()?.browser_log().await?;
    device.network(Network::Cut);
    for own in ["/", "/settings", "/people/invite"] {
        device.visits(own).await?;
        device.sees("欢迎使用众商").await?;
    }
    for other in ["/healthz", "/blobs/abc", "/sync", "/settings.html"] {
        // The browser's own page says that there is no network.
        let _ = device.driver()?.goto(format!("{ORIGIN}{other}")).await;
        let address = device.runs("return document.URL;").await?;
        ensure!(
            address
                .as_str()
                .is_some_and(|url| url.starts_with("chrome-error")),
            "{other} is answered without a network: {address}"
        );
    }
    Ok(())
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
