//! Has the app's program sent as a pack: writes it beside the program, and a page that begins to fetch it as soon as the
//! script that unpacks is there. Source: `pack.rs` on why, `public/unpack.js` on how a page gets its program.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{
    files::files_below,
    is_fetched_later,
    lean::{PAGE, bare, hashed_name, integrity},
    pack,
};

const UNPACK: &str = "unpack.js";
/// How the names of the unpacking script and of packs begin and end, once the files are named by their hashes.
const UNPACKING: &str = "unpack";
const PACK: &str = ".pack";
const WHOLE: &str = ".wasm";
/// What Trunk's script on the page does; another version may do otherwise.
const IMPORT: (&str, &str) = ("import init, * as bindings from '", "';");
const START: (&str, &str) = ("init({ module_or_path: '", "' })");

/// Writes the pack of the program in `folder` and a page that uses it.
pub(super) fn take_apart(folder: &Path) -> Result<()> {
    let files = files_below(folder)?;
    let mut apps = files.iter().filter(|name| !is_fetched_later(name));
    let program = apps.find_map(|name| Some((name, pack_of(name)?)));
    let (whole, pack) = program.context("the built app has no program")?;
    let packed = pack::pack(&std::fs::read(folder.join(whole))?)?;
    std::fs::write(folder.join(&pack), &packed)?;

    let source = std::fs::read_to_string(folder.join(UNPACK))
        .with_context(|| format!("the built app lacks {UNPACK}"))?;
    std::fs::remove_file(folder.join(UNPACK))?;
    let script = bare(&source);
    let unpack = hashed_name(script.as_bytes(), UNPACKING, "js");
    std::fs::write(folder.join(&unpack), &script)?;

    let page = std::fs::read_to_string(folder.join(PAGE))?;
    let page = with_link(&page, whole, &unpack, &integrity(script.as_bytes()))?;
    let page = with_start(&page, (whole, &pack), &unpack, &integrity(&packed))?;
    std::fs::write(folder.join(PAGE), page)?;
    Ok(())
}

/// Takes the program itself away, once the service worker knows its hash: nobody fetches it.
pub(super) fn leave_pack(folder: &Path) -> Result<()> {
    for name in files_below(folder)? {
        if pack_of(&name).is_some_and(|pack| folder.join(pack).exists()) {
            std::fs::remove_file(folder.join(name))?;
        }
    }
    Ok(())
}

/// The name of the pack that brings a file, if it is one that may come in a pack.
pub(super) fn pack_of(name: &str) -> Option<String> {
    let stem = name.strip_suffix(WHOLE)?;
    Some(format!("{stem}{PACK}"))
}

pub(super) fn is_pack(name: &str) -> bool {
    name.ends_with(PACK)
}

/// Whether a file is the script that unpacks.
pub(super) fn is_unpacking(name: &str) -> bool {
    name.starts_with(UNPACKING)
}

/// The page that loads the unpacking script early, in place of the program, which may never be fetched.
fn with_link(page: &str, whole: &str, unpack: &str, integrity: &str) -> Result<String> {
    let href = format!("href=/{whole}");
    let link = page
        .split("<link ")
        .skip(1)
        .filter_map(|part| part.split('>').next());
    let link = link.into_iter().find(|link| link.contains(&href));
    let link = link
        .with_context(|| format!("{PAGE} does not link to {whole}: Trunk's output has changed"))?;
    let early = format!("crossorigin href=/{unpack} integrity={integrity} rel=modulepreload");
    Ok(page.replace(link, &early))
}

/// The page whose script fetches the pack before anything else.
fn with_start(
    page: &str,
    (whole, pack): (&str, &str),
    unpack: &str,
    integrity: &str,
) -> Result<String> {
    let Some((before, bindings, after)) = between(page, IMPORT) else {
        bail!("{PAGE} imports no bindings: Trunk's output has changed");
    };
    let Some((middle, _, rest)) =
        between(after, START).filter(|(_, path, _)| path.ends_with(whole))
    else {
        bail!("{PAGE} does not start {whole}: Trunk's output has changed");
    };
    Ok(format!(
        "{before}import '/{unpack}';
const coming = program('/{whole}', '/{pack}', '{integrity}');
const bindings = await import('{bindings}');{middle}bindings.default({{ module_or_path: coming }}){rest}"
    ))
}

/// What stands before the first mark, between it and the second, and after that.
fn between<'a>(text: &'a str, marks: (&str, &str)) -> Option<(&'a str, &'a str, &'a str)> {
    let (before, rest) = text.split_once(marks.0)?;
    let (inside, after) = rest.split_once(marks.1)?;
    Some((before, inside, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUNKS: &str = "<link rel=icon><link as=fetch href=/app-1f.wasm integrity=x rel=preload><script type=\"module\">\n\
        import init, * as bindings from '/app-2e.js';\n\
        const wasm = await init({ module_or_path: '/app-1f.wasm' });\nwindow.a = bindings;\n</script>";

    #[test]
    fn the_page_fetches_the_pack_first_and_never_links_to_the_program() -> Result<()> {
        let page = with_link(TRUNKS, "app-1f.wasm", "unpack-3d.js", "sha384-u")?;
        let page = with_start(
            &page,
            ("app-1f.wasm", "app-1f.pack"),
            "unpack-3d.js",
            "sha384-p",
        )?;
        assert_eq!(
            page,
            "<link rel=icon><link crossorigin href=/unpack-3d.js integrity=sha384-u rel=modulepreload>\
             <script type=\"module\">\n\
             import '/unpack-3d.js';\n\
             const coming = program('/app-1f.wasm', '/app-1f.pack', 'sha384-p');\n\
             const bindings = await import('/app-2e.js');\n\
             const wasm = await bindings.default({ module_or_path: coming });\nwindow.a = bindings;\n</script>"
        );
        Ok(())
    }

    #[test]
    fn a_page_that_starts_otherwise_stops_the_build() {
        assert!(with_link("<p>", "app-1f.wasm", "u", "i").is_err());
        assert!(with_start("<p>", ("app-1f.wasm", "p"), "u", "i").is_err());
        assert!(with_start(TRUNKS, ("app-9a.wasm", "p"), "u", "i").is_err());
    }
}
