//! Founding, inviting, joining, and taking a right back.

use anyhow::{Context, Result, ensure};

use crate::Device;
use crate::accessibility::Name;

/// A person at a device.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The person's name.
    pub name: &'static str,
    /// What the device is called.
    pub device: &'static str,
}

impl Member {
    /// The founder.
    pub const WANG_MIN: Self = Self {
        name: "王敏",
        device: "1 号平板",
    };
    /// A colleague.
    pub const LI_JIANGUO: Self = Self {
        name: "李建国",
        device: "2 号平板",
    };
    /// Another colleague.
    pub const CHEN_AFANG: Self = Self {
        name: "陈阿芳",
        device: "值班室手机",
    };
}

impl Device {
    /// Founds a community by the relay's link, and puts the recovery sheet away.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn founds_the_community(
        &self,
        link: &str,
        community: &str,
        founder: Member,
    ) -> Result<()> {
        self.follows(link).await?;
        self.sees_a("heading", "开通社区").await?;
        self.fills("社区名称", community).await?;
        self.presses("下一步").await?;
        self.fills("您的姓名", founder.name).await?;
        self.fills("这台设备叫什么", founder.device).await?;
        self.presses("开通").await?;
        self.sees_a("heading", "恢复单").await?;
        self.sees("手工输入用的链接").await?;
        self.presses("已经打印并收好").await?;
        self.sees(community).await
    }

    /// Makes an invitation for staff and gives its link.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn invites_staff(&self) -> Result<String> {
        self.begins_an_invitation().await?;
        self.invitation_link().await
    }

    /// Makes an invitation for so many devices and days and gives its link.
    ///
    /// # Errors
    /// When a step fails, or the page does not offer these numbers.
    pub async fn invites_for(&self, devices: u32, days: u32) -> Result<String> {
        self.begins_an_invitation().await?;
        self.chooses("能用几台设备", &format!("{devices} 台"))
            .await?;
        self.chooses("多久有效", &format!("{days} 天")).await?;
        self.invitation_link().await
    }

    /// Makes an invitation for whoever is called so on the page and gives its link.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn invites_a(&self, role: &str) -> Result<String> {
        self.begins_an_invitation().await?;
        self.presses_a("radio", Name::Has(role.to_owned())).await?;
        self.invitation_link().await
    }

    /// Makes an invitation to one consultation and gives its link.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn invites_participants(&self, consultation: &str) -> Result<String> {
        self.opens_consultation(consultation).await?;
        self.goes_to("邀请参会人").await?;
        self.invitation_link().await
    }

    async fn begins_an_invitation(&self) -> Result<()> {
        self.opens_people().await?;
        self.goes_to("邀请同事").await
    }

    async fn invitation_link(&self) -> Result<String> {
        self.presses("生成邀请").await?;
        self.shown_link().await
    }

    pub(super) async fn shown_link(&self) -> Result<String> {
        let link = self.finds("textbox", "邀请链接").await?;
        let link = link
            .prop("value")
            .await?
            .context("the invitation has no link")?;
        ensure!(link.contains("#join/"), "an odd invitation link: {link}");
        Ok(link)
    }

    /// Joins a community by an invitation.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn joins_by(&self, link: &str, member: Member) -> Result<()> {
        self.tries_to_join_by(link, member).await?;
        self.sees_a("navigation", "主导航").await
    }

    /// Fills in an invitation and presses 加入, whatever comes of it.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn tries_to_join_by(&self, link: &str, member: Member) -> Result<()> {
        self.follows(link).await?;
        self.fills("您的姓名", member.name).await?;
        self.fills("这台设备叫什么", member.device).await?;
        self.presses("加入").await
    }

    /// Takes a person's right back.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn revokes(&self, member: Member) -> Result<()> {
        self.opens_people().await?;
        self.presses(&format!("收回权限：{}", member.name)).await?;
        self.sees("已收回").await
    }
}
