//! What should be looked at again about who takes which role.

use std::sync::Arc;

use consultation::plan::{RoleProblem, role_problems};
use consultation::record::Role;
use consultation::{RowId, Sheet};
use leptos::prelude::*;

use crate::components::IntoList;
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::session::Procedure;
use crate::words;

/// Roles that are missing or do not go together; nothing while there is no such thing.
#[component]
pub(super) fn RoleProblems(procedure: Live<Arc<Procedure>>, round: RowId) -> impl IntoView {
    let i18n = use_i18n();
    let problems = Live::new(move |_| {
        let procedure = procedure.read();
        let row = procedure.hall.row(Sheet::Rounds, round);
        row.map(|row| role_problems(&procedure.hall, row))
            .unwrap_or_default()
    });
    move || {
        let lines = problems.get().into_iter().map(|problem| {
            view! { <li class="warning">{problem_words(i18n, problem)}</li> }
        });
        let lines = lines.into_list();
        (!lines.is_empty()).then(|| {
            view! {
                <section class="sheet stack" aria-labelledby="role-problems">
                    <h2 id="role-problems">{t!(i18n, roles.problems)}</h2>
                    <ul class="stack">{lines}</ul>
                </section>
            }
            .into_any()
        })
    }
}

fn problem_words(i18n: I18n, problem: RoleProblem) -> String {
    let name = |role: Role| words::choice(i18n, "role", role.id());
    match problem {
        RoleProblem::Missing(role) => t!(i18n, roles.missing, role = name(role)),
        RoleProblem::Nobody(_) => t!(i18n, roles.nobody).to_owned(),
        RoleProblem::NoRole(_) => t!(i18n, roles.no_role).to_owned(),
        RoleProblem::Both { first, second, .. } => {
            t!(i18n, roles.both, first = name(first), second = name(second))
        }
    }
}
