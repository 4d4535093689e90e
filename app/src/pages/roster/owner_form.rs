//! One owner more: somebody of the roster, or somebody new.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use roster::desk::ask::{Entry, Find, Own};
use roster::{Birthday, PremisesId, Subject};

use crate::components::{FormButtons, IntoList, TextInput, TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::Var;
use crate::session::{Trouble, use_session};

/// People of the same name that are offered.
const OFFERED: u32 = 8;

/// Asks for a name, offers who has it already, and for a share.
#[component]
pub(super) fn OwnerForm(premises: PremisesId, on_done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let (name, phone) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let share = RwSignal::new(String::new());
    let known = Var::new(Arc::<[Entry]>::from([]));
    let chosen = Var::new(None::<Subject>);
    let trouble = RwSignal::new(None::<Trouble>);
    Effect::new(move |_| {
        let words = name.get();
        chosen.set(None);
        if words.trim().is_empty() {
            return known.set(Arc::from([]));
        }
        let asked = Find {
            words: words.clone(),
            count: OFFERED,
        };
        session.ask_roster(&asked, move |found| {
            let Ok(found) = found else {
                return; // saving says what is wrong
            };
            if name.try_with_untracked(|now| *now == words) == Some(true) {
                let people = found.entries.into_iter();
                let people = people.filter(|one| matches!(one.subject, Subject::Person(_)));
                known.set(people.collect());
            }
        });
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(today) = session.today().get_untracked() else {
            return;
        };
        let person = match chosen.try_get_untracked().flatten() {
            Some(Subject::Person(person)) => Some(person),
            _ => None,
        };
        let asked = Own {
            premises,
            person,
            name: name.get_untracked(),
            phone: phone.get_untracked(),
            share: share.get_untracked(),
            is_over: false,
            today: Birthday(today),
        };
        session.write_roster(&asked, move |new| match new {
            Ok(_) => drop(on_done.try_run(())),
            Err(why) => drop(trouble.try_set(Some(why))),
        });
    };
    let choice = move |subject: Option<Subject>, words: String| {
        view! {
            <label class="choice-line">
                <input
                    type="radio"
                    name="owner"
                    prop:checked=move || chosen.get() == subject
                    on:change=move |_| chosen.set(subject)
                />
                <span dir="auto">{words}</span>
            </label>
        }
    };
    let choices = move || {
        let known = known.get();
        let new = choice(None, t!(i18n, roster.owner_new).to_owned());
        let known = known.iter().map(|entry| {
            let words = format!("{}\u{ff08}{}\u{ff09}", entry.name, entry.about);
            choice(Some(entry.subject), words)
        });
        std::iter::once(new).chain(known).into_list()
    };
    view! {
        <form class="stack row-form" on:submit=save>
            <TextInput id="owner-name" label=t!(i18n, roster.owner_name) value=name />
            <When when=move || !known.read().is_empty()>
                <fieldset class="choices">
                    <legend>{t!(i18n, roster.owner_known)}</legend>
                    {choices}
                </fieldset>
            </When>
            <div class="pair">
                <When when=move || chosen.get().is_none()>
                    <TextInput
                        id="owner-phone"
                        label=t!(i18n, roster.owner_phone)
                        value=phone
                        kind="tel"
                    />
                </When>
                <TextInput
                    id="owner-share"
                    label=t!(i18n, roster.share)
                    value=share
                    hint=t!(i18n, roster.share_hint)
                />
            </div>
            <TroubleBox trouble=trouble />
            <FormButtons on_cancel=on_done />
        </form>
    }
}
