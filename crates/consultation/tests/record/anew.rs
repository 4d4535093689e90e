//! Changes are written anew without a refused one that they were built on.

use consultation::{Anew, Document, FieldValue, Place, Rewritten, TextTarget};

use crate::support::Device;

/// A hall, its own last change refused, and those after it written anew by a later session.
struct Case {
    device: Device,
    kept: usize,
}

impl Case {
    fn new() -> Self {
        let device = Device::founding("停车位怎么分");
        let kept = device.changes.len();
        Self { device, kept }
    }

    /// From here on changes are not in the log.
    fn keep(&mut self) {
        self.kept = self.device.changes.len();
    }

    fn rewrite(&self, refused: usize) -> (Document, Vec<Rewritten>) {
        let (kept, rest) = self.device.changes.split_at(self.kept);
        let (gone, later) = rest.split_at(refused);
        let (mut document, _) = Document::from_changes(kept.iter().map(Vec::as_slice));
        let mut anew = Anew::without(gone.iter().map(Vec::as_slice));
        let actor = Device::new(9).actor;
        let rewritten = later
            .iter()
            .map(|change| document.rewrite(actor, change, &mut anew))
            .collect();
        (document, rewritten)
    }
}

fn change(rewritten: &Rewritten) -> Option<&[u8]> {
    match rewritten {
        Rewritten::Whole(change) | Rewritten::Partly(change) => Some(change.as_slice()),
        Rewritten::Nothing => None,
    }
}

/// Whoever gets the log and the new changes alone has the same record.
fn check_others(case: &Case, document: &Document, rewritten: &[Rewritten]) {
    let kept = case.device.changes.iter().take(case.kept);
    let new = rewritten.iter().filter_map(change);
    let (other, applied) = Document::from_changes(kept.map(Vec::as_slice).chain(new));
    assert_eq!(applied.set_aside, []);
    assert_eq!(other.heads(), document.heads());
}

fn read(document: &Document) -> consultation::Consultation {
    consultation::Consultation::read(document).0
}

#[test]
fn later_fields_and_words_are_kept_without_the_refused_change() {
    let mut case = Case::new();
    let section = case.device.add_section("意见", Place::Last);
    let target = TextTarget::Section(section);
    case.device.splice(target, 0, 0, "头尾");
    case.keep();
    case.device.splice(target, 1, 0, "被拒");
    case.device.splice(target, 3, 0, "后来写的");
    case.device.set(FieldValue::Venue("居委会".to_owned()));
    case.device.set(FieldValue::Venue("居委会二楼".to_owned()));
    let (document, rewritten) = case.rewrite(1);
    assert!(
        rewritten
            .iter()
            .all(|one| matches!(one, Rewritten::Whole(_))),
        "{rewritten:?}"
    );
    let reading = read(&document);
    assert_eq!(reading.section(section).unwrap().text.text, "头后来写的尾");
    assert_eq!(reading.venue.value, "居委会二楼");
    assert_eq!(reading.venue.alternatives().len(), 1);
    check_others(&case, &document, &rewritten);
}

#[test]
fn a_value_overwrites_what_the_refused_one_had_overwritten() {
    let mut case = Case::new();
    case.device.set(FieldValue::Venue("一楼".to_owned()));
    case.keep();
    case.device.set(FieldValue::Venue("二楼".to_owned()));
    case.device.set(FieldValue::Venue("三楼".to_owned()));
    let (document, rewritten) = case.rewrite(1);
    let reading = read(&document);
    assert_eq!(reading.venue.value, "三楼");
    assert_eq!(reading.venue.alternatives().len(), 1);
    check_others(&case, &document, &rewritten);
}

#[test]
fn words_typed_among_refused_words_keep_their_order() {
    let mut case = Case::new();
    case.device.splice(TextTarget::FullText, 0, 0, "。");
    case.keep();
    case.device.splice(TextTarget::FullText, 0, 0, "被拒绝的话");
    case.device.splice(TextTarget::FullText, 5, 0, "甲");
    case.device.splice(TextTarget::FullText, 6, 0, "乙");
    case.device.splice(TextTarget::FullText, 0, 2, "");
    case.device.splice(TextTarget::FullText, 5, 0, "丙");
    let (document, rewritten) = case.rewrite(1);
    assert_eq!(read(&document).full_text.text, "甲乙丙。");
    check_others(&case, &document, &rewritten);
}

#[test]
fn what_has_no_place_without_the_refused_change_is_said_to_be_lost_and_has_its_words() {
    let mut case = Case::new();
    let section = case.device.add_section("被拒的一节", Place::Last);
    case.device
        .splice(TextTarget::Section(section), 0, 0, "写在里面的话");
    case.device.set(FieldValue::Venue("居委会".to_owned()));
    let (document, rewritten) = case.rewrite(1);
    assert!(matches!(
        rewritten.as_slice(),
        [Rewritten::Nothing, Rewritten::Whole(_)]
    ));
    let lost = case.device.changes.get(case.kept + 1).unwrap();
    assert_eq!(Document::words_of(lost), "写在里面的话");
    assert_eq!(read(&document).venue.value, "居委会");
    check_others(&case, &document, &rewritten);
}

#[test]
fn a_later_edit_of_the_same_run_comes_first_and_both_are_kept() {
    let mut case = Case::new();
    case.device.set(FieldValue::Venue("一楼".to_owned()));
    case.device.set(FieldValue::Purpose("把车停好".to_owned()));
    let (kept, rest) = case.device.changes.split_at(case.kept);
    let (mut document, _) = Document::from_changes(kept.iter().map(Vec::as_slice));
    let actor = Device::new(9).actor;
    let command = consultation::Command::Set(FieldValue::Title("停车".to_owned()));
    document
        .command(actor, ledger::Timestamp(5), command)
        .unwrap();
    let mut anew = Anew::without(rest.iter().take(1).map(Vec::as_slice));
    let rewritten = document.rewrite(actor, rest.get(1).unwrap(), &mut anew);
    assert!(matches!(rewritten, Rewritten::Whole(_)), "{rewritten:?}");
    let reading = read(&document);
    assert_eq!(reading.purpose.value, "把车停好");
    assert_eq!(reading.title.value, "停车");
    assert_eq!(reading.venue.value, "");
}

#[test]
fn words_of_a_change_stand_on_lines_of_their_own() {
    let mut case = Case::new();
    case.device.set(FieldValue::Venue("居委会".to_owned()));
    case.device.splice(TextTarget::FullText, 0, 0, "征求意见");
    let words: Vec<String> = case
        .device
        .changes
        .iter()
        .skip(case.kept)
        .map(|change| Document::words_of(change))
        .collect();
    assert_eq!(words, ["居委会", "征求意见"]);
    assert_eq!(Document::words_of(b"no change"), "");
}
