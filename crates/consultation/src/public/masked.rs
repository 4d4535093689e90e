//! Names as they may be read by anyone.

/// A name of which the middle is hidden, 张*明, 李*; empty stays empty.
///
/// Of a name of four characters or more only the first and the last remain: 欧**明.
pub fn masked(name: &str) -> String {
    let characters: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
    let last = characters.len().saturating_sub(1);
    let masked = characters.iter().enumerate().map(|(place, character)| {
        let is_shown = place == 0 && last > 0 || place == last && last > 1;
        if is_shown { *character } else { '*' }
    });
    masked.collect()
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn only_the_ends_of_a_name_are_read() {
        for (name, expected) in [
            ("张晓明", "张*明"),
            ("李 强", "李*"),
            ("欧阳小明", "欧**明"),
            ("𬭎", "*"),
            ("", ""),
        ] {
            assert_eq!(masked(name), expected);
        }
    }
}
