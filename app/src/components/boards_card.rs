//! 所在社区 among the settings: every board of this device, and the way into another.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::{IntoList, TextInput, TroubleBox};
use crate::i18n::{t, use_i18n};
use crate::navigation::use_navigation;
use crate::route::Route;
use crate::session::{BoardItem, Command, Trouble, use_session};

/// The boards of this device by name, and a place for the link of another one.
#[component]
pub(crate) fn BoardsCard() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let pasted = RwSignal::new(String::new());
    let read = move |event: SubmitEvent| {
        event.prevent_default();
        session.send_and_tell(Command::ReadLink(pasted.get_untracked()), trouble);
    };
    let lines = move || {
        let community = session.community().get();
        let shown = community.map(|community| community.board);
        let boards = session.boards().get();
        let line = |item: &BoardItem| view! { <Line item=item.clone() shown=shown /> };
        boards.iter().map(line).into_list()
    };
    view! {
        <section class="sheet stack" aria-labelledby="boards">
            <h2 id="boards">{t!(i18n, boards.title)}</h2>
            <ul class="stack">{lines}</ul>
            <form class="stack" on:submit=read>
                <p>{t!(i18n, boards.join_lead)}</p>
                <TextInput
                    id="link"
                    label=t!(i18n, invite.link)
                    value=pasted
                    hint=t!(i18n, visitor.link_hint)
                />
                <TroubleBox trouble=trouble />
                <button class="btn" type="submit">
                    {t!(i18n, visitor.open_link)}
                </button>
            </form>
        </section>
    }
}

#[component]
fn Line(item: BoardItem, shown: Option<ledger::RoomId>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigation = use_navigation();
    let board = item.board;
    let go = move |_| {
        drop(session.send(Command::GoToBoard(board)));
        navigation.go(Route::Today);
    };
    let way = match shown == Some(board) {
        true => view! { <span class="tag tag-now">{t!(i18n, boards.shown)}</span> }.into_any(),
        false => view! {
            <button class="btn" on:click=go>
                {t!(i18n, boards.go_to, name = item.name.clone())}
            </button>
        }
        .into_any(),
    };
    view! {
        <li class="row apart">
            <span dir="auto">{item.name.clone()}</span>
            {way}
        </li>
    }
}
