//! Fields one under the other: each is changed in place, or all of them in one form.

use consultation::{CellValue, FieldValue};
use ledger::RoomId;
use leptos::children::ViewFn;
use leptos::prelude::*;

use crate::components::{CellsForm, FieldRow, Icon, IntoList, PhotoRow, Sign, When};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::session::Field;
use crate::words;

/// A description list of fields.
#[component]
pub(crate) fn Fields(
    room: RoomId,
    fields: Live<Vec<Field>>,
    /// What they belong to, for the name of the button that opens all of them.
    #[prop(into)]
    label: String,
    #[prop(into)] may_write: Signal<bool>,
    /// Leaves out what is not written yet; the form asks for it.
    #[prop(optional)]
    brief: bool,
    /// Stands beside the button that opens the form.
    #[prop(optional, into)]
    beside: ViewFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let names = Live::new(move |_| {
        let fields = fields.read();
        let shown = fields.iter().filter(|field| {
            let is_written = !words::field_value(i18n, &field.value).is_empty();
            let is_chosen = matches!(field.value, FieldValue::Cell(_, CellValue::Row(Some(_))));
            // The form asks for no photos, so those are always here.
            let is_shown = is_written || is_chosen || is_photo(field);
            !brief || is_shown || !field.alternatives.is_empty()
        });
        shown.map(|field| field.value.name()).collect::<Vec<_>>()
    });
    let rows = move || {
        let names = names.get().into_iter().filter_map(|name| {
            let find = move || {
                let fields = fields.read();
                fields
                    .iter()
                    .find(|field| field.value.name() == name)
                    .cloned()
            };
            // Untracked: a new value changes its row and leaves the others, and what is being typed
            // into them, alone.
            let first = untrack(find)?;
            let field = Live::new(move |last: Option<&Field>| {
                find()
                    .or_else(|| last.cloned())
                    .unwrap_or_else(|| first.clone())
            });
            Some(if is_photo(&field.read_untracked()) {
                view! { <PhotoRow room=room field=field may_write=may_write /> }.into_any()
            } else {
                view! { <FieldRow room=room field=field may_write=may_write /> }.into_any()
            })
        });
        names.into_list()
    };
    let editing = RwSignal::new(false);
    let close = Callback::new(move |()| editing.set(false));
    // A field on which devices differ is settled where both values stand.
    let values = move || {
        let fields = fields.read_untracked();
        let is_asked = |field: &&Field| field.alternatives.is_empty() && !is_photo(field);
        let settled = fields.iter().filter(is_asked);
        settled.map(|field| field.value.clone()).collect::<Vec<_>>()
    };
    let has_several = Live::new(move |_| fields.read().len() > 1);
    let name = t!(i18n, field.fill_in_named, name = label);
    view! {
        <When
            when=move || editing.get()
            fallback=move || {
                view! {
                    <dl class="facts">{rows}</dl>
                }
            }
        >
            <CellsForm room=room values=values() on_close=close />
        </When>
        <When when=move || may_write.get() && has_several.get() && !editing.get()>
            <div class="row no-print">
                <button
                    class="btn quiet small"
                    aria-label=name.clone()
                    on:click=move |_| editing.set(true)
                >
                    <Icon sign=Sign::Edit />
                    {t!(i18n, field.fill_in)}
                </button>
                {beside.run()}
            </div>
        </When>
    }
}

/// Photos are not typed.
fn is_photo(field: &Field) -> bool {
    matches!(field.value, FieldValue::Cell(_, CellValue::Blob(_)))
}
