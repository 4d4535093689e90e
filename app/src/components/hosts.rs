//! The communities of a joint record: links for their recorders, and the way back onto their own boards.

use std::sync::Arc;

use ledger::{Role, RoomId};
use leptos::prelude::*;

use crate::components::{AcceptanceNumber, IntoList, Invited, TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::{Live, Var};
use crate::session::{Command, Invitation, Offer, Outcome, Trouble, use_session};

/// Devices of one community that may write the joint record by one link.
const DEVICES: u32 = 5;
/// Days for which they may: until what was agreed is carried out.
const DAYS: u32 = 365;

/// A link by which a community's staff write the joint record.
#[component]
pub(crate) fn HostLink(room: RoomId) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let made = Var::new(None::<Arc<Invitation>>);
    let invite = move |_| {
        let offer = Offer {
            role: Role::Recorder,
            limit: DEVICES,
            days: DAYS,
            hall: Some(room),
        };
        session.invite(Command::Invite(offer), made, trouble);
    };
    view! {
        <section class="sheet stack" aria-label=t!(i18n, joint.invite)>
            <p>{t!(i18n, joint.lead)}</p>
            <button class="btn" on:click=invite>
                {t!(i18n, joint.invite)}
            </button>
            <TroubleBox trouble=trouble />
            {move || made.get().map(|invitation| view! { <Invited invitation=invitation made=made /> })}
        </section>
    }
}

/// Writes what the joint record came to onto another board of this device.
#[component]
pub(crate) fn WriteBack(room: RoomId) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let done = RwSignal::new(false);
    let code = RwSignal::new(String::new());
    let own = Live::new(move |_| {
        let shown = session.community().get().map(|community| community.board);
        let boards = session.boards().get();
        let others = boards
            .iter()
            .filter(|item| item.edits && Some(item.board) != shown);
        others.cloned().collect::<Vec<_>>()
    });
    let write = move |board| {
        trouble.set(None);
        let command = Command::WriteBack { hall: room, board };
        session.send_then(command, trouble, move |outcome| {
            if let Outcome::Code(number) = outcome {
                code.try_set(number);
            }
            done.try_set(true);
        });
    };
    let buttons = move || {
        let boards = own.get().into_iter().map(|item| {
            let board = item.board;
            view! {
                <button class="btn main" on:click=move |_| write(board)>
                    {t!(i18n, joint.write_back, name = item.name)}
                </button>
            }
        });
        boards.into_list()
    };
    view! {
        <When when=move || !own.read().is_empty()>
            <section class="sheet stack" aria-labelledby="write-back">
                <h2 id="write-back">{t!(i18n, joint.back)}</h2>
                <p>{t!(i18n, joint.back_lead)}</p>
                <div class="row">{buttons}</div>
                <div role="status">
                    <When when=move || done.get()>
                        <p class="strong">{t!(i18n, joint.written)}</p>
                    </When>
                    <When when=move || !code.read().is_empty()>
                        <AcceptanceNumber number=code.get() hint=t!(i18n, topics.code_hint) />
                    </When>
                </div>
                <TroubleBox trouble=trouble />
            </section>
        </When>
    }
}
