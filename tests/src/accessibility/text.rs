//! The tree as lines of text, without the boxes that only lay things out.

use super::Node;

/// Roles that tell a person nothing by themselves.
const SILENT: [&str; 8] = [
    "none",
    "generic",
    "InlineTextBox",
    "RootWebArea",
    "LayoutTable",
    "ListMarker",
    "LineBreak",
    "paragraph",
];

pub(super) fn of(nodes: &[Node]) -> String {
    let mut lines = Vec::new();
    let has_parent = |node: &Node| {
        nodes
            .iter()
            .any(|other| node.parent.as_ref() == Some(&other.id))
    };
    for top in nodes.iter().filter(|node| !has_parent(node)) {
        write(nodes, top, 0, "", &mut lines);
    }
    lines.join("\n")
}

fn write(nodes: &[Node], node: &Node, depth: usize, above: &str, lines: &mut Vec<String>) {
    let repeats = node.role == "StaticText" && above.contains(node.name.trim());
    let is_told = node.is_perceived() && !SILENT.contains(&node.role.as_str()) && !repeats;
    let mut below = depth;
    if is_told {
        lines.push(line(node, depth));
        below += 1;
    }
    let name = if is_told { node.name.as_str() } else { above };
    for child in nodes
        .iter()
        .filter(|other| other.parent.as_ref() == Some(&node.id))
    {
        write(nodes, child, below, name, lines);
    }
}

fn line(node: &Node, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let mut line = match node.role.as_str() {
        "StaticText" => format!("{indent}“{}”", node.name.trim()),
        role if node.name.is_empty() => format!("{indent}{role}"),
        role => format!("{indent}{role} “{}”", node.name.trim()),
    };
    for (state, value) in &node.states {
        line.push_str(&match value.as_str() {
            "true" => format!(" [{state}]"),
            value => format!(" [{state} {value}]"),
        });
    }
    if !node.value.is_empty() {
        line.push_str(&format!(" = {}", node.value.trim().replace('\n', "⏎")));
    }
    line
}
