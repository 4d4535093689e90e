//! What went wrong, in words: what happened, what is safe, what to do.

use crate::i18n::{I18n, t};
use crate::session::{Trouble, What};

/// The three sentences of a trouble.
pub(crate) struct TroubleWords {
    pub(crate) happened: String,
    pub(crate) safe: &'static str,
    pub(crate) advice: &'static str,
}

/// Puts a trouble into words.
pub(crate) fn trouble(i18n: I18n, trouble: &Trouble) -> TroubleWords {
    macro_rules! words {
        ($name:ident) => {
            words!($name, t!(i18n, trouble.$name.happened).to_owned())
        };
        ($name:ident, $happened:expr) => {
            TroubleWords {
                happened: $happened,
                safe: t!(i18n, trouble.$name.safe),
                advice: t!(i18n, trouble.$name.advice),
            }
        };
    }
    match &trouble.what {
        What::LinkDamaged => words!(link_damaged),
        What::LinkUsed => words!(link_used),
        What::LinkExpired => words!(link_expired),
        What::LinkRevoked => words!(link_revoked),
        What::AlreadyFounded => words!(already_founded),
        What::AlreadyMember => words!(already_member),
        What::RelayUnreachable => words!(relay_unreachable),
        What::NotTheRelay => words!(not_the_relay),
        What::RelayBusy => words!(relay_busy),
        What::CommunityUnknown => words!(community_unknown),
        What::InvitationOnItsWay => words!(invitation_on_its_way),
        What::StorageMissing => words!(storage_missing),
        What::PrivateWindow => words!(private_window),
        What::StorageFull => words!(storage_full),
        What::StorageFailed => words!(storage_failed),
        What::DataNewer => words!(data_newer),
        What::DataBlocked => words!(data_blocked),
        What::DataUnreadable => words!(data_unreadable),
        What::KeyFailed => words!(key_failed),
        What::Empty => words!(empty),
        What::TooLong { length, limit } => words!(
            too_long,
            t!(
                i18n,
                trouble.too_long.happened,
                length = length,
                limit = limit
            )
        ),
        What::TextTooLong { length, limit } => words!(
            text_too_long,
            t!(
                i18n,
                trouble.text_too_long.happened,
                length = length,
                limit = limit
            )
        ),
        What::EndBeforeStart => words!(end_before_start),
        What::NoNumber => words!(no_number),
        What::NumberTooLarge { limit } => words!(
            number_too_large,
            t!(i18n, trouble.number_too_large.happened, limit = limit)
        ),
        What::ComesBack => words!(comes_back),
        What::PhotoIsHeic => words!(photo_is_heic),
        What::NotAPhoto { found } => words!(
            not_a_photo,
            t!(i18n, trouble.not_a_photo.happened, found = found)
        ),
        What::UnknownFile => words!(unknown_file),
        What::PhotoBroken => words!(photo_broken),
        What::TooManyPixels { millions } => words!(
            too_many_pixels,
            t!(i18n, trouble.too_many_pixels.happened, millions = millions)
        ),
        What::NoSpaceForPhoto => words!(no_space_for_photo),
        What::NotHereYet => words!(not_here_yet),
        What::Said(said) => TroubleWords {
            happened: said.clone(),
            safe: t!(i18n, roster.unchanged),
            advice: "",
        },
        What::TableBroken => words!(table_broken),
        What::TableTooLarge => words!(table_too_large),
        What::RosterStopped => words!(roster_stopped),
        What::RosterNotHere => words!(roster_not_here),
        What::PracticeNotHere => words!(practice_not_here),
        What::LanguageNotHere => words!(language_not_here),
        What::FrozenSpoiled => words!(frozen_spoiled),
        What::ReadOnlyTab => words!(read_only_tab),
        What::NotAllowed => words!(not_allowed),
        What::Missing => words!(missing),
        What::StillArriving => words!(still_arriving),
        What::Bug(words) => words!(bug, t!(i18n, trouble.bug.happened, words = words)),
    }
}

/// What is said when the app itself fails.
pub(crate) fn fault(i18n: I18n) -> Vec<String> {
    let texts = [
        t!(i18n, fault.happened),
        t!(i18n, trouble.bug.safe),
        t!(i18n, fault.advice),
    ];
    texts.map(str::to_owned).into()
}
