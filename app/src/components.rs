//! The parts that pages are composed of. A part renders; it decides nothing that a native test
//! could check, touches no record, and sends at most one kind of command.

mod author_line;
mod cells_form;
mod checklist;
mod clash;
mod composition;
mod field_editor;
mod field_row;
mod fields;
mod flow_chart;
mod frame;
mod go;
mod icon;
mod input;
mod mark_line;
mod notes;
mod page_head;
mod qr;
mod rows;
mod section_editor;
mod status_chip;
mod trouble_box;
mod watermark;
mod when;

pub(crate) use cells_form::CellsForm;
pub(crate) use checklist::Checklist;
pub(crate) use clash::Clash;
pub(crate) use composition::Composition;
pub(crate) use field_editor::Choose;
pub(crate) use field_row::FieldRow;
pub(crate) use fields::Fields;
pub(crate) use flow_chart::FlowChart;
pub(crate) use frame::Frame;
pub(crate) use go::Go;
pub(crate) use icon::{Icon, Sign};
pub(crate) use input::{TextArea, TextInput};
pub(crate) use mark_line::MarkLine;
pub(crate) use page_head::PageHead;
pub(crate) use qr::Qr;
pub(crate) use rows::{AllRows, Inner, Of, RowForm, Rows};
pub(crate) use section_editor::SectionEditor;
pub(crate) use status_chip::StatusChip;
pub(crate) use trouble_box::TroubleBox;
pub(crate) use watermark::Watermark;
pub(crate) use when::{IntoList, When};
