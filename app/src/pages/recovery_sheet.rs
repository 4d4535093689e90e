//! 恢复单: one A4 page that brings an administrator back when every device is lost.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Icon, PageHead, Qr, Sign, TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::Var;
use crate::navigation::use_navigation;
use crate::platform;
use crate::route::Route;
use crate::session::{Command, RecoverySheet, Trouble, use_session};
use crate::words;

/// Shows the sheet, prints it, and takes note that it is put away.
#[component]
pub(crate) fn RecoverySheetPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigation = use_navigation();
    let sheet = Var::new(None::<Arc<RecoverySheet>>);
    let trouble = RwSignal::new(None::<Trouble>);
    spawn_local(async move {
        match session.recovery_sheet().await {
            Ok(made) => sheet.set(Some(made)),
            Err(error) => drop(trouble.try_set(Some(error))),
        }
    });
    let print = move |_| {
        if platform::share::print().is_err() {
            trouble.set(Some(Trouble::bug("print")));
        }
    };
    let done = move |_| {
        let printed = Command::MarkRecoverySheetPrinted;
        session.send_then(printed, trouble, move |_| navigation.go(Route::Today));
    };
    view! {
        <div class="no-print">
            <PageHead
                title=t!(i18n, recovery.name).to_owned()
                lead=t!(i18n, recovery.lead).to_owned()
                back=(Route::People, t!(i18n, people.name).to_owned())
            />
            <TroubleBox trouble=trouble />
        </div>
        {move || sheet.get().map(|sheet| view! { <Sheet sheet=sheet /> })}
        <When when=move || sheet.read().is_some()>
            <div class="row no-print">
                <button class="btn main big" on:click=print>
                    <Icon sign=Sign::Print />
                    {t!(i18n, recovery.print)}
                </button>
                <button class="btn big" on:click=done>
                    {t!(i18n, recovery.done)}
                </button>
            </div>
        </When>
    }
}

#[component]
fn Sheet(sheet: Arc<RecoverySheet>) -> impl IntoView {
    let i18n = use_i18n();
    let issued = t!(
        i18n,
        recovery.issued,
        name = sheet.issued_by,
        date = words::day(i18n, sheet.issued)
    );
    let code = grouped(&sheet.link);
    view! {
        <article class="paper" aria-label=t!(i18n, recovery.name)>
            <h2>{t!(i18n, recovery.sheet_title, community = sheet.community)}</h2>
            <p>{t!(i18n, recovery.what)}</p>
            <div class="paper-main">
                <Qr text=sheet.link.clone() label=t!(i18n, recovery.qr_label) />
                <ol class="numbered">
                    <li>{t!(i18n, recovery.step_one)}</li>
                    <li>{t!(i18n, recovery.step_two)}</li>
                    <li>{t!(i18n, recovery.step_three)}</li>
                </ol>
            </div>
            <h3>{t!(i18n, recovery.code_title)}</h3>
            <p class="code" translate="no">
                {code}
            </p>
            <p class="strong">{t!(i18n, recovery.keep)}</p>
            <p>{t!(i18n, recovery.once)}</p>
            <p class="paper-foot">{issued}</p>
            <p class="paper-foot">{t!(i18n, recovery.kept_at)}</p>
        </article>
    }
}

/// The link in groups of four, with room to break a line after each: long codes are typed by eye.
fn grouped(link: &str) -> Vec<AnyView> {
    let characters: Vec<char> = link.chars().collect();
    characters
        .chunks(4)
        .map(|group| view! { <span>{group.iter().collect::<String>()}</span> }.into_any())
        .collect()
}
