//! The place of a row: known by its numbers, completed by every row that names it.

use super::{Gatherer, wrong};
use crate::import::draft::DraftPremises;
use crate::import::heading::Heading;
use crate::import::problem::What;
use crate::import::row::{Said, Wrong};

impl Gatherer {
    /// The place of a row, and whether the row said something new of it.
    pub(super) fn premises(
        &mut self,
        row: u32,
        said: &Said,
        problems: &mut Vec<Wrong>,
    ) -> (usize, bool) {
        let found = &said.premises;
        let next = self.draft.premises.len();
        let place = *self.places.entry(said.place.clone()).or_insert(next);
        if place == next {
            let new = DraftPremises {
                place: said.place.clone(),
                row,
                ..DraftPremises::default()
            };
            self.draft.premises.push(new);
        }
        let certificate = self.certificate(place, row, &found.certificate, said, problems);
        let Some(known) = self.draft.premises.get_mut(place) else {
            return (place, false);
        };
        let (first, before) = (known.row, known.clone());
        match (known.area, found.area) {
            (Some(area), Some(other)) if area != other => {
                let what = What::AreaDiffers {
                    row: first,
                    before: area.words(),
                };
                problems.push(wrong(Heading::Area, other.words(), what));
            }
            (None, area) => known.area = area,
            _ => {}
        }
        if known.certificate.is_empty() {
            known.certificate = certificate;
        } else if !certificate.is_empty() && certificate != known.certificate {
            let what = What::CertificateDiffers { row: first };
            problems.push(wrong(Heading::Certificate, certificate, what));
        }
        for (known, found) in [
            (&mut known.group, &found.group),
            (&mut known.grid, &found.grid),
        ] {
            if known.is_empty() {
                known.clone_from(found);
            }
        }
        known.unit_use = known.unit_use.or(found.unit_use);
        if let Some(states) = &found.states {
            let known = known.states.get_or_insert_default();
            known.extend(states);
            known.sort_unstable();
            known.dedup();
        }
        (place, place == next || *known != before)
    }

    /// The certificate of a row, unless another place has it already.
    fn certificate(
        &mut self,
        premises: usize,
        row: u32,
        certificate: &str,
        said: &Said,
        problems: &mut Vec<Wrong>,
    ) -> String {
        if certificate.is_empty() {
            return String::new();
        }
        let Some((other, first)) = self.certificates.get(certificate).copied() else {
            self.certificates
                .insert(certificate.to_owned(), (premises, row));
            return certificate.to_owned();
        };
        let Some(known) = self.draft.premises.get(other) else {
            return String::new();
        };
        if other != premises {
            let what = What::CertificateElsewhere {
                row: first,
                place: known.place.to_string(),
            };
            problems.push(wrong(Heading::Certificate, certificate.to_owned(), what));
            return String::new();
        }
        let owner = known
            .owners
            .first()
            .and_then(|share| self.draft.people.get(share.person));
        if let (Some(owner), [another]) = (owner, said.owners.as_slice())
            && owner.name != another.name
            && said.part.is_none()
        {
            let what = What::CertificateShared {
                row: first,
                owner: owner.name.clone(),
            };
            problems.push(wrong(Heading::Certificate, certificate.to_owned(), what));
        }
        certificate.to_owned()
    }
}
