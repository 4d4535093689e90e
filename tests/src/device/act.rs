//! What a person does to the page. Each act ends in a check of the page.

use anyhow::{Result, bail};
use serde_json::json;
use thirtyfour::WebElement;
use thirtyfour::components::SelectElement;

use super::{Device, ORIGIN};
use crate::accessibility::Name;

/// A part of the page, named by role and name.
pub(super) type Part<'a> = (&'a str, &'a str);

impl Device {
    /// Opens an address of the app: a path, perhaps with a fragment.
    ///
    /// # Errors
    /// When the page cannot be loaded.
    pub async fn visits(&self, path: &str) -> Result<()> {
        self.driver()?.goto(format!("{ORIGIN}{path}")).await?;
        self.has_arrived().await
    }

    /// Opens a link as a person who was sent it does. A link that differs from the page's address in
    /// its fragment only would not load the page again, so the tab is emptied first.
    ///
    /// # Errors
    /// When the page cannot be loaded.
    pub async fn follows(&self, link: &str) -> Result<()> {
        let driver = self.driver()?;
        driver.goto("about:blank").await?;
        driver.goto(link).await?;
        self.has_arrived().await
    }

    /// Reloads the page.
    ///
    /// # Errors
    /// When the page cannot be loaded.
    pub async fn reloads(&self) -> Result<()> {
        self.driver()?.refresh().await?;
        self.has_arrived().await
    }

    /// Leaves a page whose app has died, for this link: what it wrote to the console until then is read and left.
    ///
    /// # Errors
    /// When the page of the link cannot be loaded.
    pub async fn leaves_dead_page(&self, link: &str) -> Result<()> {
        let driver = self.driver()?;
        driver.goto("about:blank").await?;
        driver.browser_log().await?;
        self.follows(link).await
    }

    /// On a busy machine the driver may call a load good that failed: the browser then shows its own
    /// page about the failure, or still the empty page from before.
    async fn has_arrived(&self) -> Result<()> {
        let address = self.runs("return document.URL;").await?;
        let address = address.as_str().unwrap_or_default();
        if !address.starts_with("http") {
            bail!("the page could not be loaded: the browser shows {address}");
        }
        self.check().await
    }

    /// Presses the button of this name.
    ///
    /// # Errors
    /// When there is none, or the page is worse for it.
    pub async fn presses(&self, name: &str) -> Result<()> {
        self.presses_a("button", name).await
    }

    /// Presses the link of this name.
    ///
    /// # Errors
    /// When there is none, or the page is worse for it.
    pub async fn goes_to(&self, name: &str) -> Result<()> {
        self.presses_a("link", name).await
    }

    /// Presses what has this role and name.
    ///
    /// # Errors
    /// When there is none, or the page is worse for it.
    pub async fn presses_a(&self, role: &str, name: impl Into<Name>) -> Result<()> {
        let element = self.finds(role, name).await?;
        self.presses_element(&element).await
    }

    /// Presses what has this role and name inside a part of the page.
    ///
    /// # Errors
    /// When there is none, or the page is worse for it.
    pub async fn presses_within(&self, part: Part<'_>, role: &str, name: &str) -> Result<()> {
        let part = Some((part.0, Name::from(part.1)));
        let element = self.finds_within(part, role, name).await?;
        self.presses_element(&element).await
    }

    /// Presses an element that was found.
    ///
    /// # Errors
    /// When it cannot be pressed, or the page is worse for it.
    pub async fn presses_element(&self, element: &WebElement) -> Result<()> {
        element.scroll_into_view().await?;
        element.click().await?;
        self.check().await
    }

    /// Replaces what is in the text box of this name, as by selecting all and typing.
    ///
    /// # Errors
    /// When there is none, or the page is worse for it.
    pub async fn fills(&self, name: &str, text: &str) -> Result<()> {
        let element = self.finds("textbox", name).await?;
        self.fills_element(&element, text).await
    }

    /// Replaces what is in a text box that was found.
    ///
    /// # Errors
    /// When it takes no text, or the page is worse for it.
    pub async fn fills_element(&self, element: &WebElement, text: &str) -> Result<()> {
        element.focus().await?;
        self.driver()?
            .execute("document.activeElement.select();", Vec::new())
            .await?;
        self.inserts(text).await
    }

    /// Types at the end of the text box of this name.
    ///
    /// # Errors
    /// When there is none, or the page is worse for it.
    pub async fn types_at_end(&self, name: impl Into<Name>, text: &str) -> Result<()> {
        let element = self.finds("textbox", name).await?;
        element.focus().await?;
        let to_end = "const box = document.activeElement; \
                      box.setSelectionRange(box.value.length, box.value.length);";
        self.driver()?.execute(to_end, Vec::new()).await?;
        self.inserts(text).await
    }

    /// Puts text where the caret is, as an input method or the clipboard does: one `input` event.
    ///
    /// # Errors
    /// When the page is worse for it.
    pub async fn inserts(&self, text: &str) -> Result<()> {
        self.devtools("Input.insertText", json!({ "text": text }))
            .await?;
        self.check().await
    }

    /// Chooses an entry of the list box of this name.
    ///
    /// # Errors
    /// When there is no such list or entry, or the page is worse for it.
    pub async fn chooses(&self, name: &str, entry: &str) -> Result<()> {
        let list = self.finds("combobox", name).await?;
        SelectElement::new(&list)
            .await?
            .select_by_exact_text(entry)
            .await?;
        self.check().await
    }

    /// Sets a date or time box that was found by its label, as its picker does. `value` is as HTML
    /// has it: `2026-11-22T19:00`.
    ///
    /// # Errors
    /// When there is none, or the page is worse for it.
    pub async fn picks_time(&self, label: &str, value: &str) -> Result<()> {
        let set = r#"
            const [label, value] = arguments;
            const boxes = [...document.querySelectorAll("input[type=date], input[type=datetime-local], input[type=time]")];
            const box = boxes.find((box) => [...box.labels].some((found) => found.textContent.trim() === label) || box.getAttribute("aria-label") === label);
            if (!box) return false;
            box.focus();
            Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, value);
            box.dispatchEvent(new Event("input", { bubbles: true }));
            box.dispatchEvent(new Event("change", { bubbles: true }));
            box.blur();
            return true;"#;
        let given = vec![json!(label), json!(value)];
        if !self
            .driver()?
            .execute(set, given)
            .await?
            .convert::<bool>()?
        {
            bail!("{}: no date or time box “{label}”", self.name);
        }
        self.check().await
    }
}
