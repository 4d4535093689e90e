//! A link to a page of the app: a real address, opened without loading the app anew.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::navigation::{follows, use_navigation};
use crate::route::Route;

/// A link to `to`.
#[component]
pub(crate) fn Go(
    to: Route,
    #[prop(optional, into)] class: &'static str,
    /// Whether the link leads to where one is.
    #[prop(optional, into)]
    current: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let navigation = use_navigation();
    let follow = move |event: MouseEvent| {
        if follows(&event) {
            navigation.go(to);
        }
    };
    view! {
        <a
            class=class
            href=navigation.address(to)
            aria-current=move || current.get().then_some("page")
            on:click=follow
        >
            {children()}
        </a>
    }
}
