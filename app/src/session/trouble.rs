//! What can go wrong, as plain data that pages put into words.

use consultation::FieldName;

/// A failure: what happened. The page says it, says what is safe, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// What happened.
    pub(crate) what: What,
    /// The field that it is about, where a form has several.
    pub(crate) field: Option<FieldName>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// The link is cut short or mistyped.
    LinkDamaged,
    /// The invitation was used as often as it allows.
    LinkUsed,
    /// The invitation's time is over.
    LinkExpired,
    /// Whoever invited took the invitation back.
    LinkRevoked,
    /// The founding link has founded its community already.
    AlreadyFounded,
    /// This device belongs to the link's community already.
    AlreadyMember,
    /// The relay was not reached.
    RelayUnreachable,
    /// Something answered that is not the relay: a sign-in page of the network, a wrong address.
    NotTheRelay,
    /// The relay is busy or full for the moment.
    RelayBusy,
    /// The relay does not know this community.
    CommunityUnknown,
    /// The relay does not know this invitation yet: the device that made it has not sent it.
    InvitationOnItsWay,
    /// The browser offers no storage.
    StorageMissing,
    /// A private window: what is written goes when it closes.
    PrivateWindow,
    /// The device's storage is full.
    StorageFull,
    /// Writing to the device failed.
    StorageFailed,
    /// A newer version of the app wrote what is stored.
    DataNewer,
    /// Another tab with an older version of the app does not let the storage go.
    DataBlocked,
    /// What is stored cannot be opened; it is left as it is.
    DataUnreadable,
    /// The browser cannot keep a signing key.
    KeyFailed,
    /// A field that must be filled is empty.
    Empty,
    /// A single-line field is longer than its limit, in characters.
    TooLong { length: usize, limit: usize },
    /// A text would grow past its limit, in characters.
    TextTooLong { length: usize, limit: usize },
    /// The end lies before the start.
    EndBeforeStart,
    /// A field for a number holds something else.
    NoNumber,
    /// A number is larger than any community has.
    NumberTooLarge { limit: u64 },
    /// Something would follow itself.
    ComesBack,
    /// A photo as only some phones can show it.
    PhotoIsHeic,
    /// A picked file is no photo but, by its first bytes, this.
    NotAPhoto { found: &'static str },
    /// A picked file is nothing that is known.
    UnknownFile,
    /// A photo that cannot be opened.
    PhotoBroken,
    /// A photo of so many million pixels, more than an old phone can open.
    TooManyPixels { millions: u64 },
    /// There is no room for a photo; there may be for words.
    NoSpaceForPhoto,
    /// Nothing of a consultation is on this device yet.
    NotHereYet,
    /// What the roster's desk says in its own words.
    Said(String),
    /// A table that brought the roster's program down.
    TableBroken,
    /// A file larger than any roster.
    TableTooLarge,
    /// The roster's program came down.
    RosterStopped,
    /// The roster's program is not on this device.
    RosterNotHere,
    /// The practice community's program is not on this device.
    PracticeNotHere,
    /// The texts of a language are not on this device.
    LanguageNotHere,
    /// The state in which something was sent up cannot be read from its row.
    FrozenSpoiled,
    /// Another tab writes.
    ReadOnlyTab,
    /// This person has no right to it.
    NotAllowed,
    /// Something that was named is not there.
    Missing,
    /// A fault of the app; the words are for the log.
    Bug(String),
    /// A snapshot of a record is shown until all of it is here.
    StillArriving,
}

impl Trouble {
    /// The trouble.
    pub(crate) fn new(what: What) -> Self {
        Self { what, field: None }
    }

    /// The trouble, about a field of a form.
    pub(crate) fn of(mut self, field: FieldName) -> Self {
        self.field.get_or_insert(field);
        self
    }

    /// A fault of the app.
    pub(crate) fn bug(words: &str) -> Self {
        Self::new(What::Bug(words.to_owned()))
    }
}

/// Something that went well, with a remark; or that happened without anyone asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// Invisible control or direction characters were left out of what was pasted.
    CharactersRemoved,
    /// Damaged rows were set aside; they come back from the relay.
    RowsSetAside { count: usize },
    /// The app died while opening a room, so the newest entries were left out.
    OpenedWithoutNewest,
    /// Text that could not be stored is handed back.
    HandedBack { text: String },
    /// Another tab took over writing.
    TakenOver,
    /// A link was opened on a device that belongs to its community already.
    AlreadyMember,
    /// A link was opened that cannot be read.
    LinkDamaged,
}
