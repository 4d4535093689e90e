//! Turns `locales/*.json` into one text per language, and the numbers of the pieces in it.
//!
//! The program carries the first language; the others it fetches when somebody chooses one (`cargo xtask` writes them beside
//! it, in the same order), except in tests, which have them all.
//!
//! A key that one language lacks, or a placeholder that differs between languages, stops the build:
//! nobody meets an untranslated line in the field.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

mod texts;

use texts::{BETWEEN, LOCALES, Texts, joined};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=locales");
    let mut tables = Vec::new();
    for locale in LOCALES {
        let source = fs::read_to_string(format!("locales/{locale}.json"))?;
        let texts = texts::read(&source).map_err(|error| format!("{locale}.json: {error}"))?;
        tables.push((locale, texts));
    }
    check(&tables)?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("text.rs"), generate(&tables)?)?;
    fs::write(Path::new(&out).join("others.rs"), others(&tables)?)?;
    Ok(())
}

/// Groups whose texts are looked up while running, by the ids under which a record stores what they name.
const NAMED: [&str; 7] = [
    "choice",
    "column",
    "pressing",
    "requirement",
    "sheet",
    "stage",
    "stage_short",
];

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .collect()
}

fn check(tables: &[(&str, Texts)]) -> Result<(), String> {
    let Some(((first, texts), others)) = tables.split_first() else {
        return Err("no locale".to_owned());
    };
    let mut faults = Vec::new();
    for (locale, other) in others {
        for (key, text) in texts {
            match other.get(key) {
                None => faults.push(format!("{locale} lacks {key}")),
                Some(translated) if placeholders(text) != placeholders(translated) => {
                    faults.push(format!("{locale} has other placeholders in {key}"));
                }
                Some(_) => {}
            }
        }
        faults.extend(
            other
                .keys()
                .filter(|key| !texts.contains_key(*key))
                .map(|key| format!("{first} lacks {key}")),
        );
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}

/// The languages that the program does not carry, for tests.
fn others(tables: &[(&str, Texts)]) -> Result<String, std::fmt::Error> {
    let mut code = String::new();
    writeln!(code, "static OTHERS: &[&str] = &[")?;
    for (_, texts) in tables.iter().skip(1) {
        writeln!(code, "{:?},", joined(texts))?;
    }
    writeln!(code, "];")?;
    Ok(code)
}

fn generate(tables: &[(&str, Texts)]) -> Result<String, Box<dyn std::error::Error>> {
    let mut code = String::new();
    writeln!(code, "const BETWEEN: char = {BETWEEN:?};")?;
    let first = tables.first().map(|(_, texts)| joined(texts));
    writeln!(
        code,
        "static FIRST: &str = {:?};",
        first.unwrap_or_default()
    )?;
    writeln!(code, "const LANGUAGES: usize = {};", tables.len())?;
    let count = tables.first().map_or(0, |(_, texts)| texts.len());
    writeln!(code, "const COUNT: usize = {count};")?;
    // The keys of a group stand together, so that one number says where its texts begin.
    writeln!(
        code,
        "static NAMED: [(&str, usize, &str); {}] = [",
        NAMED.len()
    )?;
    for group in NAMED {
        let start = format!("{group}.");
        let paths = tables.first().map(|(_, texts)| texts.keys());
        let paths = paths.into_iter().flatten().enumerate();
        let named: Vec<(usize, &str)> = paths
            .filter_map(|(index, path)| Some((index, path.strip_prefix(&start)?)))
            .collect();
        let first = named.first().map_or(0, |(index, _)| *index);
        let names: Vec<&str> = named.iter().map(|(_, name)| *name).collect();
        let names = names.join(&BETWEEN.to_string());
        writeln!(code, "({group:?}, {first}, {names:?}),")?;
    }
    writeln!(code, "];")?;
    writeln!(
        code,
        "#[allow(dead_code, reason = \"some texts are looked up by name\")]"
    )?;
    writeln!(code, "pub(crate) mod key {{")?;
    let mut open: Vec<&str> = Vec::new();
    let keys = tables
        .first()
        .map(|(_, texts)| texts.keys().collect::<Vec<_>>())
        .unwrap_or_default();
    for (index, key) in keys.into_iter().enumerate() {
        let mut groups: Vec<&str> = key.split('.').collect();
        let name = groups.pop().unwrap_or_default();
        let shared = open.iter().zip(&groups).take_while(|(a, b)| a == b).count();
        while open.len() > shared {
            open.pop();
            writeln!(code, "}}")?;
        }
        for group in groups.iter().skip(shared) {
            open.push(group);
            writeln!(code, "pub(crate) mod {group} {{")?;
        }
        writeln!(
            code,
            "pub(crate) const {name}: crate::i18n::Key = crate::i18n::Key({index});"
        )?;
    }
    for _ in &open {
        writeln!(code, "}}")?;
    }
    writeln!(code, "}}")?;
    Ok(code)
}
