//! One node of the accessibility tree.

use std::collections::BTreeMap;

use serde_json::Value;

/// What a screen reader knows of one thing on the page.
#[derive(Clone, Debug)]
pub struct Node {
    pub(super) id: String,
    pub(super) parent: Option<String>,
    pub(super) element: u64,
    ignored: bool,
    /// Its role, as Chromium names it: `button`, `textbox`, `heading`, `StaticText`.
    pub role: String,
    /// Its accessible name.
    pub name: String,
    /// Its value: the text of a text box, the choice of a list.
    pub value: String,
    /// States that are not at rest: `checked`, `disabled`, `expanded`, `level`.
    pub states: BTreeMap<String, String>,
}

/// The states that tell a person something; the rest is for machines.
const TOLD: [&str; 11] = [
    "busy", "checked", "disabled", "expanded", "hasPopup", "invalid", "level", "modal", "pressed",
    "readonly", "selected",
];

impl Node {
    pub(super) fn from_json(node: &Value) -> Option<Self> {
        let text = |field: &str| {
            let value = node.pointer(&format!("/{field}/value"));
            value.map(plain).unwrap_or_default()
        };
        let properties = node.get("properties").and_then(Value::as_array);
        let states = properties.into_iter().flatten().filter_map(|property| {
            let name = property.get("name")?.as_str()?;
            let value = plain(property.pointer("/value/value")?);
            let is_told = TOLD.contains(&name) && value != "false";
            is_told.then(|| (name.to_owned(), value))
        });
        Some(Self {
            id: node.get("nodeId")?.as_str()?.to_owned(),
            parent: node
                .get("parentId")
                .and_then(Value::as_str)
                .map(str::to_owned),
            element: node
                .get("backendDOMNodeId")
                .and_then(Value::as_u64)
                .unwrap_or_default(),
            ignored: node
                .get("ignored")
                .and_then(Value::as_bool)
                .unwrap_or_default(),
            role: text("role"),
            name: text("name"),
            value: text("value"),
            states: states.collect(),
        })
    }

    /// Whether a person gets to know of it, in this role.
    pub fn is(&self, role: &str) -> bool {
        self.is_perceived() && self.role == role
    }

    /// Whether a person gets to know of it at all.
    pub fn is_perceived(&self) -> bool {
        !self.ignored
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
