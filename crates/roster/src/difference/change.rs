//! One change: what a place or a person was before and is after.

use ledger::PersonId;

use super::fields::{Field, FieldChange, changes, with};
use crate::cards::{Content, Person, Premises, PremisesId, Subject};

/// What becomes of a place or a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whom it is about.
    pub subject: Subject,
    /// What was known; `None` when they are new.
    pub before: Option<Content>,
    /// What is known now; `None` when they are gone.
    pub after: Option<Content>,
}

/// What kind of a change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 新增
    Added,
    /// 有变化
    Changed,
    /// 不在了: not in the new table. Nobody is taken out unless a person says so.
    Gone,
}

struct Framed {
    premises_id: Option<PremisesId>,
    person_id: Option<PersonId>,
    premises_before: Option<Premises>,
    premises_after: Option<Premises>,
    person_before: Option<Person>,
    person_after: Option<Person>,
}

ledger::in_map!(Framed {
    0: premises_id,
    1: person_id,
    2: premises_before,
    3: premises_after,
    4: person_before,
    5: person_after,
});

impl Change {
    /// What kind of a change it is.
    pub fn kind(&self) -> Kind {
        match (&self.before, &self.after) {
            (None, _) => Kind::Added,
            (Some(_), Some(_)) => Kind::Changed,
            (Some(_), None) => Kind::Gone,
        }
    }

    /// Whether it is chosen unless a person says otherwise: nobody is taken out by a table that may be incomplete.
    pub fn is_suggested(&self) -> bool {
        let lives = |content: &Option<Content>| match content {
            Some(Content::Person(person)) => person.home.is_some(),
            _ => false,
        };
        let moved_away = lives(&self.before) && !lives(&self.after);
        self.kind() != Kind::Gone && !moved_away
    }

    /// What changes, field by field, in words.
    pub fn fields(&self) -> Vec<FieldChange> {
        changes(self.before.as_ref(), self.after.as_ref())
    }

    /// The same change with some of its fields alone; what is added or gone is so as a whole.
    pub fn only(&self, fields: &[Field]) -> Self {
        let after = match (&self.before, &self.after) {
            (Some(before), Some(after)) => Some(with(before, after, fields)),
            (_, after) => after.clone(),
        };
        Self {
            subject: self.subject,
            before: self.before.clone(),
            after,
        }
    }

    /// The change that takes it back.
    pub fn inverse(&self) -> Self {
        Self {
            subject: self.subject,
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }
}

impl<'b> minicbor::Decode<'b, ()> for Change {
    fn decode(
        decoder: &mut minicbor::Decoder<'b>,
        context: &mut (),
    ) -> Result<Self, minicbor::decode::Error> {
        let framed = Framed::decode(decoder, context)?;
        let subject = Subject::from_ids(framed.premises_id, framed.person_id)
            .ok_or_else(|| minicbor::decode::Error::message("a change of nothing"))?;
        let before = Content::join(subject, framed.premises_before, framed.person_before);
        let after = Content::join(subject, framed.premises_after, framed.person_after);
        Ok(Self {
            subject,
            before,
            after,
        })
    }
}

impl minicbor::Encode<()> for Change {
    fn encode<W: minicbor::encode::Write>(
        &self,
        encoder: &mut minicbor::Encoder<W>,
        context: &mut (),
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        let (premises_id, person_id) = self.subject.ids();
        let (premises_before, person_before) = Content::split(self.before.clone());
        let (premises_after, person_after) = Content::split(self.after.clone());
        let framed = Framed {
            premises_id,
            person_id,
            premises_before,
            premises_after,
            person_before,
            person_after,
        };
        framed.encode(encoder, context)
    }
}
