//! Names of the roster in a text that is about to be published (two characters or more: one alone is a word).

use std::collections::BTreeSet;

use super::Desk;
use super::ask::Veiled;
use crate::cards::PersonKind;
use crate::mask;

impl Desk {
    pub(super) fn veil(&self, text: String) -> Veiled {
        let people = self.book.people().values();
        let people = people.filter(|person| person.kind == PersonKind::Human);
        let names: BTreeSet<&str> = people
            .map(|person| person.name.as_str())
            .filter(|name| name.chars().nth(1).is_some() && text.contains(name))
            .collect();
        // 欧阳海燕 before 欧阳海: the longer name is the one that stands there.
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let (mut veiled, mut found) = (text, Vec::new());
        for name in names {
            if veiled.contains(name) {
                veiled = veiled.replace(name, &mask::name(name));
                found.push(name.to_owned());
            }
        }
        Veiled {
            names: found,
            text: veiled,
        }
    }
}
