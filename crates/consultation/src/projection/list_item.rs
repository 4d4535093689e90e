//! A consultation in a list: single fields only, no text is read.

use automerge::ObjType;

use super::field::{self, Field};
use super::problem::Problem;
use crate::document::Document;
use crate::record::{Form, TimeSpan, keys};

/// What a list shows of a hall's record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListItem {
    /// 议题
    pub title: Field<String>,
    /// 协商形式
    pub form: Field<Option<Form>>,
    /// 地点
    pub venue: Field<String>,
    /// 时间
    pub time: Field<Option<TimeSpan>>,
}

impl ListItem {
    /// Reads what a list needs.
    pub fn read(document: &Document) -> (Self, Vec<Problem>) {
        let view = document.view();
        let mut problems = Vec::new();
        let maps = view.objects(&[keys::CONSULTATION], ObjType::Map);
        let item = Self {
            title: field::read(&view, &maps, keys::TITLE, &mut problems),
            form: field::read(&view, &maps, keys::FORM, &mut problems),
            venue: field::read(&view, &maps, keys::VENUE, &mut problems),
            time: field::read(&view, &maps, keys::TIME, &mut problems),
        };
        (item, problems)
    }

    /// Whether staff have to choose between values of one of these fields.
    pub fn is_conflicted(&self) -> bool {
        self.title.is_conflicted()
            || self.form.is_conflicted()
            || self.venue.is_conflicted()
            || self.time.is_conflicted()
    }
}
