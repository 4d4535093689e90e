//! Going up: a township of its own on the same relay, and a device that works for several boards.

use anyhow::Result;

use super::people::Member;
use crate::Device;

impl Device {
    /// Founds a township by the relay's link, and puts the recovery sheet away.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn founds_the_township(
        &self,
        link: &str,
        township: &str,
        founder: Member,
    ) -> Result<()> {
        self.follows(link).await?;
        self.sees_a("heading", "开通社区").await?;
        self.presses_a("radio", "乡镇（街道）").await?;
        self.fills("名称", township).await?;
        self.presses("下一步").await?;
        self.fills("您的姓名", founder.name).await?;
        self.fills("这台设备叫什么", founder.device).await?;
        self.presses("开通").await?;
        self.sees_a("heading", "恢复单").await?;
        self.presses("已经打印并收好").await?;
        self.sees(township).await
    }

    /// Goes to another of the boards of this device, by the list at the head of the page.
    ///
    /// # Errors
    /// When it is none of them.
    pub async fn goes_to_board(&self, name: &str) -> Result<()> {
        self.chooses("所在社区", name).await
    }

    /// Makes a link by the button of this name and gives it.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn makes_a_link(&self, button: &str) -> Result<String> {
        self.presses(button).await?;
        self.shown_link().await
    }
}
