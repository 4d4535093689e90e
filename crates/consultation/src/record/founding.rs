//! What a record begins with.

use automerge::{AutomergeError, ObjType, ROOT, ScalarValue};
use ledger::{ActorId, RoomId, RoomKind, Timestamp};

use super::field::FieldValue;
use super::jurisdiction::Jurisdiction;
use super::{keys, layout};
use crate::command::{self, CommandError};
use crate::document::{ChangeBytes, Document, EditError, Writer};

/// The kind of record to found, with what it starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Founding {
    /// 公示栏
    Board {
        /// Name of the community or other jurisdiction.
        name: String,
        /// Its level.
        jurisdiction: Jurisdiction,
        /// The room of 内部资料, if it was founded before.
        office: Option<RoomId>,
    },
    /// 内部资料
    Office,
    /// 议事厅
    Hall {
        /// 议题
        title: String,
    },
}

impl Founding {
    /// The kind of record it makes.
    pub fn kind(&self) -> RoomKind {
        match self {
            Self::Board { .. } => RoomKind::Board,
            Self::Office => RoomKind::Office,
            Self::Hall { .. } => RoomKind::Hall,
        }
    }

    fn fields(self) -> Vec<FieldValue> {
        match self {
            Self::Board {
                name,
                jurisdiction,
                office,
            } => {
                let mut fields = vec![
                    FieldValue::CommunityName(name),
                    FieldValue::Jurisdiction(jurisdiction),
                ];
                fields.extend(office.map(FieldValue::Office));
                fields
            }
            Self::Office => Vec::new(),
            Self::Hall { title } => vec![FieldValue::Title(title)],
        }
    }
}

impl Document {
    /// Founds a record: the first change creates every container of the kind at a fixed place, so that
    /// no two devices can make the same one twice. Sheets that later versions add are made with their
    /// first row.
    ///
    /// # Errors
    ///
    /// A name or title that no command would accept.
    pub fn found(
        actor: ActorId,
        made_at: Timestamp,
        founding: Founding,
    ) -> Result<(Self, Vec<ChangeBytes>), CommandError> {
        let kind = founding.kind();
        let mut fields = Vec::new();
        for field in founding.fields() {
            fields.push(command::clean_field(field)?.0);
        }
        let mut document = Self::empty();
        let ((), edited) = document.edit(actor, made_at, |writer| {
            create_containers(writer, kind).map_err(EditError::from)?;
            for field in &fields {
                command::write_field(writer, field)?;
            }
            Ok::<_, CommandError>(())
        })?;
        Ok((document, edited.changes))
    }
}

fn create_containers(writer: &mut Writer<'_>, kind: RoomKind) -> Result<(), AutomergeError> {
    writer.put(
        &ROOT,
        keys::KIND,
        ScalarValue::Str(layout::kind_id(kind).into()),
    )?;
    writer.put(&ROOT, keys::SCHEMA, ScalarValue::Int(layout::SCHEMA))?;
    for key in layout::maps(kind) {
        let map = writer.put_object(&ROOT, key, ObjType::Map)?;
        if [keys::FULL_TEXT, keys::MINUTES].contains(key) {
            for (key, kind) in layout::PROSE {
                writer.put_object(&map, key, kind)?;
            }
        }
    }
    Ok(())
}
