//! The State Council's notices on days off, as they were published: 2015 to 2026.
//!
//! Data only. Days are written `20261001`. Weekends that stay weekends are not listed. Each year names
//! its notice, a later notice of the same year too. A notice may reach into the last days of the year
//! before, as that for 2019 did.

use crate::record::Date;

/// What one year's notice says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Notice {
    pub(super) year: u16,
    /// 放假: first and last days.
    off: &'static [(u32, u32)],
    /// 调休: weekends that are worked.
    worked: &'static [u32],
}

impl Notice {
    pub(super) fn is_off(&self, day: Date) -> bool {
        let day = digits(day);
        let mut off = self.off.iter();
        off.any(|(from, to)| (*from..=*to).contains(&day))
    }

    pub(super) fn is_worked(&self, day: Date) -> bool {
        self.worked.contains(&digits(day))
    }
}

fn digits(day: Date) -> u32 {
    u32::from(day.year()) * 10_000 + u32::from(day.month()) * 100 + u32::from(day.day())
}

/// All notices.
#[rustfmt::skip]
pub(super) const NOTICES: &[Notice] = &[
    // https://www.gov.cn/zhengce/zhengceku/2014-12/16/content_9302.htm
    // https://www.gov.cn/zhengce/zhengceku/2015-05/13/content_9742.htm
    Notice {
        year: 2015,
        off: &[(2015_0101, 2015_0103), (2015_0218, 2015_0224), (2015_0405, 2015_0406), (2015_0501, 2015_0501), (2015_0620, 2015_0620), (2015_0622, 2015_0622), (2015_0903, 2015_0905), (2015_0927, 2015_0927), (2015_1001, 2015_1007)],
        worked: &[2015_0104, 2015_0215, 2015_0228, 2015_0906, 2015_1010],
    },
    // https://www.gov.cn/zhengce/zhengceku/2015-12/10/content_10394.htm
    Notice {
        year: 2016,
        off: &[(2016_0101, 2016_0101), (2016_0207, 2016_0213), (2016_0404, 2016_0404), (2016_0501, 2016_0502), (2016_0609, 2016_0611), (2016_0915, 2016_0917), (2016_1001, 2016_1007)],
        worked: &[2016_0206, 2016_0214, 2016_0612, 2016_0918, 2016_1008, 2016_1009],
    },
    // https://www.gov.cn/zhengce/zhengceku/2016-12/01/content_5141603.htm
    Notice {
        year: 2017,
        off: &[(2017_0101, 2017_0102), (2017_0127, 2017_0202), (2017_0402, 2017_0404), (2017_0501, 2017_0501), (2017_0528, 2017_0530), (2017_1001, 2017_1008)],
        worked: &[2017_0122, 2017_0204, 2017_0401, 2017_0527, 2017_0930],
    },
    // https://www.gov.cn/zhengce/zhengceku/2017-11/30/content_5243579.htm
    Notice {
        year: 2018,
        off: &[(2018_0101, 2018_0101), (2018_0215, 2018_0221), (2018_0405, 2018_0407), (2018_0429, 2018_0501), (2018_0618, 2018_0618), (2018_0924, 2018_0924), (2018_1001, 2018_1007)],
        worked: &[2018_0211, 2018_0224, 2018_0408, 2018_0428, 2018_0929, 2018_0930],
    },
    // https://www.gov.cn/zhengce/zhengceku/2018-12/06/content_5346276.htm
    // https://www.gov.cn/zhengce/zhengceku/2019-03/22/content_5375877.htm
    Notice {
        year: 2019,
        off: &[(2018_1230, 2019_0101), (2019_0204, 2019_0210), (2019_0405, 2019_0405), (2019_0501, 2019_0504), (2019_0607, 2019_0607), (2019_0913, 2019_0913), (2019_1001, 2019_1007)],
        worked: &[2018_1229, 2019_0202, 2019_0203, 2019_0428, 2019_0505, 2019_0929, 2019_1012],
    },
    // https://www.gov.cn/zhengce/zhengceku/2019-11/21/content_5454164.htm
    // https://www.gov.cn/zhengce/zhengceku/2020-01/27/content_5472352.htm
    Notice {
        year: 2020,
        off: &[(2020_0101, 2020_0101), (2020_0124, 2020_0202), (2020_0404, 2020_0406), (2020_0501, 2020_0505), (2020_0625, 2020_0627), (2020_1001, 2020_1008)],
        worked: &[2020_0119, 2020_0426, 2020_0509, 2020_0628, 2020_0927, 2020_1010],
    },
    // https://www.gov.cn/zhengce/zhengceku/2020-11/25/content_5564127.htm
    Notice {
        year: 2021,
        off: &[(2021_0101, 2021_0103), (2021_0211, 2021_0217), (2021_0403, 2021_0405), (2021_0501, 2021_0505), (2021_0612, 2021_0614), (2021_0919, 2021_0921), (2021_1001, 2021_1007)],
        worked: &[2021_0207, 2021_0220, 2021_0425, 2021_0508, 2021_0918, 2021_0926, 2021_1009],
    },
    // https://www.gov.cn/zhengce/zhengceku/2021-10/25/content_5644835.htm
    Notice {
        year: 2022,
        off: &[(2022_0101, 2022_0103), (2022_0131, 2022_0206), (2022_0403, 2022_0405), (2022_0430, 2022_0504), (2022_0603, 2022_0605), (2022_0910, 2022_0912), (2022_1001, 2022_1007)],
        worked: &[2022_0129, 2022_0130, 2022_0402, 2022_0424, 2022_0507, 2022_1008, 2022_1009],
    },
    // https://www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730844.htm
    Notice {
        year: 2023,
        off: &[(2022_1231, 2023_0102), (2023_0121, 2023_0127), (2023_0405, 2023_0405), (2023_0429, 2023_0503), (2023_0622, 2023_0624), (2023_0929, 2023_1006)],
        worked: &[2023_0128, 2023_0129, 2023_0423, 2023_0506, 2023_0625, 2023_1007, 2023_1008],
    },
    // https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm
    Notice {
        year: 2024,
        off: &[(2024_0101, 2024_0101), (2024_0210, 2024_0217), (2024_0404, 2024_0406), (2024_0501, 2024_0505), (2024_0610, 2024_0610), (2024_0915, 2024_0917), (2024_1001, 2024_1007)],
        worked: &[2024_0204, 2024_0218, 2024_0407, 2024_0428, 2024_0511, 2024_0914, 2024_0929, 2024_1012],
    },
    // https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
    Notice {
        year: 2025,
        off: &[(2025_0101, 2025_0101), (2025_0128, 2025_0204), (2025_0404, 2025_0406), (2025_0501, 2025_0505), (2025_0531, 2025_0602), (2025_1001, 2025_1008)],
        worked: &[2025_0126, 2025_0208, 2025_0427, 2025_0928, 2025_1011],
    },
    // https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm
    Notice {
        year: 2026,
        off: &[(2026_0101, 2026_0103), (2026_0215, 2026_0223), (2026_0404, 2026_0406), (2026_0501, 2026_0505), (2026_0619, 2026_0621), (2026_0925, 2026_0927), (2026_1001, 2026_1007)],
        worked: &[2026_0104, 2026_0214, 2026_0228, 2026_0509, 2026_0920, 2026_1010],
    },
];

#[cfg(test)]
mod tests {
    use super::{NOTICES, digits};
    use crate::record::Date;

    fn date(digits: u32) -> Date {
        let year = u16::try_from(digits / 10_000).unwrap();
        let [month, day] = [digits / 100 % 100, digits % 100].map(|part| part.to_le_bytes()[0]);
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn every_day_of_a_notice_is_one_of_its_year_and_worked_ones_are_weekends() {
        for notice in NOTICES {
            let check = |day: u32| {
                let date = date(day);
                assert_eq!(digits(date), day);
                let is_december_before = date.year() + 1 == notice.year && date.month() == 12;
                assert!(date.year() == notice.year || is_december_before, "{day}");
                date
            };
            for (from, to) in notice.off {
                assert!(check(*from) <= check(*to), "{from}");
            }
            for worked in notice.worked {
                let day = check(*worked);
                assert!(day.is_weekend() && !notice.is_off(day), "{worked}");
            }
        }
    }

    #[test]
    fn no_year_is_left_out_or_there_twice() {
        let years: Vec<u16> = NOTICES.iter().map(|notice| notice.year).collect();
        assert_eq!(years, Vec::from_iter(2015..=2026));
    }
}
