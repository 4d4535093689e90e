//! The practice community: opened by a second link, never leaves the device.

use anyhow::{Result, ensure};
use journeys::accessibility::Name;
use journeys::{Device, Network, RelayProcess, Size};

#[tokio::test]
async fn practice_opens_by_its_link_and_works_like_the_real_thing() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let before = relay.verifies().await?;
    let device = Device::new("practice", Size::Tablet, relay.address()).await?;
    device.visits("/#practice").await?;
    device.sees("练习社区：写什么都不会发出去。").await?;
    device.sees_a("heading", "进行中的协商").await?;
    device.takes_picture("today").await?;
    device.opens_consultations().await?;
    device.takes_picture("consultations").await?;
    let tree = device.tree().await?;
    let links = tree.all("link", &Name::Has("已送达".to_owned())).count();
    ensure!(
        links >= 4,
        "only {links} sample consultations are delivered"
    );
    let after = relay.verifies().await?;
    ensure!(
        before == after,
        "practice reached the relay:\n{before}\nbecame\n{after}"
    );
    Ok(())
}

#[tokio::test]
async fn practice_goes_on_without_any_network() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let device = Device::new("practice", Size::Phone, relay.address()).await?;
    device.visits("/").await?;
    device.presses("打开练习社区").await?;
    device.sees("练习社区：写什么都不会发出去。").await?;
    device.network(Network::Cut);
    device.opens_consultations().await?;
    device.goes_to("新建协商").await?;
    device.fills("议题", "楼道里的灯几点关").await?;
    device.presses("建立协商").await?;
    device.sees_a("heading", "楼道里的灯几点关").await?;
    device.changes("地点", "小区凉亭").await?;
    device.is_marked_delivered().await
}
