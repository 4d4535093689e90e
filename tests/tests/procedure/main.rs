//! The procedure, from what a resident says at the desk to the file of a matter that was seen to: three real
//! matters, entered as staff enter them.

mod lifts;
mod odd;
mod proposal;
mod refuse;
mod reviews;
mod solicitation;

use anyhow::Result;
use journeys::{Device, Entry};

/// The three bodies that screen topics together, each with its opinion.
async fn screens_jointly(device: &Device, day: &str) -> Result<()> {
    for body in ["区域性党建联合体", "社区党组织", "社区居委会"] {
        let opinion = [
            Entry::Choice("主体", body),
            Entry::Choice("意见", "同意"),
            Entry::When("日期", day),
        ];
        device.adds_row("筛选意见", &opinion).await?;
    }
    Ok(())
}

/// Accepts the topic that is open, tells who proposed it and publishes it.
async fn accepts_topic(device: &Device, reply: &str, day: &str) -> Result<()> {
    let screened = [
        Entry::Choice("筛选结果", "受理"),
        Entry::When("筛选日期", day),
        Entry::Text("答复", reply),
        Entry::When("答复日期", day),
        Entry::When("议题公示日期", day),
    ];
    device.fills_in_all("议题登记", &screened).await
}
