//! Makes the app's scripts leaner: names between WebAssembly and JavaScript become short, comments and indents go.
//!
//! wasm-bindgen names what the two hand each other after its origin and a hash. The names stand in both files, mean
//! nothing to anybody, and do not compress: together 8 KB of a first visit.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result, bail};
use data_encoding::BASE64;
use sha2::{Digest, Sha384};
use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, Module, RawSection};
use wasmparser::{ExternalKind, Parser, Payload, TypeRef};

use super::{files::files_below, hash::sha256};

const PAGE: &str = "index.html";
const SERVICE_WORKER: &str = "sw.js";
/// Enough of a hash to name a file that may be cached for ever.
const DIGITS: usize = 16;
/// What wasm-bindgen's own names begin with; other exports are the app's.
const OWN: [&str; 2] = ["__wb", "wasm_bindgen__"];

/// New names by old ones.
type Names = BTreeMap<String, String>;

/// Rewrites the app's two files under new names, what the page says of them, and the service worker's source.
pub(super) fn rewrite(folder: &Path) -> Result<()> {
    let worker = folder.join(SERVICE_WORKER);
    let source = std::fs::read_to_string(&worker)
        .with_context(|| format!("the built app lacks {SERVICE_WORKER}"))?;
    std::fs::write(&worker, bare(&source))?;

    let files = files_below(folder)?;
    let wasm = files.iter().find(|name| name.ends_with("_bg.wasm"));
    let wasm = wasm.context("the built app has no `…_bg.wasm`: Trunk's output has changed")?;
    let script = wasm.replace("_bg.wasm", ".js");
    let bytes = std::fs::read(folder.join(wasm))?;
    let text = std::fs::read_to_string(folder.join(&script))
        .with_context(|| format!("the built app lacks {script}"))?;
    let (short_bytes, names) = shorten(&bytes)?;
    let short_text = bare(&with_names(&text, &names));

    let page = std::fs::read_to_string(folder.join(PAGE))?;
    // The longer name first: the script's is a part of it.
    let page = replace(folder, page, (wasm, &bytes), ("wasm", &short_bytes))?;
    let page = replace(
        folder,
        page,
        (&script, text.as_bytes()),
        ("js", short_text.as_bytes()),
    )?;
    std::fs::write(folder.join(PAGE), page)?;
    Ok(())
}

/// Puts a file's new bytes in place under the name of their hash, and returns the page that loads and checks them.
fn replace(
    folder: &Path,
    page: String,
    (old_name, old): (&str, &[u8]),
    (extension, new): (&str, &[u8]),
) -> Result<String> {
    let hash = sha256(new);
    let name = format!("app-{}.{extension}", hash.get(..DIGITS).unwrap_or(&hash));
    std::fs::remove_file(folder.join(old_name))?;
    std::fs::write(folder.join(&name), new)?;
    if !page.contains(&integrity(old)) {
        bail!("{PAGE} has no integrity of {old_name}: Trunk's output has changed");
    }
    Ok(page
        .replace(old_name, &name)
        .replace(&integrity(old), &integrity(new)))
}

/// A file's Subresource Integrity (W3C), as Trunk writes it.
fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64.encode(&Sha384::digest(bytes)))
}

/// Gives imports and wasm-bindgen's exports names of two or three letters.
fn shorten(wasm: &[u8]) -> Result<(Vec<u8>, Names)> {
    let mut module = Module::new();
    let mut names = Names::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        match &payload {
            Payload::ImportSection(imports) => {
                let mut section = ImportSection::new();
                for import in imports.clone().into_imports() {
                    let import = import?;
                    let TypeRef::Func(function) = import.ty else {
                        bail!(
                            "wasm-bindgen imports something besides functions: {}",
                            import.name
                        );
                    };
                    let short = short(&mut names, import.name, 'i');
                    section.import(import.module, &short, EntityType::Function(function));
                }
                module.section(&section);
            }
            Payload::ExportSection(exports) => {
                let mut section = ExportSection::new();
                for export in exports.clone() {
                    let export = export?;
                    let is_own = OWN.iter().any(|start| export.name.starts_with(start));
                    let name = match is_own {
                        true => short(&mut names, export.name, 'e'),
                        false => export.name.to_owned(),
                    };
                    section.export(&name, kind(export.kind)?, export.index);
                }
                module.section(&section);
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    let data = wasm.get(range).context("a section beyond the file's end")?;
                    module.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok((module.finish(), names))
}

fn short(names: &mut Names, name: &str, letter: char) -> String {
    let short = format!("{letter}{}", names.len());
    names.entry(name.to_owned()).or_insert(short).clone()
}

fn kind(kind: ExternalKind) -> Result<ExportKind> {
    Ok(match kind {
        ExternalKind::Func => ExportKind::Func,
        ExternalKind::Table => ExportKind::Table,
        ExternalKind::Memory => ExportKind::Memory,
        ExternalKind::Global => ExportKind::Global,
        other => bail!("wasm-bindgen exports a {other:?}"),
    })
}

/// The script with every word that has a new name replaced.
fn with_names(script: &str, names: &Names) -> String {
    let is_in_word =
        |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut renamed = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let end = rest
            .find(|letter| !is_in_word(letter))
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        renamed.push_str(names.get(word).map_or(word, String::as_str));
        let next = after.find(is_in_word).unwrap_or(after.len());
        let (between, after) = after.split_at(next);
        renamed.push_str(between);
        rest = after;
    }
    renamed
}

/// The script without lines that are comments, without indents and empty lines.
fn bare(script: &str) -> String {
    let mut bare = String::with_capacity(script.len());
    let mut is_comment = false;
    for line in script.lines().map(str::trim) {
        is_comment |= line.starts_with("/**");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            bare.push_str(line);
            bare.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    bare
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, Function, FunctionSection, TypeSection};

    use super::*;

    const LONG: &str = "__wbg_log_0123456789abcdef";

    /// One imported function, called by one that is exported twice.
    fn module() -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        module.section(&types);
        let mut imports = ImportSection::new();
        imports.import("./app_bg.js", LONG, EntityType::Function(0));
        module.section(&imports);
        let mut functions = FunctionSection::new();
        functions.function(0);
        module.section(&functions);
        let mut exports = ExportSection::new();
        exports.export("main", ExportKind::Func, 1);
        exports.export("__wbindgen_start", ExportKind::Func, 1);
        module.section(&exports);
        let mut code = CodeSection::new();
        let mut function = Function::new([]);
        function.instructions().call(0).end();
        code.function(&function);
        module.section(&code);
        module.finish()
    }

    #[test]
    fn both_sides_get_the_same_short_names() -> Result<()> {
        let (short, names) = shorten(&module())?;
        wasmparser::validate(&short)?;
        let text = String::from_utf8_lossy(&short).into_owned();
        assert!(!text.contains(LONG) && !text.contains("__wbindgen_start"));
        assert!(text.contains("main"));
        let script =
            format!("const it = {{ {LONG}: () => {LONG}0 }};\nwasm.__wbindgen_start();\nmain");
        assert_eq!(
            with_names(&script, &names),
            format!("const it = {{ i0: () => {LONG}0 }};\nwasm.e1();\nmain")
        );
        Ok(())
    }

    #[test]
    fn comments_and_indents_go_and_code_stays() {
        let script = "// a remark\n/** One line. */\nconst a = 1;\n\n    /**\n     * Two.\n     */\n    const b = /*x*/ a;\n";
        assert_eq!(bare(script), "const a = 1;\nconst b = /*x*/ a;\n");
    }

    #[test]
    fn the_page_loads_and_checks_the_new_files() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let (wasm, script) = (module(), "  export default 1;\n");
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes);
        write("it-1f_bg.wasm", &wasm)?;
        write("it-1f.js", script.as_bytes())?;
        write("sw.js", b"// remark\nlet a;\n")?;
        let page = format!(
            "<link href=/it-1f.js integrity={}><link href=/it-1f_bg.wasm integrity={}>",
            integrity(script.as_bytes()),
            integrity(&wasm)
        );
        write(PAGE, page.as_bytes())?;
        rewrite(folder.path())?;

        let page = std::fs::read_to_string(folder.path().join(PAGE))?;
        assert!(!page.contains("it-1f"), "{page}");
        let files = files_below(folder.path())?;
        assert_eq!(files.len(), 4, "{files:?}");
        for name in files.iter().filter(|name| name.starts_with("app-")) {
            let bytes = std::fs::read(folder.path().join(name))?;
            let link = format!("<link href=/{name} integrity={}>", integrity(&bytes));
            assert!(page.contains(&link), "{page}");
        }
        assert_eq!(
            std::fs::read_to_string(folder.path().join("sw.js"))?,
            "let a;\n"
        );
        Ok(())
    }
}
