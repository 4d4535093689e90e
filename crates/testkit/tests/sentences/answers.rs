//! Who answers what a community sent up, and who only says so.

use consultation::going_up::{Signed, may_answer, rulings};
use consultation::record::Date;
use consultation::statement::Ruling;
use consultation::{CellValue, Column, Command, RowId, Said, Sheet, Sheets, Statement};
use ledger::authority::Verdict;
use ledger::{KeyId, Role};
use testkit::Name;

use crate::community::{ADMIN, Community, GUEST, SECOND, STAFF};

/// Sends a matter up to those who join by an invitation, and gives its row.
fn send_up(community: &mut Community, addressee: KeyId) -> RowId {
    let cells = vec![
        (Column::SubmittedTo, CellValue::choice("to_township")),
        (Column::Addressee, CellValue::Text(addressee.to_string())),
    ];
    let sheet = Sheet::Submissions;
    let command = Command::AddRow { sheet, cells };
    community
        .world
        .edit(ADMIN, community.hall, command)
        .unwrap();
    community.come_together();
    let document = community.world.device(ADMIN).document(community.hall);
    let (sheets, _) = Sheets::read(document.unwrap());
    sheets.rows(sheet).last().unwrap().id
}

fn rules(community: &mut Community, by: Name, row: RowId, answer: &str) {
    let ruling = Ruling::new(row, answer, Date::new(2026, 11, 27), "按规定办理", "");
    let statement = Statement::Ruling(ruling.unwrap());
    community
        .world
        .state(by, community.hall, &statement)
        .unwrap();
    community.come_together();
}

/// The rulings that count, as a device sees them.
fn counted(community: &Community, on: Name) -> Vec<Signed> {
    let device = community.world.device(on);
    let replica = device.replica();
    let board = replica.log(community.board).unwrap();
    let (sheets, _) = Sheets::read(device.document(community.hall).unwrap());
    let shown = replica.statements(community.hall);
    let stands = shown
        .iter()
        .filter(|shown| shown.verdict == Verdict::Stands);
    let read: Vec<_> = stands
        .filter_map(|shown| {
            let header = shown.entry.header();
            let statement = Statement::decode(header.kind, shown.entry.payload()?);
            Some((shown, statement))
        })
        .collect();
    let said = read.iter().map(|(shown, statement)| Said {
        author: shown.entry.header().author,
        seq: shown.seq,
        index: shown.entry.header().index,
        entry: shown.entry.id(),
        statement,
    });
    rulings(said, &sheets, |author, named| {
        may_answer(board, author, named)
    })
}

#[test]
fn only_whoever_was_asked_answers_and_everybody_reads_the_same_answer() {
    let mut community = Community::new(41);
    let board = community.board;
    let role = Role::Supervisor;
    let invited = community.world.invite(ADMIN, board, role, 1, None).unwrap();
    let addressee = community.world.invitations()[invited].keys.id();
    let row = send_up(&mut community, addressee);
    for name in [ADMIN, STAFF, GUEST] {
        rules(&mut community, name, row, "passed");
    }
    assert_eq!(counted(&community, ADMIN), []);
    community.world.join(SECOND, invited).unwrap();
    community.come_together();
    rules(&mut community, SECOND, row, "rejected");
    let key = community.world.device(SECOND).id();
    for name in [ADMIN, STAFF, SECOND] {
        let found = counted(&community, name);
        let [signed] = found.as_slice() else {
            panic!("{name:?} counts {found:?}");
        };
        assert_eq!((signed.author, signed.ruling.answer()), (key, "rejected"));
    }
    // A change of mind takes the place of what was said before; nobody else's words do.
    rules(&mut community, SECOND, row, "passed");
    rules(&mut community, GUEST, row, "rejected");
    let found = counted(&community, STAFF);
    let answers: Vec<&str> = found.iter().map(|signed| signed.ruling.answer()).collect();
    assert_eq!(answers, ["passed"]);
}

#[test]
fn another_supervisor_of_the_board_does_not_answer_for_the_township() {
    let mut community = Community::new(42);
    let board = community.board;
    let role = Role::Supervisor;
    let township = community.world.invite(ADMIN, board, role, 1, None).unwrap();
    let own = community.world.invite(ADMIN, board, role, 1, None).unwrap();
    let addressee = community.world.invitations()[township].keys.id();
    let row = send_up(&mut community, addressee);
    community.world.join(SECOND, own).unwrap();
    community.come_together();
    rules(&mut community, SECOND, row, "passed");
    assert_eq!(counted(&community, ADMIN), []);
}
