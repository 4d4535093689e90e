//! Commands write only what they change, and say what they refuse.

use consultation::{
    Board, Command, CommandError, Document, FieldName, FieldValue, Form, Founding, Jurisdiction,
    ListItem, Note, PartKind, Place, TextTarget, TimeSpan,
};
use ledger::{ActorId, RoomId, RoomKind, Timestamp};

use crate::support::Device;

fn time(text: &str) -> Option<TimeSpan> {
    Some(text.parse().unwrap())
}

#[test]
fn a_record_says_back_what_was_written() {
    let mut device = Device::founding("3幢加装电梯");
    device.set(FieldValue::Purpose("商定加装方案\n和费用分摊".into()));
    device.set(FieldValue::Form(Some(Form::Owners)));
    device.set(FieldValue::Venue("社区三楼会议室".into()));
    device.set(FieldValue::Time(time("2026-11-22T19:00/2026-11-22T21:00")));
    device.set(FieldValue::Notice(Some(
        "2017-12-13/2017-12-20".parse().unwrap(),
    )));
    let read = device.read();
    assert_eq!(read.title.value, "3幢加装电梯");
    assert_eq!(read.purpose.value, "商定加装方案\n和费用分摊");
    assert_eq!(read.form.value, Some(Form::Owners));
    assert_eq!(read.venue.value, "社区三楼会议室");
    assert_eq!(read.time.value, time("2026-11-22T19:00/2026-11-22T21:00"));
    assert_eq!(
        read.notice.value.unwrap().to_string(),
        "2017-12-13/2017-12-20"
    );
    assert_eq!(read.conflicts(), 0);
    let origin = read.venue.origin.unwrap();
    assert_eq!(origin.actor, device.actor);
    assert_eq!(
        device.document.change_origin(origin.change).unwrap().1,
        origin.made_at
    );

    let (item, problems) = ListItem::read(&device.document);
    assert_eq!(problems, []);
    assert_eq!((item.title, item.time), (read.title, read.time));
}

#[test]
fn a_command_names_the_one_field_it_changed() {
    let mut device = Device::founding("文明养犬公约");
    let outcome = device.set(FieldValue::Venue("居民活动室".into()));
    assert_eq!(outcome.changes.len(), 1);
    assert_eq!(
        outcome.changed.fields.into_iter().collect::<Vec<_>>(),
        [FieldName::Venue]
    );
    assert!(outcome.changed.parts.is_empty() && !outcome.changed.order && !outcome.changed.other);

    let outcome = device.set(FieldValue::Venue(" 居民活动室 ".into()));
    assert_eq!(outcome.changes, [], "the value stands there already");
    for empty in [FieldValue::Time(None), FieldValue::Purpose(" ".into())] {
        assert_eq!(
            device.set(empty).changes,
            [],
            "what was never written is empty already"
        );
    }
    assert_eq!(
        device.set(FieldValue::Venue(String::new())).changes.len(),
        1
    );
}

#[test]
fn what_is_too_long_is_refused_with_its_limit() {
    let mut device = Device::founding("议题");
    let heads = device.document.heads();
    for (field, found, error) in [
        (
            FieldValue::Title("长".repeat(10_000)),
            FieldName::Title,
            10_000,
        ),
        (FieldValue::Venue("长".repeat(201)), FieldName::Venue, 201),
    ]
    .map(|(value, name, found)| (value, found, (name, 200)))
    {
        let (field_name, limit) = error;
        assert_eq!(
            device.try_command(Command::Set(field)),
            Err(CommandError::FieldTooLong {
                field: field_name,
                limit,
                found
            })
        );
    }
    assert!(
        device
            .try_command(Command::Set(FieldValue::Title("长".repeat(200))))
            .is_ok()
    );
    assert!(
        device
            .try_command(Command::Set(FieldValue::Purpose("长".repeat(2_000))))
            .is_ok()
    );
    let section = Command::AddSection {
        kind: PartKind::Free,
        heading: "长".repeat(201),
        place: Place::Last,
    };
    assert_eq!(
        device.try_command(section),
        Err(CommandError::HeadingTooLong {
            limit: 200,
            found: 201
        })
    );
    let paste = |text: String| Command::SpliceText {
        target: TextTarget::FullText,
        index: 0,
        delete: 0,
        insert: text,
    };
    assert_eq!(
        device.try_command(paste("长".repeat(200_001))),
        Err(CommandError::TextTooLong {
            limit: 200_000,
            found: 200_001
        })
    );
    assert_ne!(device.document.heads(), heads);
    assert_eq!(device.read().full_text.length, 0);
}

#[test]
fn characters_nobody_sees_are_taken_out_and_reported() {
    let mut device = Device::founding("议题");
    let outcome = device.set(FieldValue::Title("电\u{0}梯\u{202e}加装\n方案".into()));
    assert_eq!(
        outcome.notes,
        [
            Note::ControlCharactersRemoved { count: 1 },
            Note::DirectionMarksRemoved { count: 1 }
        ]
    );
    assert_eq!(device.read().title.value, "电梯加装 方案");
    let section = device.add_section("记录", Place::Last);
    let outcome = device.splice(
        TextTarget::Section(section),
        0,
        0,
        "第一段\r\n\u{2067}第二段\u{2069}",
    );
    assert_eq!(outcome.notes, [Note::DirectionMarksRemoved { count: 2 }]);
    assert_eq!(device.text(section), "第一段\n第二段");
}

#[test]
fn a_board_lists_its_halls() {
    let actor = ActorId([9; 16]);
    let founding = Founding::Board {
        name: "江东社区".into(),
        jurisdiction: Jurisdiction::Community,
        office: None,
    };
    let (mut board, changes) = Document::found(actor, Timestamp(5), founding).unwrap();
    assert_eq!(changes.len(), 1, "one change founds a record");
    let (old, new) = (RoomId([3; 32]), RoomId([4; 32]));
    let office = RoomId([5; 32]);
    for command in [
        Command::Set(FieldValue::Office(office)),
        Command::Set(FieldValue::Phone("0574-0000 0000".into())),
        Command::ListHall {
            room: old,
            title: "停车位".into(),
            created: Timestamp(10),
        },
        Command::ListHall {
            room: new,
            title: "电梯".into(),
            created: Timestamp(20),
        },
        Command::ListHall {
            room: old,
            title: "停车位调整".into(),
            created: Timestamp(99),
        },
        Command::Set(FieldValue::HallArchived(old, true)),
    ] {
        board.command(actor, Timestamp(30), command).unwrap();
    }
    let (read, problems) = Board::read(&board);
    assert_eq!(problems, []);
    assert_eq!(read.name.value, "江东社区");
    assert_eq!(read.office.value, Some(office));
    let halls: Vec<_> = read
        .halls
        .iter()
        .map(|hall| {
            (
                hall.room,
                hall.title.value.as_str(),
                hall.created.0,
                hall.archived.value,
            )
        })
        .collect();
    assert_eq!(
        halls,
        [(new, "电梯", 20, false), (old, "停车位调整", 10, true)]
    );
    let unknown = FieldValue::HallTitle(RoomId([8; 32]), "甲".into());
    assert_eq!(
        board.command(actor, Timestamp(31), Command::Set(unknown)),
        Err(CommandError::NoSuchHall)
    );
}

#[test]
fn a_command_for_another_record_or_none_is_refused() {
    let venue = || Command::Set(FieldValue::Venue("甲".into()));
    let mut nothing = Document::empty();
    assert_eq!(
        nothing.command(ActorId([2; 16]), Timestamp(1), venue()),
        Err(CommandError::NotFounded)
    );
    let (mut office, _) =
        Document::found(ActorId([2; 16]), Timestamp(1), Founding::Office).unwrap();
    assert_eq!(
        office.command(ActorId([2; 16]), Timestamp(1), venue()),
        Err(CommandError::WrongRecord)
    );
    let (read, problems) = consultation::Office::read(&office);
    assert_eq!(
        (read.founded.unwrap().made_at, problems),
        (Timestamp(1), Vec::new())
    );
    assert_eq!(
        consultation::projection::record_kind(&office).0,
        Some(RoomKind::Office)
    );
}
