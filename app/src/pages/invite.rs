//! 邀请: who is invited, for how many and how long; then the QR code and the link.

use std::sync::Arc;

use ledger::{Role, RoomId};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::{IntoList, Invited, PageHead, TroubleBox};
use crate::i18n::{t, use_i18n};
use crate::live::Var;
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
    let made = Var::new(None::<Arc<Invitation>>);
    let content = move || match made.get() {
        Some(invitation) => view! { <Invited invitation=invitation made=made /> }.into_any(),
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
fn Choose(hall: Option<RoomId>, made: Var<Option<Arc<Invitation>>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let role = Var::new(match hall {
        None => Role::Staff,
        Some(_) => Role::Participant,
    });
    let limit = Var::new(5_u32);
    let days = Var::new(30_u32);
    let trouble = RwSignal::new(None::<Trouble>);
    let invite = move |event: SubmitEvent| {
        event.prevent_default();
        let offer = Offer {
            role: role.get_untracked(),
            limit: limit.get_untracked(),
            days: days.get_untracked(),
            hall,
        };
        session.invite(Command::Invite(offer), made, trouble);
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
    value: Var<u32>,
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
