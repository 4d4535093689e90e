//! What a stage asks for, item by item: met, missing, or waived with a reason.

use consultation::procedure::{Requirement, Spot, Stage, Standing, Step};
use consultation::{Cell, CellValue, Column, RowId, Sheet};
use ledger::RoomId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::field_editor::{line, lines};
use crate::components::{FormButtons, IntoList, TroubleBox, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::platform;
use crate::session::{Trouble, What, use_session};
use crate::words;

/// The checklist of one stage, with the way on.
#[component]
pub(crate) fn Checklist(
    room: RoomId,
    round: RowId,
    stage: Stage,
    standing: Live<Standing>,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let step = Live::new(move |_| standing.read().step(stage).cloned());
    let heading = move || heading(i18n, stage, &standing.read());
    let waiving = RwSignal::new(false);
    let may_waive = Signal::derive(move || may_write.get() && waiving.get());
    let has_reasons = Live::new(move |_| {
        let step = step.read();
        let has_waivers = step.iter().any(|step| !step.waivers.is_empty());
        let mut blocking = step.iter().flat_map(Step::blocking);
        has_waivers || blocking.any(|unmet| unmet.lacks.is_waivable())
    });
    let items = move || {
        let Some(step) = step.get() else {
            return Vec::new();
        };
        step.asked
            .iter()
            .map(|asked| {
                view! { <Item room=room round=round asked=*asked step=step.clone() may_waive=may_waive /> }
            })
            .into_list()
    };
    view! {
        <section class="sheet stack" aria-labelledby="checklist">
            <div class="row apart">
                <h2 id="checklist">{heading}</h2>
                <span class="hint">{t!(i18n, procedure.checked_by)}</span>
            </div>
            <ul class="need">{items}</ul>
            <When when=move || may_write.get() && has_reasons.get()>
                <button
                    class="btn quiet"
                    aria-pressed=move || waiving.get().to_string()
                    on:click=move |_| waiving.update(|waiving| *waiving = !*waiving)
                >
                    {t!(i18n, procedure.waive)}
                </button>
            </When>
            <When when=move || may_write.get()>
                <Closing room=room round=round stage=stage step=step />
            </When>
        </section>
    }
}

fn heading(i18n: I18n, stage: Stage, standing: &Standing) -> String {
    let name = words::stage(i18n, stage);
    let step = standing.step(stage);
    let blocking = step.map_or(0, |step| step.blocking().count());
    let before = standing.stage.filter(|current| *current < stage);
    let is_done = step.is_some_and(Step::is_done);
    match (is_done, before) {
        _ if blocking > 0 => t!(i18n, procedure.missing, stage = name, count = blocking),
        (true, None) => t!(i18n, procedure.done, stage = name),
        (true, Some(current)) => {
            let current = words::stage(i18n, current);
            t!(i18n, procedure.done_ahead, stage = name, current = current)
        }
        (false, Some(_)) => t!(i18n, procedure.ahead, stage = name),
        (false, None) => t!(i18n, procedure.ready, stage = name),
    }
}

/// Writes a cell; what goes wrong is shown.
fn use_write(
    room: RoomId,
    trouble: RwSignal<Option<Trouble>>,
) -> impl Fn(Cell, CellValue) + Copy + Send + Sync {
    let session = use_session();
    move |cell, value| session.set_cell(room, cell, value, trouble)
}

#[component]
fn Item(
    room: RoomId,
    round: RowId,
    asked: Requirement,
    step: Step,
    may_waive: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = words::requirement_name(i18n, asked);
    let unmet = step.unmet.iter().find(|unmet| unmet.requirement == asked);
    let waiver = step
        .waivers
        .iter()
        .find(|waiver| waiver.requirement == asked);
    let is_waived = waiver.is_some();
    let is_waivable = unmet.is_some_and(|unmet| unmet.lacks.is_waivable());
    let (class, sign, state) = match (unmet, waiver) {
        (None, _) => ("", "✓", t!(i18n, procedure.met)),
        (Some(unmet), Some(_)) if unmet.lacks.is_waivable() => {
            ("waived", "–", t!(i18n, procedure.met))
        }
        _ => ("open", "!", t!(i18n, procedure.open)),
    };
    let why = unmet.map(|unmet| words::lacks(i18n, &unmet.lacks));
    let cite = [why.as_deref().unwrap_or_default(), asked.policy()];
    let cite = cite.into_iter().filter(|words| !words.is_empty());
    let cite = cite.collect::<Vec<_>>().join(" — ");
    let reason = waiver.map(|waiver| t!(i18n, procedure.waived, reason = waiver.reason));
    let writing = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let write = use_write(room, trouble);
    let column = Column::Waived(asked);
    let send = move |words: String| write(Cell::of_round(round, column), CellValue::Text(words));
    let action = move || {
        if !may_waive.get() {
            return ().into_any();
        }
        if is_waived {
            return view! {
                <button
                    class="btn quiet small"
                    aria-label=t!(i18n, procedure.take_back_named, name = name)
                    on:click=move |_| send(String::new())
                >
                    {t!(i18n, procedure.take_back)}
                </button>
            }
            .into_any();
        }
        if !is_waivable {
            return ().into_any();
        }
        if writing.get() {
            return reason_form(i18n, Callback::new(send), writing, trouble).into_any();
        }
        view! {
            <button
                class="btn quiet small"
                aria-label=t!(i18n, procedure.waive_named, name = name)
                on:click=move |_| writing.set(true)
            >
                {t!(i18n, procedure.waive_this)}
            </button>
        }
        .into_any()
    };
    let see_to = class == "open";
    let see_to = see_to.then(|| {
        view! {
            <button
                class="btn small no-print"
                aria-label=t!(i18n, procedure.see_to_named, name = name)
                on:click=move |_| platform::page::show(spot(asked.spot()))
            >
                {t!(i18n, procedure.see_to)}
            </button>
        }
        .into_any()
    });
    view! {
        <li class=class>
            <b aria-hidden="true">{sign}</b>
            <div class="need-words">
                <span class="visually-hidden">{state}</span>
                <span class="need-name">{name}</span>
                <span class="hint">{cite}</span>
                {reason.map(|reason| view! { <span class="need-reason" dir="auto">{reason}</span> }.into_any())}
                <TroubleBox trouble=trouble />
                {action}
            </div>
            {see_to}
        </li>
    }
}

/// The id of the part of the page where something is seen to.
fn spot(spot: Spot) -> &'static str {
    match spot {
        Spot::Topic => "topic",
        Spot::Participants => Sheet::Participants.key(),
        Spot::Notice => Sheet::Notices.key(),
        Spot::Sitting => Sheet::Sittings.key(),
        Spot::Measures => Sheet::Measures.key(),
        Spot::Up => Sheet::Submissions.key(),
        Spot::Round | Spot::Plan | Spot::Result | Spot::Appraisal => "stage",
    }
}

fn reason_form(
    i18n: I18n,
    send: Callback<String>,
    writing: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let cancel = Callback::new(move |()| writing.set(false));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        match reason.read_untracked().trim() {
            "" => trouble.set(Some(Trouble::new(What::Empty))),
            words => send.run(words.to_owned()),
        }
    };
    view! {
        <form class="stack" on:submit=save>
            {lines(t!(i18n, procedure.reason), reason, 2)}
            <FormButtons on_cancel=cancel />
        </form>
    }
}

/// Closes a stage by its day, once nothing is missing, and opens it again.
#[component]
fn Closing(room: RoomId, round: RowId, stage: Stage, step: Live<Option<Step>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let write = use_write(room, trouble);
    let closed = Cell::of_round(round, stage.closed());
    let today = session
        .today()
        .get_untracked()
        .map(|today| today.to_string());
    let day = RwSignal::new(today.unwrap_or_default());
    let is_closed = Live::new(move |_| {
        step.read()
            .as_ref()
            .is_some_and(|step| step.closed.is_some())
    });
    let is_ready = Live::new(move |_| step.read().as_ref().is_some_and(Step::is_ready));
    let is_conflicted = move || step.read().as_ref().is_some_and(|step| step.is_conflicted);
    let close = move |event: SubmitEvent| {
        event.prevent_default();
        match day.read_untracked().parse() {
            Ok(date) => write(closed, CellValue::Date(Some(date))),
            Err(_) => trouble.set(Some(Trouble::new(What::Empty))),
        }
    };
    let open = move |_| write(closed, CellValue::Date(None));
    let form = move || {
        if is_closed.get() {
            view! {
                <button class="btn quiet" on:click=open>
                    {t!(i18n, procedure.reopen)}
                </button>
            }
            .into_any()
        } else if is_ready.get() {
            view! {
                <form class="row" on:submit=close>
                    {line("date", t!(i18n, procedure.close_on), day)}
                    <button class="btn main" type="submit">
                        {t!(i18n, procedure.close)}
                    </button>
                </form>
            }
            .into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <div class="stack closing">
            {move || {
                is_conflicted()
                    .then(|| view! { <p class="hint">{t!(i18n, procedure.open_again)}</p> }.into_any())
            }}
            {form}
            <TroubleBox trouble=trouble />
        </div>
    }
}
