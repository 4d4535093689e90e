//! Why an entry was refused for good, in words that a person can act on.

use ledger::Refusal;

use crate::i18n::{I18n, t};

/// Puts a refusal into words; what only a programmer could tell apart shares a sentence.
pub(crate) fn refusal(i18n: I18n, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotAllowed => t!(i18n, refusal.not_allowed),
        Refusal::InvitationUsed => t!(i18n, refusal.invitation_used),
        Refusal::TooLarge | Refusal::TooComplex => t!(i18n, refusal.too_large),
        Refusal::Malformed | Refusal::BadSignature | Refusal::BadProof => {
            t!(i18n, refusal.damaged)
        }
        Refusal::BoardNotHosted => t!(i18n, refusal.not_hosted),
        Refusal::ForeignActor
        | Refusal::UnknownActor
        | Refusal::BadStartOp
        | Refusal::ForkedChange => t!(i18n, refusal.out_of_line),
        Refusal::NotErasable => t!(i18n, refusal.not_erasable),
    }
}
