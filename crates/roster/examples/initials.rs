//! Writes the table of pinyin initials that the search has, from the crate `pinyin`:
//! `cargo run -p roster --example initials > crates/roster/src/search/initials.txt`

use std::io::{self, Write as _};

use pinyin::{ToPinyin as _, ToPinyinMulti as _};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut line = String::new();
    let mut others = String::new();
    for number in 0x4e00..=0x9fff_u32 {
        let Some(letter) = char::from_u32(number) else {
            continue;
        };
        let first = letter
            .to_pinyin()
            .and_then(|one| one.plain().chars().next());
        let initial = first.map_or('.', ascii);
        line.push(initial);
        if let Some(several) = letter.to_pinyin_multi().filter(|_| is_common(letter)) {
            let mut more: Vec<char> = several
                .into_iter()
                .filter_map(|one| one.plain().chars().next().map(ascii))
                .collect();
            more.retain(|other| *other != initial);
            more.sort_unstable();
            more.dedup();
            if !more.is_empty() {
                others.push(letter);
                others.extend(more);
                others.push(' ');
            }
        }
    }
    writeln!(out, "{line}")?;
    writeln!(out, "{}", others.trim_end())
}

/// ā and its like as a.
fn ascii(letter: char) -> char {
    match letter {
        'a'..='z' => letter,
        'ê' | 'ế' | 'ề' => 'e',
        'ü' => 'y',
        _ => '.',
    }
}

/// Whether it is one of the 6,763 of GB 2312: rarer ones have readings that no name uses.
fn is_common(letter: char) -> bool {
    let text = letter.to_string();
    let (bytes, _, is_lost) = encoding_rs::GBK.encode(&text);
    !is_lost && matches!(*bytes, [0xb0..=0xf7, 0xa1..=0xfe])
}
