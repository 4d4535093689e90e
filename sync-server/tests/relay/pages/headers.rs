//! What caches, browsers and search engines are told.

use super::staff::{Staff, asks, get};
use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_page_may_be_kept_for_a_moment_and_is_sent_again_only_if_it_changed() {
    let mut staff = Staff::founding(World::new().await, "柳荫社区").await;
    let notice = staff.publishes("加装电梯", Vec::new()).await;
    let path = format!("/board/{}/{notice}", staff.world.board());
    let page = staff.sees(&path, "加装电梯").await;
    assert_eq!(
        page.header("content-type").unwrap(),
        "text/html; charset=utf-8"
    );
    assert!(page.header("cache-control").unwrap().contains("max-age=30"));
    assert!(page.header("last-modified").unwrap().ends_with(" GMT"));
    let policy = page.header("content-security-policy").unwrap();
    assert_eq!(
        policy,
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    assert!(page.header("x-robots-tag").is_none());
    let tag = page.header("etag").unwrap();
    let again = get(&staff.world, &path, &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(again.header("etag").unwrap(), tag);
    let head = asks(&staff.world, "HEAD", &path, &[]).await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    let length = page.body.len().to_string();
    assert_eq!(head.header("content-length").unwrap(), length);
    assert_eq!(asks(&staff.world, "POST", &path, &[]).await.status, 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_and_its_stylesheet_come_compressed_to_whoever_takes_that() {
    let staff = Staff::founding(World::new().await, "柳荫社区").await;
    let page = staff.sees("/board", "柳荫社区公示栏").await;
    let brotli = get(&staff.world, "/board", &[("accept-encoding", "br")]).await;
    assert_eq!(brotli.header("content-encoding").unwrap(), "br");
    assert!(brotli.body.len() < page.body.len());
    assert_ne!(brotli.header("etag"), page.header("etag"));
    let words = String::from_utf8_lossy(&page.body);
    let (_, style) = words.split_once("rel=\"stylesheet\" href=\"").unwrap();
    let style = style.split('"').next().unwrap();
    let style = get(&staff.world, style, &[]).await;
    assert_eq!(style.status, 200);
    assert_eq!(
        style.header("content-type").unwrap(),
        "text/css; charset=utf-8"
    );
    assert!(style.header("cache-control").unwrap().contains("immutable"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_may_ask_search_engines_to_stay_away() {
    let world = World::with(|setup| setup.pages.noindex = true).await;
    let staff = Staff::founding(world, "柳荫社区").await;
    let page = staff.sees("/board", "柳荫社区公示栏").await;
    assert_eq!(page.header("x-robots-tag").unwrap(), "noindex");
}
