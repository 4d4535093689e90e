//! What a person perceives on the page, waited for.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use thirtyfour::WebElement;

use super::Device;
use crate::accessibility::{self, Name, Tree};
use crate::wait::eventually_within;
use crate::{LONG_PATIENCE, PATIENCE, axe, console, pictures};

impl Device {
    /// The accessibility tree of the page in front.
    ///
    /// # Errors
    /// When the page is being replaced.
    pub async fn tree(&self) -> Result<Tree> {
        Tree::of(self.driver()?).await
    }

    /// Waits until the page says this text, then checks the page.
    ///
    /// # Errors
    /// When it never does: with everything that the page said instead.
    pub async fn sees(&self, text: &str) -> Result<()> {
        self.waits(&format!("the page to say “{text}”"), |tree| {
            tree.says(text)
        })
        .await?;
        self.check().await
    }

    /// Waits until the page says all these texts, then checks the page.
    ///
    /// # Errors
    /// When it never does: with everything that the page said instead.
    pub async fn sees_all(&self, texts: &[&str]) -> Result<()> {
        let what = format!("the page to say all of {texts:?}");
        self.waits(&what, |tree| texts.iter().all(|text| tree.says(text)))
            .await?;
        self.check().await
    }

    /// Whether the page says this text now.
    ///
    /// # Errors
    /// When the page is being replaced.
    pub async fn shows(&self, text: &str) -> Result<bool> {
        Ok(self.tree().await?.says(text))
    }

    /// Waits until the page no longer says this text.
    ///
    /// # Errors
    /// When it goes on saying it.
    pub async fn no_longer_sees(&self, text: &str) -> Result<()> {
        self.waits(&format!("the page to stop saying “{text}”"), |tree| {
            !tree.says(text)
        })
        .await
    }

    /// Waits until the page says this text while the app dies on purpose: what it wrote to the console
    /// about that is read and left.
    ///
    /// # Errors
    /// When it never does.
    pub async fn sees_dying(&self, text: &str) -> Result<()> {
        self.waits(&format!("the page to say “{text}”"), |tree| {
            tree.says(text)
        })
        .await?;
        let driver = self.driver()?;
        driver.browser_log().await?;
        axe::check(driver).await
    }

    /// Waits until there is something of this role and name, then checks the page.
    ///
    /// # Errors
    /// When there never is.
    pub async fn sees_a(&self, role: &str, name: impl Into<Name>) -> Result<()> {
        let name = name.into();
        let what = format!("a {role} {name}");
        self.waits(&what, |tree| tree.all(role, &name).next().is_some())
            .await?;
        self.check().await
    }

    /// Waits until the tree answers yes.
    ///
    /// # Errors
    /// When it never does: with the tree as text and the place of a screenshot.
    pub async fn waits(&self, what: &str, is_so: impl Fn(&Tree) -> bool) -> Result<()> {
        let is_so = &is_so;
        let asked = eventually_within(LONG_PATIENCE, what, || async {
            Ok(is_so(&self.tree().await?).then_some(()))
        });
        match asked.await {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(self.sight().await)),
        }
    }

    /// Waits until a script in the page returns true.
    ///
    /// # Errors
    /// When it never does.
    pub async fn waits_for_script(&self, what: &str, script: &str) -> Result<()> {
        let asked = eventually_within(PATIENCE, what, || async {
            Ok((self.runs(script).await? == true).then_some(()))
        });
        match asked.await {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(self.sight().await)),
        }
    }

    /// Waits for the one element of this role and name.
    ///
    /// # Errors
    /// When there is none or more than one: with the tree as text.
    pub async fn finds(&self, role: &str, name: impl Into<Name>) -> Result<WebElement> {
        self.finds_within(None, role, name).await
    }

    /// Waits for the one element of this role and name inside the part of the page that has the
    /// given role and name.
    ///
    /// # Errors
    /// When there is none or more than one: with the tree as text.
    pub async fn finds_within(
        &self,
        part: Option<(&str, Name)>,
        role: &str,
        name: impl Into<Name>,
    ) -> Result<WebElement> {
        let (name, part) = (name.into(), &part);
        let driver = self.driver()?;
        let what = match part {
            Some((part, of)) => format!("a {role} {name} in the {part} {of}"),
            None => format!("a {role} {name}"),
        };
        let asked = eventually_within(PATIENCE, &what, || async {
            let tree = self.tree().await?;
            let tree = match part {
                Some((role, name)) => tree.within(role, name)?,
                None => tree,
            };
            let found: Vec<_> = tree.all(role, &name).collect();
            ensure!(found.len() < 2, "{} things are {role} {name}", found.len());
            match found.first() {
                Some(node) => Ok(Some(accessibility::element(driver, node).await?)),
                None => Ok(None),
            }
        });
        match asked.await {
            Ok(element) => Ok(element),
            Err(error) => Err(error.context(self.sight().await)),
        }
    }

    /// Checks the page in front: axe-core without serious findings, the console without errors.
    ///
    /// # Errors
    /// The findings, and what the page showed.
    pub async fn check(&self) -> Result<()> {
        let driver = self.driver()?;
        let found = match console::check(driver).await {
            Ok(()) => axe::check(driver).await,
            found => found,
        };
        match found {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(self.sight().await)),
        }
    }

    /// What the device shows now, in words, with the place of a screenshot: for failures.
    async fn sight(&self) -> String {
        let limit = Duration::from_secs(10);
        match tokio::time::timeout(limit, self.sight_in_words()).await {
            Ok(Ok(words)) => words,
            Ok(Err(error)) => format!("{} shows nothing: {error:#}", self.name),
            Err(_) => format!("{} does not answer", self.name),
        }
    }

    async fn sight_in_words(&self) -> Result<String> {
        let driver = self.driver()?;
        let path = pictures::of_failure(&self.name)?;
        let pictured = self.screenshot(&path).await;
        let address = driver.current_url().await?;
        let tree = self.tree().await.context("no accessibility tree")?;
        let picture = match pictured {
            Ok(()) => path.display().to_string(),
            Err(error) => format!("no picture: {error:#}"),
        };
        Ok(format!(
            "{} at {address} ({picture}) shows:\n{}\n",
            self.name,
            tree.text()
        ))
    }
}
