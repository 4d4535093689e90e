//! What the platform and the domain report, as troubles that pages can put into words.

use consultation::CommandError;
use ledger::link::LinkError;
use ledger::replica::WriteError;

use super::super::{Trouble, What};
use crate::platform::PlatformError;
use crate::platform::photo::PhotoError;

/// A failure of the device's storage.
pub(super) fn of_storage(error: &PlatformError) -> Trouble {
    match error {
        PlatformError::Unavailable(_) => Trouble::new(What::StorageMissing),
        PlatformError::Quota(_) => Trouble::new(What::StorageFull),
        PlatformError::Fenced { .. } | PlatformError::Superseded => Trouble::new(What::ReadOnlyTab),
        PlatformError::NotPersisted(_) => Trouble::new(What::PrivateWindow),
        PlatformError::NewerData(_) => Trouble::new(What::DataNewer),
        PlatformError::Blocked => Trouble::new(What::DataBlocked),
        _ => Trouble::new(What::StorageFailed),
    }
}

/// An answer of the roster that does not read.
pub(super) fn roster_unread() -> Trouble {
    Trouble::bug("the roster's answer does not read")
}

/// The same at the start, when nothing has been written that could have failed.
pub(super) fn at_start(trouble: Trouble) -> Trouble {
    match trouble.what {
        What::StorageFailed => Trouble::new(What::DataUnreadable),
        _ => trouble,
    }
}

/// A failure to make or keep a key.
pub(super) fn of_keys(error: &PlatformError) -> Trouble {
    match error {
        PlatformError::Quota(_) | PlatformError::Fenced { .. } | PlatformError::NotPersisted(_) => {
            of_storage(error)
        }
        _ => Trouble::new(What::KeyFailed),
    }
}

/// A photo that could not be made small or kept.
pub(super) fn of_photo(error: &PhotoError) -> Trouble {
    Trouble::new(match error {
        PhotoError::Heic => What::PhotoIsHeic,
        PhotoError::Other(found) => What::NotAPhoto { found },
        PhotoError::Unknown => What::UnknownFile,
        PhotoError::Broken => What::PhotoBroken,
        PhotoError::TooManyPixels(pixels) => What::TooManyPixels {
            millions: pixels.div_ceil(1_000_000),
        },
        PhotoError::Browser(PlatformError::Quota(_)) => What::NoSpaceForPhoto,
        PhotoError::Browser(error) => return of_storage(error),
    })
}

/// A command that the record does not take.
pub(super) fn of_command(error: CommandError) -> Trouble {
    let trouble = of_unnamed(&error);
    match error {
        CommandError::FieldTooLong { field, .. } | CommandError::NumberTooLarge { field, .. } => {
            trouble.of(field)
        }
        _ => trouble,
    }
}

fn of_unnamed(error: &CommandError) -> Trouble {
    match *error {
        CommandError::FieldTooLong { limit, found, .. }
        | CommandError::HeadingTooLong { limit, found } => Trouble::new(What::TooLong {
            length: found,
            limit,
        }),
        CommandError::TextTooLong { limit, found } => Trouble::new(What::TextTooLong {
            length: found,
            limit,
        }),
        CommandError::NoSuchSection
        | CommandError::NoSuchRow
        | CommandError::NoSuchHall
        | CommandError::NotFounded => Trouble::new(What::Missing),
        CommandError::NumberTooLarge { limit, .. } => Trouble::new(What::NumberTooLarge { limit }),
        CommandError::ComesBack { .. } => Trouble::new(What::ComesBack),
        CommandError::OutsideText
        | CommandError::NotASectionKind
        | CommandError::NotInThisSheet
        | CommandError::WrongRecord
        | CommandError::Internal => Trouble::bug(&error.to_string()),
    }
}

/// An entry that is not written.
pub(super) fn of_write(error: WriteError) -> Trouble {
    match error {
        WriteError::Visitor | WriteError::Refused(_) => Trouble::new(What::NotAllowed),
        WriteError::UnknownRoom => Trouble::new(What::Missing),
        WriteError::Entry(_) => Trouble::bug(&error.to_string()),
    }
}

/// A text that is no link.
pub(super) fn of_link(_: LinkError) -> Trouble {
    Trouble::new(What::LinkDamaged)
}
