//! Shares of a plan, and the register of what was not consulted on, read from merged rows.

use consultation::plan::{
    HEARING, Role, RoleProblem, Shares, Warning, needed_roles, role_problems, template,
};
use consultation::topic::{Omission, omitted};
use consultation::{CellValue, Column, FieldValue, Form, Kind, RowId, Sheet};

use crate::support::Device;

fn seats(device: &mut Device, kind: Kind, count: Option<u64>) {
    device.add_row(
        Sheet::Participants,
        vec![
            (Column::Kind, CellValue::choice(kind.id())),
            (Column::Count, CellValue::Count(count)),
        ],
    );
}

fn check_warnings(given: &[(Kind, u64)], living_here: Option<(u64, u64)>, expected: &[Warning]) {
    let mut device = Device::founding("停车");
    for (kind, count) in given {
        seats(&mut device, *kind, Some(*count));
    }
    let sheets = device.sheets();
    let shares = Shares::of(sheets.rows(Sheet::Participants));
    assert_eq!(shares.warnings(living_here), expected, "{given:?}");
}

#[test]
fn seats_of_one_kind_are_summed_and_one_without_a_number_is_one() {
    let mut device = Device::founding("停车");
    seats(&mut device, Kind::RegisteredResident, Some(4));
    seats(&mut device, Kind::PropertyFirm, None);
    seats(&mut device, Kind::RegisteredResident, Some(3));
    let sheets = device.sheets();
    let shares = Shares::of(sheets.rows(Sheet::Participants));
    let told: Vec<_> = shares
        .iter()
        .map(|share| (share.kind, share.seats))
        .collect();
    assert_eq!(
        told,
        [(Kind::PropertyFirm, 1), (Kind::RegisteredResident, 7)]
    );
    assert_eq!(shares.all(), 8);
}

#[test]
fn shares_that_should_be_looked_at_again_are_named() {
    use Kind::{Committee, RegisteredResident as Resident, UnregisteredResident as Elsewhere};
    check_warnings(&[], None, &[]);
    check_warnings(&[(Resident, 5), (Elsewhere, 1), (Committee, 6)], None, &[]);
    check_warnings(
        &[(Resident, 4), (Elsewhere, 1), (Committee, 6)],
        None,
        &[Warning::FewResidents {
            residents: 5,
            all: 11,
        }],
    );
    check_warnings(&[(Resident, 8)], None, &[Warning::NoUnregistered]);
    // Nobody here is registered elsewhere.
    check_warnings(&[(Resident, 8)], Some((900, 0)), &[]);
    // Of 1,000 who live here 400 are: half of their share of ten seats is two.
    check_warnings(&[(Resident, 8), (Elsewhere, 2)], Some((1_000, 400)), &[]);
    check_warnings(
        &[(Resident, 9), (Elsewhere, 1)],
        Some((1_000, 400)),
        &[Warning::FewUnregistered { seats: 1, half: 2 }],
    );
    let most = consultation::command::MAX_COUNT;
    check_warnings(&[(Resident, most), (Elsewhere, most)], Some((most, 1)), &[]);
}

#[test]
fn what_should_have_been_consulted_on_and_was_not_stands_in_the_register() {
    let mut board = Device::founding_board("柳荫社区");
    let item = |board: &mut Device, must: bool, until: Option<&str>| {
        let until = until.map(|day| day.parse().unwrap());
        board.add_row(
            Sheet::Catalogue,
            vec![
                (Column::Title, CellValue::Text("物业服务企业选聘".into())),
                (Column::MustConsult, CellValue::Flag(must)),
                (Column::Until, CellValue::Date(until)),
            ],
        )
    };
    let topic = |board: &mut Device, item: RowId, screening: &str| {
        board.add_row(
            Sheet::Topics,
            vec![
                (Column::CatalogueItem, CellValue::Row(Some(item))),
                (Column::Screening, CellValue::choice(screening)),
                (Column::Note, CellValue::Text("街道已统一办理".into())),
            ],
        )
    };
    let must = item(&mut board, true, None);
    let may = item(&mut board, false, Some("2025-12-31"));
    let never = item(&mut board, true, Some("2025-12-31"));
    item(&mut board, true, Some("2026-12-31"));
    let accepted = topic(&mut board, must, "accepted");
    topic(&mut board, must, "merged");
    topic(&mut board, may, "declined");
    let declined = topic(&mut board, must, "declined");
    let reasoned = topic(&mut board, must, "declined");
    for (declined, body) in [
        (reasoned, "party"),
        (reasoned, "committee"),
        (declined, "party"),
    ] {
        board.add_row(
            Sheet::Opinions,
            vec![
                (Column::Topic, CellValue::Row(Some(declined))),
                (Column::Kind, CellValue::choice(body)),
                (Column::Opinion, CellValue::choice("objects")),
            ],
        );
    }
    let sheets = board.sheets();
    let register: Vec<_> = omitted(&sheets, "2026-11-27".parse().unwrap())
        .into_iter()
        .map(|omitted| (omitted.row.id, omitted.omission))
        .collect();
    assert_eq!(
        register,
        [
            (accepted, Omission::NotBegun),
            (declined, Omission::Declined),
            (never, Omission::Never),
        ]
    );
}

#[test]
fn whoever_counts_does_not_watch_the_counting_and_what_a_form_needs_is_missed() {
    let mut hall = Device::founding("加装电梯");
    let form = FieldValue::Form(Some(Form::Hearing));
    hall.set(form);
    let problems = |hall: &Device| {
        let sheets = hall.sheets();
        role_problems(
            &sheets,
            sheets.row(Sheet::Rounds, RowId::FIRST_ROUND).unwrap(),
        )
    };
    let add = |hall: &mut Device, role: &str, by: &str| {
        let by = CellValue::Text(by.to_owned());
        let cells = vec![(Column::Role, CellValue::choice(role)), (Column::By, by)];
        hall.add_row(Sheet::Roles, cells)
    };
    let missing = [
        Role::Recorder,
        Role::HearingChair,
        Role::Speaker,
        Role::Delegate,
    ];
    assert_eq!(problems(&hall), missing.map(RoleProblem::Missing));

    for (role, by) in [
        ("hearing_chair", "街道司法所"),
        ("recorder", "社区社工"),
        ("speaker", "业主委员会"),
        ("delegate", "1幢居民代表"),
        ("delegate", "2幢居民代表"),
        ("teller", "3幢楼长"),
    ] {
        add(&mut hall, role, by);
    }
    assert_eq!(problems(&hall), []);
    let row = add(&mut hall, "scrutineer", " 3幢楼长");
    let (first, second) = (Role::Teller, Role::Scrutineer);
    assert_eq!(problems(&hall), [RoleProblem::Both { row, first, second }]);
    let nobody = add(&mut hall, "delegate", "");
    assert!(problems(&hall).contains(&RoleProblem::Nobody(nobody)));
}

#[test]
fn a_hearing_goes_through_its_phases_with_its_roles_only() {
    let template = template(&Form::Hearing);
    for (line, phase) in template.agenda.lines().zip(HEARING) {
        assert!(line.ends_with(phase.words), "{line}");
        let needed = needed_roles(Some(&Form::Hearing));
        assert!(phase.roles.iter().all(|role| needed.contains(role)));
    }
    assert_eq!(template.agenda.lines().count(), HEARING.len());
}
