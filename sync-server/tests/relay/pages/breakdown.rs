//! The worker breaks down: the last pages stay and say so, and it comes back by itself.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use super::staff::{Staff, get};
use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn the_last_pages_stay_while_a_board_cannot_be_rendered() {
    let breaks = Arc::new(AtomicBool::new(false));
    let broken = breaks.clone();
    let world = World::with(|setup| {
        setup.pages.watch = Arc::new(move |_| {
            assert!(!broken.load(Ordering::SeqCst), "broken by the test");
        });
    })
    .await;
    let mut staff = Staff::founding(world, "柳荫社区").await;
    let first = staff.publishes("加装电梯", Vec::new()).await;
    let link = format!("/board/{}/{first}", staff.world.board());
    staff.sees(&link, "加装电梯").await;

    breaks.store(true, Ordering::SeqCst);
    let second = staff.publishes("停车位", Vec::new()).await;
    let page = staff.sees(&link, "本页暂时不能更新").await;
    let words = String::from_utf8_lossy(&page.body);
    assert!(words.contains("加装电梯"), "{words}");
    assert_eq!(page.header("cache-control").unwrap(), "no-store");
    let health = get(&staff.world, "/healthz", &[]).await;
    assert_eq!(health.status, 200, "the relay itself is well");
    let counters = get(&staff.world, "/metrics", &[]).await.body;
    let counters = String::from_utf8(counters).unwrap();
    assert!(
        !counters.contains("zhongshang_page_worker_restarts_total 0\n"),
        "{counters}"
    );

    breaks.store(false, Ordering::SeqCst);
    let link = format!("/board/{}/{second}", staff.world.board());
    let page = staff.sees(&link, "停车位").await;
    let words = String::from_utf8(page.body).unwrap();
    assert!(words.contains("内容截至") && !words.contains("暂时不能更新"));
    staff
        .gets("/metrics", |reply| {
            let counters = String::from_utf8_lossy(&reply.body);
            counters.contains("zhongshang_pages_behind_seconds 0\n")
        })
        .await;
}
