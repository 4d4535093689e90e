//! Parts of a page that come and go, and lists, in types that all of them share.
//!
//! Every type of view that is shown has its own copy of the code that builds, changes and removes
//! it. Leptos' `Show` has one for each condition and each content, a list one for each kind of
//! line; these have one in all, which made the app smaller.

use leptos::children::ViewFn;
use leptos::prelude::*;

/// Shows its children while the condition holds, and otherwise what stands in for them.
#[component]
pub(crate) fn When(
    /// Whether the children are shown; they are made anew only when this changes.
    #[prop(into)]
    when: Signal<bool>,
    children: ChildrenFn,
    /// Shown instead; nothing if left out.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView {
    let when = Memo::new(move |_| when.get());
    move || {
        if when.get() {
            children()
        } else {
            fallback.run()
        }
    }
}

/// Makes a list of views, whatever they are.
pub(crate) trait IntoList {
    /// The views, one after the other.
    fn into_list(self) -> Vec<AnyView>;
}

impl<I> IntoList for I
where
    I: IntoIterator,
    I::Item: IntoAny,
{
    fn into_list(self) -> Vec<AnyView> {
        let mut list = Vec::new();
        for view in self {
            list.push(view.into_any());
        }
        list
    }
}
