//! Venues (协商场所): what is known of one and what is missing.

use crate::projection::Row;
use crate::record::Column;

/// What is still missing of a venue: a fixed place has an address, seats and a photo (二(三)).
pub fn venue_lacks(venue: &Row) -> Vec<Column> {
    let wanted = [
        Column::Title,
        Column::Location,
        Column::Seats,
        Column::Photo,
    ];
    let missing = wanted.into_iter();
    missing.filter(|column| venue.is_empty(*column)).collect()
}

/// A venue as a plan names it: `居民议事厅（3 号楼一层）`; empty while nothing is written of it.
pub fn venue_words(venue: &Row) -> String {
    let (name, location) = (venue.text(Column::Title), venue.text(Column::Location));
    match (name, location) {
        ("", location) => location.to_owned(),
        (name, "") => name.to_owned(),
        (name, location) => format!("{name}（{location}）"),
    }
}
