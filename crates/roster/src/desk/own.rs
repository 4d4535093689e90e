//! Who owns a place: one owner more, one less.

use ledger::PersonId;

use super::ask::{NewCards, Own};
use super::edit::{SOME_ROOM, read_boxes};
use super::ids::{Ids, bytes};
use super::{Desk, Words};
use crate::cards::{Content, Part, Person, Share, Subject};
use crate::import::{Heading, OWNERS};

impl Desk {
    pub(super) fn own(&self, asked: &Own, ids: &mut Ids) -> Result<NewCards, Words> {
        let gone = || "名册里没有这套房屋了。".to_owned();
        let premises = self.book.premises().get(&asked.premises);
        let mut premises = premises.cloned().ok_or_else(gone)?;
        let unit = premises.unit.get_or_insert_default();
        let mut cards = Vec::new();
        if asked.is_over {
            unit.owners
                .retain(|share| Some(share.owner) != asked.person);
        } else {
            let (person, part) = self.owner(asked)?;
            let owner = asked.person.unwrap_or_else(|| PersonId(ids.id()));
            if unit.owners.iter().any(|share| share.owner == owner) {
                return Err("这位已经是这套房屋的业主。".to_owned());
            }
            if unit.owners.len() >= OWNERS {
                return Err("这套房屋已有 100 位业主，不能再加。".to_owned());
            }
            unit.owners.push(Share { owner, part });
            if unit.is_more_than_whole() {
                return Err("各位业主的份额加起来超过 1。请核对产权证上的份额。".to_owned());
            }
            if asked.person.is_none() {
                let content = Some(Content::Person(person));
                let subject = Subject::Person(owner);
                cards.push(self.book.card(ids.revision(), subject, content));
            }
        }
        let subject = Subject::Premises(asked.premises);
        let content = Some(Content::Premises(premises));
        cards.push(self.book.card(ids.revision(), subject, content));
        Ok(NewCards {
            cards: bytes(&cards),
            subject: Some(subject),
            passed_over: 0,
        })
    }

    /// The owner and their share as the boxes say.
    fn owner(&self, asked: &Own) -> Result<(Person, Option<Part>), Words> {
        let known = asked.person.and_then(|id| self.book.people().get(&id));
        let name = known.map_or(asked.name.as_str(), |person| person.name.as_str());
        let boxes = [
            (Heading::Room, SOME_ROOM),
            (Heading::Owner, name),
            (Heading::OwnerPhone, asked.phone.as_str()),
            (Heading::Share, asked.share.as_str()),
        ];
        let draft = read_boxes(&boxes, asked.today)?.draft;
        let shares = draft.premises.first().map_or(&[][..], |one| &one.owners);
        let ([draft], [share]) = (draft.people.as_slice(), shares) else {
            return Err(
                "请写一位业主的姓名，或从名册里选一位；几位业主请一位一位地加。".to_owned(),
            );
        };
        let person = Person {
            name: draft.name.clone(),
            kind: draft.kind,
            phone: draft.phone.clone(),
            ..Person::default()
        };
        Ok((person, share.part))
    }
}
