//! 人员与设备: who may write in this community, on which device.

use ledger::{KeyId, Role};
use leptos::prelude::*;

use crate::components::{Go, Icon, IntoList, PageHead, Sign, TroubleBox, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::route::Route;
use crate::session::{Command, Person, Standing, Trouble, use_session};
use crate::words;

/// Lists them; an administrator invites and takes rights back.
#[component]
pub(crate) fn PeoplePage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let people = session.people();
    let trouble = RwSignal::new(None::<Trouble>);
    let administers = Signal::derive(move || session.role().get() == Some(Role::Administrator));
    let revoke = Callback::new(move |key: KeyId| {
        session.send_and_tell(Command::Revoke(key), trouble);
    });
    let lines = move || {
        let may_revoke = administers.get();
        people
            .get()
            .iter()
            .map(|person| line(i18n, person, may_revoke, revoke))
            .into_list()
    };
    let lead = Signal::derive(move || Some(t!(i18n, people.lead, count = people.read().len())));
    view! {
        <PageHead title=t!(i18n, people.name).to_owned() lead=lead>
            <When when=move || administers.get()>
                <Go to=Route::Invite class="btn main">
                    <Icon sign=Sign::Plus />
                    {t!(i18n, people.invite)}
                </Go>
            </When>
        </PageHead>
        <TroubleBox trouble=trouble />
        <ul class="sheet people">{lines}</ul>
    }
}

fn line(
    i18n: I18n,
    person: &Person,
    may_revoke: bool,
    revoke: Callback<KeyId>,
) -> impl IntoView + use<> {
    let name = match person.name.as_str() {
        "" => t!(i18n, author.unknown).to_owned(),
        name => name.to_owned(),
    };
    let joined = person
        .joined
        .map(|joined| t!(i18n, people.joined, when = words::moment(i18n, joined)))
        .unwrap_or_default();
    let facts = words::facts(vec![person.device.clone(), joined]);
    let standing = (person.standing != Standing::Valid).then(|| {
        view! { <span class="tag tag-due">{words::standing(i18n, person.standing)}</span> }
            .into_any()
    });
    let key = person.key;
    let label = t!(i18n, people.revoke_named, name = name);
    let can_go = may_revoke && !person.me && person.standing != Standing::Revoked;
    view! {
        <li>
            <div class="line-words">
                <span class="card-title" dir="auto">
                    {name}
                </span>
                <span class="card-facts" dir="auto">
                    {facts}
                </span>
            </div>
            <div class="line-tags">
                <span class="tag">{words::role(i18n, person.role)}</span>
                {person.me.then(|| view! { <span class="tag tag-now">{t!(i18n, author.me)}</span> }.into_any())}
                {standing}
                {can_go
                    .then(|| {
                        view! {
                            <button
                                class="btn small"
                                aria-label=label
                                on:click=move |_| revoke.run(key)
                            >
                                {t!(i18n, people.revoke)}
                            </button>
                        }.into_any()
                    })}
            </div>
        </li>
    }
}
