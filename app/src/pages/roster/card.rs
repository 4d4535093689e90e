//! The card of one person or one place, with who and what belongs to it.

use std::sync::Arc;

use leptos::prelude::*;
use roster::desk::ask::{
    CardPage, Export, Exported, Line, Look, Own, Related, Remove, Settle, Undo,
};
use roster::{Birthday, PremisesId, Subject};

use super::card_form::CardForm;
use super::owner_form::OwnerForm;
use super::standing::save;
use crate::components::{Go, Icon, IntoList, PageHead, Sign, TroubleBox, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Var;
use crate::route::Route;
use crate::session::{Command, Session, Trouble, use_session};
use crate::words;

/// Which form is open on the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Card,
    Resident,
    Owner,
    Erasing,
}

/// What became of the card.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gone {
    /// It was taken out, which can be undone.
    Removed,
    Erased,
}

/// The card, its forms, and the ways out of the roster.
#[component]
pub(crate) fn RosterCardPage(subject: Subject) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let page = Var::new(None::<Arc<CardPage>>);
    let trouble = RwSignal::new(None::<Trouble>);
    let open = Var::new(Open::Nothing);
    let removed = Var::new(None::<Gone>);
    Effect::new(move |_| {
        drop(session.roster().get());
        let asked = Look {
            subject: Some(subject),
            is_person: false,
        };
        session.ask_roster(&asked, move |answer| match answer {
            Ok(answer) => page.set(Some(Arc::new(answer))),
            // What was taken out stays to be read until one leaves.
            Err(_) if removed.try_get_untracked().flatten().is_some() => {}
            Err(why) => {
                page.set(None);
                let _ = trouble.try_set(Some(why));
            }
        });
    });
    let title = Signal::derive(move || {
        let page = page.read();
        let title = page.as_ref().map(|page| page.title.clone());
        title.unwrap_or_else(|| t!(i18n, roster.name).to_owned())
    });
    let done = Callback::new(move |()| open.set(Open::Nothing));
    let written = Callback::new(move |_: Option<Subject>| open.set(Open::Nothing));
    let forms = move || match (open.get(), subject) {
        (Open::Card, subject) => {
            let is_person = matches!(subject, Subject::Person(_));
            view! { <CardForm subject=subject is_person=is_person on_done=written /> }.into_any()
        }
        (Open::Resident, Subject::Premises(home)) => {
            view! { <CardForm is_person=true home=home on_done=written /> }.into_any()
        }
        (Open::Owner, Subject::Premises(premises)) => {
            view! { <OwnerForm premises=premises on_done=done /> }.into_any()
        }
        _ => ().into_any(),
    };
    let facts = move || {
        let page = page.get()?;
        Some(view! {
            <Variants page=page.clone() trouble=trouble />
            <section class="sheet stack" aria-labelledby="about">
                <h2 id="about">{t!(i18n, roster.about)}</h2>
                <dl class="facts facts-wide">{lines(i18n, &page.lines)}</dl>
            </section>
            {related(i18n, session, subject, &page.related, trouble)}
        })
    };
    let back = (Route::Roster, t!(i18n, roster.name).to_owned());
    view! {
        <PageHead title=title back=back>
            <Tools subject=subject open=open trouble=trouble />
        </PageHead>
        <div class="stack-l">
            <TroubleBox trouble=trouble />
            {forms}
            {facts}
            <When when=move || removed.read().is_none() && page.read().is_some()>
                <WaysOut subject=subject name=title open=open removed=removed trouble=trouble />
            </When>
            <Removed subject=subject name=title removed=removed trouble=trouble />
        </div>
    }
}

/// 修改, 添加住户, 添加业主, 导出本人信息.
#[component]
fn Tools(subject: Subject, open: Var<Open>, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let tool = move |name: &'static str, opens: Open| {
        view! {
            <button
                class="btn"
                disabled=move || !session.writes().get()
                on:click=move |_| open.set(opens)
            >
                {name}
            </button>
        }
        .into_any()
    };
    let mut tools = vec![tool(t!(i18n, action.change), Open::Card)];
    match subject {
        Subject::Premises(_) => {
            tools.push(tool(t!(i18n, roster.add_person), Open::Resident));
            tools.push(tool(t!(i18n, roster.add_owner), Open::Owner));
        }
        Subject::Person(person) => {
            let take = move |_| {
                let asked = Export {
                    what: Exported::Person,
                    person: Some(person),
                };
                save(session, &asked, t!(i18n, roster.file_person), trouble);
            };
            tools.push(
                view! {
                    <button class="btn" on:click=take>
                        {t!(i18n, roster.export_person)}
                    </button>
                }
                .into_any(),
            );
        }
    }
    tools
}

fn lines(i18n: I18n, lines: &[Line]) -> Vec<AnyView> {
    let lines = lines.iter().map(|line| {
        let label = words::roster_word(i18n, &line.label);
        let value = words::roster_word(i18n, &line.value);
        view! {
            <div class="field-row">
                <dt>{label}</dt>
                <dd dir="auto">{value}</dd>
            </div>
        }
    });
    lines.into_list()
}

fn related(
    i18n: I18n,
    session: Session,
    subject: Subject,
    related: &[Related],
    trouble: RwSignal<Option<Trouble>>,
) -> Option<AnyView> {
    if related.is_empty() {
        return None;
    }
    let head = match subject {
        Subject::Premises(_) => t!(i18n, roster.related),
        Subject::Person(_) => t!(i18n, roster.related_person),
    };
    let items = related.iter().map(|one| {
        let entry = one.entry.clone();
        let how = words::roster_word(i18n, &one.how);
        let over = match (subject, entry.subject, one.is_owner) {
            (Subject::Premises(premises), Subject::Person(person), true) => {
                Some(over(i18n, session, premises, person, &entry.name, trouble))
            }
            _ => None,
        };
        view! {
            <li class="row apart">
                <Go to=Route::RosterCard(entry.subject) class="line">
                    <span class="tag">{how}</span>
                    <b dir="auto">{entry.name}</b>
                </Go>
                {over}
            </li>
        }
    });
    Some(
        view! {
            <section class="sheet stack" aria-labelledby="related">
                <h2 id="related">{head}</h2>
                <ul class="lines">{items.into_list()}</ul>
            </section>
        }
        .into_any(),
    )
}

/// Ends an ownership.
fn over(
    i18n: I18n,
    session: Session,
    premises: PremisesId,
    person: ledger::PersonId,
    name: &str,
    trouble: RwSignal<Option<Trouble>>,
) -> AnyView {
    let end = move |_| {
        let Some(today) = session.today().get_untracked() else {
            return;
        };
        let asked = Own {
            premises,
            person: Some(person),
            name: String::new(),
            phone: String::new(),
            share: String::new(),
            is_over: true,
            today: Birthday(today),
        };
        session.write_roster(&asked, move |new| drop(trouble.try_set(new.err())));
    };
    let label = t!(i18n, roster.owner_over_named, name = name);
    view! {
        <button class="btn quiet" aria-label=label on:click=end>
            {t!(i18n, roster.owner_over)}
        </button>
    }
    .into_any()
}

/// Versions that were written apart: both are shown, a person says which holds.
#[component]
fn Variants(page: Arc<CardPage>, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let subject = page.subject.filter(|_| page.variants.len() > 1)?;
    let variants = page.variants.iter().zip(0_u32..).map(|(variant, place)| {
        let settle = move |_| {
            let asked = Settle {
                subject,
                variant: place,
            };
            session.write_roster(&asked, move |new| drop(trouble.try_set(new.err())));
        };
        let name = t!(i18n, roster.variant_number, number = place + 1);
        let label = format!("{}\u{ff1a}{name}", t!(i18n, roster.variant));
        view! {
            <li class="row-card stack">
                <h3>{name}</h3>
                <dl class="facts facts-wide">{lines(i18n, &variant.lines)}</dl>
                <button class="btn" aria-label=label on:click=settle>
                    {t!(i18n, roster.variant)}
                </button>
            </li>
        }
    });
    Some(view! {
        <section class="sheet stack" aria-labelledby="variants">
            <h2 id="variants">{t!(i18n, roster.clash)}</h2>
            <ul class="stack">{variants.into_list()}</ul>
        </section>
    })
}

/// Taking somebody out, which can be undone; and erasing, which cannot.
#[component]
fn WaysOut(
    subject: Subject,
    name: Signal<String>,
    open: Var<Open>,
    removed: Var<Option<Gone>>,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let remove = move |_| {
        removed.set(Some(Gone::Removed));
        session.write_roster(&Remove { subject }, move |gone| {
            if let Err(why) = gone {
                removed.set(None);
                let _ = trouble.try_set(Some(why));
            }
        });
    };
    let erase = move |_| {
        removed.set(Some(Gone::Erased));
        open.set(Open::Nothing);
        session.tell(Command::EraseFromRoster(subject), move |erased| {
            if let Err(why) = erased {
                removed.set(None);
                let _ = trouble.try_set(Some(why));
            }
        });
    };
    let is_person = matches!(subject, Subject::Person(_));
    let erasing = move || {
        if !is_person {
            return ().into_any();
        }
        match open.get() {
            Open::Erasing => view! {
                <div class="stack" role="group" aria-label=t!(i18n, roster.erase)>
                    <p class="strong">{t!(i18n, roster.erase_sure, name = name.get())}</p>
                    <div class="row">
                        <button class="btn danger" on:click=erase>
                            {t!(i18n, roster.erase_do)}
                        </button>
                        <button class="btn quiet" on:click=move |_| open.set(Open::Nothing)>
                            {t!(i18n, action.cancel)}
                        </button>
                    </div>
                </div>
            }
            .into_any(),
            _ => view! {
                <p class="hint">{t!(i18n, roster.erase_hint)}</p>
                <button class="btn" on:click=move |_| open.set(Open::Erasing)>
                    {t!(i18n, roster.erase)}
                </button>
            }
            .into_any(),
        }
    };
    view! {
        <section class="sheet stack" aria-label=t!(i18n, roster.remove)>
            <p class="hint">{t!(i18n, roster.remove_hint)}</p>
            <button class="btn" disabled=move || !session.writes().get() on:click=remove>
                {t!(i18n, roster.remove)}
            </button>
            {erasing}
        </section>
    }
}

/// Says what was done, with the way back where there is one.
#[component]
fn Removed(
    subject: Subject,
    name: Signal<String>,
    removed: Var<Option<Gone>>,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let undo = move |_| {
        let subject = Some(subject);
        session.write_roster(&Undo { subject }, move |undone| match undone {
            Ok(_) => removed.set(None),
            Err(why) => drop(trouble.try_set(Some(why))),
        });
    };
    let said = move || {
        let banner = match removed.get()? {
            Gone::Removed => view! {
                <p>{t!(i18n, roster.removed, name = name.get())}</p>
                <button class="btn" on:click=undo>
                    <Icon sign=Sign::Undo />
                    {t!(i18n, action.undo)}
                </button>
            }
            .into_any(),
            Gone::Erased => view! { <p>{t!(i18n, roster.erased)}</p> }.into_any(),
        };
        Some(view! { <div class="banner banner-calm">{banner}</div> })
    };
    view! { <div role="status">{said}</div> }
}
