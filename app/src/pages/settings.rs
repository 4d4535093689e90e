//! 设置: language, size, light and dark, people, this device, about.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{BoardsCard, Fields, Go, IntoList, PageHead, TroubleBox};
use crate::i18n::{Locale, t, use_i18n};
use crate::live::Live;
use crate::look::use_look;
use crate::pages::today::UpdateOffer;
use crate::platform;
use crate::platform::preferences::{TextSize, Theme};
use crate::route::{Route, SetupPart};
use crate::session::{Trouble, What, use_session};
use crate::words;

/// The person's own choices, and the ways to what is needed rarely.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let version = move || {
        t!(
            i18n,
            settings.version,
            version = session.reliability().read().version
        )
    };
    let takes_part = untrack(move || session.takes_part());
    let title = t!(i18n, settings.name).to_owned();
    // Whoever takes part has no rail to go back by, and nothing of the community's to set.
    let head = match takes_part {
        true => {
            let back = (Route::Today, t!(i18n, consultations.name).to_owned());
            view! { <PageHead title=title back=back /> }.into_any()
        }
        false => view! { <PageHead title=title /> }.into_any(),
    };
    let of_staff = (!takes_part).then(|| {
        view! {
            <OfficeCard />
            <ConsultingCard />
            <section class="sheet stack" aria-labelledby="community">
                <h2 id="community">{t!(i18n, settings.community)}</h2>
                <Go to=Route::Roster class="btn">
                    {t!(i18n, roster.name)}
                </Go>
                <Go to=Route::People class="btn">
                    {t!(i18n, people.name)}
                </Go>
                <Go to=Route::RecoverySheet class="btn">
                    {t!(i18n, recovery.name)}
                </Go>
                <Go to=Route::Reliability class="btn">
                    {t!(i18n, reliability.name)}
                </Go>
            </section>
        }
        .into_any()
    });
    view! {
        {head}
        <UpdateOffer />
        <LookCard />
        {of_staff}
        {(!session.is_practice()).then(|| view! { <BoardsCard /> }.into_any())}
        {session.is_practice().then(|| view! { <PracticeCard /> }.into_any())}
        <section class="sheet stack" aria-labelledby="about">
            <h2 id="about">{t!(i18n, settings.about)}</h2>
            <p>{t!(i18n, settings.about_words)}</p>
            <p class="hint">{version}</p>
        </section>
    }
}

/// Whose papers these are: name, address and telephone stand on every notice.
#[component]
fn OfficeCard() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let board = session.board();
    let room = session
        .community()
        .get_untracked()
        .map(|community| community.board);
    let fields = Live::new(move |_| board.read().fields.clone());
    let fields = room.map(|room| {
        let label = t!(i18n, settings.office);
        view! { <Fields room=room fields=fields label=label may_write=session.edits() /> }
            .into_any()
    });
    view! {
        <section class="sheet stack" aria-labelledby="office">
            <h2 id="office">{t!(i18n, settings.office)}</h2>
            {fields}
        </section>
    }
}

/// Whom and what the community has for its consultations, and by which rules they are held.
#[component]
fn ConsultingCard() -> impl IntoView {
    let i18n = use_i18n();
    let parts = SetupPart::ALL.map(|part| {
        view! {
            <Go to=Route::Setup(part) class="btn">
                {words::setup_part(i18n, part)}
            </Go>
        }
    });
    view! {
        <section class="sheet stack" aria-labelledby="consulting">
            <h2 id="consulting">{t!(i18n, settings.consulting)}</h2>
            {parts.into_list()}
            <Go to=Route::Rules class="btn">
                {t!(i18n, rules.name)}
            </Go>
            <Go to=Route::Chart class="btn">
                {t!(i18n, chart.name)}
            </Go>
        </section>
    }
}

/// The way out of the practice community.
#[component]
fn PracticeCard() -> impl IntoView {
    let i18n = use_i18n();
    // Where the page cannot be loaded anew nothing happens, and the banner stays.
    let leave = |_| drop(platform::address::practise(false));
    view! {
        <section class="sheet stack" aria-labelledby="practising">
            <h2 id="practising">{t!(i18n, practice.name)}</h2>
            <p>{t!(i18n, practice.leave_lead)}</p>
            <button class="btn" on:click=leave>
                {t!(i18n, practice.leave)}
            </button>
        </section>
    }
}

/// 显示: language, text size, light and dark.
#[component]
fn LookCard() -> impl IntoView {
    let i18n = use_i18n();
    let look = use_look();
    let trouble = RwSignal::new(None::<Trouble>);
    let language = move |locale: Locale| {
        let choose = move || {
            spawn_local(async move {
                let failed = look.set_locale(locale).await.err();
                let failed = failed.map(|_| Trouble::new(What::LanguageNotHere));
                // Another language mounts the page anew.
                let _ = trouble.try_set(failed);
            });
        };
        let is_chosen = Signal::derive(move || look.locale() == locale);
        choice("language", locale.own_name(), is_chosen, choose)
    };
    // Drawn anew when one could not be had: the one in force is chosen again.
    let languages = move || {
        trouble.track();
        Locale::ALL.map(language).into_list()
    };
    let sizes = [
        (TextSize::Normal, t!(i18n, look.normal)),
        (TextSize::Elder, t!(i18n, look.elder)),
    ]
    .map(|(size, name)| {
        choice(
            "size",
            name,
            Signal::derive(move || look.get().text_size == size),
            move || look.change(|preferences| preferences.text_size = size),
        )
    });
    let themes = [
        (Theme::System, t!(i18n, look.system)),
        (Theme::Light, t!(i18n, look.light)),
        (Theme::Dark, t!(i18n, look.dark)),
    ]
    .map(|(theme, name)| {
        choice(
            "theme",
            name,
            Signal::derive(move || look.get().theme == theme),
            move || look.change(|preferences| preferences.theme = theme),
        )
    });
    let contrasts = [
        (false, t!(i18n, look.contrast_normal)),
        (true, t!(i18n, look.contrast_high)),
    ]
    .map(|(high, name)| {
        choice(
            "contrast",
            name,
            Signal::derive(move || look.get().high_contrast == high),
            move || look.change(|preferences| preferences.high_contrast = high),
        )
    });
    view! {
        <section class="sheet stack" aria-labelledby="look">
            <h2 id="look">{t!(i18n, settings.look)}</h2>
            <fieldset class="choices">
                <legend>{t!(i18n, look.language)}</legend>
                {languages}
            </fieldset>
            <TroubleBox trouble=trouble />
            <fieldset class="choices">
                <legend>{t!(i18n, look.size)}</legend>
                {sizes.into_list()}
            </fieldset>
            <fieldset class="choices">
                <legend>{t!(i18n, look.theme)}</legend>
                {themes.into_list()}
            </fieldset>
            <fieldset class="choices">
                <legend>{t!(i18n, look.contrast)}</legend>
                {contrasts.into_list()}
            </fieldset>
        </section>
    }
}

fn choice(
    group: &'static str,
    name: &'static str,
    chosen: Signal<bool>,
    choose: impl Fn() + 'static,
) -> AnyView {
    view! {
        <label class="choice-line">
            <input
                type="radio"
                name=group
                prop:checked=move || chosen.get()
                on:change=move |_| choose()
            />
            <span>{name}</span>
        </label>
    }
    .into_any()
}
