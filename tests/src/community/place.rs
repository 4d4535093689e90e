//! Getting about: the pages, and what the status chip and the marks say.

use anyhow::Result;

use crate::accessibility::{Name, Tree};
use crate::device::Device;

impl Device {
    /// Waits until the app is on the device whole, so that it starts without a network.
    ///
    /// # Errors
    /// When it never is.
    pub async fn is_installed(&self) -> Result<()> {
        let answer = "const done = arguments[arguments.length - 1];
            navigator.serviceWorker.ready.then(() => done(true));";
        self.runs_and_waits(answer).await.map(drop)
    }

    /// Opens 今日.
    ///
    /// # Errors
    /// When there is no way there.
    pub async fn opens_today(&self) -> Result<()> {
        self.goes_by_rail("今日").await
    }

    /// Opens the list 协商.
    ///
    /// # Errors
    /// When there is no way there.
    pub async fn opens_consultations(&self) -> Result<()> {
        self.goes_by_rail("协商").await
    }

    /// Opens 人员与设备.
    ///
    /// # Errors
    /// When there is no way there.
    pub async fn opens_people(&self) -> Result<()> {
        self.goes_by_rail("设置").await?;
        self.goes_to("人员与设备").await
    }

    /// Opens 本机可靠性.
    ///
    /// # Errors
    /// When there is no way there.
    pub async fn opens_reliability(&self) -> Result<()> {
        self.goes_by_rail("设置").await?;
        self.goes_to("本机可靠性").await
    }

    /// Opens 设置.
    ///
    /// # Errors
    /// When there is no way there.
    pub async fn opens_settings(&self) -> Result<()> {
        self.goes_by_rail("设置").await
    }

    /// Opens 台账.
    ///
    /// # Errors
    /// When there is no way there.
    pub async fn opens_register(&self) -> Result<()> {
        self.goes_by_rail("台账").await?;
        self.sees_a("heading", "台账").await
    }

    /// Presses the entry of this name in the main navigation.
    pub(super) async fn goes_by_rail(&self, name: &str) -> Result<()> {
        self.presses_within(("navigation", "主导航"), "link", name)
            .await
    }

    /// Waits until the status chip says that everything is delivered.
    ///
    /// # Errors
    /// When it never does.
    pub async fn is_all_delivered(&self) -> Result<()> {
        self.sees("在线·全部送达").await
    }

    /// Waits until the status chip says that the network is gone.
    ///
    /// # Errors
    /// When it never does.
    pub async fn is_offline(&self) -> Result<()> {
        let words = "the status chip to say 离线";
        self.waits(words, |tree| {
            tree.all("link", &Name::Has("离线·".to_owned()))
                .next()
                .is_some()
        })
        .await?;
        self.check().await
    }

    /// Waits until nothing on the page is still being stored, and something is marked 已存本机.
    ///
    /// # Errors
    /// When it never is.
    pub async fn is_stored_here(&self) -> Result<()> {
        let is_so = |tree: &Tree| tree.says("已存本机") && !tree.says("正在保存");
        self.waits("every mark to say 已存本机 or better", is_so)
            .await?;
        self.check().await
    }

    /// Waits until nothing on the page is still being stored.
    ///
    /// # Errors
    /// When something always is.
    pub async fn is_stored_here_or_delivered(&self) -> Result<()> {
        let is_so =
            |tree: &Tree| (tree.says("已存本机") || tree.says("已送达")) && !tree.says("正在保存");
        self.waits("every mark to say 已存本机 or 已送达", is_so)
            .await?;
        self.check().await
    }

    /// Presses 在这里继续写 where the page asks for it: typing alone may take over already.
    ///
    /// # Errors
    /// When it cannot be pressed.
    pub async fn takes_over_if_asked(&self) -> Result<()> {
        match self.shows("在这里继续写").await? {
            true => self.presses("在这里继续写").await,
            false => Ok(()),
        }
    }

    /// Waits until everything on the page is marked 已送达.
    ///
    /// # Errors
    /// When it never is.
    pub async fn is_marked_delivered(&self) -> Result<()> {
        let is_so =
            |tree: &Tree| tree.says("已送达") && !tree.says("已存本机") && !tree.says("正在保存");
        self.waits("every mark to say 已送达", is_so).await?;
        self.check().await
    }
}
