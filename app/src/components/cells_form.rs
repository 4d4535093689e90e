//! Several fields of a record in one form: what a person has on a sheet of paper is typed in one go.

use consultation::FieldValue;
use futures_util::future::join_all;
use ledger::RoomId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::field_editor::inputs;
use crate::components::{FormButtons, TroubleBox};
use crate::field_input;
use crate::session::{Command, Trouble, use_session};

/// Asks for fields by what they say now; writes those that were changed.
#[component]
pub(crate) fn CellsForm(
    room: RoomId,
    values: Vec<FieldValue>,
    on_close: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let mut fields = Vec::new();
    let mut shown: Vec<AnyView> = Vec::new();
    for value in values {
        let (first, second) = field_input::parts(&value);
        let (first, second) = (RwSignal::new(first), RwSignal::new(second));
        shown.push(inputs(value.clone(), first, second));
        fields.push((value, first, second));
    }
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let mut changed = Vec::new();
        for (before, first, second) in &fields {
            let (first, second) = (first.read_untracked(), second.read_untracked());
            match field_input::with_parts(before, &first, &second) {
                Ok(value) if value == *before => {}
                Ok(value) => changed.push(value),
                Err(what) => {
                    let field = before.name();
                    return trouble.set(Some(Trouble::new(what).of(field)));
                }
            }
        }
        let replies: Vec<_> = changed
            .into_iter()
            .map(|value| session.send(Command::Set { room, value }))
            .collect();
        spawn_local(async move {
            let failed = join_all(replies).await.into_iter().find_map(Result::err);
            match failed {
                None => drop(on_close.try_run(())),
                Some(error) => drop(trouble.try_set(Some(error))),
            }
        });
    };
    view! {
        <form class="stack row-form" on:submit=save>
            {shown}
            <TroubleBox trouble=trouble />
            <FormButtons on_cancel=on_close />
        </form>
    }
}
