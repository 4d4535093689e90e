//! 所在社区: which of the boards of this device is shown, and the way to another.

use leptos::prelude::*;

use crate::components::IntoList;
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::navigation::use_navigation;
use crate::route::Route;
use crate::session::{Command, use_session};

/// The name of the community; where there are several, a list to choose from.
#[component]
pub(crate) fn BoardSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigation = use_navigation();
    let boards = session.boards();
    let shown = Live::new(move |_| {
        let community = session.community().read();
        let shown = community.as_ref();
        shown.map(|community| (community.board, community.name.clone()))
    });
    let go_to = move |place: String| {
        let boards = boards.get_untracked();
        let chosen = place
            .parse()
            .ok()
            .and_then(|place: usize| boards.get(place));
        if let Some(chosen) = chosen {
            drop(session.send(Command::GoToBoard(chosen.board)));
            navigation.go(Route::Today);
        }
    };
    move || {
        let board = shown.get().map(|(board, _)| board);
        let boards = boards.get();
        if boards.len() < 2 {
            let name = shown.get().map(|(_, name)| name);
            return view! {
                <span class="bar-community" dir="auto">
                    {name}
                </span>
            }
            .into_any();
        }
        let options = boards.iter().enumerate().map(|(place, item)| {
            let is_shown = Some(item.board) == board;
            view! {
                <option value=place.to_string() selected=is_shown>
                    {item.name.clone()}
                </option>
            }
        });
        view! {
            <select
                class="bar-community"
                aria-label=t!(i18n, boards.switch)
                on:change:target=move |event| go_to(event.target().value())
            >
                {options.into_list()}
            </select>
        }
        .into_any()
    }
}
