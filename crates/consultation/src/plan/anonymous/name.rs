//! Names of human beings, by their form: a surname before a title, or after a role.

use super::starts_with;

/// The surnames that nine of ten people bear, by the census, without those that begin common words of plans
/// (方, 高, 程, 安 …) as often as names: those are found where the record names somebody, or by a person.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶魏苏吕丁沈姚卢姜崔钟谭陆汪范廖石贾韦夏付邹熊孟秦阎薛侯雷龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤俞章";
/// What people are called by.
const TITLES: [&str; 20] = [
    "先生", "女士", "阿姨", "大爷", "大妈", "大伯", "大姐", "奶奶", "爷爷", "叔叔", "书记", "主任",
    "师傅", "老师", "律师", "医生", "经理", "同志", "社工", "会计",
];
/// After these stands a name, behind a colon or at once.
const ROLES: [&str; 8] = [
    "主持人",
    "记录人",
    "计票人",
    "监票人",
    "联系人",
    "责任人",
    "陈述人",
    "提议人",
];
/// These stand in offices and not in given names.
const NOT_GIVEN: &str = "副任长委会党的和组部务、，。；：第一二三";

/// Whether words read like the name of a human being: a surname and one or two characters more.
pub(super) fn is_name(words: &str) -> bool {
    let mut letters = words.chars();
    let has_surname = letters.next().is_some_and(|first| SURNAMES.contains(first));
    let given: Vec<char> = letters.collect();
    let is_given = (1..=2).contains(&given.len());
    has_surname && is_given && given.iter().all(|letter| is_given_letter(*letter))
}

/// How long the name is that stands here before a title: 王, 王敏, 王小敏.
pub(super) fn before_title(words: &[char]) -> Option<usize> {
    let first = words.first()?;
    if !SURNAMES.contains(*first) {
        return None;
    }
    (1..=3).find(|length| {
        let given = words.get(1..*length).unwrap_or_default();
        let after = words.get(*length..).unwrap_or_default();
        let has_title = TITLES.iter().any(|title| starts_with(after, title));
        has_title && given.iter().all(|letter| is_given_letter(*letter))
    })
}

/// If a role stands here and a name after it: how long the role is, with its colon, and how long the name.
pub(super) fn after_role(words: &[char]) -> Option<(usize, usize)> {
    let role = ROLES.iter().find(|role| starts_with(words, role))?;
    let mut before = role.chars().count();
    if matches!(words.get(before), Some('：' | ':')) {
        before += 1;
    }
    let [surname, given, rest @ ..] = words.get(before..)? else {
        return None;
    };
    if !SURNAMES.contains(*surname) || !is_given_letter(*given) {
        return None;
    }
    // Three characters are a name where the sentence ends behind them.
    let is_whole = match rest {
        [third] => is_given_letter(*third),
        [third, after, ..] => is_given_letter(*third) && !after.is_alphanumeric(),
        [] => false,
    };
    Some((before, if is_whole { 3 } else { 2 }))
}

fn is_given_letter(letter: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&letter) && !NOT_GIVEN.contains(letter)
}
