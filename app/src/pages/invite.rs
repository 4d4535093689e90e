//! 邀请: who is invited, for how many and how long; then the QR code and the link.

use std::sync::Arc;

use ledger::{Role, RoomId};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Icon, IntoList, PageHead, Qr, Sign, TroubleBox};
use crate::i18n::{t, use_i18n};
use crate::platform;
use crate::route::Route;
use crate::session::{Command, Invitation, Offer, Trouble, use_session};
use crate::words;

/// Whom the board invites.
const ROLES: [Role; 3] = [Role::Staff, Role::Administrator, Role::Supervisor];
/// For how many devices.
const LIMITS: [u32; 4] = [1, 5, 10, 30];
/// For how many days.
const DAYS: [u32; 3] = [1, 7, 30];

/// Makes an invitation and shows it.
#[component]
pub(crate) fn InvitePage(
    /// The hall that one invites into; the community if none.
    hall: Option<RoomId>,
) -> impl IntoView {
    let i18n = use_i18n();
    let made = RwSignal::new(None::<Arc<Invitation>>);
    let content = move || match made.get() {
        Some(invitation) => view! { <Made invitation=invitation made=made /> }.into_any(),
        None => view! { <Choose hall=hall made=made /> }.into_any(),
    };
    let (title, back) = match hall {
        None => (
            t!(i18n, people.invite),
            (Route::People, t!(i18n, people.name)),
        ),
        Some(hall) => {
            let back = (Route::Consultation(hall), t!(i18n, consultations.one));
            (t!(i18n, guests.invite), back)
        }
    };
    view! {
        <PageHead
            title=title.to_owned()
            lead=t!(i18n, invite.lead).to_owned()
            back=(back.0, back.1.to_owned())
        />
        {content}
    }
}

#[component]
fn Choose(hall: Option<RoomId>, made: RwSignal<Option<Arc<Invitation>>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let role = RwSignal::new(match hall {
        None => Role::Staff,
        Some(_) => Role::Participant,
    });
    let limit = RwSignal::new(5_u32);
    let days = RwSignal::new(30_u32);
    let trouble = RwSignal::new(None::<Trouble>);
    let invite = move |event: SubmitEvent| {
        event.prevent_default();
        let offer = Offer {
            role: role.get_untracked(),
            limit: limit.get_untracked(),
            days: days.get_untracked(),
            hall,
        };
        spawn_local(async move {
            match session.invitation(Command::Invite(offer)).await {
                Ok(invitation) => drop(made.try_set(Some(invitation))),
                Err(error) => drop(trouble.try_set(Some(error))),
            }
        });
    };
    let roles = ROLES.map(|choice| {
        let name = words::role(i18n, choice);
        let hint = words::role_hint(i18n, choice);
        view! {
            <label class="choice-line">
                <input
                    type="radio"
                    name="role"
                    prop:checked=move || role.get() == choice
                    on:change=move |_| role.set(choice)
                />
                <span>
                    <strong>{name}</strong>
                    <span class="hint">{hint}</span>
                </span>
            </label>
        }
    });
    view! {
        <form class="sheet stack narrow" on:submit=invite>
            {hall
                .is_none()
                .then(|| {
                    view! {
                        <fieldset>
                            <legend>{t!(i18n, invite.who)}</legend>
                            {roles.into_list()}
                        </fieldset>
                    }
                    .into_any()
                })}
            <div class="pair">
                <Numbers
                    label=t!(i18n, invite.limit)
                    choices=&LIMITS
                    value=limit
                    name=Callback::new(move |count: u32| t!(i18n, invite.devices, count = count))
                />
                <Numbers
                    label=t!(i18n, invite.valid)
                    choices=&DAYS
                    value=days
                    name=Callback::new(move |count: u32| t!(i18n, invite.days, count = count))
                />
            </div>
            <TroubleBox trouble=trouble />
            <button class="btn main big" type="submit">
                {t!(i18n, invite.make)}
            </button>
        </form>
    }
}

#[component]
fn Numbers(
    label: &'static str,
    choices: &'static [u32],
    value: RwSignal<u32>,
    name: Callback<u32, String>,
) -> impl IntoView {
    let options = choices.iter().map(move |choice| {
        let choice = *choice;
        view! {
            <option value=choice.to_string() prop:selected=move || value.get() == choice>
                {name.run(choice)}
            </option>
        }
    });
    let choose = move |text: String| {
        if let Ok(number) = text.parse() {
            value.set(number);
        }
    };
    view! {
        <label class="input">
            <span>{label}</span>
            <select on:change:target=move |event| {
                choose(event.target().value());
            }>{options.into_list()}</select>
        </label>
    }
}

#[component]
fn Made(invitation: Arc<Invitation>, made: RwSignal<Option<Arc<Invitation>>>) -> impl IntoView {
    let i18n = use_i18n();
    let copied = RwSignal::new("");
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
    let copy = move |_| {
        spawn_local(async move {
            let done = platform::share::copy(&link.get_value()).await.is_ok();
            let said = if done {
                t!(i18n, invite.copied)
            } else {
                t!(i18n, invite.copy_by_hand)
            };
            copied.try_set(said);
        });
    };
    let share = move |_| {
        spawn_local(async move {
            let (title, text) = (t!(i18n, app.name), t!(i18n, invite.share_text));
            // Closing the share sheet again is no fault.
            let _ = platform::share::share(title, text, &link.get_value()).await;
        });
    };
    view! {
        <section class="sheet stack invitation" aria-labelledby="made">
            <h2 id="made">{t!(i18n, invite.made_title)}</h2>
            <p>{t!(i18n, invite.made_lead)}</p>
            <Qr text=invitation.link.clone() label=t!(i18n, invite.qr_label) />
            <p class="strong">{terms}</p>
            <label class="input">
                <span>{t!(i18n, invite.link)}</span>
                <input type="text" readonly prop:value=invitation.link.clone() />
            </label>
            <div class="row">
                <button class="btn main" on:click=copy>
                    <Icon sign=Sign::Copy />
                    {t!(i18n, invite.copy)}
                </button>
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
            <p role="status">{move || copied.get()}</p>
            <p class="hint">{t!(i18n, invite.warning)}</p>
        </section>
    }
}
