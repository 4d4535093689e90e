//! Which page is open, and how one goes to another.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::live::Var;
use crate::platform;
use crate::route::Route;

/// The open page; a plain value in context.
#[derive(Clone, Copy)]
pub(crate) struct Navigation {
    route: Var<Route>,
    moved: StoredValue<bool>,
}

impl Navigation {
    /// Starts at the address that the browser shows, and follows its back and forward buttons.
    pub(crate) fn new() -> Self {
        let here = || Route::from_path(&platform::page::path());
        let navigation = Self {
            route: Var::new(here()),
            moved: StoredValue::new(false),
        };
        platform::page::on_back(move || navigation.show(here()));
        navigation
    }

    /// The open page.
    pub(crate) fn route(self) -> Var<Route> {
        self.route
    }

    /// Opens a page.
    pub(crate) fn go(self, to: Route) {
        if to != self.route.get_untracked() {
            // Where the history is closed to us the page still changes; only its address does not.
            let _ = platform::address::push(&self.address(to));
        }
        self.show(to);
        platform::page::scroll_to_top();
    }

    /// The address of a page of the community that the tab is in.
    pub(crate) fn address(self, to: Route) -> String {
        platform::address::within(&to.path())
    }

    /// Whether another page was open before: then the new one's heading takes the focus.
    pub(crate) fn has_moved(self) -> bool {
        self.moved.get_value()
    }

    fn show(self, to: Route) {
        self.moved.set_value(true);
        self.route.set(to);
    }
}

/// Whether a click on a link is to open it here; the browser's own action is then prevented. With a
/// modifier key the browser does with it what it does with any link.
pub(crate) fn follows(event: &MouseEvent) -> bool {
    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    let follows = event.button() == 0 && !modified;
    if follows {
        event.prevent_default();
    }
    follows
}

/// The navigation in force.
#[allow(
    clippy::expect_used,
    reason = "the root provides it before any page is mounted"
)]
pub(crate) fn use_navigation() -> Navigation {
    use_context::<Navigation>().expect("the app's root provides the navigation")
}
