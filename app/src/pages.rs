//! The pages. Each composes parts over the session's signals and sends commands.

mod consultation;
mod consultations;
mod crash_loop;
mod found;
mod invite;
mod join;
mod long_text;
mod new_consultation;
mod no_storage;
mod people;
mod recovery_sheet;
mod reliability;
mod settings;
mod starting;
mod today;
mod unknown;
mod visitor;
mod wiped;

pub(crate) use consultation::ConsultationPage;
pub(crate) use consultations::ConsultationsPage;
pub(crate) use crash_loop::CrashLoopPage;
pub(crate) use found::FoundPage;
pub(crate) use invite::InvitePage;
pub(crate) use join::JoinPage;
pub(crate) use long_text::LongTextPage;
pub(crate) use new_consultation::NewConsultationPage;
pub(crate) use no_storage::NoStoragePage;
pub(crate) use people::PeoplePage;
pub(crate) use recovery_sheet::RecoverySheetPage;
pub(crate) use reliability::ReliabilityPage;
pub(crate) use settings::SettingsPage;
pub(crate) use starting::StartingPage;
pub(crate) use today::TodayPage;
pub(crate) use unknown::UnknownPage;
pub(crate) use visitor::VisitorPage;
pub(crate) use wiped::WipedPage;
