//! Forms: what a browser without an account sends reaches the office, and nobody else.

use consultation::{CellValue, Column, RowId, Statement, statement::LetterKind};
use ledger::wire::Message;

use super::staff::{Staff, fills, get};
use crate::{http::Reply, socket::Socket, world::World};

fn words(reply: &Reply) -> String {
    String::from_utf8(reply.body.clone()).unwrap()
}

async fn open_notice(staff: &mut Staff) -> (RowId, String) {
    let more = vec![(Column::TakesComments, CellValue::Flag(true))];
    let notice = staff.publishes("加装电梯", more).await;
    let path = format!("/board/{}/{notice}/comment", staff.world.board());
    staff.sees(&path, "<textarea").await;
    (notice, path)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_without_an_account_reaches_the_office_and_nothing_of_it_is_public() {
    let mut staff = Staff::founding(World::new().await, "柳荫社区").await;
    let (notice, path) = open_notice(&mut staff).await;
    let form = "kind=objection&text=%E6%8C%A1%E5%85%89+secretword&name=wang&contact=13800000000";
    let reply = fills(&staff.world, &path, form).await;
    assert_eq!(reply.status, 200, "{}", words(&reply));
    assert!(words(&reply).contains("您的受理号是"));
    assert_eq!(reply.header("cache-control").unwrap(), "no-store");

    let letters = staff.reads_letters(1).await;
    let [letter] = letters.as_slice() else {
        panic!("{letters:?}");
    };
    assert_eq!(letter.kind(), LetterKind::Objection);
    assert_eq!(letter.about(), Some(notice));
    assert_eq!(letter.text(), "挡光 secretword");
    assert_eq!((letter.name(), letter.contact()), ("wang", "13800000000"));

    let board = staff.world.board();
    for path in [
        "/board".to_owned(),
        format!("/board/{board}/{notice}"),
        path,
    ] {
        let page = words(&get(&staff.world, &path, &[]).await);
        assert!(
            !page.contains("secretword") && !page.contains("1380"),
            "{path}"
        );
    }
    let mut stranger = Socket::of_visitor(&staff.world).await;
    stranger.open(staff.office).await;
    let answer = stranger.next().await;
    assert!(!matches!(answer, Message::Entries(_)), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_is_taken_and_letters_go_on_after_a_restart() {
    let mut staff = Staff::founding(World::new().await, "柳荫社区").await;
    let path = format!("/board/{}/propose", staff.world.board());
    staff.sees(&path, "提一件想商量的事").await;
    assert_eq!(fills(&staff.world, &path, "title=one").await.status, 200);
    assert_eq!(fills(&staff.world, &path, "title=two").await.status, 200);
    staff.restarts().await;
    staff.sees(&path, "提一件想商量的事").await;
    assert_eq!(fills(&staff.world, &path, "title=three").await.status, 200);
    let letters = staff.reads_letters(3).await;
    let titles: Vec<&str> = letters.iter().map(|letter| letter.title()).collect();
    assert_eq!(titles, ["one", "two", "three"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_empty_too_long_or_too_large_comes_back_and_is_not_written_down() {
    let mut staff = Staff::founding(World::new().await, "柳荫社区").await;
    let (_, path) = open_notice(&mut staff).await;
    let long = format!("name=wang&text={}", "a".repeat(2_001));
    let pasted = format!("text={}", "%E9%95%BF".repeat(20_000));
    let large = format!("text={}", "a".repeat(1 << 20));
    for (form, status, said) in [
        ("text=+", 422, "请写上您的意见"),
        (long.as_str(), 422, "现在有 2001 个字"),
        (pasted.as_str(), 422, "现在有 20000 个字"),
        (large.as_str(), 413, "内容太长，没有收下。请退回上一页"),
    ] {
        let reply = fills(&staff.world, &path, form).await;
        assert_eq!(reply.status, status, "{said}");
        assert!(words(&reply).contains(said), "{said}");
    }
    let kept = words(&fills(&staff.world, &path, &long).await);
    assert!(kept.contains("value=\"wang\"") && kept.contains(&"a".repeat(2_001)));
    assert_eq!(fills(&staff.world, &path, "text=good").await.status, 200);
    let letters = staff.reads_letters(1).await;
    assert_eq!(letters[0].text(), "good");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_letters_is_put_off_and_what_was_typed_stays() {
    let world = World::with(|setup| setup.pages.letters_a_minute = 3).await;
    let mut staff = Staff::founding(world, "柳荫社区").await;
    let (_, path) = open_notice(&mut staff).await;
    let mut kept = 0;
    let mut refused = None;
    for _ in 0..40 {
        let reply = fills(&staff.world, &path, "text=flood").await;
        match reply.status {
            200 => kept += 1,
            429 => refused = Some(reply),
            other => panic!("{other}"),
        }
    }
    assert!(kept <= 6, "{kept} in less than a minute");
    let refused = words(&refused.expect("too many"));
    assert!(refused.contains("还没有提交成功") && refused.contains("flood"));
    assert_eq!(staff.reads_letters(kept).await.len(), kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_about_what_takes_no_comments_nor_from_a_foreign_page() {
    let mut staff = Staff::founding(World::new().await, "柳荫社区").await;
    let (_, path) = open_notice(&mut staff).await;
    let silent = staff.publishes("遛狗公约", Vec::new()).await;
    let board = staff.world.board();
    staff
        .sees(&format!("/board/{board}/{silent}"), "遛狗公约")
        .await;
    let closed = format!("/board/{board}/{silent}/comment");
    assert_eq!(get(&staff.world, &closed, &[]).await.status, 404);
    assert_eq!(fills(&staff.world, &closed, "text=a").await.status, 404);
    assert_eq!(fills(&staff.world, "/board", "text=a").await.status, 405);
    let foreign = ("origin", "https://evil.example");
    let reply = super::staff::asks_with(&staff.world, &path, &[foreign], b"text=a").await;
    assert_eq!(reply.status, 403);
    assert_eq!(fills(&staff.world, &path, "text=last").await.status, 200);
    assert_eq!(staff.reads_letters(1).await[0].text(), "last");
}

/// What a statement is, of those that an office holds.
pub(super) fn letter(statement: Statement) -> Option<consultation::statement::Letter> {
    match statement {
        Statement::Letter(letter) => Some(letter),
        _ => None,
    }
}
