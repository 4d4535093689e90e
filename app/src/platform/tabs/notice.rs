//! What tabs tell each other.

use std::fmt::Write as _;

/// A notice to all other tabs of the same database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Notice {
    /// The person is at work in the sending tab.
    WriterWanted,
    /// The sending tab lets another write.
    WriterReleased,
    /// Asked where there are no locks.
    WhoWrites,
    /// The answer of the writer.
    IWrite,
    /// Something was written to this room.
    Changed(Vec<u8>),
    /// What the writer shows of its connection, in the app's own words.
    Status(String),
}

impl Notice {
    pub(super) fn to_text(&self) -> String {
        match self {
            Self::WriterWanted => "writer-wanted".into(),
            Self::WriterReleased => "writer-released".into(),
            Self::WhoWrites => "who-writes".into(),
            Self::IWrite => "i-write".into(),
            Self::Status(status) => format!("status:{status}"),
            Self::Changed(room) => {
                let mut text = String::from("changed:");
                for byte in room {
                    // Writing into a string cannot fail.
                    let _ = write!(text, "{byte:02x}");
                }
                text
            }
        }
    }

    /// Reads a notice; `None` for one of a newer version of the app.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        match text {
            "writer-wanted" => Some(Self::WriterWanted),
            "writer-released" => Some(Self::WriterReleased),
            "who-writes" => Some(Self::WhoWrites),
            "i-write" => Some(Self::IWrite),
            _ => match text.strip_prefix("status:") {
                Some(status) => Some(Self::Status(status.to_owned())),
                None => Some(Self::Changed(from_hex(text.strip_prefix("changed:")?)?)),
            },
        }
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect();
    let (pairs, rest) = digits.as_ref()?.as_chunks::<2>();
    rest.is_empty()
        .then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

#[cfg(test)]
mod tests {
    use super::Notice;

    #[test]
    fn notices_come_back_as_they_were() {
        for notice in [
            Notice::WriterWanted,
            Notice::WriterReleased,
            Notice::WhoWrites,
            Notice::IWrite,
            Notice::Changed(vec![0, 0xfe, 7]),
            Notice::Changed(Vec::new()),
            Notice::Status("online 3".into()),
        ] {
            assert_eq!(Notice::from_text(&notice.to_text()), Some(notice));
        }
    }

    #[test]
    fn unknown_notices_are_left_alone() {
        for text in ["", "changed:0", "changed:zz", "changed:é0", "new-notice"] {
            assert_eq!(Notice::from_text(text), None, "{text}");
        }
    }
}
