//! The fields of places and people, to be shown and chosen one by one.

use crate::cards::{Content, Person, Premises, fraction_words};

/// A field of a place or a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 房屋
    Place,
    /// 居民小组
    Group,
    /// 网格
    Grid,
    /// 建筑面积
    Area,
    /// 用途
    Use,
    /// 产权证号
    Certificate,
    /// 业主
    Owners,
    /// 状态
    States,
    /// 姓名
    Name,
    /// 性别
    Sex,
    /// 出生日期
    Birth,
    /// 电话
    Phone,
    /// 户籍
    Registration,
    /// 住处
    Home,
    /// 身份标签
    Tags,
}

/// What changes of a field. Owners and homes, which are ids, are told apart by their number and not named here: the
/// page knows who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: Field,
    /// What it said.
    pub before: String,
    /// What it says.
    pub after: String,
}

const OF_PREMISES: [Field; 8] = [
    Field::Place,
    Field::Group,
    Field::Grid,
    Field::Area,
    Field::Use,
    Field::Certificate,
    Field::Owners,
    Field::States,
];
const OF_PEOPLE: [Field; 7] = [
    Field::Name,
    Field::Sex,
    Field::Birth,
    Field::Phone,
    Field::Registration,
    Field::Home,
    Field::Tags,
];

impl Field {
    /// Whether it holds ids of people or places, whose names it does not know.
    pub fn names_others(self) -> bool {
        matches!(self, Self::Owners | Self::Home)
    }

    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Place => "房屋",
            Self::Group => "居民小组",
            Self::Grid => "网格",
            Self::Area => "建筑面积",
            Self::Use => "用途",
            Self::Certificate => "产权证号",
            Self::Owners => "业主",
            Self::States => "状态",
            Self::Name => "姓名",
            Self::Sex => "性别",
            Self::Birth => "出生日期",
            Self::Phone => "电话",
            Self::Registration => "户籍",
            Self::Home => "住处",
            Self::Tags => "身份标签",
        }
    }
}

/// What differs between two contents.
pub(super) fn changes(before: Option<&Content>, after: Option<&Content>) -> Vec<FieldChange> {
    let is_person = matches!(before.or(after), Some(Content::Person(_)));
    let fields: &[Field] = if is_person { &OF_PEOPLE } else { &OF_PREMISES };
    let value = |content: Option<&Content>, field| {
        content.map_or_else(String::new, |content| words(content, field))
    };
    let change = |field: &Field| FieldChange {
        field: *field,
        before: value(before, *field),
        after: value(after, *field),
    };
    fields
        .iter()
        .map(change)
        .filter(|change| change.before != change.after)
        .collect()
}

fn words(content: &Content, field: Field) -> String {
    match content {
        Content::Premises(premises) => premises_words(premises, field),
        Content::Person(person) => person_words(person, field),
    }
}

fn premises_words(premises: &Premises, field: Field) -> String {
    let unit = premises.unit.as_ref();
    match field {
        Field::Place => premises.place.to_string(),
        Field::Group => premises.group.clone(),
        Field::Grid => premises.grid.clone(),
        Field::Area => unit
            .and_then(|unit| unit.area)
            .map_or_else(String::new, |area| area.words()),
        Field::Use => unit.map_or("", |unit| unit.unit_use.words()).to_owned(),
        Field::Certificate => unit.map_or_else(String::new, |unit| unit.certificate.clone()),
        Field::Owners => {
            let owners = unit.map_or(&[][..], |unit| &unit.owners);
            let share = |share: &crate::cards::Share| {
                format!("{}:{}", share.owner, fraction_words(share.part))
            };
            owners.iter().map(share).collect::<Vec<_>>().join("、")
        }
        Field::States => premises
            .states
            .iter()
            .map(|state| state.words())
            .collect::<Vec<_>>()
            .join("、"),
        _ => String::new(),
    }
}

fn person_words(person: &Person, field: Field) -> String {
    match field {
        Field::Name => person.name.clone(),
        Field::Sex => person.sex.map_or("", |sex| sex.words()).to_owned(),
        Field::Birth => person
            .born
            .map_or_else(String::new, |born| born.0.to_string()),
        Field::Phone => person.phone.clone(),
        Field::Registration => person.registration.map_or("", |one| one.words()).to_owned(),
        Field::Home => person.home.map_or_else(String::new, |home| {
            format!(
                "{}:{}",
                home.premises,
                if home.is_householder { "户主" } else { "" }
            )
        }),
        Field::Tags => person.tags.join("、"),
        _ => String::new(),
    }
}
