//! Takes out of words what says who, where and when: names, rooms, telephone numbers, days.
//!
//! It finds what has a form (a number of seven digits, `3 幢 2 单元 501 室`, `2017年12月13日`, 王阿姨) and what it
//! is told (names that stand in a record, the community's own name). What nobody can find by its form, such as a
//! name in the middle of a sentence, stays: so nothing of it is kept anywhere before a person has read it.

mod name;
mod number;

/// Stands for a name.
pub(super) const NAME: &str = "【姓名】";
/// Stands for a room or a house.
pub(super) const ROOM: &str = "【房号】";
/// Stands for a venue or an address.
pub(super) const PLACE: &str = "【地点】";
/// Stands for a telephone number and the like.
pub(super) const CONTACT: &str = "【联系方式】";
/// Stands for a day.
pub(super) const DAY: &str = "【日期】";

/// What is known to say who or where, each with what stands for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known(Vec<(String, &'static str)>);

impl Known {
    /// Adds words that are to be replaced wherever they stand; a single character says nothing.
    pub(super) fn add(&mut self, words: &str, stands: &'static str) {
        let words = words.trim();
        if words.chars().count() > 1 {
            self.0.push((words.to_owned(), stands));
        }
    }

    /// Adds words if they read like the name of a human being.
    pub(super) fn add_name(&mut self, words: &str) {
        if name::is_name(words.trim()) {
            self.add(words, NAME);
        }
    }
}

/// What becomes of days in words that are made anonymous.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Days {
    /// They are taken out: they say which case it was.
    Go,
    /// They stay: an answer that says by when is read by those whom it concerns.
    Stay,
}

/// The words without what is known and what has the form of a name, a number, a room, a day.
pub(super) fn anonymous(words: &str, known: &Known, days: Days) -> String {
    let mut known: Vec<&(String, &str)> = known.0.iter().collect();
    // What is longer may hold what is shorter.
    known.sort_by_key(|(words, _)| core::cmp::Reverse(words.chars().count()));
    let mut words = words.to_owned();
    for (found, stands) in known {
        words = words.replace(found.as_str(), stands);
    }
    let letters: Vec<char> = words.chars().collect();
    let (mut said, mut rest) = (String::new(), letters.as_slice());
    while !rest.is_empty() {
        // How much stays, how much goes after it, and what stands for that.
        let found = number::day(rest)
            .map(|length| match days {
                Days::Go => (0, length, DAY),
                Days::Stay => (length, 0, ""),
            })
            .or_else(|| number::room(rest).map(|length| (0, length, ROOM)))
            .or_else(|| number::contact(rest).map(|length| (0, length, CONTACT)))
            .or_else(|| name::before_title(rest).map(|length| (0, length, NAME)))
            .or_else(|| name::after_role(rest).map(|(role, length)| (role, length, NAME)));
        // The rest of a number that is none of these is none of these either.
        let (stays, goes, stands) = found.unwrap_or_else(|| (number::digits(rest).max(1), 0, ""));
        said.extend(rest.iter().take(stays));
        said.push_str(stands);
        rest = rest.get(stays + goes..).unwrap_or_default();
    }
    said
}

fn starts_with(words: &[char], wanted: &str) -> bool {
    let mut words = words.iter();
    wanted.chars().all(|letter| words.next() == Some(&letter))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Days, Known, NAME, PLACE, anonymous};

    fn check(words: &str, expected: &str) {
        let mut known = Known::default();
        known.add("柳荫社区", "本社区");
        known.add("居民议事厅", PLACE);
        known.add_name("李建国");
        known.add_name("居委会");
        assert_eq!(anonymous(words, &known, Days::Go), expected, "{words}");
    }

    #[test]
    fn what_says_who_where_and_when_is_taken_out() {
        check("柳荫社区在居民议事厅开会", "本社区在【地点】开会");
        check("李建国说停车难，居委会答复", "【姓名】说停车难，居委会答复");
        check("王阿姨和张书记到场", "【姓名】阿姨和【姓名】书记到场");
        check("请陈建律师审核", "请【姓名】律师审核");
        check(
            "主持人王敏，记录人：赵小红。",
            "主持人【姓名】，记录人：【姓名】。",
        );
        check("3 幢 2 单元 501 室漏水", "【房号】漏水");
        check("三幢一单元加装电梯", "【房号】加装电梯");
        check("12号楼和 402室", "【房号】和 【房号】");
        check("2017年12月13日至12月20日公示", "【日期】至【日期】公示");
        check(
            "2017-12-13 开会，2018.3.1开工",
            "【日期】 开会，【日期】开工",
        );
        check("二〇一七年十二月十三日", "【日期】");
        check(
            "厂家 10 月 8 日调整，2018 年 3 月完工",
            "厂家 【日期】调整，【日期】完工",
        );
        check(
            "电话 0574-87654321，手机138 1234 5678",
            "电话 【联系方式】，手机【联系方式】",
        );
        check("写信到 wang.min@example.cn", "写信到 【联系方式】");
    }

    #[test]
    fn what_says_nothing_of_anybody_stays() {
        for words in [
            "共 16 户，每户出 4800000 元",
            "一、先清点人数；二、说明方案",
            "每人不超过 3 分钟，三年内完成，保修 6 个月",
            "主持人宣布议题，社区书记、居委会主任参加",
            "面积 12345678 平方米",
            "19:00 开始",
            "",
        ] {
            check(words, words);
        }
    }

    #[test]
    fn days_stay_where_they_are_asked_to_and_whatever_stands_beside_them_goes() {
        let words = "2018年10月8日前由王阿姨答复，电话 13812345678";
        assert_eq!(
            anonymous(words, &Known::default(), Days::Stay),
            "2018年10月8日前由【姓名】阿姨答复，电话 【联系方式】"
        );
    }

    #[test]
    fn words_end_whatever_they_are_made_of() {
        for words in [
            "1",
            "年",
            "王",
            "主持人",
            "主持人：",
            "1381234567",
            "@",
            "3幢",
            "二〇",
        ] {
            let said = anonymous(words, &Known::default(), Days::Go);
            assert!(!said.is_empty(), "{words}");
        }
        assert_eq!(
            anonymous("主持人王敏", &Known::default(), Days::Go),
            format!("主持人{NAME}")
        );
    }

    /// How long the longest run of digits is.
    fn longest_number(words: &str) -> usize {
        let runs = words.split(|it: char| !it.is_ascii_digit());
        runs.map(str::len).max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn nobody_who_is_known_and_no_telephone_number_stays(
            parts in prop::collection::vec(
                prop_oneof![
                    Just("李建国".to_owned()),
                    Just("柳荫社区".to_owned()),
                    "[0-9]{7,20}",
                    "[ ，。：0-9A-Za-z.@-]{0,6}",
                    "[一-龥]{0,4}",
                    Just("主持人：王敏。".to_owned()),
                    Just("3 幢 2 单元 501 室".to_owned()),
                ],
                0..12,
            ),
        ) {
            // What counts money, areas or people is no telephone number.
            let words = parts.concat().replace(['元', '万', '平', '户', '人', '米'], "");
            let mut known = Known::default();
            known.add("柳荫社区", "本社区");
            known.add_name("李建国");
            let said = anonymous(&words, &known, Days::Go);
            prop_assert!(!said.contains("李建国") && !said.contains("柳荫"), "{said}");
            prop_assert!(longest_number(&said) < 7, "{words}: {said}");
        }

        #[test]
        fn whatever_is_written_comes_out_again_somehow(words in ".{0,60}") {
            let said = anonymous(&words, &Known::default(), Days::Go);
            prop_assert_eq!(said.is_empty(), words.is_empty());
        }
    }
}
