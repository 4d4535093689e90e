//! One consultation, as its page shows it.

use std::sync::Arc;

use automerge::ObjType;

use super::field::{self, Field};
use super::problem::Problem;
use super::section::{LongText, Section};
use crate::document::{Changed, Document};
use crate::record::outline::{self, Group};
use crate::record::{DateSpan, Form, PartId, Prose, TimeSpan, keys};

/// A hall's record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consultation {
    /// 议题
    pub title: Field<String>,
    /// 协商目的
    pub purpose: Field<String>,
    /// 协商形式
    pub form: Field<Option<Form>>,
    /// 地点
    pub venue: Field<String>,
    /// 时间
    pub time: Field<Option<TimeSpan>>,
    /// 公示期
    pub notice: Field<Option<DateSpan>>,
    /// 全文
    pub full_text: Arc<LongText>,
    /// 会议记录, without what was taken out.
    pub minutes: Vec<Arc<Section>>,
    /// Sections that were taken out, for bringing back.
    pub removed: Vec<Arc<Section>>,
}

impl Consultation {
    /// Reads the whole record.
    pub fn read(document: &Document) -> (Self, Vec<Problem>) {
        Self::read_reusing(document, |_| None, |_| None)
    }

    /// Reads the record after a change, taking over the texts that it did not touch: what `read`
    /// would give, at the price of what changed.
    pub fn reread(&self, document: &Document, changed: &Changed) -> (Self, Vec<Problem>) {
        if changed.other {
            return Self::read(document);
        }
        let is_untouched = |parts: &[PartId], group: &[Group]| {
            let now = group
                .iter()
                .flat_map(|group| group.parts.iter().map(|part| part.id));
            parts.iter().all(|part| !changed.parts.contains(part)) && now.eq(parts.iter().copied())
        };
        let sections: Vec<&Arc<Section>> = self.minutes.iter().chain(&self.removed).collect();
        let reused = |group: &Group| {
            sections
                .iter()
                .find(|section| {
                    group.id() == Some(section.id)
                        && is_untouched(&section.text.parts, std::slice::from_ref(group))
                })
                .map(|section| Arc::clone(section))
        };
        let full_text = |groups: &[Group]| {
            is_untouched(&self.full_text.parts, groups).then(|| Arc::clone(&self.full_text))
        };
        Self::read_reusing(document, reused, full_text)
    }

    /// The section with this id, taken out or not.
    pub fn section(&self, id: PartId) -> Option<&Arc<Section>> {
        self.minutes
            .iter()
            .chain(&self.removed)
            .find(|section| section.id == id)
    }

    /// How many fields and headings have values that staff have to choose between.
    pub fn conflicts(&self) -> usize {
        let fields = [
            self.title.is_conflicted(),
            self.purpose.is_conflicted(),
            self.form.is_conflicted(),
            self.venue.is_conflicted(),
            self.time.is_conflicted(),
            self.notice.is_conflicted(),
        ];
        let headings = self
            .minutes
            .iter()
            .map(|section| section.heading.is_conflicted());
        fields
            .into_iter()
            .chain(headings)
            .filter(|is_conflicted| *is_conflicted)
            .count()
    }

    fn read_reusing(
        document: &Document,
        reused: impl Fn(&Group) -> Option<Arc<Section>>,
        reused_full_text: impl Fn(&[Group]) -> Option<Arc<LongText>>,
    ) -> (Self, Vec<Problem>) {
        let view = document.view();
        let mut problems = Vec::new();
        let maps = view.objects(&[keys::CONSULTATION], ObjType::Map);
        problems.extend(Problem::of_containers(maps.len()));
        let groups = outline::groups(&view, Prose::FullText, &mut problems);
        let full_text =
            reused_full_text(&groups).unwrap_or_else(|| Arc::new(LongText::read(&view, &groups)));
        let (removed, minutes) = outline::groups(&view, Prose::Minutes, &mut problems)
            .iter()
            .filter_map(|group| {
                reused(group).or_else(|| Section::read(&view, group, &mut problems).map(Arc::new))
            })
            .partition(|section| section.is_removed);
        let consultation = Self {
            title: field::read(&view, &maps, keys::TITLE, &mut problems),
            purpose: field::read(&view, &maps, keys::PURPOSE, &mut problems),
            form: field::read(&view, &maps, keys::FORM, &mut problems),
            venue: field::read(&view, &maps, keys::VENUE, &mut problems),
            time: field::read(&view, &maps, keys::TIME, &mut problems),
            notice: field::read(&view, &maps, keys::NOTICE, &mut problems),
            full_text,
            minutes,
            removed,
        };
        (consultation, problems)
    }
}
