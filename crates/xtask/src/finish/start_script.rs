//! Moves Trunk's inline starting script into a file named by its hash: the relay's policy forbids inline scripts.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::hash::sha256;

const PAGE: &str = "index.html";
const END: &str = "</script>";

/// Enough of a hash to name a file that may be cached for ever.
const DIGITS: usize = 16;

/// A page whose scripts are all files, and the one file that was cut out of it.
struct Externalised {
    page: String,
    script_name: String,
    script: String,
}

/// Rewrites the page in `folder` and writes the script beside it.
pub(super) fn move_out_of(folder: &Path) -> Result<()> {
    let path = folder.join(PAGE);
    let page =
        std::fs::read_to_string(&path).with_context(|| format!("the built app lacks {PAGE}"))?;
    let externalised = externalise(&page)?;
    std::fs::write(folder.join(&externalised.script_name), externalised.script)?;
    std::fs::write(&path, externalised.page)?;
    Ok(())
}

fn externalise(page: &str) -> Result<Externalised> {
    let mut inline = inline_scripts(page);
    let Some((before, script, after)) = inline.next() else {
        bail!("{PAGE} has no inline script: Trunk's output has changed");
    };
    if inline.next().is_some() {
        bail!("{PAGE} has an inline script besides Trunk's; put it into a file");
    }
    let script = format!("{}\n", tidy(script));
    let digest = sha256(script.as_bytes());
    let script_name = format!("start-{}.js", digest.get(..DIGITS).unwrap_or(&digest));
    let page = format!(r#"{before}<script type="module" src="/{script_name}">{END}{after}"#);
    Ok(Externalised {
        page,
        script_name,
        script,
    })
}

/// Each script element without `src`: what stands before it, what is in it, what follows it.
fn inline_scripts(page: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    page.match_indices("<script").filter_map(|(start, _)| {
        let (before, element) = page.split_at(start);
        let (tag, rest) = element.split_once('>')?;
        let (script, after) = rest.split_once(END)?;
        let has_source = tag.split_whitespace().any(|word| word.starts_with("src="));
        (!has_source).then_some((before, script, after))
    })
}

/// Drops the empty lines that Trunk's template leaves.
fn tidy(script: &str) -> String {
    script
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE_OF_TRUNK: &str = r#"<!DOCTYPE html><html><head>
<link rel="modulepreload" href="/app-1f.js">
<script type="module">
import init, * as bindings from '/app-1f.js';
const wasm = await init({ module_or_path: '/app-1f_bg.wasm' });


window.wasmBindings = bindings;

</script></head><body><script src="/theme.js"></script></body></html>"#;

    #[test]
    fn the_script_moves_to_a_file_named_by_its_hash() -> Result<()> {
        let moved = externalise(PAGE_OF_TRUNK)?;
        assert_eq!(
            moved.script,
            "import init, * as bindings from '/app-1f.js';\n\
             const wasm = await init({ module_or_path: '/app-1f_bg.wasm' });\n\
             window.wasmBindings = bindings;\n"
        );
        let reference = format!(
            r#"<script type="module" src="/{}"></script></head>"#,
            moved.script_name
        );
        assert!(moved.page.contains(&reference), "{}", moved.page);
        assert!(!moved.page.contains("wasmBindings"));
        assert!(moved.page.contains(r#"<script src="/theme.js"></script>"#));
        Ok(())
    }

    #[test]
    fn a_second_inline_script_is_refused() {
        let page = format!("{PAGE_OF_TRUNK}<script>alert(1)</script>");
        assert!(externalise(&page).is_err());
        assert!(externalise("<html></html>").is_err());
    }
}
