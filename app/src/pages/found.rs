//! Founding a community by the relay's link, in two steps; the recovery sheet follows.

use consultation::Jurisdiction;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::{IntoList, PageHead, TextInput, TroubleBox};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Var;
use crate::navigation::use_navigation;
use crate::route::Route;
use crate::session::{Command, Founding, Link, Trouble, What, use_session};
use crate::words;

/// Asks for the community's name, then who founds it.
#[component]
pub(crate) fn FoundPage(link: Link) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigation = use_navigation();
    let second = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(link.trouble);
    let community = RwSignal::new(link.community.unwrap_or_default());
    let known = session.community().get_untracked();
    let is_member = known.is_some();
    let name = RwSignal::new(known.map(|known| known.my_name.clone()).unwrap_or_default());
    let level = Var::new(Jurisdiction::Community);
    let device = RwSignal::new(t!(i18n, joining.device_default).to_owned());
    let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
    let go_on = move |event: SubmitEvent| {
        event.prevent_default();
        let missing = text(community).is_empty()
            || second.get_untracked() && (text(name).is_empty() || text(device).is_empty());
        if missing {
            return trouble.set(Some(Trouble::new(What::Empty)));
        }
        trouble.set(None);
        if !second.get_untracked() {
            return second.set(true);
        }
        busy.set(true);
        let founding = Founding {
            community: text(community),
            level: level.get_untracked(),
            name: text(name),
            device: text(device),
        };
        session.tell(Command::Found(founding), move |reply| match reply {
            Ok(_) => navigation.go(Route::RecoverySheet),
            Err(error) => {
                busy.try_set(false);
                trouble.try_set(Some(error));
            }
        });
    };
    let fields = move || {
        if second.get() {
            view! {
                <TextInput id="name" label=t!(i18n, joining.name) value=name required=true />
                <TextInput
                    id="device"
                    label=t!(i18n, joining.device)
                    value=device
                    hint=t!(i18n, joining.device_hint)
                    required=true
                />
            }
            .into_any()
        } else {
            view! {
                <Level level=level />
                <TextInput
                    id="community"
                    label=name_label(i18n, &level.get())
                    value=community
                    hint=t!(i18n, found.community_hint)
                    required=true
                />
            }
            .into_any()
        }
    };
    let dismiss = move |_| {
        drop(session.send(Command::DismissLink));
    };
    let step = move || {
        if second.get() {
            t!(i18n, found.step_two)
        } else {
            t!(i18n, found.step_one)
        }
    };
    let action = move || match (busy.get(), second.get()) {
        (true, _) => t!(i18n, found.working),
        (false, true) => t!(i18n, found.found),
        (false, false) => t!(i18n, action.next),
    };
    view! {
        <main class="page narrow">
            <p class="brand-line" aria-hidden="true">
                {t!(i18n, app.name)}
            </p>
            <PageHead title=t!(i18n, found.title).to_owned() lead=t!(i18n, found.lead).to_owned() />
            <form class="sheet stack" novalidate=true on:submit=go_on>
                <p class="step" role="status">
                    {step}
                </p>
                {fields}
                <TroubleBox trouble=trouble />
                <button class="btn main big" type="submit" disabled=move || busy.get()>
                    {action}
                </button>
                {move || {
                    second
                        .get()
                        .then(|| {
                            view! {
                                <button
                                    class="btn quiet"
                                    type="button"
                                    on:click=move |_| second.set(false)
                                >
                                    {t!(i18n, action.back)}
                                </button>
                            }.into_any()
                        })
                }}
                {is_member
                    .then(|| {
                        view! {
                            <button class="btn quiet" type="button" on:click=dismiss>
                                {t!(i18n, found.not_now)}
                            </button>
                        }.into_any()
                    })}
            </form>
        </main>
    }
}

/// A community has its name; what stands above communities is not called one.
fn name_label(i18n: I18n, level: &Jurisdiction) -> &'static str {
    match level {
        Jurisdiction::Community => t!(i18n, field.community_name),
        _ => t!(i18n, found.name),
    }
}

/// What is founded.
#[component]
fn Level(level: Var<Jurisdiction>) -> impl IntoView {
    let i18n = use_i18n();
    let choices = Jurisdiction::KNOWN.into_iter().map(|choice| {
        let name = words::level(i18n, &choice);
        let (shown, chosen) = (choice.clone(), choice);
        view! {
            <label class="choice-line">
                <input
                    type="radio"
                    name="level"
                    prop:checked=move || *level.read() == shown
                    on:change=move |_| level.set(chosen.clone())
                />
                <span>{name}</span>
            </label>
        }
    });
    view! {
        <fieldset class="choices">
            <legend>{t!(i18n, level.legend)}</legend>
            {choices.into_list()}
        </fieldset>
    }
}
