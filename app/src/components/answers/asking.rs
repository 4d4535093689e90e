//! Whom staff ask to answer what went up.

use std::sync::Arc;

use consultation::RowId;
use ledger::Role;
use leptos::prelude::*;

use super::Known;
use crate::components::{IntoList, Invited, Of, TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::{Live, Var};
use crate::session::{Command, Invitation, Standing, Trouble, use_session};

/// Somebody who reads the records already, or whoever opens a new link.
#[component]
pub(super) fn Asking(of: Of, id: RowId, known: Known) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let made = Var::new(None::<Arc<Invitation>>);
    let (room, sheet, row) = (of.room, of.sheet, id);
    let count = Live::new(move |_| {
        let known = known.read();
        let mut asked = known.1.asked.iter();
        asked
            .find(|asked| asked.row == id)
            .map_or(0, |asked| asked.count)
    });
    let ask = move |_| {
        session.invite(Command::AskByLink { room, sheet, row }, made, trouble);
    };
    let others = move || {
        let people = session.people().get();
        let supervisors = people.iter().filter(|person| {
            person.role == Role::Supervisor && person.standing == Standing::Valid && !person.me
        });
        let supervisors = supervisors.map(|person| {
            let key = person.key;
            let ask = move |_| {
                session.send_and_tell(
                    Command::Ask {
                        room,
                        sheet,
                        row,
                        key,
                    },
                    trouble,
                );
            };
            view! {
                <button class="btn" on:click=ask>
                    {t!(i18n, up.ask_named, name = person.name.clone())}
                </button>
            }
        });
        supervisors.into_list()
    };
    view! {
        <p class="hint">
            {move || match count.get() {
                0 => t!(i18n, up.nobody_asked),
                _ => t!(i18n, up.asked),
            }}
        </p>
        <div class="row">
            {others}
            <When
                when=move || session.role().get() == Some(Role::Administrator)
                fallback=move || view! { <p class="hint">{t!(i18n, up.only_administrator)}</p> }
            >
                <button class="btn" on:click=ask>
                    {t!(i18n, up.link)}
                </button>
            </When>
        </div>
        <TroubleBox trouble=trouble />
        {move || made.get().map(|invitation| view! { <Invited invitation=invitation made=made /> })}
    }
}
