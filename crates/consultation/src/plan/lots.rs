//! 抽签 that anyone can repeat: from the list, the seed and the number follows who is drawn.
//!
//! Each name is hashed with the seed, and the smallest hashes are drawn. The seed is to be something
//! that nobody could choose when the list was closed, such as a lottery's numbers of a later day; it is
//! printed with the list. Whoever has both can draw again with any tool that knows SHA-256.

use sha2::{Digest, Sha256};

/// Why nobody is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LotsError {
    /// Nobody could check a draw without a seed.
    #[error("there is no seed")]
    NoSeed,
    /// A name that stands twice would have two chances.
    #[error("line {line} repeats line {earlier}")]
    Twice {
        /// The later line, from 1.
        line: usize,
        /// The earlier line, from 1.
        earlier: usize,
    },
    /// There are not so many.
    #[error("{wanted} are to be drawn of {there}")]
    TooFew {
        /// How many are to be drawn.
        wanted: usize,
        /// How many names there are.
        there: usize,
    },
}

/// Draws so many names from a pasted list, one a line; empty lines and gaps around names do not count.
/// In the order in which they were drawn: whoever drops out is followed by the next of a longer draw.
///
/// # Errors
///
/// Without a seed, with a name that stands twice, or with fewer names than are to be drawn.
pub fn draw<'a>(list: &'a str, seed: &str, wanted: usize) -> Result<Vec<&'a str>, LotsError> {
    let seed = seed.trim();
    if seed.is_empty() {
        return Err(LotsError::NoSeed);
    }
    let mut lots: Vec<([u8; 32], usize, &str)> = Vec::new();
    for (line, name) in (1..).zip(list.lines().map(str::trim)) {
        if name.is_empty() {
            continue;
        }
        if let Some((_, earlier, _)) = lots.iter().find(|(_, _, other)| *other == name) {
            let earlier = *earlier;
            return Err(LotsError::Twice { line, earlier });
        }
        lots.push((lot(seed, name), line, name));
    }
    if lots.len() < wanted {
        let there = lots.len();
        return Err(LotsError::TooFew { wanted, there });
    }
    lots.sort_unstable();
    let drawn = lots.into_iter().take(wanted);
    Ok(drawn.map(|(_, _, name)| name).collect())
}

/// SHA-256 of the seed, a line feed and the name, in UTF-8.
fn lot(seed: &str, name: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(seed)
        .chain_update("\n")
        .chain_update(name)
        .finalize()
        .into()
}

#[cfg(test)]
mod tests {
    use super::{LotsError, draw};

    const LIST: &str = "王晓燕\n李建国\n\n  陈阿婆 \n赵敏\n周小明\n";

    #[test]
    fn the_same_list_and_seed_draw_the_same_in_whatever_order_it_is_written() {
        let drawn = draw(LIST, "20261127", 3).unwrap();
        assert_eq!(drawn.len(), 3);
        let turned: Vec<&str> = LIST.lines().rev().collect();
        assert_eq!(draw(&turned.join("\n"), " 20261127 ", 3).unwrap(), drawn);
        assert_eq!(draw(LIST, "20261127", 2).unwrap(), drawn[..2]);
    }

    #[test]
    fn another_seed_draws_others() {
        let all = |seed| draw(LIST, seed, 5).unwrap();
        assert_ne!(all("1"), all("2"));
    }

    #[test]
    fn everybody_has_about_the_same_chance() {
        let mut drawn = 0;
        for seed in 0..1_000 {
            let first = draw(LIST, &seed.to_string(), 1).unwrap();
            drawn += usize::from(first == ["陈阿婆"]);
        }
        assert!(
            (150..250).contains(&drawn),
            "{drawn} of 1000 instead of 200"
        );
    }

    #[test]
    fn what_cannot_be_drawn_says_why() {
        assert_eq!(draw(LIST, " ", 1), Err(LotsError::NoSeed));
        assert_eq!(
            draw("甲\n乙\n 甲", "1", 1),
            Err(LotsError::Twice {
                line: 3,
                earlier: 1
            })
        );
        assert_eq!(
            draw("甲", "1", 2),
            Err(LotsError::TooFew {
                wanted: 2,
                there: 1
            })
        );
    }
}
