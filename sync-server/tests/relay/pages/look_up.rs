//! 受理号 over HTTP.

use consultation::{CellValue, Column, Sheet, topic::AcceptanceCode};

use super::staff::{Staff, get};
use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_answered_and_one_that_nobody_has_is_not() {
    let mut staff = Staff::founding(World::new().await, "柳荫社区").await;
    let code = AcceptanceCode::from_random([5; 8]);
    let topic = vec![
        (Column::Title, CellValue::Text("路灯不亮".to_owned())),
        (Column::CodeHash, CellValue::Blob(Some(code.hash()))),
    ];
    staff.adds(Sheet::Topics, topic).await;
    let path = format!("/board/{}/lookup", staff.world.board());
    let asked = format!("{path}?number={code}");
    let answer = staff.sees(&asked, "路灯不亮").await;
    assert_eq!(answer.header("cache-control").unwrap(), "no-store");
    assert_eq!(answer.header("x-robots-tag").unwrap(), "noindex");
    for forged in [
        "0000-0000-0000",
        "G1",
        "%F0%9F%92%A1",
        "%ff",
        &"G".repeat(9_000),
    ] {
        let answer = get(&staff.world, &format!("{path}?number={forged}"), &[]).await;
        let words = String::from_utf8(answer.body).unwrap();
        assert_eq!(answer.status, 200, "{forged:.20}");
        assert!(
            words.contains("没有查到") && !words.contains("路灯"),
            "{forged:.20}"
        );
    }
    let empty = get(&staff.world, &path, &[]).await;
    let words = String::from_utf8(empty.body).unwrap();
    assert!(words.contains("受理号") && !words.contains("没有查到"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_looks_up_too_often_is_asked_to_wait_and_the_board_goes_on() {
    let world = World::with(|setup| setup.pages.lookups_a_minute = 3).await;
    let staff = Staff::founding(world, "柳荫社区").await;
    staff.sees("/board", "柳荫社区公示栏").await;
    let path = format!(
        "/board/{}/lookup?number=0000-0000-0000",
        staff.world.board()
    );
    let mut refused = None;
    // More than two minutes' worth, in case a minute ends meanwhile.
    for _ in 0..8 {
        let answer = get(&staff.world, &path, &[]).await;
        if answer.status == 429 {
            refused = Some(answer);
        }
    }
    let refused = refused.expect("the eighth is too many");
    assert_eq!(refused.header("retry-after").unwrap(), "60");
    let words = String::from_utf8(refused.body).unwrap();
    assert!(words.contains("请过一分钟再查"), "{words}");
    staff.sees("/board", "柳荫社区公示栏").await;
    let counters = get(&staff.world, "/metrics", &[]).await.body;
    let counters = String::from_utf8(counters).unwrap();
    assert!(
        !counters.contains("zhongshang_lookups_refused_total 0\n"),
        "{counters}"
    );
}
