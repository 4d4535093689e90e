//! 新建协商: the first words; only the topic is needed.

use consultation::Form;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::{Choose, PageHead, TextArea, TextInput, TroubleBox};
use crate::field_input;
use crate::i18n::{t, use_i18n};
use crate::navigation::use_navigation;
use crate::route::Route;
use crate::session::{Command, NewConsultation, Trouble, What, use_session};

/// What is typed before the room exists.
#[derive(Clone, Copy)]
struct Inputs {
    title: RwSignal<String>,
    purpose: RwSignal<String>,
    form: RwSignal<String>,
    venue: RwSignal<String>,
    start: RwSignal<String>,
    end: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    full_text: RwSignal<String>,
}

impl Inputs {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            title: empty(),
            purpose: empty(),
            form: empty(),
            venue: empty(),
            start: empty(),
            end: empty(),
            from: empty(),
            to: empty(),
            full_text: empty(),
        }
    }

    fn read(self) -> Result<NewConsultation, What> {
        let text = |signal: RwSignal<String>| signal.read_untracked().trim().to_owned();
        let form = text(self.form);
        let new = NewConsultation {
            title: text(self.title),
            purpose: text(self.purpose),
            form: (!form.is_empty()).then(|| Form::from_id(&form)),
            venue: text(self.venue),
            time: field_input::time(&text(self.start), &text(self.end))?,
            notice: field_input::notice(&text(self.from), &text(self.to))?,
            full_text: self.full_text.get_untracked(),
        };
        if new.title.is_empty() {
            Err(What::Empty)
        } else {
            Ok(new)
        }
    }
}

/// Makes a consultation and opens it.
#[component]
pub(crate) fn NewConsultationPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigation = use_navigation();
    let inputs = Inputs::new();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let create = move |event: SubmitEvent| {
        event.prevent_default();
        let new = match inputs.read() {
            Ok(new) => new,
            Err(what) => return trouble.set(Some(Trouble::new(what))),
        };
        trouble.set(None);
        busy.set(true);
        let create = Command::CreateConsultation(new);
        session.send_for_room(create, move |made| match made {
            Ok(room) => navigation.go(Route::Consultation(room)),
            Err(error) => {
                busy.try_set(false);
                trouble.try_set(Some(error));
            }
        });
    };
    view! {
        <PageHead
            title=t!(i18n, consultations.new).to_owned()
            lead=t!(i18n, new.lead).to_owned()
            back=(Route::Consultations, t!(i18n, consultations.name).to_owned())
        />
        <form class="sheet stack wide-form" on:submit=create>
            <TextInput
                id="title"
                label=t!(i18n, field.title)
                value=inputs.title
                hint=t!(i18n, new.title_hint)
            />
            <TextArea
                id="purpose"
                label=t!(i18n, field.purpose)
                value=inputs.purpose
                hint=t!(i18n, new.purpose_hint)
                rows=2
            />
            <div class="pair">
                <Choose list="form" ids=Form::IDS label=t!(i18n, field.form) value=inputs.form />
                <TextInput id="venue" label=t!(i18n, field.venue) value=inputs.venue />
            </div>
            <fieldset>
                <legend>{t!(i18n, field.time)}</legend>
                <div class="pair">
                    <TextInput
                        id="start"
                        kind="datetime-local"
                        label=t!(i18n, field.starts)
                        value=inputs.start
                    />
                    <TextInput
                        id="end"
                        kind="datetime-local"
                        label=t!(i18n, field.ends_optional)
                        value=inputs.end
                    />
                </div>
            </fieldset>
            <fieldset>
                <legend>{t!(i18n, field.notice)}</legend>
                <div class="pair">
                    <TextInput
                        id="from"
                        kind="date"
                        label=t!(i18n, field.from)
                        value=inputs.from
                    />
                    <TextInput id="to" kind="date" label=t!(i18n, field.to) value=inputs.to />
                </div>
            </fieldset>
            <TextArea
                id="full-text"
                label=t!(i18n, text.full_text)
                value=inputs.full_text
                hint=t!(i18n, new.full_text_hint)
                rows=8
            />
            <TroubleBox trouble=trouble />
            <button class="btn main big" type="submit" disabled=move || busy.get()>
                {move || if busy.get() { t!(i18n, new.working) } else { t!(i18n, new.create) }}
            </button>
        </form>
    }
}
