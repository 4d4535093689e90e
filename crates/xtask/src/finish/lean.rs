//! Makes the app's two files leaner: what nobody calls goes, names between them become short, comments and indents go.
//!
//! wasm-bindgen names what the two hand each other after its origin and a hash. The names stand in both files, mean
//! nothing to anybody, and do not compress: together 8 KB of a first visit. And Leptos brings a library along
//! (server_fn, with wasm-streams) that exports classes which nobody here makes: another 4 KB.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result, bail};
use data_encoding::BASE64;
use sha2::{Digest, Sha384};
use walrus::{ModuleConfig, passes};

use super::{files::files_below, hash::sha256, order, plain, twins};

pub(super) const PAGE: &str = "index.html";
const SERVICE_WORKER: &str = "sw.js";
/// Enough of a hash to name a file that may be cached for ever.
const DIGITS: usize = 16;
/// What wasm-bindgen's own names begin with; other exports are the app's.
const OWN: [&str; 2] = ["__wb", "wasm_bindgen__"];
/// What the names of wasm-streams' classes begin with, in the script and, in lower case, in exports.
const UNUSED: &str = "IntoUnderlying";

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
    let (short_bytes, short_text) = lean(&bytes, &text)?;

    let page = std::fs::read_to_string(folder.join(PAGE))?;
    // The longer name first: the script's is a part of it.
    let page = replace(folder, page, (wasm, &bytes), ("wasm", &short_bytes))?;
    let page = replace(
        folder,
        page,
        (&script, text.as_bytes()),
        ("js", short_text.as_bytes()),
    )?;
    std::fs::write(folder.join(PAGE), with_one_style(folder, &page)?)?;
    Ok(())
}

/// A program and the script that wasm-bindgen made for it, both leaner.
pub(super) fn lean(program: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let (short, names) = shorten(program)?;
    let short = twins::without(&plain::plainly(&short)?)?;
    let short = order::by_likeness(&short)?;
    Ok((short, bare(&with_names(&without_unused(script), &names))))
}

/// Puts the style sheets into one file, in the page's order, and returns the page that loads and checks it.
fn with_one_style(folder: &Path, page: &str) -> Result<String> {
    let mut all = Vec::new();
    let mut rest = String::with_capacity(page.len());
    let mut place = None;
    for (number, part) in page.split("<link ").enumerate() {
        let tag = part.split('>').next().unwrap_or_default();
        let is_style = number > 0 && tag.split_whitespace().any(|word| word == "rel=stylesheet");
        if !is_style {
            rest.push_str(if number > 0 { "<link " } else { "" });
            rest.push_str(part);
            continue;
        }
        let name = tag
            .split_whitespace()
            .find_map(|word| word.strip_prefix("href=/"));
        let path = folder.join(name.context("a style sheet without address")?);
        all.extend(std::fs::read(&path).with_context(|| path.display().to_string())?);
        std::fs::remove_file(path)?;
        place.get_or_insert(rest.len());
        rest.push_str(part.get(tag.len() + 1..).unwrap_or_default());
    }
    let Some(place) = place else {
        bail!("{PAGE} has no style sheet: Trunk's output has changed");
    };
    let name = hashed_name(&all, "app", "css");
    std::fs::write(folder.join(&name), &all)?;
    let integrity = integrity(&all);
    rest.insert_str(
        place,
        &format!("<link href=/{name} integrity={integrity} rel=stylesheet>"),
    );
    Ok(rest)
}

pub(super) fn hashed_name(bytes: &[u8], stem: &str, extension: &str) -> String {
    let hash = sha256(bytes);
    format!("{stem}-{}.{extension}", hash.get(..DIGITS).unwrap_or(&hash))
}

/// Puts a file's new bytes in place under the name of their hash, and returns the page that loads and checks them.
fn replace(
    folder: &Path,
    page: String,
    (old_name, old): (&str, &[u8]),
    (extension, new): (&str, &[u8]),
) -> Result<String> {
    let name = hashed_name(new, "app", extension);
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
pub(super) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64.encode(&Sha384::digest(bytes)))
}

/// Takes out what only unused exports call, and gives imports and wasm-bindgen's exports names of two or three letters.
fn shorten(wasm: &[u8]) -> Result<(Vec<u8>, Names)> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false);
    config.generate_producers_section(false);
    let mut module = config.parse(wasm)?;
    let unused = UNUSED.to_lowercase();
    let exports: Vec<_> = module.exports.iter().collect();
    let unused: Vec<_> = exports
        .into_iter()
        .filter(|export| {
            export
                .name
                .trim_start_matches("__wbg_")
                .starts_with(&unused)
        })
        .map(walrus::Export::id)
        .collect();
    for export in unused {
        module.exports.delete(export);
    }
    passes::gc::run(&mut module);
    let mut names = Names::new();
    for import in module.imports.iter_mut() {
        import.name = short(&mut names, &import.name, 'i');
    }
    for export in module.exports.iter_mut() {
        if OWN.iter().any(|start| export.name.starts_with(start)) {
            export.name = short(&mut names, &export.name, 'e');
        }
    }
    Ok((module.emit_wasm(), names))
}

fn short(names: &mut Names, name: &str, letter: char) -> String {
    let short = format!("{letter}{}", names.len());
    names.entry(name.to_owned()).or_insert(short).clone()
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

/// The script without the classes whose exports are gone, and without the statements that name them.
fn without_unused(script: &str) -> String {
    let mut rest = String::with_capacity(script.len());
    let mut ends_with = None;
    for line in script.lines() {
        if ends_with.is_none() && line.contains(UNUSED) {
            let is_class = line.starts_with("export class ");
            ends_with = Some(if is_class { "}" } else { ";" });
        }
        match ends_with {
            // A class ends where its brace stands at the margin, a statement where a line does.
            Some("}") if line != "}" => {}
            Some(";") if !line.ends_with(';') => {}
            Some(_) => ends_with = None,
            None => {
                rest.push_str(line);
                rest.push('\n');
            }
        }
    }
    rest
}

/// The script without lines that are comments, without indents and empty lines.
pub(super) fn bare(script: &str) -> String {
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
    use walrus::{FunctionBuilder, FunctionId, Module};

    use super::*;

    const LONG: &str = "__wbg_log_0123456789abcdef";

    /// A function that calls another.
    fn caller(module: &mut Module, called: FunctionId) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
        builder.func_body().call(called);
        builder.finish(vec![], &mut module.funcs)
    }

    /// Two imports, each called by one function; one of these is exported as wasm-bindgen and as the app would, the
    /// other one as a class's method.
    fn module() -> Vec<u8> {
        let mut module = Module::with_config(ModuleConfig::new());
        let nothing = module.types.add(&[], &[]);
        let (log, _) = module.add_import_func("./app_bg.js", LONG, nothing);
        let (unused, _) = module.add_import_func("./app_bg.js", "__wbg_pull_0123", nothing);
        let main = caller(&mut module, log);
        module.exports.add("main", main);
        module.exports.add("__wbindgen_start", main);
        let pull = caller(&mut module, unused);
        module.exports.add("intounderlyingsource_pull", pull);
        module.exports.add("__wbg_intounderlyingsource_free", pull);
        module.emit_wasm()
    }

    #[test]
    fn both_sides_get_the_same_short_names() -> Result<()> {
        let (short, names) = shorten(&module())?;
        let module = Module::from_buffer(&short)?;
        let imports: Vec<_> = module.imports.iter().map(|import| &import.name).collect();
        assert_eq!(imports, ["i0"], "what only unused exports call is gone");
        let exports: Vec<_> = module.exports.iter().map(|export| &export.name).collect();
        assert_eq!(exports, ["main", "e1"]);
        let script =
            format!("const it = {{ {LONG}: () => {LONG}0 }};\nwasm.__wbindgen_start();\nmain");
        assert_eq!(
            with_names(&script, &names),
            format!("const it = {{ i0: () => {LONG}0 }};\nwasm.e1();\nmain")
        );
        Ok(())
    }

    #[test]
    fn unused_classes_go() {
        let script = "\
let a;
export class IntoUnderlyingSink {
    free() {
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = null;
export class Kept {
}
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? {}
    : new FinalizationRegistry(ptr => wasm.free(ptr, 1));
let b;
";
        assert_eq!(
            without_unused(script),
            "let a;\nexport class Kept {\n}\nlet b;\n"
        );
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
        write("first-1f.css", b"@layer a;")?;
        write("second-1f.css", b"p{}")?;
        let page = format!(
            "<p><link href=/first-1f.css integrity=x rel=stylesheet><link href=/it-1f.js integrity={}>\
             <link href=/second-1f.css integrity=y rel=stylesheet><link href=/it-1f_bg.wasm integrity={}>",
            integrity(script.as_bytes()),
            integrity(&wasm)
        );
        write(PAGE, page.as_bytes())?;
        rewrite(folder.path())?;

        let page = std::fs::read_to_string(folder.path().join(PAGE))?;
        assert!(!page.contains("it-1f"), "{page}");
        let files = files_below(folder.path())?;
        assert_eq!(files.len(), 5, "{files:?}");
        for name in files.iter().filter(|name| name.starts_with("app-")) {
            let bytes = std::fs::read(folder.path().join(name))?;
            let link = format!("<link href=/{name} integrity={}", integrity(&bytes));
            assert!(page.contains(&link), "{page}");
            if name.ends_with(".css") {
                assert_eq!(bytes, b"@layer a;p{}");
            }
        }
        assert_eq!(page.matches("rel=stylesheet").count(), 1);
        assert_eq!(
            std::fs::read_to_string(folder.path().join("sw.js"))?,
            "let a;\n"
        );
        Ok(())
    }
}
