//! The rows of a sheet: each with its fields, what belongs to it, and a form for the next one.

use std::sync::Arc;

use consultation::{Cell, CellKind, CellValue, Column, FieldValue, RowId, Sheet};
use ledger::RoomId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::field_editor::inputs;
use crate::components::{Fields, FormButtons, Icon, IntoList, Sign, TroubleBox, When};
use crate::field_input;
use crate::i18n::{I18n, t, use_i18n};
use crate::live::{Live, Var};
use crate::session::{Command, Outcome, RowView, Trouble, use_session};
use crate::words;

/// Which rows are meant: those of a sheet that name a row in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Of {
    pub(crate) room: RoomId,
    pub(crate) sheet: Sheet,
    /// The column in which they name what they belong to, and what that is; none if they stand alone.
    pub(crate) owner: Option<(Column, RowId)>,
    /// What tells these rows from others of the sheet, such as the kind of a notice.
    pub(crate) told_by: Option<(Column, &'static str)>,
    /// The columns that are shown and asked for.
    pub(crate) columns: &'static [Column],
    /// Sheets whose rows belong to one of these.
    pub(crate) inner: &'static [Inner],
}

/// Rows within a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Inner {
    pub(crate) sheet: Sheet,
    pub(crate) owner: Column,
    pub(crate) columns: &'static [Column],
}

/// What a page knows of the rows that stand alone on it, given as a context.
#[derive(Clone, Copy)]
pub(crate) struct RowHelp {
    /// What stands at first in the form for the next one.
    pub(crate) begins: Callback<(), Vec<(Column, CellValue)>>,
    /// What is said of one of them besides its fields; may be empty.
    pub(crate) says: Callback<Arc<RowView>, String>,
}

/// All rows that a page knows.
pub(crate) type AllRows = Live<Vec<Arc<RowView>>>;

impl Of {
    /// All rows of a sheet.
    pub(crate) fn all(room: RoomId, sheet: Sheet, columns: &'static [Column]) -> Self {
        Self {
            room,
            sheet,
            owner: None,
            told_by: None,
            columns,
            inner: &[],
        }
    }

    /// The rows that are meant, in the order in which they are shown and numbered.
    pub(crate) fn ids(self, rows: AllRows) -> Live<Vec<RowId>> {
        Live::new(move |_| {
            let mut ids = Vec::new();
            for row in rows.read().iter().filter(|row| self.holds(row)) {
                if !row.is_removed {
                    ids.push(row.id);
                }
            }
            ids
        })
    }

    fn holds(&self, row: &RowView) -> bool {
        let belongs = |(column, owner)| row.belongs_to(column, owner);
        let is_told = self.told_by.is_none_or(|(column, id)| {
            let told = FieldValue::Cell(self.cell(row.id, column), CellValue::choice(id));
            row.cell(column).is_some_and(|field| field.value == told)
        });
        row.sheet == self.sheet && self.owner.is_none_or(belongs) && is_told
    }

    fn cell(&self, row: RowId, column: Column) -> Cell {
        Cell {
            sheet: self.sheet,
            row,
            column,
        }
    }
}

/// The rows of the board, for the page and for whatever on it is chosen from them.
pub(crate) fn use_board_rows() -> AllRows {
    let board = use_session().board_rows();
    let rows = Live::new(move |_| board.read().rows.clone());
    provide_context(rows);
    rows
}

/// Whole sheets of the board, one under the other.
#[component]
pub(crate) fn BoardSheets(
    rows: AllRows,
    sheets: &'static [(Sheet, &'static [Column])],
    /// What stands within their rows.
    #[prop(optional)]
    inner: &'static [Inner],
) -> impl IntoView {
    let session = use_session();
    let Some(community) = session.community().get_untracked() else {
        return Vec::new();
    };
    let lists = sheets.iter().map(|(sheet, columns)| {
        let of = Of {
            inner,
            ..Of::all(community.board, *sheet, columns)
        };
        view! { <Rows of=of rows=rows may_write=session.edits() /> }
    });
    lists.into_list()
}

/// A sheet's rows with a heading.
#[component]
pub(crate) fn Rows(
    of: Of,
    rows: AllRows,
    #[prop(into)] may_write: Signal<bool>,
    /// 2 on a page, 3 within a row.
    #[prop(default = 2)]
    level: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = words::sheet(i18n, of.sheet);
    let ids = of.ids(rows);
    let taken = Taken {
        removed: Var::new(None),
        trouble: RwSignal::new(None),
    };
    let cards = move || {
        ids.get()
            .into_iter()
            .zip(1_usize..)
            .map(|(id, number)| card(i18n, of, (id, number), rows, may_write, taken))
            .into_list()
    };
    let heading = match level {
        2 => view! { <h2>{name}</h2> }.into_any(),
        _ => view! { <h3>{name}</h3> }.into_any(),
    };
    view! {
        <section
            id=(level == 2).then(|| of.sheet.key())
            tabindex="-1"
            class="stack rows"
            class:sheet=level == 2
            aria-label=name
        >
            {heading}
            <When
                when=move || !ids.read().is_empty()
                fallback=move || view! { <p class="hint">{t!(i18n, rows.none)}</p> }
            >
                <ul class="stack">{cards}</ul>
            </When>
            <Restore of=of taken=taken />
            <When when=move || may_write.get()>
                <Adding of=of />
            </When>
        </section>
    }
}

fn card(
    i18n: I18n,
    of: Of,
    (id, number): (RowId, usize),
    rows: AllRows,
    may_write: Signal<bool>,
    taken: Taken,
) -> impl IntoView {
    let label = t!(
        i18n,
        rows.nth,
        name = words::sheet(i18n, of.sheet),
        number = number
    );
    let fields = Live::new(move |_| {
        let rows = rows.read();
        let row = rows.iter().find(|row| row.id == id);
        let cells = of.columns.iter();
        let cells = cells.filter_map(|column| row?.cell(*column).cloned());
        cells.collect()
    });
    let inner = of.inner.iter().map(|inner| {
        let of = Of {
            owner: Some((inner.owner, id)),
            ..Of::all(of.room, inner.sheet, inner.columns)
        };
        view! { <Rows of=of rows=rows may_write=may_write level=3 /> }
    });
    let remove = set_removed(of, taken, true);
    let remove_label = t!(i18n, rows.remove_named, name = label);
    let taking_away = move || {
        view! {
            <button
                class="btn quiet small"
                aria-label=remove_label.clone()
                on:click=move |_| remove.run(id)
            >
                {t!(i18n, rows.remove)}
            </button>
        }
    };
    let says = use_context::<RowHelp>().map(|help| {
        move || {
            let row = rows.read().iter().find(|row| row.id == id).cloned();
            let words = row.map(|row| help.says.run(row)).unwrap_or_default();
            view! { <p class="hint">{words}</p> }
        }
    });
    view! {
        <li class="row-card" aria-label=label.clone()>
            {says}
            <Fields
                room=of.room
                fields=fields
                label=label.clone()
                may_write=may_write
                brief=true
                beside=taking_away
            />
            {inner.into_list()}
        </li>
    }
}

/// The row that was just taken away, or what went wrong when one was to be taken or brought back.
#[derive(Clone, Copy)]
struct Taken {
    removed: Var<Option<RowId>>,
    trouble: RwSignal<Option<Trouble>>,
}

fn set_removed(of: Of, taken: Taken, is_removed: bool) -> Callback<RowId> {
    let session = use_session();
    Callback::new(move |id| {
        let cell = of.cell(id, Column::Removed);
        let value = FieldValue::Cell(cell, CellValue::Flag(is_removed));
        let room = of.room;
        session.tell(Command::Set { room, value }, move |reply| {
            let trouble = reply.err();
            // The page may be another one by then.
            if trouble.is_none() {
                taken.removed.set(is_removed.then_some(id));
            }
            taken.trouble.try_set(trouble);
        });
    })
}

/// Offers to bring back what was just taken away.
#[component]
fn Restore(of: Of, taken: Taken) -> impl IntoView {
    let i18n = use_i18n();
    let Taken { removed, trouble } = taken;
    let restore = set_removed(of, taken, false);
    let bring_back = move |_| {
        if let Some(id) = removed.get_untracked() {
            restore.run(id);
        }
    };
    view! {
        <div role="status">
            <When when=move || removed.get().is_some()>
                <div class="banner banner-calm">
                    <p>{t!(i18n, rows.removed)}</p>
                    <button class="btn" on:click=bring_back>
                        <Icon sign=Sign::Undo />
                        {t!(i18n, action.undo)}
                    </button>
                </div>
            </When>
        </div>
        <TroubleBox trouble=trouble />
    }
}

/// The button that opens the form, and the form.
#[component]
fn Adding(of: Of) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let close = Callback::new(move |_| open.set(false));
    let name = words::sheet(i18n, of.sheet);
    let begins = use_context::<RowHelp>().map(|help| help.begins);
    view! {
        <When
            when=move || open.get()
            fallback=move || {
                view! {
                    <button
                        class="btn"
                        aria-label=t!(i18n, rows.add_named, name = name)
                        on:click=move |_| open.set(true)
                    >
                        <Icon sign=Sign::Plus />
                        {t!(i18n, rows.add)}
                    </button>
                }
            }
        >
            <RowForm
                of=of
                on_close=close
                initial=begins.map(|begins| begins.run(())).unwrap_or_default()
            />
        </When>
    }
}

fn add_row(of: Of, cells: Vec<(Column, CellValue)>) -> Command {
    Command::AddRow {
        room: of.room,
        sheet: of.sheet,
        cells,
    }
}

/// Asks for a whole row at once; whatever is left empty can be written later.
#[component]
pub(crate) fn RowForm(
    of: Of,
    /// Runs with what came of it, or with nothing when the person thought better of it.
    on_close: Callback<Option<Outcome>>,
    /// The command that writes the row.
    #[prop(default = add_row)]
    writes: fn(Of, Vec<(Column, CellValue)>) -> Command,
    /// What stands in it at first.
    #[prop(optional)]
    initial: Vec<(Column, CellValue)>,
) -> impl IntoView {
    let cancel = Callback::new(move |()| on_close.run(None));
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let asked = of.columns.iter().copied();
    let asked: Vec<_> = asked
        .filter(|column| of.told_by.is_none_or(|(told, _)| told != *column))
        .filter(|column| {
            let is_row = column.kind() == CellKind::Row;
            let is_known = is_row && column.chooses_from().is_none();
            !is_known && !matches!(column.kind(), CellKind::Blob | CellKind::Room)
        })
        .map(|column| {
            let begins = initial.iter().find(|(other, _)| *other == column);
            let empty = || CellValue::empty(column.kind());
            let value = begins.map_or_else(empty, |(_, value)| value.clone());
            let shape = FieldValue::Cell(of.cell(RowId::FIRST_ROUND, column), value);
            let (first, second) = field_input::parts(&shape);
            let typed = (RwSignal::new(first), RwSignal::new(second));
            (column, shape, typed)
        })
        .collect();
    let fields: Vec<AnyView> = asked
        .iter()
        .map(|(_, shape, (first, second))| inputs(shape.clone(), *first, *second))
        .collect();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let mut cells = Vec::new();
        let owner = of
            .owner
            .map(|(column, owner)| (column, CellValue::Row(Some(owner))));
        cells.extend(owner);
        cells.extend(
            of.told_by
                .map(|(column, id)| (column, CellValue::choice(id))),
        );
        for (column, shape, (first, second)) in &asked {
            let typed =
                field_input::with_parts(shape, &first.read_untracked(), &second.read_untracked());
            match typed {
                Ok(FieldValue::Cell(_, value)) => cells.push((*column, value)),
                Ok(_) => {}
                Err(what) => {
                    let field = shape.name();
                    return trouble.set(Some(Trouble::new(what).of(field)));
                }
            }
        }
        session.send_then(writes(of, cells), trouble, move |outcome| {
            let _ = on_close.try_run(Some(outcome));
        });
    };
    view! {
        <form class="stack row-form" on:submit=save>
            {fields}
            <TroubleBox trouble=trouble />
            <FormButtons on_cancel=cancel />
        </form>
    }
}
