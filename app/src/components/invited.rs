//! An invitation that was just made: the QR code and the link, to be shown or sent.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{CopyLink, Icon, Qr, Sign};
use crate::i18n::{t, use_i18n};
use crate::live::Var;
use crate::platform;
use crate::session::Invitation;
use crate::words;

/// The code, the link, and what it gives to whom.
#[component]
pub(crate) fn Invited(
    invitation: Arc<Invitation>,
    made: Var<Option<Arc<Invitation>>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let expires = match invitation.expires {
        Some(date) => t!(i18n, invite.until, date = words::day(i18n, date)),
        None => t!(i18n, invite.no_end).to_owned(),
    };
    let terms = t!(
        i18n,
        invite.terms,
        role = words::role(i18n, invitation.role),
        count = invitation.limit,
        expires = expires
    );
    let link = StoredValue::new(invitation.link.clone());
    let share = move |_| {
        spawn_local(async move {
            let (title, text) = (t!(i18n, app.name), t!(i18n, invite.share_text));
            // Closing the share sheet again is no fault.
            let _ = platform::share::share(title, text, &link.get_value()).await;
        });
    };
    view! {
        <section class="sheet stack" aria-labelledby="made">
            <h2 id="made">{t!(i18n, invite.made_title)}</h2>
            <p>{t!(i18n, invite.made_lead)}</p>
            <Qr text=invitation.link.clone() label=t!(i18n, invite.qr_label) />
            <p class="strong">{terms}</p>
            <CopyLink link=invitation.link.clone() />
            <div class="row">
                {platform::share::can_share()
                    .then(|| {
                        view! {
                            <button class="btn" on:click=share>
                                <Icon sign=Sign::Share />
                                {t!(i18n, invite.share)}
                            </button>
                        }.into_any()
                    })}
                <button class="btn quiet" on:click=move |_| made.set(None)>
                    {t!(i18n, invite.another)}
                </button>
            </div>
            <p class="hint">{t!(i18n, invite.warning)}</p>
        </section>
    }
}
