//! The page as a screen reader gets it: roles, names, values, states.
//!
//! Journeys find things here and nowhere else: what has no role and no name cannot be pressed by a
//! journey, nor by a person who does not see it. [`Tree::text`] is also what a failed wait prints and
//! what snapshots keep.

mod node;
mod text;

use std::collections::BTreeMap;

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
        let nodes = nodes.iter().filter_map(Node::from_json).collect();
        Ok(Self {
            nodes: in_order_of_page(nodes),
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
        Ok(self.below(top))
    }

    /// What a list of terms says of one: the detail that follows the term.
    pub fn row(&self, term: &str) -> Option<Self> {
        let nodes = &self.nodes;
        let place = nodes
            .iter()
            .position(|node| node.is("term") && self.below(node).says(term))?;
        let detail = nodes
            .iter()
            .skip(place)
            .find(|node| node.is("definition"))?;
        Some(self.below(detail))
    }

    /// How many headings there are.
    pub fn headings(&self) -> usize {
        self.nodes.iter().filter(|node| node.is("heading")).count()
    }

    fn below(&self, top: &Node) -> Self {
        let mut nodes: Vec<Node> = Vec::new();
        for node in &self.nodes {
            let parent = node.parent.as_ref();
            let is_below = nodes.iter().any(|kept| parent == Some(&kept.id));
            if is_below || node.id == top.id {
                nodes.push(node.clone());
            }
        }
        Self { nodes }
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

/// Chromium gives the tree level by level; a page is read from top to bottom.
fn in_order_of_page(nodes: Vec<Node>) -> Vec<Node> {
    let mut below: BTreeMap<Option<String>, Vec<Node>> = BTreeMap::new();
    for node in nodes.into_iter().rev() {
        below.entry(node.parent.clone()).or_default().push(node);
    }
    let mut waiting = below.remove(&None).unwrap_or_default();
    let mut ordered = Vec::new();
    while let Some(node) = waiting.pop() {
        waiting.extend(below.remove(&Some(node.id.clone())).unwrap_or_default());
        ordered.push(node);
    }
    ordered
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
