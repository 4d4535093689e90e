//! The public pages: the way there, waiting for what they say, and writing on them without an account.

use anyhow::{Context, Result};

use crate::{Device, LONG_PATIENCE, eventually_within};

impl Device {
    /// Opens 公示栏.
    ///
    /// # Errors
    /// When there is no way there.
    pub async fn opens_publications(&self) -> Result<()> {
        self.goes_by_rail("公示栏").await?;
        self.sees_a("heading", "公示栏").await
    }

    /// The address to which 公示栏, which is open, leads whoever has no account.
    ///
    /// # Errors
    /// When it leads nowhere.
    pub async fn public_page(&self) -> Result<String> {
        let address = self
            .runs("return document.querySelector('main a[href^=\"/board/\"]').pathname;")
            .await?;
        let address = address.as_str().context("no way to the public page")?;
        Ok(address.to_owned())
    }

    /// Visits a public page until it says this: the relay renders a board a moment after it changed.
    ///
    /// # Errors
    /// When it never does.
    pub async fn sees_published(&self, page: &str, words: &str) -> Result<()> {
        let what = format!("“{words}” on the public page");
        eventually_within(LONG_PATIENCE, &what, || async {
            self.visits(page).await?;
            Ok(self.shows(words).await?.then_some(()))
        })
        .await
    }

    /// Visits a public page until it no longer says this.
    ///
    /// # Errors
    /// When it goes on saying it.
    pub async fn sees_no_more_published(&self, page: &str, words: &str) -> Result<()> {
        let what = format!("“{words}” to be gone from the public page");
        eventually_within(LONG_PATIENCE, &what, || async {
            self.visits(page).await?;
            Ok((!self.shows(words).await?).then_some(()))
        })
        .await
    }

    /// Sends the public form in front and gives the 受理号 that is shown for it.
    ///
    /// # Errors
    /// When it is not taken.
    pub async fn sends_letter(&self) -> Result<String> {
        self.presses("提交").await?;
        self.sees("您的受理号是").await?;
        let number = self
            .runs("return document.querySelector('.number').textContent;")
            .await?;
        let number = number.as_str().context("no number")?;
        Ok(number.to_owned())
    }
}
