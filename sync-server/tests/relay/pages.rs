//! The public pages: rendered after a push, kept through a breakdown, and what strangers get.

mod breakdown;
mod headers;
mod letters;
mod look_up;
mod staff;

use consultation::{CellValue, Column};
use staff::{Staff, get, gets};

use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn what_staff_put_on_the_board_is_on_its_page_and_has_one_of_its_own() {
    let mut staff = Staff::founding(World::new().await, "柳荫社区").await;
    let board = staff.world.board();
    staff
        .sees(&format!("/board/{board}"), "柳荫社区公示栏")
        .await;
    let text = vec![(Column::Text, CellValue::Text("电梯怎么装".to_owned()))];
    let notice = staff.publishes("加装电梯", text).await;
    let link = format!("/board/{board}/{notice}");
    staff.sees("/board", &link).await;
    staff.sees(&link, "电梯怎么装").await;
    staff.takes_out(notice).await;
    staff.gets(&link, |reply| reply.status == 404).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_are_there_again_after_a_restart() {
    let mut staff = Staff::founding(World::new().await, "柳荫社区").await;
    let notice = staff.publishes("加装电梯", Vec::new()).await;
    staff.world.restart().await;
    let link = format!("/board/{}/{notice}", staff.world.board());
    staff.sees(&link, "加装电梯").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_board_gets_a_page_that_says_so_and_nothing_of_the_office() {
    let staff = Staff::founding(World::new().await, "柳荫社区").await;
    let board = staff.world.board();
    staff.sees("/board", "柳荫社区公示栏").await;
    let unknown = "ab".repeat(32);
    let row = "cd".repeat(16);
    for path in [
        format!("/board/{unknown}"),
        format!("/board/{unknown}/lookup?number=1"),
        format!("/board/{board}/{row}"),
        format!("/board/{board}/nothing"),
        format!("/board/{board}/{row}/more"),
        "/board/nothing".to_owned(),
        format!("/board/{}", staff.office),
    ] {
        let reply = get(&staff.world, &path, &[]).await;
        assert_eq!(reply.status, 404, "{path}");
        let words = String::from_utf8(reply.body).unwrap();
        assert!(words.contains("没有这一页"), "{path}: {words}");
        assert!(!words.contains("柳荫"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_of_several_communities_lists_those_that_were_founded() {
    let mut staff = Staff::founding(World::new().await, "柳荫社区").await;
    let second = staff.world.invites();
    let first = staff.world.board();
    staff.sees("/board", "柳荫社区公示栏").await;
    staff.founds_another(&second, "东湖社区").await;
    for word in ["请选您的社区", "柳荫社区", "东湖社区"] {
        staff.sees("/board", word).await;
    }
    for board in [first, second.board] {
        staff
            .sees("/board", &format!("href=\"/board/{board}\""))
            .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_community_consultation_is_can_be_read_without_any_board() {
    let world = World::new().await;
    let about = get(&world, "/about-consultation", &[]).await;
    assert_eq!(about.status, 200);
    let words = String::from_utf8(about.body).unwrap();
    for word in ["受理筛选", "应商必商", "二(四)", "监督评议"] {
        assert!(words.contains(word), "{word}");
    }
    // Before the relay has looked at its boards it says that it has not.
    gets(&world, "/board", |reply| reply.status == 404).await;
    let board = format!("/board/{}", world.board());
    let reply = get(&world, &board, &[]).await;
    assert_eq!(reply.status, 404, "nobody has taken it over");
}
