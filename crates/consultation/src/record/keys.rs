//! The keys under which a record is stored. They are part of the format: never renamed, never reused.

pub(crate) const KIND: &str = "kind";
pub(crate) const SCHEMA: &str = "schema";

pub(crate) const CONSULTATION: &str = "consultation";
pub(crate) const TITLE: &str = "title";
pub(crate) const PURPOSE: &str = "purpose";
pub(crate) const FORM: &str = "form";
pub(crate) const VENUE: &str = "venue";
pub(crate) const TIME: &str = "time";
pub(crate) const NOTICE: &str = "notice";

pub(crate) const FULL_TEXT: &str = "full_text";
pub(crate) const MINUTES: &str = "minutes";
pub(crate) const ORDER: &str = "order";
pub(crate) const PARTS: &str = "parts";
pub(crate) const AFTER: &str = "after";
pub(crate) const HEADING: &str = "heading";
pub(crate) const REMOVED: &str = "removed";
pub(crate) const BODY: &str = "body";

pub(crate) const COMMUNITY: &str = "community";
pub(crate) const NAME: &str = "name";
pub(crate) const JURISDICTION: &str = "jurisdiction";
pub(crate) const ADDRESS: &str = "address";
pub(crate) const PHONE: &str = "phone";
pub(crate) const OFFICE: &str = "office";
pub(crate) const HALLS: &str = "halls";
pub(crate) const CREATED: &str = "created";
pub(crate) const ARCHIVED: &str = "archived";
