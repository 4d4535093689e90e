//! What a board is the board of.

/// The level of a jurisdiction, stored by its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Jurisdiction {
    /// 社区
    #[default]
    Community,
    /// 乡镇（街道）
    Township,
    /// 区县（市）
    District,
    /// 市
    City,
    /// A level of a later version, kept as it is stored.
    Other(String),
}

impl Jurisdiction {
    /// The levels that this version knows, smallest first.
    pub const KNOWN: [Self; 4] = [Self::Community, Self::Township, Self::District, Self::City];

    /// The id under which the level is stored, and by which an interface looks up its name.
    pub fn id(&self) -> &str {
        match self {
            Self::Community => "community",
            Self::Township => "township",
            Self::District => "district",
            Self::City => "city",
            Self::Other(id) => id,
        }
    }

    /// The level of an id; one that is not known is kept.
    pub fn from_id(id: &str) -> Self {
        Self::KNOWN
            .into_iter()
            .find(|level| level.id() == id)
            .unwrap_or_else(|| Self::Other(id.to_owned()))
    }
}
