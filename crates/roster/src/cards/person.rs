//! A person of the roster: who lives here, owns here, or both; a body that owns counts as one.

use crate::birthday::Birthday;

use super::id::PremisesId;

/// Who somebody is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// A human being or a body.
    pub kind: PersonKind,
    /// As the household register has it, if known.
    pub sex: Option<Sex>,
    /// When they were born, if known.
    pub born: Option<Birthday>,
    /// Digits; may be empty.
    pub phone: String,
    /// Where they are registered, if known.
    pub registration: Option<Registration>,
    /// Where they live, if it is here.
    pub home: Option<Home>,
    /// 老党员, 党代表 …, each once, in order.
    pub tags: Vec<String>,
}

/// A human being or a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonKind {
    /// A human being.
    #[default]
    Human,
    /// A firm, a developer, an authority.
    Body,
}

/// As the household register has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

/// Where somebody's household register is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Registration {
    /// 户籍
    Here,
    /// 非户籍
    Elsewhere,
}

/// Behind which door somebody lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home {
    /// The place.
    pub premises: PremisesId,
    /// Whether they are the 户主.
    pub is_householder: bool,
}

ledger::in_map!(Person {
    0: name,
    1: kind,
    2: sex,
    3: born,
    4: phone,
    5: registration,
    6: home,
    7: tags,
});
ledger::in_map!(Home {
    0: premises,
    1: is_householder
});
ledger::as_number!(PersonKind { 0: Human, 1: Body });
ledger::as_number!(Sex { 1: Male, 2: Female });
ledger::as_number!(Registration {
    0: Here,
    1: Elsewhere
});

impl Sex {
    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
        }
    }
}

impl Registration {
    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Here => "户籍",
            Self::Elsewhere => "非户籍",
        }
    }
}
