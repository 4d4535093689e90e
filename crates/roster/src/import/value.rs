//! Values of cells: areas, dates, phones, shares and the words of short lists, in the ways in which tables write them.

mod area;
mod birth;
mod phone;
mod share;

use super::address::narrow;
use super::problem::What;
use crate::cards::{Registration, Sex, State, UnitUse};

pub(super) use area::area;
pub(super) use birth::birth;
pub(super) use phone::phone;
pub(super) use share::share;

/// Narrow letters, no blanks.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(narrow)
        .filter(|letter| !letter.is_whitespace())
        .collect()
}

/// 男 or 女.
pub(super) fn sex(text: &str) -> Result<Sex, What> {
    match plain(text).as_str() {
        "男" | "男性" | "1" | "M" => Ok(Sex::Male),
        "女" | "女性" | "2" | "F" => Ok(Sex::Female),
        _ => Err(What::SexUnreadable),
    }
}

/// 户籍 or 非户籍.
pub(super) fn registration(text: &str) -> Result<Registration, What> {
    let text = plain(text);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match () {
        () if has(&[
            "非户籍",
            "非本",
            "流动",
            "外来",
            "外地",
            "外省",
            "外市",
            "寄住",
            "暂住",
            "未落户",
        ]) || ["否", "无", "×"].contains(&text.as_str()) =>
        {
            Ok(Registration::Elsewhere)
        }
        () if has(&[
            "户籍",
            "本地",
            "本市",
            "本区",
            "本社区",
            "常住户口",
            "家庭户",
            "集体户",
            "非农",
            "农业",
            "居民户口",
            "落户",
        ]) || ["是", "有", "√"].contains(&text.as_str()) =>
        {
            Ok(Registration::Here)
        }
        () => Err(What::RegistrationUnreadable),
    }
}

/// The states of a place; none when somebody lives in their own.
pub(super) fn states(text: &str) -> Result<Vec<State>, What> {
    let text = plain(text);
    let mut states = Vec::new();
    for (state, words) in [
        (State::Apart, ["人户分离", "户在人不在", "空挂"].as_slice()),
        (
            State::Vacant,
            ["空置", "空关", "空房", "无人居住", "未入住", "未售"].as_slice(),
        ),
        (
            State::Let,
            ["出租", "租住", "租赁", "租户", "在租", "已租"].as_slice(),
        ),
    ] {
        if words.iter().any(|word| text.contains(word)) {
            states.push(state);
        }
    }
    let is_lived_in = ["自住", "自用", "常住", "在住", "已入住", "正常", "居住"];
    match states.is_empty() && !is_lived_in.iter().any(|word| text.contains(word)) {
        true => Err(What::StateUnreadable),
        false => Ok(states),
    }
}

/// What a unit is used for.
pub(super) fn unit_use(text: &str) -> Result<UnitUse, What> {
    let text = plain(text);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match () {
        () if has(&["车位", "车库", "停车"]) => Ok(UnitUse::Parking),
        () if has(&[
            "非住宅",
            "其他",
            "其它",
            "办公",
            "仓",
            "储藏",
            "工业",
            "公共",
            "配套",
        ]) =>
        {
            Ok(UnitUse::Other)
        }
        () if has(&[
            "住宅",
            "居住",
            "住房",
            "公寓",
            "商品房",
            "别墅",
            "房改",
            "安置",
        ]) =>
        {
            Ok(UnitUse::Residential)
        }
        () if has(&["商", "店", "营业", "铺"]) => Ok(UnitUse::Commercial),
        () => Err(What::UseUnreadable),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::Part;

    #[test]
    fn short_lists_and_shares_read_in_their_variants() {
        assert_eq!(
            phone("138 0013 8000"),
            Ok(("13800138000".to_owned(), false))
        );
        assert_eq!(
            phone("+86 13800138000、0574-87654321"),
            Ok(("13800138000".to_owned(), true))
        );
        assert_eq!(
            phone("0574-87654321"),
            Ok(("057487654321".to_owned(), false))
        );
        assert_eq!(phone("1380013800"), Err(What::PhoneUnreadable));
        assert_eq!(registration("非户籍"), Ok(Registration::Elsewhere));
        assert_eq!(registration("本地户籍"), Ok(Registration::Here));
        assert_eq!(states("人户分离，出租"), Ok(vec![State::Apart, State::Let]));
        assert_eq!(states("自住"), Ok(Vec::new()));
        assert_eq!(states("??"), Err(What::StateUnreadable));
        assert_eq!(unit_use("商铺"), Ok(UnitUse::Commercial));
        assert_eq!(unit_use("商品房住宅"), Ok(UnitUse::Residential));
        assert_eq!(unit_use("地下车位"), Ok(UnitUse::Parking));
        for (text, part) in [
            ("1/2", Part::new(1, 2)),
            ("50%", Part::new(50, 100)),
            ("0.5", Part::new(5, 10)),
            ("50", Part::new(50, 100)),
            ("3分之1", Part::new(1, 3)),
            ("共同共有", None),
            ("1", Part::new(1, 1)),
            ("33.33%", Part::new(3_333, 10_000)),
        ] {
            assert_eq!(share(text), Ok(part), "{text}");
        }
        for text in ["3/2", "0/1", "1/0", "一半", "4294967296", "0.00000000001"] {
            assert_eq!(share(text), Err(What::ShareUnreadable), "{text}");
        }
    }
}
