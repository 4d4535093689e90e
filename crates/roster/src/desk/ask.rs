//! What a page asks the desk, and what it gets: plain data in CBOR.

mod of_book;
mod of_file;

pub use of_book::{
    Batch, CardPage, CardsOf, Cell, Entry, Export, Exported, Find, Found, Line, Look, NewCards,
    Own, Part, Parts, PartsShown, PeopleNumbers, Places, Related, Remove, Settle, Standing, Stored,
    TakeCards, Text, Undo, UnitNumbers, Variant, Veil, Veiled, Write,
};
pub use of_file::{
    Arrange, ChangeLine, Changes, ChangesShown, Check, Checked, Choose, Column, Kinds, Lines,
    LinesShown, OpenFile, Opened, SheetLine, Take,
};

/// A question with its number and the form of its answer.
pub trait Ask {
    /// Which question it is.
    const NUMBER: u8;
    /// What comes back.
    type Answer;
}

macro_rules! asks {
    ($($question:ident = $number:literal -> $answer:ident;)*) => {$(
        impl Ask for $question {
            const NUMBER: u8 = $number;
            type Answer = $answer;
        }
    )*};
}

asks! {
    TakeCards = 1 -> Standing;
    Find = 2 -> Found;
    Look = 3 -> CardPage;
    Write = 4 -> NewCards;
    Own = 5 -> NewCards;
    Remove = 6 -> NewCards;
    Settle = 7 -> NewCards;
    Undo = 8 -> NewCards;
    CardsOf = 9 -> Places;
    Export = 10 -> Text;
    Veil = 11 -> Veiled;
    Parts = 12 -> PartsShown;
    OpenFile = 20 -> Opened;
    Arrange = 21 -> Opened;
    Check = 22 -> Checked;
    Lines = 23 -> LinesShown;
    Changes = 24 -> ChangesShown;
    Choose = 25 -> Checked;
    Take = 26 -> NewCards;
}
