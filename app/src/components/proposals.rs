//! What participants propose in a hall: the list, the form for anybody there, and for staff the way into
//! the board's topics.

use std::sync::Arc;

use consultation::{CellValue, Column, Sheet};
use ledger::{Role, RoomId};
use leptos::prelude::*;

use super::copy_link::use_copy;
use crate::components::{Icon, IntoList, MarkLine, Of, RowForm, Sign, TroubleBox, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::session::{Command, ConsultationView, Outcome, ProposalView, Trouble, use_session};
use crate::words;

/// The proposals of a hall.
#[component]
pub(crate) fn Proposals(
    room: RoomId,
    opened: Live<Option<Arc<ConsultationView>>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let proposals = Live::new(move |_| {
        let opened = opened.read();
        let shown = opened.as_ref().map(|view| view.proposals.clone());
        shown.unwrap_or_default()
    });
    let enter = use_entering(trouble);
    let takes = Callback::new(move |proposal: Arc<ProposalView>| {
        enter.run(proposal.proposal.to_topic());
    });
    let is_staff = Signal::derive(move || {
        let role = session.role().get();
        matches!(role, Some(Role::Administrator | Role::Staff)) && session.writes().get()
    });
    let items = move || {
        let proposals = proposals.get().into_iter();
        proposals
            .map(|proposal| item(i18n, proposal, is_staff, takes))
            .into_list()
    };
    view! {
        <section class="sheet stack" aria-labelledby="proposals">
            <h2 id="proposals">{t!(i18n, proposal.name)}</h2>
            <p class="hint">{t!(i18n, proposal.lead)}</p>
            <When
                when=move || !proposals.read().is_empty()
                fallback=move || view! { <p>{t!(i18n, proposal.none)}</p> }
            >
                <ul class="stack">{items}</ul>
            </When>
            <TroubleBox trouble=trouble />
            <Proposing room=room />
        </section>
    }
}

/// Enters what somebody wrote among the board's topics, as of today.
pub(crate) fn use_entering(
    trouble: RwSignal<Option<Trouble>>,
) -> Callback<Vec<(Column, CellValue)>> {
    let session = use_session();
    Callback::new(move |mut cells: Vec<(Column, CellValue)>| {
        let Some(community) = session.community().get_untracked() else {
            return;
        };
        let today = session.today().get_untracked();
        cells.push((Column::On, CellValue::Date(today)));
        session.add_row(community.board, Sheet::Topics, cells, trouble);
    })
}

fn item(
    i18n: I18n,
    shown: Arc<ProposalView>,
    is_staff: Signal<bool>,
    takes: Callback<Arc<ProposalView>>,
) -> impl IntoView {
    let proposal = &shown.proposal;
    let (title, text) = (proposal.title().to_owned(), proposal.text().to_owned());
    let category = proposal.category();
    let category = category.map(|category| words::choice(i18n, "category", category));
    let author = words::author(i18n, &shown.author);
    let facts = words::facts(vec![author, category.unwrap_or_default()]);
    let mark = shown.mark;
    let way_on = match shown.is_taken_up {
        true => view! { <p class="hint">{t!(i18n, proposal.taken)}</p> }.into_any(),
        false => {
            let name = t!(i18n, proposal.take_named, title = title.clone());
            view! {
                <When when=move || is_staff.get()>
                    <button
                        class="btn small"
                        aria-label=name.clone()
                        on:click={
                            let shown = shown.clone();
                            move |_| takes.run(shown.clone())
                        }
                    >
                        {t!(i18n, proposal.take)}
                    </button>
                </When>
            }
            .into_any()
        }
    };
    view! {
        <li class="row-card stack">
            <h3 dir="auto">{title}</h3>
            <p class="text" dir="auto">
                {text}
            </p>
            <span class="card-facts">{facts}</span>
            <MarkLine mark=mark />
            {way_on}
        </li>
    }
}

/// The button, then the form, then the 受理号.
#[component]
fn Proposing(room: RoomId) -> impl IntoView {
    let i18n = use_i18n();
    let writes = use_session().writes();
    let is_open = RwSignal::new(false);
    let code = RwSignal::new(String::new());
    let close = Callback::new(move |outcome| {
        is_open.set(false);
        if let Some(Outcome::Code(number)) = outcome {
            code.set(number);
        }
    });
    let open = move |_| {
        code.set(String::new());
        is_open.set(true);
    };
    let of = Of::all(
        room,
        Sheet::Topics,
        &[Column::Title, Column::Text, Column::Category],
    );
    let proposes = |of: Of, cells| Command::Propose {
        room: of.room,
        cells,
    };
    view! {
        <div role="status">
            <When when=move || !code.read().is_empty()>
                <div class="stack">
                    <h3>{t!(i18n, topics.code)}</h3>
                    <AcceptanceNumber number=code.get_untracked() hint=t!(i18n, proposal.code_hint) />
                </div>
            </When>
        </div>
        <When when=move || writes.get()>
            <When
                when=move || is_open.get()
                fallback=move || {
                    view! {
                        <button class="btn" on:click=open>
                            <Icon sign=Sign::Plus />
                            {t!(i18n, proposal.new)}
                        </button>
                    }
                }
            >
                <RowForm of=of on_close=close writes=proposes />
            </When>
        </When>
    }
}

/// A 受理号, with what to do with it. It is kept nowhere, so whoever it is for takes it along now.
#[component]
pub(crate) fn AcceptanceNumber(number: String, hint: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let said = (t!(i18n, proposal.copied), t!(i18n, proposal.not_copied));
    let (copy, said) = use_copy(number.clone(), said);
    view! {
        <p class="acceptance-code">{number}</p>
        <p>{hint}</p>
        <button class="btn" type="button" on:click=move |_| copy.run(())>
            <Icon sign=Sign::Copy />
            {t!(i18n, proposal.copy)}
        </button>
        <p role="status">{move || said.get()}</p>
    }
}
