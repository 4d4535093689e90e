//! 协商: the list.

use leptos::prelude::*;

use crate::components::{Go, Icon, IntoList, MarkLine, More, PAGE, PageHead, Sign, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::route::Route;
use crate::session::{ConsultationItem, use_session};
use crate::words;

/// Every consultation of the community, with what to know before opening it.
#[component]
pub(crate) fn ConsultationsPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let consultations = session.consultations();
    let lead = Signal::derive(move || {
        let count = consultations.read().len();
        Some(if count == 0 {
            t!(i18n, consultations.none_lead).to_owned()
        } else {
            t!(i18n, consultations.lead, count = count)
        })
    });
    let shown = RwSignal::new(PAGE);
    let all = Signal::derive(move || consultations.read().len());
    let lines = move || {
        consultations
            .get()
            .iter()
            .take(shown.get())
            .map(|item| line(i18n, item))
            .into_list()
    };
    view! {
        <PageHead title=t!(i18n, consultations.name).to_owned() lead=lead>
            <When
                when=move || !session.takes_part()
                fallback=move || {
                    view! {
                        <Go to=Route::Settings class="btn quiet">
                            {t!(i18n, settings.name)}
                        </Go>
                    }
                }
            >
                <Go to=Route::NewConsultation class="btn main">
                    <Icon sign=Sign::Plus />
                    {t!(i18n, consultations.new)}
                </Go>
            </When>
        </PageHead>
        <When
            when=move || !consultations.read().is_empty()
            fallback=move || view! { <p class="sheet empty">{t!(i18n, consultations.none)}</p> }
        >
            <ul class="stack">{lines}</ul>
            <More shown=shown all=all />
        </When>
    }
}

fn line(i18n: I18n, item: &ConsultationItem) -> impl IntoView + use<> {
    let form = item.line.form.as_ref().map(|form| words::form(i18n, form));
    let when = item
        .line
        .start
        .map(|start| words::moment(i18n, start))
        .unwrap_or_default();
    let facts = words::facts(vec![when, item.line.venue.clone()]);
    let (room, mark, conflicts) = (item.room, item.mark, item.line.conflicts);
    let stand = words::stand(i18n, &item.line);
    let is_open = item.line.filed.is_none();
    let title = words::title(i18n, &item.line.title);
    view! {
        <li>
            <Go to=Route::Consultation(room) class="sheet line">
                <span class="line-words">
                    <span class="card-title" dir="auto">
                        {title}
                    </span>
                    <span class="card-facts" dir="auto">
                        {facts}
                    </span>
                </span>
                <span class="line-tags">
                    <span class="tag" class:tag-now=is_open>
                        {stand}
                    </span>
                    {form.map(|form| view! { <span class="tag">{form}</span> })}
                    {(conflicts > 0)
                        .then(|| {
                            view! {
                                <span class="tag tag-due">
                                    {t!(i18n, consultations.conflicts, count = conflicts)}
                                </span>
                            }.into_any()
                        })}
                    <MarkLine mark=Signal::stored(mark) />
                </span>
            </Go>
        </li>
    }
}
