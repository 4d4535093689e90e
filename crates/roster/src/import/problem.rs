//! What is wrong with a cell or a row: where, what, why, and what to do.

use core::fmt;

use super::identity::NoIdentity;

/// Something that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of its sheet.
    pub sheet: String,
    /// Its row as Excel numbers it, from 1.
    pub row: u32,
    /// Its column from 0 with the head of it; `None` when the whole row is meant.
    pub column: Option<(usize, String)>,
    /// What stands there; an identity number is masked.
    pub value: String,
    /// What is wrong.
    pub what: What,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is said in words below")]
pub enum What {
    NoRoom,
    NotData,
    AsAbove,
    NoValue,
    ErrorValue,
    NameTooLong,
    AreaUnreadable,
    AreaComma,
    AreaZero,
    AreaTooLarge,
    AreaRounded,
    DateUnreadable,
    DateIncomplete,
    DateLater,
    IdLength,
    IdCheckDigit,
    IdDay,
    IdAsNumber,
    IdBirthDiffers,
    IdSexDiffers,
    PhoneUnreadable,
    PhoneSeveral,
    SexUnreadable,
    RegistrationUnreadable,
    StateUnreadable,
    UseUnreadable,
    ShareUnreadable,
    SeveralOwnersOneShare,
    MoreThanWhole,
    TooManyOwners,
    Twice { row: u32 },
    AreaDiffers { row: u32, before: String },
    CertificateDiffers { row: u32 },
    BirthDiffers { row: u32 },
    TwoHouseholders { row: u32 },
    CertificateElsewhere { row: u32, place: String },
    CertificateShared { row: u32, owner: String },
    SameName { row: u32 },
}

impl What {
    /// Whether everything was taken all the same, and somebody should only have a look.
    pub fn is_notice(&self) -> bool {
        matches!(
            self,
            Self::NotData
                | Self::AsAbove
                | Self::AreaRounded
                | Self::PhoneSeveral
                | Self::CertificateShared { .. }
                | Self::SameName { .. }
        )
    }

    fn words(&self) -> String {
        let words = match self {
            Self::NoRoom => {
                "没有读出房号，这一行没有导入。请写成“3幢2单元501”或“3-2-501”，或者检查哪一列是房号"
            }
            Self::NotData => "看起来是合计、说明或重复的表头，没有导入",
            Self::AsAbove => "这一行没有写房号，按上一行的房号导入。请核对",
            Self::NoValue => {
                "这是公式，文件里没有存下结果，这一格没有导入。请用 Excel 或 WPS 打开、等算完后保存，再导入"
            }
            Self::ErrorValue => "公式出错，这一格没有导入。请改正公式，或直接填写结果",
            Self::NameTooLong => "名字太长（超过 60 个字），这一格没有导入。请检查是不是填错了列",
            Self::AreaUnreadable => "面积看不懂，这一格没有导入。请只写数字，例如 89.5",
            Self::AreaComma => {
                "面积里的逗号看不懂：小数点请用“.”，千位逗号后面要有三位数，例如 1,234.50。这一格没有导入"
            }
            Self::AreaZero => "面积是 0，这一格没有导入。请填写产权证上的面积；不知道就留空",
            Self::AreaTooLarge => "面积超过一平方公里，这一格没有导入。请检查单位和小数点",
            Self::AreaRounded => "面积多于两位小数，已四舍五入到 0.01 平方米。请对照产权证核对",
            Self::DateUnreadable => "日期看不懂，这一格没有导入。请写成 1990-05-06",
            Self::DateIncomplete => {
                "出生日期不完整（要写到日，年份写四位），这一格没有导入。请写成 1990-05-06"
            }
            Self::DateLater => "出生日期比今天还晚，这一格没有导入。请检查年份",
            Self::IdLength => "身份证号位数不对，没有从中读出生日期。请核对原件",
            Self::IdCheckDigit => {
                "身份证号最后一位校验不符，多半有一位写错了，没有从中读出生日期。请核对原件"
            }
            Self::IdDay => "身份证号里的出生日期不存在，没有从中读出生日期。请核对原件",
            Self::IdAsNumber => {
                "身份证号被 Excel 存成了数字，末几位已经变成 0，没有从中读出生日期。请把这一列设为“文本”后重新填写"
            }
            Self::IdBirthDiffers => {
                "身份证号里的出生日期与“出生日期”一列不同，按出生日期一列导入。请核对"
            }
            Self::IdSexDiffers => "身份证号里的性别与“性别”一列不同，按性别一列导入。请核对",
            Self::PhoneUnreadable => {
                "电话号码看不懂，这一格没有导入。请写 11 位手机号，或 7 至 12 位座机号"
            }
            Self::PhoneSeveral => "写了几个电话，只导入第一个",
            Self::SexUnreadable => "性别看不懂，这一格没有导入。请写“男”或“女”",
            Self::RegistrationUnreadable => "户籍一列看不懂，这一格没有导入。请写“户籍”或“非户籍”",
            Self::StateUnreadable => {
                "状态看不懂，这一格没有导入。请写“人户分离”“空置”“出租”或“自住”"
            }
            Self::UseUnreadable => "用途看不懂，按“其他”导入。请写“住宅”“商业”“车位”或“其他”",
            Self::ShareUnreadable => {
                "份额看不懂，这一格没有导入。请写成 1/2 或 50%；共同共有就留空"
            }
            Self::SeveralOwnersOneShare => {
                "一格里有几位业主，份额不知道归谁，没有导入份额。请一位业主写一行"
            }
            Self::TooManyOwners => {
                "这套房屋已有 100 位业主，这一位没有导入。请检查房号一列是不是指定错了"
            }
            Self::MoreThanWhole => "这套房屋的份额加起来超过 1。请核对各位业主的份额",
            Self::Twice { row } => {
                return format!(
                    "与第 {row} 行重复（同一户、同一人），这一行没有再算一次。请删掉多余的一行"
                );
            }
            Self::AreaDiffers { row, before } => {
                return format!(
                    "同一套房屋的面积与第 {row} 行（{before}）不同，按第 {row} 行导入。请核对产权证"
                );
            }
            Self::CertificateDiffers { row } => {
                return format!("同一套房屋的产权证号与第 {row} 行不同，按第 {row} 行导入。请核对");
            }
            Self::BirthDiffers { row } => {
                return format!(
                    "同一户同名的人，出生日期与第 {row} 行不同，按两个人导入。如果是同一人，请改正后重新导入"
                );
            }
            Self::TwoHouseholders { row } => {
                return format!(
                    "这一户在第 {row} 行已有另一位户主，按第 {row} 行导入，这一位按家庭成员导入。请核对"
                );
            }
            Self::CertificateElsewhere { row, place } => {
                return format!(
                    "产权证号与第 {row} 行（{place}）相同，但房屋不同，这一格没有导入。请核对哪一行写错了"
                );
            }
            Self::CertificateShared { row, owner } => {
                return format!(
                    "一本产权证写了两位业主（第 {row} 行是{owner}），按共有导入，合起来算一个业主。如果是过户，请删掉原来的业主"
                );
            }
            Self::SameName { row } => {
                return format!(
                    "与第 {row} 行的业主同名，没有电话或身份证号可以判断是不是同一人，按两个人导入。如果是同一人，请在两行都写上电话"
                );
            }
        };
        words.to_owned()
    }
}

/// What a form without a room is told.
pub(crate) const NO_ROOM: &str = "请写房号，例如 501；车位写车位号。";

impl Problem {
    /// 建筑面积“89,5”：面积里的逗号看不懂…, for the boxes of a form, where nothing is imported.
    pub(crate) fn in_form(&self) -> String {
        if self.what == What::NoRoom {
            return NO_ROOM.to_owned();
        }
        let words = self.what.words();
        let words = words.replace("，这一格没有导入", "");
        let words = words.replace("。这一格没有导入", "");
        let label = self.column.as_ref().map_or("", |(_, head)| head.as_str());
        match self.value.is_empty() {
            true => format!("{label}：{words}。"),
            false => format!("{label}“{}”：{words}。", self.value),
        }
    }
}

impl From<NoIdentity> for What {
    fn from(why: NoIdentity) -> Self {
        match why {
            NoIdentity::Length => Self::IdLength,
            NoIdentity::CheckDigit => Self::IdCheckDigit,
            NoIdentity::Day => Self::IdDay,
        }
    }
}

impl fmt::Display for Problem {
    /// 表“住户”第 12 行 F 列（建筑面积）“89,5”：面积里的逗号看不懂…
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "表“{}”第 {} 行", self.sheet, self.row)?;
        if let Some((column, head)) = &self.column {
            write!(formatter, " {} 列（{head}）", column_letters(*column))?;
        }
        if !self.value.is_empty() {
            write!(formatter, "“{}”", self.value)?;
        }
        write!(formatter, "：{}。", self.what.words())
    }
}

/// The letters by which Excel names a column: A for 0, AA for 26.
pub fn column_letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + u8::try_from(column % 26).unwrap_or(0));
        match (column / 26).checked_sub(1) {
            Some(next) => column = next,
            None => break,
        }
    }
    letters.reverse();
    String::from_utf8(letters).unwrap_or_default()
}
