//! What each part of the community comes to: 小区, 幢, 单元, 居民小组, 网格. Counted when somebody asks for it.

use std::sync::Arc;

use consultation::hundredths;
use leptos::prelude::*;
use roster::Birthday;
use roster::desk::ask::{Part, Parts, PartsShown};

use crate::components::{IntoList, table};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Var;
use crate::session::{Trouble, use_session};
use crate::words;

/// The button, then the table.
#[component]
pub(super) fn PartNumbers(trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let counted = Var::new(None::<Arc<PartsShown>>);
    let count = move |_| {
        let Some(today) = session.today().get_untracked() else {
            return;
        };
        let today = Birthday(today);
        session.ask_roster(&Parts { today }, move |answer| match answer {
            Ok(answer) => counted.set(Some(Arc::new(answer))),
            Err(why) => drop(trouble.try_set(Some(why))),
        });
    };
    move || match counted.get() {
        Some(counted) => parts(i18n, &counted),
        None => view! {
            <button class="btn" on:click=count>
                {t!(i18n, roster.parts)}
            </button>
        }
        .into_any(),
    }
}

fn parts(i18n: I18n, counted: &PartsShown) -> AnyView {
    let head = [
        t!(i18n, roster.parts),
        t!(i18n, roster.households),
        t!(i18n, roster.residents),
        t!(i18n, roster.of_age),
        t!(i18n, roster.owners),
        t!(i18n, roster.area),
    ];
    let rows = counted.parts.iter().map(|part| row(i18n, part));
    let label = t!(i18n, roster.parts).to_owned();
    table(label, &head, rows.into_list().into_any())
}

fn row(i18n: I18n, part: &Part) -> impl IntoView + use<> {
    let kind = words::roster_word(i18n, &part.kind);
    let people = [part.households, part.residents, part.of_age, part.owners];
    let numbers = people.map(|number| number.to_string()).into_iter();
    let numbers = numbers.chain([hundredths(part.area)]);
    let numbers = numbers.map(|number| view! { <td>{number}</td> });
    view! {
        <tr>
            <th scope="row" dir="auto">
                <span class="hint">{kind}</span>
                " "
                {part.name.clone()}
            </th>
            {numbers.into_list()}
        </tr>
    }
}
