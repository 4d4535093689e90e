//! The minutes and the other long text: written by several devices at once.

use anyhow::{Context, Result};

use crate::Device;
use crate::accessibility::{self, Name};

impl Device {
    /// Opens the minutes of the consultation in front, to write.
    ///
    /// # Errors
    /// When there is no way there.
    pub async fn opens_minutes(&self) -> Result<()> {
        self.goes_to("写会议记录").await?;
        self.sees_a("heading", "会议记录").await
    }

    /// Goes back from a long text to its consultation.
    ///
    /// # Errors
    /// When there is no way there.
    pub async fn closes_minutes(&self, title: &str) -> Result<()> {
        self.goes_to(title).await
    }

    /// Adds a section unless the text has one already.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn needs_a_section(&self) -> Result<()> {
        self.sees_a("button", "添加一段").await?;
        match self.sections().await?.is_empty() {
            true => self.adds_a_section().await,
            false => Ok(()),
        }
    }

    /// Adds a section at the end and waits for its text box.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn adds_a_section(&self) -> Result<()> {
        let before = self.sections().await?.len();
        self.presses("添加一段").await?;
        self.waits("one more section", |tree| {
            tree.all("textbox", &Name::Any).count() > before
        })
        .await
    }

    /// Types at the end of the section at this place, from 1.
    ///
    /// # Errors
    /// When there is no such section.
    pub async fn writes_in_section(&self, place: usize, text: &str) -> Result<()> {
        self.puts_caret(place, "box.value.length").await?;
        self.inserts(text).await
    }

    /// Types at the start of the section at this place, from 1.
    ///
    /// # Errors
    /// When there is no such section.
    pub async fn writes_before_section(&self, place: usize, text: &str) -> Result<()> {
        self.puts_caret(place, "0").await?;
        self.inserts(text).await
    }

    /// Pastes a text at the end of the section at this place, from 1: it arrives in one input event.
    ///
    /// # Errors
    /// When there is no such section.
    pub async fn pastes_in_section(&self, place: usize, text: &str) -> Result<()> {
        self.puts_caret(place, "box.value.length").await?;
        // The driver's own way of typing takes minutes for a text of this length.
        let text = serde_json::to_string(text)?;
        let paste = format!(
            "const box = document.activeElement;
             box.setRangeText({text}, box.selectionStart, box.selectionEnd, 'end');
             box.dispatchEvent(new InputEvent('input', {{
               bubbles: true, inputType: 'insertFromPaste'
             }}));"
        );
        self.runs(&paste).await?;
        self.check().await
    }

    /// Types a text key by key at the end of a section, as a person does.
    ///
    /// # Errors
    /// When there is no such section.
    pub async fn types_in_section(&self, place: usize, text: &str) -> Result<()> {
        self.puts_caret(place, "box.value.length").await?;
        let element = self.driver()?.active_element().await?;
        element.send_keys(text).await?;
        self.check().await
    }

    /// The texts of the sections that are open to write.
    ///
    /// # Errors
    /// When the page is being replaced.
    pub async fn sections(&self) -> Result<Vec<String>> {
        let tree = self.tree().await?;
        Ok(tree
            .all("textbox", &Name::Any)
            .map(|node| node.value.clone())
            .collect())
    }

    /// Waits until the sections together have each of these texts once and only once.
    ///
    /// # Errors
    /// When they never do.
    pub async fn sees_each_once(&self, texts: &[&str]) -> Result<()> {
        self.waits("each paragraph once", |tree| {
            let all: String = tree
                .all("textbox", &Name::Any)
                .map(|node| node.value.as_str())
                .collect();
            texts.iter().all(|text| all.matches(text).count() == 1)
        })
        .await?;
        self.check().await
    }

    async fn puts_caret(&self, place: usize, position: &str) -> Result<()> {
        self.waits("the section", |tree| {
            tree.all("textbox", &Name::Any).count() >= place
        })
        .await?;
        let tree = self.tree().await?;
        let node = tree
            .all("textbox", &Name::Any)
            .nth(place - 1)
            .context("no such section")?;
        let element = accessibility::element(self.driver()?, node).await?;
        element.focus().await?;
        let put = format!(
            "const box = document.activeElement; box.setSelectionRange({position}, {position});"
        );
        self.runs(&put).await.map(drop)
    }
}
