//! 协商主体构成: who takes part in which share, as one bar, and what to look at again.

use consultation::plan::{Shares, Warning};
use leptos::prelude::*;

use crate::components::IntoList;
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::session::use_session;
use crate::words;

/// The seats of a plan by kind; nothing while nobody is on it.
#[component]
pub(crate) fn Composition(shares: Live<Shares>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    // Where the roster says of nobody that they are registered elsewhere, it may not know.
    let living_here = move || {
        let roster = session.roster().get()?;
        let people = &roster.people;
        let living_here = (people.residents.into(), people.elsewhere.into());
        (people.elsewhere > 0).then_some(living_here)
    };
    move || {
        let shares = shares.get();
        let is_shown = shares.all() > 0;
        is_shown.then(|| card(i18n, &shares, living_here()).into_any())
    }
}

fn card(i18n: I18n, shares: &Shares, living_here: Option<(u64, u64)>) -> impl IntoView + use<> {
    let mut left = 0;
    let bar = shares.iter().map(|share| {
        let x = left;
        left += share.seats;
        view! { <rect x=x width=share.seats height="1" /> }
    });
    let bar = bar.into_list();
    let size = format!("0 0 {} 1", shares.all());
    let legend = shares.iter().map(|share| {
        let name = words::choice(i18n, "kind", share.kind.id());
        view! { <li>{format!("{name} {}", share.seats)}</li> }
    });
    let legend = legend.into_list();
    let warnings = shares.warnings(living_here).into_iter().map(|warning| {
        view! { <li class="warning">{warning_words(i18n, warning)}</li> }
    });
    let warnings = warnings.into_list();
    view! {
        <section class="sheet stack" aria-labelledby="composition">
            <h2 id="composition">{t!(i18n, composition.name)}</h2>
            <svg class="shares" viewBox=size preserveAspectRatio="none" aria-hidden="true">
                {bar}
            </svg>
            <ul class="legend">{legend}</ul>
            <ul>{warnings}</ul>
        </section>
    }
}

fn warning_words(i18n: I18n, warning: Warning) -> String {
    match warning {
        Warning::FewResidents { residents, all } => {
            t!(
                i18n,
                composition.few_residents,
                residents = residents,
                all = all
            )
        }
        Warning::NoUnregistered => t!(i18n, composition.no_unregistered).to_owned(),
        Warning::FewUnregistered { seats, half } => {
            t!(
                i18n,
                composition.few_unregistered,
                seats = seats,
                half = half
            )
        }
    }
}
