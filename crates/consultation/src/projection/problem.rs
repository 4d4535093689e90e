//! What can be odd about a document that merged well.

/// Something that a projection had to work around.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// The record does not say what it is, or is of a kind that this version does not know.
    UnknownRecord,
    /// A container that the founder creates is not there.
    MissingContainer,
    /// A container stands there more than once; all of them were read.
    DoubledContainer,
    /// A key that is not an id stands among ids; it was passed over.
    UnknownKey,
    /// A value is of another type or shape than its field; it was passed over.
    UnreadableValue,
    /// Rows follow each other in a ring: a topic merged into itself by two devices, a rule that
    /// replaces itself. Each is read as if it followed nothing.
    ComesBack,
    /// A part of a text is in no order list; it is shown last.
    PartOutOfOrder,
}

impl Problem {
    /// What is odd about so many containers where the founder made one.
    pub(crate) fn of_containers(count: usize) -> Option<Self> {
        match count {
            0 => Some(Self::MissingContainer),
            1 => None,
            _ => Some(Self::DoubledContainer),
        }
    }
}
