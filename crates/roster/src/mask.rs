//! Names as the public sees them: 张*, 张*明, 欧阳**.
//!
//! The surname stays, of three characters and more the last one too where the surname has one character. A compound
//! surname stays whole and everything after it is masked, since with it a single character more often says who it is.

/// 复姓 that are still borne, by the census.
const COMPOUND: [&str; 32] = [
    "欧阳", "上官", "皇甫", "司徒", "令狐", "诸葛", "司马", "东方", "独孤", "南宫", "夏侯", "尉迟",
    "公孙", "慕容", "长孙", "宇文", "淳于", "轩辕", "端木", "百里", "呼延", "闻人", "澹台", "公冶",
    "宗政", "濮阳", "太史", "申屠", "钟离", "鲜于", "闾丘", "仲孙",
];

/// Masks the name of a human being.
pub fn name(name: &str) -> String {
    let name = name.trim();
    let letters: Vec<char> = name.chars().collect();
    let stars = |count: usize| "*".repeat(count);
    // Names with a point in them, and names in letters, show their beginning alone.
    let is_chinese = letters.iter().all(|letter| u32::from(*letter) >= 0x2e80);
    if name.contains('·') || !is_chinese {
        let first = letters.first().map(char::to_string).unwrap_or_default();
        return first + &stars(if letters.len() > 1 { 2 } else { 0 });
    }
    let compound = COMPOUND.iter().find(|surname| name.starts_with(**surname));
    if let Some(surname) = compound.filter(|_| letters.len() > 2) {
        return (*surname).to_owned() + &stars(letters.len() - 2);
    }
    match letters.as_slice() {
        [] => String::new(),
        [_] => stars(1),
        [surname, _] => format!("{surname}*"),
        [surname, .., last] => format!("{surname}{}{last}", stars(letters.len() - 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names_are_masked_by_their_length_and_surname() {
        for (whole, masked) in [
            ("张三", "张*"),
            ("张小明", "张*明"),
            ("张王小明", "张**明"),
            ("欧阳", "欧*"),
            ("欧阳锋", "欧阳*"),
            ("欧阳小明", "欧阳**"),
            ("诸葛亮", "诸葛*"),
            ("张", "*"),
            ("", ""),
            ("阿卜杜·热合曼", "阿**"),
            ("John Smith", "J**"),
            ("㛃𬭎宁", "㛃*宁"),
            (" 张三 ", "张*"),
            ("A", "A"),
        ] {
            assert_eq!(name(whole), masked, "{whole}");
        }
    }
}
