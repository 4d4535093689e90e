//! Bad input and bad luck: each gets a clear message in the person's language and loses nothing.

use anyhow::{Result, ensure};
use journeys::accessibility::Name;
use journeys::{
    Community, Device, LONG_PATIENCE, Member, Network, RelayProcess, Size, Way, eventually,
    eventually_within,
};

const TITLE: &str = "电动车在哪里充电";

async fn visitor() -> Result<(RelayProcess, Device)> {
    let relay = RelayProcess::start().await?;
    let device = Device::new("visitor", Size::Phone, relay.address()).await?;
    Ok((relay, device))
}

#[tokio::test]
async fn damaged_link_says_so_and_what_to_do() -> Result<()> {
    let (_relay, device) = visitor().await?;
    device.visits("/#join/abc").await?;
    device.sees("这条链接不完整，打不开。").await?;
    device.sees_a("heading", "欢迎使用众商").await?;
    let address = device.driver()?.current_url().await?;
    ensure!(
        address.fragment().is_none(),
        "the link stays in the address bar: {address}"
    );
    device
        .fills("邀请链接", "https://example.cn/#join/错的")
        .await?;
    device.presses("打开链接").await?;
    device.sees("这条链接不完整，打不开。").await
}

#[tokio::test]
async fn second_founding_by_the_same_link_is_refused_with_the_reason() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let link = relay.founding_link().await?;
    let first = Device::new("first", Size::Tablet, relay.address()).await?;
    first
        .founds_the_community(&link, "示范社区", Member::WANG_MIN)
        .await?;
    first.is_all_delivered().await?;
    let second = Device::new("second", Size::Tablet, relay.address()).await?;
    second.follows(&link).await?;
    second.fills("社区名称", "另一个社区").await?;
    second.presses("下一步").await?;
    second.fills("您的姓名", "赵六").await?;
    second.fills("这台设备叫什么", "赵六的平板").await?;
    second.presses("开通").await?;
    second
        .sees("这条开通链接已经用过，社区已经有管理员了。")
        .await?;
    first.opens_people().await?;
    ensure!(!first.shows("赵六").await?, "the second founder is in");
    Ok(())
}

#[tokio::test]
async fn invitation_used_up_makes_further_ones_wait_for_staff() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let link = tablet.invites_for(1, 30).await?;
    let second = Device::new("second", Size::Tablet, community.relay.address()).await?;
    second.joins_by(&link, Member::LI_JIANGUO).await?;
    let third = Device::new("third", Size::Phone, community.relay.address()).await?;
    third.tries_to_join_by(&link, Member::CHEN_AFANG).await?;
    third.sees("这份邀请的名额已经用完了。").await
}

#[tokio::test]
async fn invitation_opened_before_the_relay_has_it_says_so_and_works_once_it_is_there() -> Result<()>
{
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet.is_all_delivered().await?;
    tablet.network(Network::Cut);
    tablet.is_offline().await?;
    let link = tablet.invites_staff().await?;
    let early = Device::new("early", Size::Phone, community.relay.address()).await?;
    early.tries_to_join_by(&link, Member::LI_JIANGUO).await?;
    early.sees("这份邀请还没有送到服务器。").await?;
    early.fits().await?;
    let name = early.finds("textbox", "您的姓名").await?;
    ensure!(
        name.prop("value").await?.as_deref() == Some(Member::LI_JIANGUO.name),
        "what was typed is gone"
    );
    // Pressed again, it waits; the invitation comes meanwhile, and nobody has to do anything more.
    early.presses("加入").await?;
    tablet.network_returns().await?;
    early.sees_a("navigation", "主导航").await?;
    early.is_all_delivered().await
}

#[tokio::test]
async fn expired_invitation_says_so() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    // The inviting tablet's clock is forty days slow: by the relay's clock the invitation is over.
    tablet.clock_is_off_by(-40 * 24 * 3600 * 1000).await?;
    tablet.reloads().await?;
    let link = tablet.invites_for(5, 1).await?;
    let late = Device::new("late", Size::Tablet, community.relay.address()).await?;
    late.tries_to_join_by(&link, Member::LI_JIANGUO).await?;
    late.sees("这份邀请已经过期。").await
}

#[tokio::test]
async fn relay_that_cannot_be_reached_or_is_a_captive_portal_is_named() -> Result<()> {
    let community = Community::founded().await?;
    let link = community.tablet_a.invites_staff().await?;
    let device = Device::new("joining", Size::Phone, community.relay.address()).await?;
    device.visits("/").await?;
    device.is_installed().await?;
    device.network(Network::Cut);
    device.tries_to_join_by(&link, Member::LI_JIANGUO).await?;
    device.sees("连不上服务器。").await?;
    device.network(Network::CaptivePortal);
    device.presses("加入").await?;
    device
        .sees("连上的不是本社区的服务器，可能是无线网络的登录页。")
        .await?;
    let name = device.finds("textbox", "您的姓名").await?;
    ensure!(
        name.prop("value").await?.as_deref() == Some(Member::LI_JIANGUO.name),
        "what was typed is gone"
    );
    device.network(Network::Fine);
    device.presses("加入").await?;
    device.sees_a("navigation", "主导航").await
}

#[tokio::test]
async fn browser_that_stores_nothing_is_told_before_a_word_is_written() -> Result<()> {
    let (_relay, device) = visitor().await?;
    let no_storage = "Object.defineProperty(Window.prototype, 'indexedDB', { value: undefined });
        Object.defineProperty(globalThis, 'indexedDB', { value: undefined });";
    device.starts_pages_with(no_storage).await?;
    device.visits("/").await?;
    device
        .sees("这个浏览器不让网页保存内容，写下的关了就没了。")
        .await?;
    device
        .sees("请在浏览器设置里允许网站保存数据，或换一个浏览器打开。")
        .await
}

#[tokio::test]
async fn browser_whose_settings_forbid_storing_is_told_so_too() -> Result<()> {
    let (_relay, mut device) = visitor().await?;
    let stores_nothing = true;
    let way = Way {
        stores_nothing,
        ..Way::default()
    };
    device.opens_as(way).await?;
    device.visits("/").await?;
    device
        .sees("这个浏览器不让网页保存内容，写下的关了就没了。")
        .await?;
    device.fits().await?;
    device.opens_as(Way::default()).await?;
    device.visits("/").await?;
    device.sees("欢迎使用众商").await
}

#[tokio::test]
async fn private_window_that_keeps_no_key_says_so_before_anything_is_written() -> Result<()> {
    let community = Community::founded().await?;
    let link = community.tablet_a.invites_staff().await?;
    let device = Device::new("private", Size::Phone, community.relay.address()).await?;
    // A private window of Firefox takes everything into its storage but keys.
    let no_keys = "const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (value, ...rest) {
          if (value?.privateKey) throw new DOMException('no keys here', 'DataCloneError');
          return put.call(this, value, ...rest);
        };";
    device.starts_pages_with(no_keys).await?;
    device.tries_to_join_by(&link, Member::LI_JIANGUO).await?;
    device
        .sees("这是无痕（隐私）窗口，关掉以后写下的都会消失。")
        .await?;
    device.sees("请在普通窗口里重新打开同一个链接。").await?;
    device.fits().await?;
    let tablet = &community.tablet_a;
    tablet.opens_people().await?;
    ensure!(!tablet.shows("李建国").await?, "it joined nevertheless");
    Ok(())
}

#[tokio::test]
async fn private_window_is_told_what_it_may_lose_and_what_was_delivered_stays() -> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let link = community.tablet_a.invites_staff().await?;
    let mut device = Device::new("private", Size::Phone, community.relay.address()).await?;
    let is_private = true;
    let way = Way {
        is_private,
        ..Way::default()
    };
    device.opens_as(way).await?;
    device.joins_by(&link, Member::LI_JIANGUO).await?;
    // Chromium hides from pages that its window is private: all that can be known is that nothing is
    // promised, and that is said.
    device.opens_today().await?;
    device.sees("浏览器可能清掉记录").await?;
    device.opens_reliability().await?;
    device.sees("无痕（隐私）窗口一关，记录就没了").await?;
    device.opens_consultation(TITLE).await?;
    device.changes("地点", "社区二楼").await?;
    device.is_all_delivered().await?;
    device.closes().await?;
    device.opens().await?;
    device.visits("/").await?;
    device.sees("欢迎使用众商").await?;
    let tablet = &community.tablet_a;
    tablet.opens_consultation(TITLE).await?;
    tablet.sees_field("地点", "社区二楼").await
}

#[tokio::test]
async fn full_storage_keeps_what_was_stored_and_shows_what_was_not() -> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    tablet.opens_minutes().await?;
    tablet.needs_a_section().await?;
    tablet.writes_in_section(1, "存下的话。").await?;
    tablet.is_all_delivered().await?;
    tablet.has_storage_for(Some(1)).await?;
    // The browser grants space ahead, and asks again only when that is used up or old.
    let full = "这台设备的存储空间满了，刚才的内容没能存下。";
    eventually_within(LONG_PATIENCE, "the storage to be full", || async {
        tablet.writes_in_section(1, "满了以后写的话。").await?;
        Ok(tablet.shows(full).await?.then_some(()))
    })
    .await?;
    tablet.sees("满了以后写的话。").await?;
    tablet.fits().await?;
    // Loaded anew it still shows what it has, says why it takes no more, and goes on once there is space.
    tablet.reloads().await?;
    tablet.sees("存储空间满了，这里只能看。").await?;
    tablet.sees("存下的话。").await?;
    tablet.fits().await?;
    tablet.has_storage_for(None).await?;
    eventually_within(LONG_PATIENCE, "the storage to take words again", || async {
        tablet.takes_over_if_asked().await?;
        Ok((!tablet.shows("这里只能看").await?).then_some(()))
    })
    .await?;
    tablet.writes_in_section(1, "又有空间了。").await?;
    tablet
        .sees_each_once(&["存下的话。", "又有空间了。"])
        .await?;
    tablet.is_all_delivered().await
}

#[tokio::test]
async fn records_of_a_newer_version_are_left_alone_and_the_page_says_so() -> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    let newer = "const done = arguments[arguments.length - 1];
        const open = indexedDB.open('zhongshang', 1000);
        open.onsuccess = () => { open.result.close(); done('newer'); };
        open.onerror = () => done(String(open.error));";
    let done = tablet.runs_and_waits(newer).await?;
    ensure!(done == "newer", "the database was not made newer: {done}");
    tablet.visits("/").await?;
    tablet
        .sees("这台设备上的记录是用更新的版本写的，这个旧版本读不了。")
        .await?;
    tablet
        .sees("记录原样留在这台设备上，什么都没有动。")
        .await?;
    tablet.fits().await
}

#[tokio::test]
async fn older_version_in_another_window_is_named_and_the_app_starts_once_it_is_closed()
-> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    let first = tablet.tab().await?;
    tablet.opens_a_tab().await?;
    tablet.visits("/").await?;
    // The older version: it holds the database open and does not listen.
    let hold = "const done = arguments[arguments.length - 1];
        const open = indexedDB.open('zhongshang');
        open.onsuccess = () => { globalThis.held = open.result; done('held'); };";
    ensure!(tablet.runs_and_waits(hold).await? == "held", "not held");
    let second = tablet.tab().await?;
    tablet.turns_to(&first).await?;
    let newer = "const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (name) { return open.call(this, name, 1000); };";
    tablet.starts_pages_with(newer).await?;
    tablet.reloads().await?;
    tablet
        .sees("另一个窗口还开着旧版本，新版本打不开记录。")
        .await?;
    tablet.fits().await?;
    tablet.turns_to(&second).await?;
    tablet.closes_the_tab(&first).await?;
    tablet.presses("再试一次").await?;
    tablet.sees_a("heading", TITLE).await
}

#[tokio::test]
async fn database_that_does_not_open_is_said_and_nothing_is_deleted() -> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    tablet.is_installed().await?;
    let broken = "if (!localStorage.getItem('mended')) {
          const open = IDBFactory.prototype.open;
          IDBFactory.prototype.open = function (name) {
            const opening = open.call(this, `${name}-broken-${Math.random()}`, 1);
            const fail = () => opening.transaction.abort();
            Promise.resolve().then(() => opening.addEventListener('upgradeneeded', fail));
            return opening;
          };
        }";
    tablet.starts_pages_with(broken).await?;
    tablet.reloads().await?;
    tablet.sees("这台设备上的记录打不开。").await?;
    tablet.sees("什么都没有删").await?;
    tablet.fits().await?;
    tablet.runs("localStorage.setItem('mended', '1');").await?;
    tablet.presses("再试一次").await?;
    tablet.sees_a("heading", TITLE).await?;
    tablet.is_all_delivered().await
}

#[tokio::test]
async fn damaged_files_of_the_database_raise_a_clear_page_and_nothing_that_was_delivered_is_lost()
-> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let link = community.tablet_a.invites_staff().await?;
    let mut helper = Device::new("helper", Size::Tablet, community.relay.address()).await?;
    helper.joins_by(&link, Member::LI_JIANGUO).await?;
    helper.is_all_delivered().await?;
    helper.closes().await?;
    ensure!(
        helper.has_damaged_files()? > 0,
        "there was nothing to damage"
    );
    helper.opens().await?;
    helper.visits("/").await?;
    // Browsers differ: some say that the files are damaged, some give an empty database.
    helper
        .waits("a page that says what happened", |tree| {
            tree.says("这台设备上的记录打不开。") || tree.says("这台设备上的记录被清掉了")
        })
        .await?;
    helper.check().await?;
    community.tablet_a.opens_consultation(TITLE).await
}

#[tokio::test]
async fn room_that_kills_the_app_twice_opens_without_its_newest_entries_and_says_so() -> Result<()>
{
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    tablet.changes("地点", "社区二楼").await?;
    tablet.is_all_delivered().await?;
    // While a room is being opened, the browser fails the app in a way that nothing can catch.
    let deadly = "if (location.protocol === 'http:' && !localStorage.getItem('mended')) {
          const set = Storage.prototype.setItem;
          const random = Crypto.prototype.getRandomValues;
          Storage.prototype.setItem = function (name, value) {
            set.call(this, name, value);
            if (name !== 'zhongshang.opening' || !value.includes('=')) return;
            Crypto.prototype.getRandomValues = function () {
              Crypto.prototype.getRandomValues = random;
              throw new Error('it dies here');
            };
          };
        }";
    tablet.starts_pages_with(deadly).await?;
    for _ in 0..2 {
        tablet.driver()?.refresh().await?;
        tablet.sees_dying("软件出了故障，页面停住了。").await?;
    }
    let mended = "localStorage.setItem('mended', '1'); return document.URL;";
    let address = tablet.runs(mended).await?;
    tablet
        .leaves_dead_page(address.as_str().unwrap_or_default())
        .await?;
    tablet.sees_a("heading", "上次打开时出了故障").await?;
    tablet
        .sees("什么都没有删，最新的几条还存在这台设备上。")
        .await?;
    tablet.fits().await?;
    tablet.presses("打开").await?;
    tablet.sees_a("navigation", "主导航").await?;
    // The next time everything is read again, and nothing is missing.
    tablet.reloads().await?;
    tablet.opens_consultation(TITLE).await?;
    tablet.sees_field("地点", "社区二楼").await
}

#[tokio::test]
async fn clock_years_off_is_said_and_nothing_is_refused_for_it() -> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    for years in [3_i64, -40] {
        tablet
            .clock_is_off_by(years * 365 * 24 * 3600 * 1000)
            .await?;
        tablet.reloads().await?;
        tablet.sees_a("heading", TITLE).await?;
        let venue = format!("钟差{years}年时写的地点");
        tablet.changes("地点", &venue).await?;
        tablet.is_marked_delivered().await?;
        tablet.opens_today().await?;
        tablet.sees("这台设备的时钟不准").await?;
        tablet.opens_consultation(TITLE).await?;
    }
    Ok(())
}

#[tokio::test]
async fn damaged_row_is_set_aside_and_comes_back_from_the_relay() -> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    tablet.changes("地点", "社区二楼").await?;
    tablet.is_marked_delivered().await?;
    tablet.network(Network::Cut);
    let damaged = tablet
        .runs_and_waits(
            "const done = arguments[arguments.length - 1];
             const open = indexedDB.open('zhongshang');
             open.onsuccess = () => {
               const store = open.result.transaction('entries', 'readwrite').objectStore('entries');
               let last = null;
               store.openCursor(null, 'prev').onsuccess = ({ target }) => {
                 const cursor = target.result;
                 if (!cursor) return done('no row');
                 const bytes = new Uint8Array(cursor.value);
                 bytes[bytes.length >> 1] ^= 255;
                 cursor.update(bytes).onsuccess = () => { open.result.close(); done('damaged'); };
               };
             };",
        )
        .await?;
    ensure!(
        damaged == "damaged",
        "the row could not be damaged: {damaged}"
    );
    tablet.reloads().await?;
    tablet.sees("条数据损坏").await?;
    tablet.network(Network::Fine);
    tablet.reloads().await?;
    tablet.opens_consultation(TITLE).await?;
    tablet.sees_field("地点", "社区二楼").await?;
    tablet.is_all_delivered().await
}

#[tokio::test]
async fn damaged_line_of_a_consultation_is_made_anew_from_its_entries() -> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    tablet.changes("地点", "社区二楼").await?;
    tablet.is_marked_delivered().await?;
    tablet.network(Network::Cut);
    let damage = "const done = arguments[arguments.length - 1];
        const open = indexedDB.open('zhongshang');
        open.onsuccess = () => {
          const store = open.result.transaction('derived', 'readwrite').objectStore('derived');
          let damaged = 0;
          store.openCursor().onsuccess = ({ target }) => {
            const cursor = target.result;
            if (!cursor) { open.result.close(); return done(damaged); }
            const bytes = new Uint8Array(cursor.value);
            bytes[bytes.length >> 1] ^= 255;
            cursor.update(bytes).onsuccess = () => { damaged += 1; cursor.continue(); };
          };
        };";
    // It is kept a moment after it was written.
    eventually("a line to damage", || async {
        let damaged = tablet.runs_and_waits(damage).await?;
        Ok((damaged.as_u64() > Some(0)).then_some(()))
    })
    .await?;
    tablet.reloads().await?;
    tablet.opens_consultation(TITLE).await?;
    tablet.sees_field("地点", "社区二楼").await?;
    ensure!(
        !tablet.shows("条数据损坏").await?,
        "a line that can be made anew is no loss"
    );
    Ok(())
}

#[tokio::test]
async fn paste_of_fifty_thousand_characters_is_kept_whole() -> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    tablet.opens_minutes().await?;
    tablet.needs_a_section().await?;
    let pasted = long_text(50_000);
    tablet.writes_in_section(1, &pasted).await?;
    tablet.is_all_delivered().await?;
    tablet.reloads().await?;
    let kept = eventually("the pasted text to be back", || async {
        let all = tablet.sections().await?.concat();
        Ok((all.chars().filter(|c| *c != '\n').count() >= 49_000).then_some(all))
    })
    .await?;
    let bare = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    ensure!(
        bare(&kept) == bare(&pasted),
        "the pasted text came back changed"
    );
    Ok(())
}

#[tokio::test]
async fn paste_above_the_limit_is_refused_with_words() -> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    tablet.opens_minutes().await?;
    tablet.needs_a_section().await?;
    tablet.writes_in_section(1, "原来的话。").await?;
    tablet.is_all_delivered().await?;
    tablet.pastes_in_section(1, &long_text(200_001)).await?;
    tablet.sees("一次最多 200000 个字").await?;
    tablet.reloads().await?;
    tablet.sees_each_once(&["原来的话。"]).await
}

#[tokio::test]
async fn title_of_ten_thousand_characters_is_refused_and_kept_in_the_box() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let title = "长".repeat(10_000);
    tablet.fills_in(title.as_str()).await?;
    tablet.presses("建立协商").await?;
    tablet.sees("写了 10000 个字，最多 200 个字。").await?;
    let typed = tablet
        .finds("textbox", "议题")
        .await?
        .prop("value")
        .await?
        .unwrap_or_default();
    ensure!(typed == title, "the box lost the title");
    Ok(())
}

#[tokio::test]
async fn control_characters_and_scripts_are_inert() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let title = "名字\u{202e}倒着\u{0007}写<img src=x onerror=alert(1)>𰻝";
    tablet.fills_in(title).await?;
    tablet.presses("建立协商").await?;
    tablet
        .sees("粘贴的文字里有看不见的控制字符，已去掉，其余一字未改。")
        .await?;
    tablet
        .sees_a(
            "heading",
            Name::Is("名字倒着写<img src=x onerror=alert(1)>𰻝".to_owned()),
        )
        .await?;
    tablet.opens_consultations().await?;
    tablet
        .sees("名字倒着写<img src=x onerror=alert(1)>𰻝")
        .await
}

#[tokio::test]
async fn cleared_site_data_raises_a_clear_page_and_one_scan_brings_everything_back() -> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    tablet.changes("地点", "社区二楼").await?;
    tablet.is_marked_delivered().await?;
    let helper = community
        .is_joined_by("helper", Size::Tablet, Member::LI_JIANGUO)
        .await?;
    helper.opens_consultation(TITLE).await?;
    let link = tablet.invites_staff().await?;
    helper.loses_stored("indexeddb").await?;
    helper.visits("/").await?;
    helper.sees("这台设备上的记录被清掉了").await?;
    helper.presses("继续").await?;
    helper.joins_by(&link, Member::LI_JIANGUO).await?;
    helper.opens_consultation(TITLE).await?;
    helper.sees_field("地点", "社区二楼").await
}

/// Paragraphs of Chinese text with this many characters in all.
fn long_text(length: usize) -> String {
    let words = "居民代表提出充电棚离住户太近夜里有声音建议移到南门空地并加装顶棚和监控";
    let all: Vec<char> = words.chars().cycle().take(length).collect();
    let lines: Vec<String> = all.chunks(80).map(|line| line.iter().collect()).collect();
    let mut text = lines.join("\n");
    let over = text.chars().count().saturating_sub(length);
    for _ in 0..over {
        text.pop();
    }
    text
}
