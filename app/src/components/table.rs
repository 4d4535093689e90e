//! A table: where it is wider than its place, it scrolls within it.

use leptos::prelude::*;

use super::IntoList;

/// A table with the names of its columns; `rows` is what stands in its body.
pub(crate) fn table(label: String, head: &[&'static str], rows: AnyView) -> AnyView {
    let head = head.iter();
    let head = head.map(|name| view! { <th scope="col">{*name}</th> });
    view! {
        <div class="table" tabindex="0" role="group" aria-label=label>
            <table>
                <thead>
                    <tr>{head.into_list()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
