//! A page's heading, with what belongs beside it.

use leptos::html;
use leptos::prelude::*;

use crate::components::{Go, Icon, Sign};
use crate::navigation::use_navigation;
use crate::platform;
use crate::route::Route;

/// The page's only `h1`; takes the focus when one comes from another page.
#[component]
pub(crate) fn PageHead(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] lead: MaybeProp<String>,
    /// The page above, and what it is called.
    #[prop(optional, into)]
    back: Option<(Route, String)>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let navigation = use_navigation();
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get()
            && navigation.has_moved()
        {
            platform::page::focus(&heading);
        }
    });
    Effect::new(move |_| platform::page::set_title(&title.get()));
    view! {
        <div class="page-head">
            <div class="page-head-words">
                {back.map(|(route, name)| {
                    view! {
                        <Go to=route class="back">
                            <Icon sign=Sign::Back />
                            {name}
                        </Go>
                    }
                })}
                <h1 node_ref=heading tabindex="-1">
                    {move || title.get()}
                </h1>
                {move || lead.get().map(|lead| view! { <p class="lead">{lead}</p> })}
            </div>
            {children.map(|children| view! { <div class="page-head-actions">{children()}</div> })}
        </div>
    }
}
