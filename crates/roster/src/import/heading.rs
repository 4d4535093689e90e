//! What a column holds, and the many ways in which its head says so.

mod names;

use names::NAMES;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heading {
    /// 小区
    Estate,
    /// 幢
    Building,
    /// 单元
    Unit,
    /// 室
    Room,
    /// 幢, 单元 and 室 in one.
    Address,
    /// 居民小组
    Group,
    /// 网格
    Grid,
    /// 姓名 of who lives here.
    Name,
    /// 户主
    Householder,
    /// 与户主关系
    Relation,
    /// 性别
    Sex,
    /// 出生日期
    Birth,
    /// 身份证号, of which birth date and sex are read and nothing is kept.
    IdNumber,
    /// 电话
    Phone,
    /// 户籍
    Registration,
    /// 状态
    State,
    /// 身份标签
    Tags,
    /// 业主
    Owner,
    /// 业主电话
    OwnerPhone,
    /// 业主身份证号
    OwnerId,
    /// 产权证号
    Certificate,
    /// 建筑面积
    Area,
    /// 用途
    Use,
    /// 份额
    Share,
}

impl Heading {
    /// All of them, in the order in which a table usually has them.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(heading, _, _)| *heading)
    }

    /// Its name on the screen.
    pub fn words(self) -> &'static str {
        let found = NAMES.iter().find(|(heading, _, _)| *heading == self);
        found.map_or("", |(_, words, _)| words)
    }

    /// What the head of a column says it holds.
    pub fn recognise(head: &str) -> Option<Self> {
        let head = plain(head);
        let is = |names: &str| names.split_whitespace().any(|name| name == head);
        let found = NAMES.iter().find(|(_, _, names)| is(names));
        found
            .map(|(heading, _, _)| *heading)
            .or_else(|| Self::containing(&head))
    }

    /// A head with more words around the one that counts, such as 房屋登记建筑面积.
    fn containing(head: &str) -> Option<Self> {
        if head.chars().count() > 12 {
            return None;
        }
        let is_owners = ["业主", "产权人", "权利人", "房东", "房主"]
            .iter()
            .any(|word| head.contains(word));
        let has = |words: &[&str]| words.iter().any(|word| head.contains(word));
        use Heading::*;
        let found = match () {
            () if has(&["身份证", "证件号"]) => {
                if is_owners {
                    OwnerId
                } else {
                    IdNumber
                }
            }
            () if has(&["电话", "手机", "联系方式"]) => {
                if is_owners {
                    OwnerPhone
                } else {
                    Phone
                }
            }
            () if has(&["公摊", "套内", "土地", "使用权面积"]) => return None,
            () if has(&["建筑面积", "专有面积", "产权面积"]) => Area,
            () if has(&["产权证", "不动产", "房产证"]) => Certificate,
            () if has(&["出生"]) => Birth,
            () if has(&["网格"]) && !has(&["员", "长"]) => Grid,
            () if has(&["居民小组"]) && !has(&["长"]) => Group,
            () => return None,
        };
        Some(found)
    }
}

/// Without blanks, marks and what stands in brackets; wide letters as narrow ones.
fn plain(head: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for letter in head.chars() {
        match letter {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            '*' | ':' | '：' | '＊' | '、' | '.' | '?' | '？' => {}
            _ if depth > 0 || letter.is_whitespace() => {}
            _ => plain.push(super::address::narrow(letter)),
        }
    }
    plain
}
