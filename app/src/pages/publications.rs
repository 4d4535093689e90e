//! 公示栏: what staff publish of the community's consultations, and what somebody without an account wrote
//! on those pages.

use std::sync::Arc;

use consultation::statement::LetterKind;
use consultation::{Column, Sheet};
use leptos::prelude::*;

use crate::components::{
    BoardSheets, CopyLink, IntoList, More, PAGE, PageHead, Qr, TroubleBox, When, use_board_rows,
    use_entering,
};
use crate::i18n::{I18n, t, use_i18n};
use crate::platform;
use crate::session::{Command, LetterView, Trouble, use_session};
use crate::words;

const COLUMNS: [Column; 9] = [
    Column::Publication,
    Column::Title,
    Column::Text,
    Column::Period,
    Column::By,
    Column::Contact,
    Column::TakesComments,
    Column::PostedAt,
    Column::TakenDownAt,
];

/// What is published, the way to the public page, and the letters.
#[component]
pub(crate) fn PublicationsPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let rows = use_board_rows();
    let community = session.community();
    let address = move || {
        let community = community.read();
        let board = community.as_ref().map(|community| community.board);
        board.map(|board| format!("/board/{board}"))
    };
    let outside = (!session.is_practice()).then(|| {
        view! {
            <a class="btn" href=address target="_blank" rel="noopener">
                {t!(i18n, publications.look)}
            </a>
        }
        .into_any()
    });
    let site = move || {
        let path = address().filter(|_| !session.is_practice())?;
        let site = platform::address::absolute(&path);
        Some(view! {
            <section class="sheet stack invitation" aria-labelledby="site">
                <h2 id="site">{t!(i18n, publications.site)}</h2>
                <p>{t!(i18n, publications.site_lead)}</p>
                <Qr text=site.clone() label=t!(i18n, publications.look) />
                <CopyLink link=site />
            </section>
        })
    };
    view! {
        <PageHead
            title=t!(i18n, publications.name).to_owned()
            lead=t!(i18n, publications.lead).to_owned()
        >
            {outside}
        </PageHead>
        <div class="stack-l">
            <BoardSheets rows=rows sheets=&[(Sheet::Publications, &COLUMNS)] />
            <Letters />
            {site}
        </div>
    }
}

/// 来信.
#[component]
fn Letters() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let letters = session.letters();
    let shown = RwSignal::new(PAGE);
    let all = Signal::derive(move || letters.read().len());
    let enter = use_entering(trouble);
    let takes = Callback::new(move |letter: Arc<LetterView>| enter.run(letter.letter.to_topic()));
    let enters = Callback::new(move |code_hash| {
        session.send_and_tell(Command::EnterLetter(code_hash), trouble);
    });
    let items = move || {
        let letters = letters.get();
        let letters = letters.iter().take(shown.get());
        letters
            .map(|letter| item(i18n, letter.clone(), takes, enters))
            .into_list()
    };
    view! {
        <section class="sheet stack" aria-labelledby="letters">
            <h2 id="letters">{t!(i18n, publications.letters)}</h2>
            <p class="hint">{t!(i18n, publications.letters_lead)}</p>
            <When
                when=move || all.get() != 0
                fallback=move || view! { <p>{t!(i18n, publications.no_letters)}</p> }
            >
                <ul class="stack">{items}</ul>
                <More shown=shown all=all />
            </When>
            <TroubleBox trouble=trouble />
        </section>
    }
}

fn item(
    i18n: I18n,
    shown: Arc<LetterView>,
    takes: Callback<Arc<LetterView>>,
    enters: Callback<[u8; 32]>,
) -> impl IntoView {
    let letter = &shown.letter;
    let kind = words::choice(i18n, "letter", letter.kind().id());
    let title = match letter.title() {
        "" => shown.about.clone(),
        title => title.to_owned(),
    };
    let when = shown.when.map(|when| words::moment(i18n, when));
    let facts = words::facts(vec![
        when.unwrap_or_default(),
        letter.name().to_owned(),
        letter.contact().to_owned(),
    ]);
    let text = letter.text().to_owned();
    let becomes = matches!(letter.kind(), LetterKind::Proposal | LetterKind::Answer);
    let way_on = match (shown.is_taken_up, becomes) {
        (false, false) if shown.has_notice => {
            let name = t!(i18n, publications.remark_named, title = title.clone());
            let code_hash = letter.code_hash();
            view! {
                <button class="btn small" aria-label=name on:click=move |_| enters.run(code_hash)>
                    {t!(i18n, publications.remark)}
                </button>
            }
            .into_any()
        }
        (true, false) => view! { <p class="hint">{t!(i18n, publications.remarked)}</p> }.into_any(),
        (true, true) => view! { <p class="hint">{t!(i18n, proposal.taken)}</p> }.into_any(),
        (false, true) => {
            let name = t!(i18n, proposal.take_named, title = title.clone());
            view! {
                <button class="btn small" aria-label=name on:click=move |_| takes.run(shown.clone())>
                    {t!(i18n, proposal.take)}
                </button>
            }
            .into_any()
        }
        (false, false) => view! { <p class="hint">{t!(i18n, publications.enter)}</p> }.into_any(),
    };
    view! {
        <li class="row-card stack">
            <div class="row">
                <span class="tag">{kind}</span>
                <h3 dir="auto">{title}</h3>
            </div>
            <p class="text" dir="auto">
                {text}
            </p>
            <span class="card-facts" dir="auto">
                {facts}
            </span>
            {way_on}
        </li>
    }
}
