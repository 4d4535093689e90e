//! Spells a change out without Automerge's own reader, which would bring inflating, documents and
//! bundles into the app: a tenth of what Automerge weighs there.
//!
//! Nothing is believed for being read here: what was read is written again by Automerge, and only if
//! that gives the same bytes is it what the change says (`vet::parse`). Format:
//! automerge.org/automerge-binary-format-spec.

use core::num::NonZeroU64;

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{ActorId, ChangeHash, ExpandedChange, ObjType, ScalarValue};

use super::input::Input;
use super::runs::{Cell, Kind, Runs, Truths};

/// Magic bytes, checksum and type.
const BEFORE_LENGTH: usize = 9;

/// Reads a chunk that is bounded; `None` when it is no change, or holds what no record does.
pub(super) fn decode(chunk: &[u8]) -> Option<ExpandedChange> {
    let mut input = Input(chunk);
    input.take(BEFORE_LENGTH)?;
    input.unsigned()?;
    let mut deps = Vec::new();
    for _ in 0..input.unsigned()? {
        deps.push(ChangeHash(input.take(32)?.try_into().ok()?));
    }
    let actor_id = ActorId::from(input.prefixed()?);
    let seq = input.unsigned()?;
    let start_op = NonZeroU64::new(input.unsigned()?)?;
    let time = input.signed()?;
    let message = core::str::from_utf8(input.prefixed()?).ok()?;
    let mut actors = vec![actor_id.clone()];
    for _ in 0..input.unsigned()? {
        actors.push(ActorId::from(input.prefixed()?));
    }
    let mut headings = Vec::new();
    for _ in 0..input.unsigned()? {
        headings.push((input.unsigned()?, input.unsigned()?));
    }
    let mut columns = Columns::new();
    for (specification, length) in headings {
        let bytes = input.take(usize::try_from(length).ok()?)?;
        columns.fill(specification, bytes)?;
    }
    let mut operations = Vec::new();
    while !columns.action.is_done() {
        operations.push(columns.operation(&actors)?);
    }
    Some(ExpandedChange {
        operations,
        actor_id,
        hash: None,
        seq,
        start_op,
        time,
        message: (!message.is_empty()).then(|| message.to_owned()),
        deps,
        extra_bytes: input.0.to_vec(),
        author: None,
    })
}

/// The columns that a record's changes have; marks have two more.
struct Columns<'a> {
    object: Id<'a>,
    element: Id<'a>,
    key: Runs<'a>,
    insert: Truths<'a>,
    action: Runs<'a>,
    value_kind: Runs<'a>,
    value: Input<'a>,
    overwritten: Runs<'a>,
    overwritten_id: Id<'a>,
}

/// Two columns that name operations.
struct Id<'a> {
    actor: Runs<'a>,
    counter: Runs<'a>,
}

impl<'a> Id<'a> {
    fn new(counter: Kind) -> Self {
        Self {
            actor: Runs::new(Kind::Number),
            counter: Runs::new(counter),
        }
    }

    fn next(&mut self) -> Option<(Option<u64>, Option<u64>)> {
        Some((self.actor.number()?, self.counter.number()?))
    }
}

fn id(actors: &[ActorId], actor: u64, counter: u64) -> Option<OpId> {
    let actor = actors.get(usize::try_from(actor).ok()?)?;
    Some(OpId::new(counter, actor))
}

impl<'a> Columns<'a> {
    fn new() -> Self {
        Self {
            object: Id::new(Kind::Number),
            element: Id::new(Kind::Difference),
            key: Runs::new(Kind::Text),
            insert: Truths::new(),
            action: Runs::new(Kind::Number),
            value_kind: Runs::new(Kind::Number),
            value: Input::default(),
            overwritten: Runs::new(Kind::Number),
            overwritten_id: Id::new(Kind::Difference),
        }
    }

    fn fill(&mut self, specification: u64, bytes: &'a [u8]) -> Option<()> {
        match specification {
            0x01 => self.object.actor.fill(bytes),
            0x02 => self.object.counter.fill(bytes),
            0x11 => self.element.actor.fill(bytes),
            0x13 => self.element.counter.fill(bytes),
            0x15 => self.key.fill(bytes),
            0x34 => self.insert.fill(bytes),
            0x42 => self.action.fill(bytes),
            0x56 => self.value_kind.fill(bytes),
            0x57 => self.value = Input(bytes),
            0x70 => self.overwritten.fill(bytes),
            0x71 => self.overwritten_id.actor.fill(bytes),
            0x73 => self.overwritten_id.counter.fill(bytes),
            _ => return None,
        }
        Some(())
    }

    fn operation(&mut self, actors: &[ActorId]) -> Option<Op> {
        let obj = match self.object.next()? {
            (None, None) => ObjectId::Root,
            (Some(actor), Some(counter)) => ObjectId::Id(id(actors, actor, counter)?),
            _ => return None,
        };
        let key = match (self.key.next()?, self.element.next()?) {
            (Cell::Text(key), (None, None)) => Key::Map(key.into()),
            (Cell::Empty, (None, Some(0))) => Key::Seq(ElementId::Head),
            (Cell::Empty, (Some(actor), Some(counter))) => {
                Key::Seq(ElementId::Id(id(actors, actor, counter)?))
            }
            _ => return None,
        };
        let insert = self.insert.next()?;
        let action = self.action.number()??;
        let action = self.action_of(action)?;
        let mut pred = Vec::new();
        for _ in 0..self.overwritten.number()?.unwrap_or(0) {
            let (Some(actor), Some(counter)) = self.overwritten_id.next()? else {
                return None;
            };
            pred.push(id(actors, actor, counter)?);
        }
        Some(Op {
            action,
            obj,
            key,
            pred: pred.into(),
            insert,
        })
    }

    fn action_of(&mut self, action: u64) -> Option<OpType> {
        let value = self.next_value()?;
        Some(match (action, value) {
            (0, _) => OpType::Make(ObjType::Map),
            (1, value) => OpType::Put(value),
            (2, _) => OpType::Make(ObjType::List),
            (3, _) => OpType::Delete,
            (4, _) => OpType::Make(ObjType::Text),
            (5, ScalarValue::Int(by)) => OpType::Increment(by),
            (6, _) => OpType::Make(ObjType::Table),
            _ => return None,
        })
    }

    fn next_value(&mut self) -> Option<ScalarValue> {
        let kind = self.value_kind.number()??;
        let bytes = self.value.take(usize::try_from(kind >> 4).ok()?)?;
        let mut number = Input(bytes);
        Some(match kind & 15 {
            0 => ScalarValue::Null,
            1 => ScalarValue::Boolean(false),
            2 => ScalarValue::Boolean(true),
            3 => ScalarValue::Uint(number.unsigned()?),
            4 => ScalarValue::Int(number.signed()?),
            5 => ScalarValue::F64(f64::from_le_bytes(bytes.try_into().ok()?)),
            6 => ScalarValue::Str(core::str::from_utf8(bytes).ok()?.into()),
            7 => ScalarValue::Bytes(bytes.to_vec()),
            8 => ScalarValue::Counter(number.signed()?.into()),
            9 => ScalarValue::Timestamp(number.signed()?),
            _ => return None,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use automerge::transaction::Transactable;
    use automerge::{Automerge, Change, ObjId, ROOT, ReadDoc};
    use proptest::{collection::vec, prelude::*};

    use super::*;

    /// Something to do to a document; numbers choose among what is there.
    #[derive(Clone, Debug)]
    enum Step {
        Put(u8, ScalarValue),
        Make(u8, ObjType),
        Delete(u8),
        Insert(u8, u8, ScalarValue),
        Splice(u8, u8, u8, String),
        OtherActor,
        Commit,
    }

    fn value() -> impl Strategy<Value = ScalarValue> {
        prop_oneof![
            Just(ScalarValue::Null),
            any::<bool>().prop_map(ScalarValue::Boolean),
            (0..u64::MAX >> 2).prop_map(ScalarValue::Uint),
            (i64::MIN >> 2..i64::MAX >> 2).prop_map(ScalarValue::Int),
            any::<i32>().prop_map(|number| ScalarValue::F64(f64::from(number))),
            "[a议 ]{0,9}".prop_map(|text| ScalarValue::Str(text.into())),
            vec(any::<u8>(), 0..5).prop_map(ScalarValue::Bytes),
            (0..1_i64 << 40).prop_map(ScalarValue::Timestamp),
        ]
    }

    fn step() -> impl Strategy<Value = Step> {
        let kind = prop_oneof![Just(ObjType::Map), Just(ObjType::List), Just(ObjType::Text)];
        prop_oneof![
            4 => (any::<u8>(), value()).prop_map(|(key, value)| Step::Put(key, value)),
            2 => (any::<u8>(), kind).prop_map(|(key, kind)| Step::Make(key, kind)),
            2 => any::<u8>().prop_map(Step::Delete),
            3 => (any::<u8>(), any::<u8>(), value())
                .prop_map(|(list, place, value)| Step::Insert(list, place, value)),
            3 => (any::<u8>(), any::<u8>(), 0..3_u8, "[字a\n]{0,6}")
                .prop_map(|(text, place, gone, new)| Step::Splice(text, place, gone, new)),
            1 => Just(Step::OtherActor),
            2 => Just(Step::Commit),
        ]
    }

    fn place(choice: u8, among: usize) -> usize {
        usize::from(choice) % among.max(1)
    }

    /// The changes that come of the steps.
    fn changes(steps: Vec<Step>) -> Vec<Change> {
        let mut document = Automerge::new().with_actor(ActorId::from([1; 16]));
        let mut objects: Vec<(ObjId, ObjType)> = vec![(ROOT, ObjType::Map)];
        let mut actor = 1;
        for step in steps {
            let mut transaction = document.transaction();
            let of = |kind: ObjType, choice: u8| {
                let all: Vec<_> = objects.iter().filter(|object| object.1 == kind).collect();
                all.get(place(choice, all.len()))
                    .map(|object| object.0.clone())
            };
            match step {
                Step::Put(key, value) => {
                    let map = of(ObjType::Map, key).unwrap();
                    transaction
                        .put(&map, format!("键{}", key % 5), value)
                        .unwrap();
                }
                Step::Make(key, kind) => {
                    let map = of(ObjType::Map, key).unwrap();
                    let key = format!("键{}", key % 5);
                    let made = transaction.put_object(&map, key, kind).unwrap();
                    objects.push((made, kind));
                }
                Step::Delete(key) => {
                    let map = of(ObjType::Map, key).unwrap();
                    let _ = transaction.delete(&map, format!("键{}", key % 5));
                }
                Step::Insert(list, at, value) => {
                    if let Some(list) = of(ObjType::List, list) {
                        let at = place(at, transaction.length(&list) + 1);
                        transaction.insert(&list, at, value).unwrap();
                    }
                }
                Step::Splice(text, at, gone, new) => {
                    if let Some(text) = of(ObjType::Text, text) {
                        let length = transaction.length(&text);
                        let at = place(at, length + 1);
                        let gone = isize::try_from(usize::from(gone).min(length - at)).unwrap();
                        transaction.splice_text(&text, at, gone, &new).unwrap();
                    }
                }
                Step::OtherActor => {
                    drop(transaction);
                    actor = actor % 3 + 1;
                    document.set_actor(ActorId::from([actor; 16]));
                    continue;
                }
                Step::Commit => {}
            }
            transaction.commit();
        }
        document.get_changes(&[])
    }

    proptest! {
        #[test]
        fn a_change_reads_as_automerge_itself_reads_it(steps in vec(step(), 1..40)) {
            for change in changes(steps) {
                let decoded = decode(change.raw_bytes());
                prop_assert_eq!(decoded.as_ref(), Some(&change.decode()));
                let again = Change::from(decoded.unwrap());
                prop_assert_eq!(again.raw_bytes(), change.raw_bytes());
            }
        }

        #[test]
        fn spoilt_bytes_never_panic(
            steps in vec(step(), 1..12),
            spoilt in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        ) {
            for change in changes(steps) {
                let mut bytes = change.raw_bytes().to_vec();
                for (place, byte) in &spoilt {
                    *place.get_mut(&mut bytes) = *byte;
                }
                if super::super::columns::is_bounded(&bytes) {
                    let _ = decode(&bytes);
                }
            }
        }
    }
}
