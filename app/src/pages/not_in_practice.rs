//! What has no use in the practice community: inviting somebody from outside, and the recovery sheet.

use leptos::prelude::*;

use crate::components::PageHead;
use crate::i18n::{t, use_i18n};
use crate::route::Route;

/// Says why the page is empty here, and what it is for.
#[component]
pub(crate) fn NotInPracticePage(route: Route) -> impl IntoView {
    let i18n = use_i18n();
    let (title, words, back) = match route {
        Route::Invite | Route::InviteTo(_) => (
            t!(i18n, people.invite),
            t!(i18n, practice.no_invitations),
            (Route::People, t!(i18n, people.name)),
        ),
        _ => (
            t!(i18n, recovery.name),
            t!(i18n, practice.no_recovery_sheet),
            (Route::Settings, t!(i18n, settings.name)),
        ),
    };
    view! {
        <PageHead title=title.to_owned() back=(back.0, back.1.to_owned()) />
        <p class="sheet">{words}</p>
    }
}
