//! A card as stored: which version it is, which it replaces, and what it says of whom.

use ledger::PersonId;

use super::id::{PremisesId, Revision};
use super::person::Person;
use super::premises::Premises;

/// The form of the bytes. Another number is another meaning; keys that this version does not know are passed over.
const FORM: u8 = 1;

/// One version of what is known of a place or a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its own name.
    pub revision: Revision,
    /// The versions that its writer had before them.
    pub replaces: Vec<Revision>,
    /// Whom it is about.
    pub subject: Subject,
    /// What it says; `None` when place or person are gone from the roster.
    pub content: Option<Content>,
}

/// Whom a card is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A place.
    Premises(PremisesId),
    /// A person.
    Person(PersonId),
}

/// What a card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Of a place.
    Premises(Premises),
    /// Of a person.
    Person(Person),
}

/// Why bytes are no card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// They have another form.
    #[error("the bytes are no card of the roster")]
    NoCard,
    /// A later version of this program wrote them. They are to be kept as they are.
    #[error("a later version wrote this card (form {0})")]
    Later(u8),
}

/// The bytes: `{0: form, 1: revision, 2: replaces, 3: premises id?, 4: person id?, 5: premises?, 6: person?}`.
struct Framed {
    form: u8,
    revision: Revision,
    replaces: Vec<Revision>,
    premises_id: Option<PremisesId>,
    person_id: Option<PersonId>,
    premises: Option<Premises>,
    person: Option<Person>,
}

ledger::in_map!(Framed {
    0: form,
    1: revision,
    2: replaces,
    3: premises_id,
    4: person_id,
    5: premises,
    6: person,
});

/// The form alone, which says whether the rest can be read.
struct Form {
    form: u8,
}

ledger::in_map!(Form { 0: form });

impl Card {
    /// The bytes of an erasable statement.
    pub fn encode(&self) -> Vec<u8> {
        let (premises_id, person_id) = self.subject.ids();
        let (premises, person) = Content::split(self.content.clone());
        ledger::payload::encode(&Framed {
            form: FORM,
            revision: self.revision,
            replaces: self.replaces.clone(),
            premises_id,
            person_id,
            premises,
            person,
        })
    }

    /// Reads what some device wrote.
    ///
    /// # Errors
    /// When the bytes are no card, or one of a later version.
    pub fn decode(bytes: &[u8]) -> Result<Self, CardError> {
        let form: Form = ledger::payload::decode(bytes).ok_or(CardError::NoCard)?;
        if form.form != FORM {
            return Err(CardError::Later(form.form));
        }
        let framed: Framed = ledger::payload::decode(bytes).ok_or(CardError::NoCard)?;
        let subject =
            Subject::from_ids(framed.premises_id, framed.person_id).ok_or(CardError::NoCard)?;
        let content = Content::join(subject, framed.premises, framed.person);
        Ok(Self {
            revision: framed.revision,
            replaces: framed.replaces,
            subject,
            content,
        })
    }
}

impl<C> minicbor::Encode<C> for Subject {
    fn encode<W: minicbor::encode::Write>(
        &self,
        encoder: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        let (number, id) = match self {
            Self::Premises(id) => (0, id.0),
            Self::Person(id) => (1, id.0),
        };
        encoder.array(2)?.u8(number)?.bytes(&id)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Subject {
    fn decode(
        decoder: &mut minicbor::Decoder<'b>,
        _: &mut C,
    ) -> Result<Self, minicbor::decode::Error> {
        let is_pair = decoder.array()? == Some(2);
        let (number, id) = (decoder.u8()?, decoder.bytes()?);
        let id = id.try_into().ok().filter(|_| is_pair);
        let subject = match (number, id) {
            (0, Some(id)) => Some(Self::Premises(PremisesId(id))),
            (1, Some(id)) => Some(Self::Person(PersonId(id))),
            _ => None,
        };
        subject.ok_or_else(|| minicbor::decode::Error::message("neither a place nor a person"))
    }
}

impl Subject {
    pub(crate) fn ids(self) -> (Option<PremisesId>, Option<PersonId>) {
        match self {
            Self::Premises(id) => (Some(id), None),
            Self::Person(id) => (None, Some(id)),
        }
    }

    pub(crate) fn from_ids(premises: Option<PremisesId>, person: Option<PersonId>) -> Option<Self> {
        match (premises, person) {
            (Some(id), None) => Some(Self::Premises(id)),
            (None, Some(id)) => Some(Self::Person(id)),
            _ => None,
        }
    }
}

impl Content {
    /// The numbers of a place; the name of a person.
    pub fn name(&self) -> String {
        match self {
            Self::Premises(premises) => premises.place.to_string(),
            Self::Person(person) => person.name.clone(),
        }
    }

    pub(crate) fn split(content: Option<Self>) -> (Option<Premises>, Option<Person>) {
        match content {
            Some(Self::Premises(premises)) => (Some(premises), None),
            Some(Self::Person(person)) => (None, Some(person)),
            None => (None, None),
        }
    }

    /// What is said of the subject; what is said of anything else is passed over.
    pub(crate) fn join(
        subject: Subject,
        premises: Option<Premises>,
        person: Option<Person>,
    ) -> Option<Self> {
        match subject {
            Subject::Premises(_) => premises.map(Self::Premises),
            Subject::Person(_) => person.map(Self::Person),
        }
    }
}
