//! The roster's own words, which its desk says in simplified Chinese, in the interface's language.

use crate::i18n::{I18n, Key, Locale, key::roster_word};

/// The desk's words, and the texts for them.
const WORDS: [(&str, Key); 38] = [
    ("小区", roster_word::estate),
    ("幢", roster_word::building),
    ("单元", roster_word::unit),
    ("室", roster_word::room),
    ("门牌", roster_word::address),
    ("居民小组", roster_word::group),
    ("网格", roster_word::grid),
    ("姓名", roster_word::person),
    ("户主", roster_word::householder),
    ("与户主关系", roster_word::relation),
    ("性别", roster_word::sex),
    ("出生日期", roster_word::birth),
    ("身份证号", roster_word::id_number),
    ("电话", roster_word::phone),
    ("户籍", roster_word::registration),
    ("状态", roster_word::state),
    ("身份标签", roster_word::tags),
    ("业主", roster_word::owner),
    ("业主电话", roster_word::owner_phone),
    ("业主身份证号", roster_word::owner_id),
    ("产权证号", roster_word::certificate),
    ("建筑面积", roster_word::area),
    ("用途", roster_word::used_as),
    ("份额", roster_word::share),
    ("房屋", roster_word::place),
    ("住处", roster_word::home),
    ("住户", roster_word::living),
    ("拥有", roster_word::owning),
    ("男", roster_word::male),
    ("女", roster_word::female),
    ("非户籍", roster_word::elsewhere),
    ("人户分离", roster_word::apart),
    ("空置", roster_word::vacant),
    ("出租", roster_word::let_out),
    ("住宅", roster_word::dwelling),
    ("商业", roster_word::shop),
    ("车位", roster_word::parking),
    ("其他", roster_word::other),
];

/// A word of the desk: the name of a box, what it holds, how somebody belongs to a place. What is behind a blank stays.
pub(crate) fn roster_word(i18n: I18n, words: &str) -> String {
    if i18n.locale == Locale::ZhHans {
        return words.to_owned();
    }
    let (word, rest) = words.split_once(' ').unwrap_or((words, ""));
    let known = WORDS.iter().find(|(known, _)| *known == word);
    match known {
        Some((_, key)) => format!("{} {rest}", i18n.text(*key)).trim_end().to_owned(),
        None => words.to_owned(),
    }
}
