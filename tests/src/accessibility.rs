//! The page as a screen reader gets it: roles, names, values, states.
//!
//! Journeys find things here and nowhere else: what has no role and no name cannot be pressed by a
//! journey, nor by a person who does not see it. [`Tree::text`] is also what a failed wait prints and
//! what snapshots keep.

mod node;
mod text;

use anyhow::{Context, Result, bail};
use serde_json::json;
use thirtyfour::{WebDriver, WebElement};

pub use node::Node;

/// The accessibility tree of a page at one moment.
pub struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Reads the tree of the page that is in front.
    ///
    /// # Errors
    /// When the page is just being replaced.
    pub async fn of(driver: &WebDriver) -> Result<Self> {
        let answer = driver
            .cdp()
            .send_raw("Accessibility.getFullAXTree", json!({}))
            .await?;
        let nodes = answer.get("nodes").and_then(|nodes| nodes.as_array());
        let nodes = nodes.context("an accessibility tree without nodes")?;
        Ok(Self {
            nodes: nodes.iter().filter_map(Node::from_json).collect(),
        })
    }

    /// All nodes that a person perceives with this role and a name that fits.
    pub fn all<'a>(&'a self, role: &'a str, name: &'a Name) -> impl Iterator<Item = &'a Node> {
        self.nodes
            .iter()
            .filter(move |node| node.is_perceived() && node.role == role && name.fits(&node.name))
    }

    /// The part of the tree below and with the first node of this role and name.
    ///
    /// # Errors
    /// When there is no such node.
    pub fn within(&self, role: &str, name: &Name) -> Result<Self> {
        let Some(top) = self.all(role, name).next() else {
            bail!("no {role} {name}");
        };
        let mut kept = vec![top.clone()];
        let mut next = 0;
        while let Some(parent) = kept.get(next) {
            let id = parent.id.clone();
            kept.extend(
                self.nodes
                    .iter()
                    .filter(|node| node.parent.as_ref() == Some(&id))
                    .cloned(),
            );
            next += 1;
        }
        // The order of the page, not of the search.
        let nodes = self
            .nodes
            .iter()
            .filter(|node| kept.iter().any(|kept| kept.id == node.id));
        Ok(Self {
            nodes: nodes.cloned().collect(),
        })
    }

    /// Whether this text is anywhere in what a person perceives.
    pub fn says(&self, text: &str) -> bool {
        self.nodes.iter().any(|node| {
            node.is_perceived() && (node.name.contains(text) || node.value.contains(text))
        })
    }

    /// The tree as indented lines: `role "name" [states] = value`.
    pub fn text(&self) -> String {
        text::of(&self.nodes)
    }
}

/// How a name is asked for.
#[derive(Clone, Debug)]
pub enum Name {
    /// Exactly this.
    Is(String),
    /// This anywhere within.
    Has(String),
    /// Whatever it is.
    Any,
}

impl Name {
    fn fits(&self, name: &str) -> bool {
        match self {
            Self::Is(wanted) => name.trim() == wanted,
            Self::Has(wanted) => name.contains(wanted.as_str()),
            Self::Any => true,
        }
    }
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self::Is(name.to_owned())
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Is(name) => write!(out, "“{name}”"),
            Self::Has(name) => write!(out, "“…{name}…”"),
            Self::Any => write!(out, "of any name"),
        }
    }
}

/// The element of the page that a node stands for.
///
/// # Errors
/// When the element has gone meanwhile.
pub async fn element(driver: &WebDriver, node: &Node) -> Result<WebElement> {
    let cdp = driver.cdp();
    let resolved = cdp
        .send_raw("DOM.resolveNode", json!({ "backendNodeId": node.element }))
        .await?;
    let object = resolved
        .pointer("/object/objectId")
        .context("a node without an object")?;
    // WebDriver has no way from a node of the tree to an element but through the page itself.
    let keep = "function () { globalThis.journeyFound = this; }";
    cdp.send_raw(
        "Runtime.callFunctionOn",
        json!({ "objectId": object, "functionDeclaration": keep }),
    )
    .await?;
    let found = driver
        .execute("return globalThis.journeyFound;", Vec::new())
        .await?;
    Ok(found.element()?)
}
