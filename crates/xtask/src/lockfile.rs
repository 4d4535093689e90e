//! Reads versions from `Cargo.lock`.

/// Finds the version of `package`, the highest when the lock names several.
///
/// The format (a `[[package]]` header, then `name` and `version` lines) is the one that Cargo has written since
/// lock version 1.
pub(crate) fn version_of(lock: &str, package: &str) -> Option<String> {
    lock.split("[[package]]")
        .skip(1)
        .filter(|block| field(block, "name") == Some(package))
        .filter_map(|block| field(block, "version"))
        .max_by_key(|version| numbers(version))
        .map(str::to_owned)
}

fn field<'a>(block: &'a str, name: &str) -> Option<&'a str> {
    block.lines().find_map(|line| {
        line.strip_prefix(name)?
            .trim_start()
            .strip_prefix('=')?
            .trim()
            .strip_prefix('"')?
            .strip_suffix('"')
    })
}

/// The numeric parts of a version, for comparison: `0.2.130` is later than `0.2.99`.
fn numbers(version: &str) -> Vec<u64> {
    version
        .split(['.', '-', '+', '~'])
        .map_while(|part| part.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen-futures"
version = "0.4.62"
source = "registry+https://github.com/rust-lang/crates.io-index"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "cfg-if",
 "wasm-bindgen-macro",
]

[[package]]
name = "syn"
version = "2.0.99"

[[package]]
name = "syn"
version = "2.0.106"
"#;

    #[test]
    fn a_package_is_found_by_its_whole_name() {
        assert_eq!(version_of(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_of(LOCK, "wasm"), None);
    }

    #[test]
    fn of_several_versions_the_highest_is_taken() {
        assert_eq!(version_of(LOCK, "syn").as_deref(), Some("2.0.106"));
    }
}
