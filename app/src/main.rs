//! The client: pages over a session, mounted into the page's body.
//!
//! `session` is the seam to the engine, `pages` and `components` what a person sees, `platform` the
//! only folder that speaks to the browser. The rest puts published data into words (`words`, `i18n`)
//! and is plain Rust that tests run natively.

#![allow(
    unreachable_pub,
    reason = "leptos writes the structs of component properties as `pub`"
)]

mod app;
mod components;
mod due;
mod field_input;
mod i18n;
mod live;
mod look;
mod navigation;
mod opened;
mod pages;
mod platform;
mod route;
mod session;
mod splice;
mod typing;
mod words;

use leptos::prelude::*;

use crate::app::App;
use crate::session::{Engine, Session, Stage};

fn main() {
    platform::fault::watch();
    let chosen = look::chosen();
    if chosen.is_here() {
        return mount();
    }
    wasm_bindgen_futures::spawn_local(async move {
        // Without its texts the app is there all the same, in the language that it carries.
        drop(look::bring(chosen).await);
        mount();
    });
}

fn mount() {
    mount_to_body(|| {
        // Only from here on is there an executor for the engine's tasks.
        let stage = Stage::new(platform::address::is_practice());
        Engine::start(stage);
        let session = Session::new(stage);
        platform::page::remove_splash();
        view! { <App session=session /> }
    });
}
