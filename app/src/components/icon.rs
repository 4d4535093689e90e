//! One set of line icons; each stands beside words and is hidden from assistive technology.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Today,
    Topics,
    Consultations,
    Publications,
    Register,
    Settings,
    Plus,
    Print,
    Copy,
    Share,
    Edit,
    Back,
    Undo,
    People,
    Camera,
}

impl Sign {
    fn path(self) -> &'static str {
        match self {
            Self::Today => "M5 6h14v14H5zM5 10h14M9 3v4M15 3v4M9 14h2v2H9z",
            Self::Topics => "M5 4h14v12H9l-4 4zM9 8h6M9 12h4",
            Self::Consultations => "M4 5h13v9H9l-5 4zM20 9v11l-4-3h-6M8 9h5",
            Self::Publications => "M4 5h16v11H4zM8 9h8M8 12h5M9 16v4M15 16v4",
            Self::Register => "M5 4h14v16H5zM9 9h6M9 13h6M9 17h4",
            Self::Settings => {
                "M12 9a3 3 0 100 6 3 3 0 000-6M12 3v3M12 18v3M3 12h3M18 12h3\
                 M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2"
            }
            Self::Plus => "M12 5v14M5 12h14",
            Self::Print => "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
            Self::Copy => "M9 9h11v11H9zM15 9V4H4v11h5",
            Self::Share => "M12 15V4M8 8l4-4 4 4M5 12v8h14v-8",
            Self::Edit => "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
            Self::Back => "M15 5l-7 7 7 7",
            Self::Undo => "M9 14L4 9l5-5M4 9h10a6 6 0 010 12h-3",
            Self::Camera => "M4 8h4l2-3h4l2 3h4v11H4zM12 10a3 3 0 100 6 3 3 0 000-6",
            Self::People => {
                "M9 5a3 3 0 100 6 3 3 0 000-6M3 20v-2a5 5 0 015-5h2a5 5 0 015 5v2\
                 M16 6a3 3 0 010 5.5M18 14a5 5 0 013 4v2"
            }
        }
    }
}

/// Draws a sign.
#[component]
pub(crate) fn Icon(sign: Sign) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=sign.path() />
        </svg>
    }
}
