//! A community over the wire: an administrator, staff who joined, and a hall with a record.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail, ensure};
use consultation::{ChangeBytes, Command, Date, Document, FieldValue, Founding, TextTarget};
use ledger::link::{InvitationKey, Link, Purpose};
use ledger::payload::{self, Found, Grant, Grantee};
use ledger::{Answer, Class, Entry, KeyId, Kind, PublicKey, Role, RoomId, RoomKind, Timestamp};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};

use super::{Author, WireClient, author};
use crate::RelayProcess;

/// Where the private scalar and the public point stand in what `ring` writes for a P-256 key.
const SCALAR: std::ops::Range<usize> = 36..68;
const POINT: std::ops::Range<usize> = 73..138;

/// A hall whose administrator writes its record.
pub struct Hall {
    /// The board.
    pub board: RoomId,
    /// The hall.
    pub room: RoomId,
    /// The administrator.
    pub administrator: Author,
    /// The invitation for staff.
    pub invitation: InvitationKey,
    relay: KeyId,
    document: Document,
    changes: Vec<Vec<u8>>,
    /// Length of the text that was typed, in UTF-16 units.
    typed: usize,
}

/// Milliseconds in a day.
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// The clock of this machine.
pub fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

/// The day by the clock of this machine, in UTC.
///
/// # Errors
/// When the clock stands outside the calendar.
pub fn today() -> Result<Date> {
    let days = i32::try_from(now().0 / DAY)?;
    let epoch = Date::new(1970, 1, 1).context("the first of January")?;
    epoch.plus_days(days).context("a day of the calendar")
}

impl Hall {
    /// Takes a community over by the relay's link, invites staff and founds a hall.
    ///
    /// # Errors
    /// When the relay refuses a step.
    pub async fn founded(relay: &RelayProcess) -> Result<Self> {
        let link = Link::parse(&relay.founding_link().await?)?;
        let mut administrator = Author::new()?;
        let join = administrator.joins(link.board, &link.invitation)?;
        let (invitation, grant) = invited(&mut administrator, link.board, Role::Staff)?;
        let found = Found {
            kind: RoomKind::Hall,
            board: Some(link.board),
            nonce: author::random()?,
            continues: None,
            relay: None,
            first: None,
            name: None,
        };
        let found = payload::encode(&found);
        let found = administrator.writes(RoomId::ZERO, Class::Authority, Kind::FOUND, found)?;
        let room = found.room();
        let founding = Founding::Hall {
            title: "小区停车位怎么分".to_owned(),
        };
        let (document, changes) = Document::found(administrator.actor(room), now(), founding)?;
        let changes: Vec<_> = changes.into_iter().map(ChangeBytes::into_vec).collect();
        let mut hall = Self {
            board: link.board,
            room,
            administrator,
            invitation,
            relay: link.relay,
            document,
            changes,
            typed: 0,
        };
        let mut entries = vec![join, grant, found];
        for bytes in hall.changes.clone() {
            entries.push(
                hall.administrator
                    .writes(room, Class::Record, Kind::CHANGE, bytes)?,
            );
        }
        hall.pushes(relay, &entries).await?;
        Ok(hall)
    }

    /// A member of staff who has joined.
    ///
    /// # Errors
    /// When the relay refuses the join.
    pub async fn staff(&self, relay: &RelayProcess) -> Result<Author> {
        let mut author = Author::new()?;
        let join = author.joins(self.board, &self.invitation)?;
        let mut client = WireClient::connect(relay.address(), Some(&author)).await?;
        let answer = client.push_one(&join).await?;
        ensure!(
            matches!(answer, Answer::Logged(_)),
            "the join was {answer:?}"
        );
        Ok(author)
    }

    /// A link that invites to the hall, in a role that is given there.
    ///
    /// # Errors
    /// When the relay refuses the grant.
    pub async fn invites(&mut self, relay: &RelayProcess, role: Role) -> Result<Link> {
        let (invitation, grant) = invited(&mut self.administrator, self.room, role)?;
        self.pushes(relay, &[grant]).await?;
        Ok(Link {
            purpose: Purpose::Join,
            board: self.board,
            hall: Some(self.room),
            leads_to: None,
            relay: self.relay,
            invitation,
        })
    }

    /// The next change of the record: the purpose, written anew.
    ///
    /// # Errors
    /// When the record does not take it.
    pub fn change(&mut self, words: &str) -> Result<Entry> {
        self.commands(Command::Set(FieldValue::Purpose(words.to_owned())))
    }

    /// The next change of the record: words typed at the end of its text.
    ///
    /// # Errors
    /// When the record does not take them.
    pub fn types(&mut self, words: &str) -> Result<Entry> {
        let entry = self.commands(Command::SpliceText {
            target: TextTarget::FullText,
            index: self.typed,
            delete: 0,
            insert: words.to_owned(),
        })?;
        self.typed += words.encode_utf16().count();
        Ok(entry)
    }

    fn commands(&mut self, command: Command) -> Result<Entry> {
        let actor = self.administrator.actor(self.room);
        let outcome = self.document.command(actor, now(), command)?;
        let [change] = outcome.changes.as_slice() else {
            bail!("{} changes instead of one", outcome.changes.len());
        };
        let bytes = change.as_slice().to_vec();
        self.changes.push(bytes.clone());
        self.administrator
            .writes(self.room, Class::Record, Kind::CHANGE, bytes)
    }

    /// A change by somebody else's actor: made for `actor`, signed by whoever is given.
    ///
    /// # Errors
    /// When the record does not take it.
    pub fn change_as(&self, actor: ledger::ActorId, words: &str) -> Result<Vec<u8>> {
        let (mut copy, _) = Document::from_changes(self.changes.iter().map(Vec::as_slice));
        let purpose = FieldValue::Purpose(words.to_owned());
        let outcome = copy.command(actor, now(), Command::Set(purpose))?;
        let change = outcome
            .changes
            .first()
            .context("the words were there already")?;
        Ok(change.as_slice().to_vec())
    }

    /// Pushes entries as the administrator; every one has to be logged.
    ///
    /// # Errors
    /// When the relay does not log one.
    pub async fn pushes(&self, relay: &RelayProcess, entries: &[Entry]) -> Result<()> {
        let mut client = WireClient::connect(relay.address(), Some(&self.administrator)).await?;
        for (id, answer) in client.push(entries).await? {
            ensure!(matches!(answer, Answer::Logged(_)), "{id} was {answer:?}");
        }
        Ok(())
    }
}

/// An invitation to a room for many, and the entry that grants it.
fn invited(author: &mut Author, room: RoomId, role: Role) -> Result<(InvitationKey, Entry)> {
    let invitation = invitation_key()?;
    let grant = Grant {
        to: Grantee::Invitation {
            key: invitation.public,
            limit: 1_000,
        },
        role,
        expires: None,
    };
    let grant = payload::encode(&grant);
    let grant = author.writes(room, Class::Authority, Kind::GRANT, grant)?;
    Ok((invitation, grant))
}

fn invitation_key() -> Result<InvitationKey> {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random)
        .map_err(|error| anyhow::anyhow!("no invitation key: {error}"))?;
    let whole = pkcs8.as_ref();
    let scalar = whole.get(SCALAR).and_then(|scalar| scalar.try_into().ok());
    let public = whole.get(POINT).and_then(PublicKey::from_slice);
    Ok(InvitationKey {
        scalar: scalar.context("an odd key")?,
        public: public.context("an odd key")?,
    })
}
