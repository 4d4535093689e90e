//! Founding a community, joining one, inviting others, ending a right.
//!
//! Whether an invitation holds is judged here, by the board as the relay shows it, before anything
//! is written: a link that is used up costs its reader nothing but a sentence.

use std::sync::Arc;
use std::time::Duration;

use consultation::{Founding as FoundRecord, NameTag, Statement};
use ledger::authority::Invitation as Known;
use ledger::link::{InvitationKey, Link, Purpose};
use ledger::payload::{self, Grant, Grantee, Join, Revoke};
use ledger::{
    Class, EntryId, KeyId, Kind, PersonId, PublicKey, Role, RoomId, RoomKind, Signature, Timestamp,
};

use super::super::command::{Founding, Joining, Offer};
use super::super::stage::Reply;
use super::super::view::{self, Invitation, LinkPurpose, Phase, RecoverySheet};
use super::super::{Note, Outcome, Trouble, What};
use super::view::civil;
use super::{Engine, State, now, start, troubles};
use crate::platform::crypto::{self, InvitationKeys, JoinKey};
use crate::platform::{address, install, timer};

/// How long a person waits for the relay before being told that it does not answer.
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK_EVERY: Duration = Duration::from_millis(100);
const DAY_MS: u64 = 24 * 60 * 60 * 1000;
/// Longest name of a community, in characters; the record's own limit.
const NAME_CHARS: usize = 100;

impl Engine {
    /// Reads a link out of whatever was opened or pasted.
    pub(super) fn read_link(&self, text: &str) -> Result<(), Trouble> {
        let is_member = self.inner.state.borrow().is_member();
        match Link::parse(text) {
            Ok(link) if self.inner.state.borrow().has_joined(&link) => {
                self.choose_board(link.board);
                self.settle();
                self.inner.stage.note(Note::AlreadyMember);
                Err(Trouble::new(What::AlreadyMember))
            }
            Err(error) if is_member => {
                self.settle();
                self.inner.stage.note(Note::LinkDamaged);
                Err(troubles::of_link(error))
            }
            Ok(link) => {
                if is_member {
                    // Who somebody is here already is offered there too.
                    self.show_all();
                    self.connect();
                }
                let purpose = match link.purpose {
                    Purpose::Found => LinkPurpose::Found,
                    Purpose::Join => LinkPurpose::Join,
                };
                self.inner.state.borrow_mut().opened_link = Some(link);
                let link = view::Link {
                    purpose,
                    community: None,
                    trouble: None,
                };
                self.show_phase(Phase::Visitor { link: Some(link) });
                Ok(())
            }
            Err(error) => {
                let trouble = troubles::of_link(error);
                let link = view::Link {
                    purpose: LinkPurpose::Unreadable,
                    community: None,
                    trouble: Some(trouble.clone()),
                };
                self.show_phase(Phase::Visitor { link: Some(link) });
                Err(trouble)
            }
        }
    }

    pub(super) fn dismiss_link(&self) -> Result<(), Trouble> {
        self.inner.state.borrow_mut().opened_link = None;
        self.settle();
        Ok(())
    }

    pub(super) async fn found(self, founding: Founding) -> Result<Outcome, Trouble> {
        let name = founding.community.trim().to_owned();
        check_name(&name, NAME_CHARS)?;
        let (board, mut entries) = self.enter(&founding.name, &founding.device).await?;
        let (office, founded) =
            self.found_room(RoomKind::Office, Some(board), FoundRecord::Office)?;
        entries.extend(founded);
        let record = FoundRecord::Board {
            name,
            jurisdiction: founding.level,
            office: Some(office),
        };
        entries.extend(self.found_record(board, record)?);
        self.finish_entering(board, entries).await
    }

    pub(super) async fn join(self, joining: Joining) -> Result<Outcome, Trouble> {
        let (board, entries) = self.enter(&joining.name, &joining.device).await?;
        self.finish_entering(board, entries).await
    }

    async fn finish_entering(
        &self,
        board: RoomId,
        entries: Vec<EntryId>,
    ) -> Result<Outcome, Trouble> {
        self.saved(&entries).await?;
        let link = self.inner.state.borrow_mut().opened_link.take();
        self.choose_board(board);
        // Some browsers decide by themselves; the page 本机可靠性 says what came of it.
        let _ = install::request_persistence().await;
        self.measure().await;
        self.settle();
        let hall = link.and_then(|link| link.hall.or(link.leads_to));
        Ok(hall.map_or(Outcome::Done, Outcome::Room))
    }

    /// Enrols the device, unless it is, and writes its join and its name tag; gives the board too.
    async fn enter(&self, name: &str, device: &str) -> Result<(RoomId, Vec<EntryId>), Trouble> {
        let link = self.inner.state.borrow().opened_link;
        let link = link.ok_or_else(|| Trouble::new(What::LinkDamaged))?;
        let person = PersonId(crypto::random().map_err(|error| troubles::of_keys(&error))?);
        let tag = NameTag::new(person, name, device).map_err(|error| name_trouble(&error))?;
        let me = self.enrol().await?;
        self.meet_board(&link).await?;
        let keys = InvitationKeys {
            secret: link.invitation.scalar,
            public: link.invitation.public.point,
        };
        let damaged = |_| Trouble::new(What::LinkDamaged);
        let key = JoinKey::import(&keys).await.map_err(damaged)?;
        let proof = key
            .sign(&Join::message(link.room(), me.id()))
            .await
            .map_err(damaged)?;
        let invitation = link.invitation.public.id();
        let join = Join {
            invitation,
            key: me,
            proof: Signature(proof),
        };
        let room = link.room();
        let statement = Statement::NameTag(tag);
        let entries = vec![
            self.write(room, Class::Authority, Kind::JOIN, payload::encode(&join))?,
            self.write(room, Class::Statement, statement.kind(), statement.encode())?,
        ];
        Ok((link.board, entries))
    }

    async fn enrol(&self) -> Result<PublicKey, Trouble> {
        let known = self.inner.state.borrow().keys.clone();
        if let Some(key) = known.as_deref().and_then(start::public_key) {
            return Ok(key);
        }
        self.place_mark().await?;
        let fence = self.fence()?;
        let keys = crypto::enrol(&self.inner.database, fence)
            .await
            .map_err(|error| troubles::of_keys(&error))?;
        let key = start::public_key(&keys).ok_or_else(|| Trouble::new(What::KeyFailed))?;
        let mut state = self.inner.state.borrow_mut();
        state.keys = Some(std::rc::Rc::new(keys));
        state.replica.enrol(key);
        Ok(key)
    }

    /// Follows the board of a link until its invitation can be judged; leaves it when that fails.
    async fn meet_board(&self, link: &Link) -> Result<(), Trouble> {
        self.follow(link.board, RoomKind::Board, None, link);
        if let Some(hall) = link.hall {
            self.follow(hall, RoomKind::Hall, Some(link.board), link);
        }
        self.connect_now();
        let met = timer::within(PATIENCE, self.until_known(link)).await;
        let judged = match met {
            Some(judged) => judged,
            None => {
                let state = self.inner.state.borrow();
                let silent = match state.replica.is_online() {
                    true if state.replica.is_caught_up(link.board) => What::InvitationOnItsWay,
                    true => What::RelayBusy,
                    false => What::RelayUnreachable,
                };
                Err(state
                    .trouble
                    .clone()
                    .unwrap_or_else(|| Trouble::new(silent)))
            }
        };
        if judged.is_err() {
            self.leave(link);
        }
        judged
    }

    fn follow(&self, room: RoomId, kind: RoomKind, board: Option<RoomId>, link: &Link) {
        let mut effects = Vec::new();
        self.inner.state.borrow_mut().replica.follow(
            room,
            Some(kind),
            board,
            Some(link.relay),
            &mut effects,
        );
        self.carry_out(effects);
    }

    fn leave(&self, link: &Link) {
        let mut effects = Vec::new();
        {
            let mut state = self.inner.state.borrow_mut();
            for room in [Some(link.board), link.hall].into_iter().flatten() {
                state.replica.forget(room, &mut effects);
                state.books.remove(&room);
            }
            state.trouble = None;
        }
        self.carry_out(effects);
        if !self.inner.state.borrow().is_member() {
            self.hang_up();
        }
    }

    /// Waits for the invitation. One to a hall cannot be read before it is redeemed: there it is enough that
    /// the hall's board is here, and the relay judges the rest.
    async fn until_known(&self, link: &Link) -> Result<(), Trouble> {
        loop {
            {
                let state = self.inner.state.borrow();
                let is_here = state.replica.is_caught_up(link.board);
                if is_here && link.hall.is_some() {
                    return Ok(());
                }
                let log = state.replica.log(link.room()).filter(|_| is_here);
                let invitation =
                    log.and_then(|log| log.members().invitation(link.invitation.public.id()));
                if let Some(invitation) = invitation {
                    return judge(invitation, log.map_or(0, ledger::RoomLog::len));
                }
                if state.replica.is_absent(link.board) {
                    return Err(Trouble::new(What::CommunityUnknown));
                }
            }
            timer::sleep(LOOK_EVERY).await;
        }
    }

    pub(super) async fn invite(self, offer: Offer) -> Result<Outcome, Trouble> {
        let (invitation, _) = self.invited(offer).await?;
        Ok(Outcome::Invitation(invitation))
    }

    /// Makes an invitation; gives its key's id too.
    pub(super) async fn invited(&self, offer: Offer) -> Result<(Arc<Invitation>, KeyId), Trouble> {
        let expires = now().plus(u64::from(offer.days) * DAY_MS);
        let (link, key, entry) = self.make_invitation(offer, Some(expires)).await?;
        self.saved(&[entry]).await?;
        let invitation = Invitation {
            link,
            role: offer.role,
            limit: offer.limit,
            expires: civil(expires).map(|time| time.date()),
        };
        Ok((Arc::new(invitation), key))
    }

    pub(super) async fn prepare_recovery_sheet(self) -> Result<Outcome, Trouble> {
        let offer = Offer {
            role: Role::Administrator,
            limit: 1,
            days: 0,
            hall: None,
        };
        let (link, _, entry) = self.make_invitation(offer, None).await?;
        self.saved(&[entry]).await?;
        let community = self.inner.stage.community.read_untracked().clone();
        let community = community.ok_or_else(|| Trouble::new(What::Missing))?;
        let today = civil(now()).ok_or_else(|| Trouble::bug("no civil time"))?;
        let sheet = RecoverySheet {
            community: community.name.clone(),
            link,
            issued: today.date(),
            issued_by: community.my_name.clone(),
        };
        Ok(Outcome::RecoverySheet(Arc::new(sheet)))
    }

    async fn make_invitation(
        &self,
        offer: Offer,
        expires: Option<Timestamp>,
    ) -> Result<(String, KeyId, EntryId), Trouble> {
        let keys = InvitationKeys::generate()
            .await
            .map_err(|error| troubles::of_keys(&error))?;
        let public =
            PublicKey::from_slice(&keys.public).ok_or_else(|| Trouble::new(What::KeyFailed))?;
        let board = {
            let state = self.inner.state.borrow();
            let of_hall = offer.hall.and_then(|hall| state.replica.board(hall));
            of_hall.map_or_else(|| state.board(), Ok)?
        };
        let relay = {
            let state = self.inner.state.borrow();
            state
                .replica
                .log(board)
                .and_then(|log| log.relay_keys().last().copied())
        };
        let relay = relay.ok_or_else(|| Trouble::new(What::CommunityUnknown))?;
        let grant = Grant {
            to: Grantee::Invitation {
                key: public,
                limit: offer.limit,
            },
            role: offer.role,
            expires,
        };
        // A role of the board is given there; it only leads to the hall.
        let is_of_hall = offer.role.home() == RoomKind::Hall;
        let hall = offer.hall.filter(|_| is_of_hall);
        let entry = self.write(
            hall.unwrap_or(board),
            Class::Authority,
            Kind::GRANT,
            payload::encode(&grant),
        )?;
        let link = Link {
            purpose: Purpose::Join,
            board,
            hall,
            leads_to: offer.hall.filter(|_| !is_of_hall),
            relay: relay.id(),
            invitation: InvitationKey {
                scalar: keys.secret,
                public,
            },
        };
        let origin = address::origin().map_err(|error| Trouble::bug(&error.to_string()))?;
        Ok((link.to_url(&origin), public.id(), entry))
    }

    pub(super) fn revoke(&self, key: KeyId) -> Reply {
        let written = self
            .inner
            .state
            .borrow()
            .board()
            .map(|board| (board, payload::encode(&Revoke { key })));
        let written = written
            .and_then(|(board, bytes)| self.write(board, Class::Authority, Kind::REVOKE, bytes));
        self.stored(written.map(|entry| vec![entry]))
    }
}

impl State {
    /// Whether a link brings nothing new: this device has a right where it leads, or has written its join there. One
    /// by which somebody is asked to answer is taken by whoever opens it, whatever right they have.
    fn has_joined(&self, link: &Link) -> bool {
        let room = link.room();
        let me = self.replica.me();
        let log = self.replica.log(room);
        let members = log.map(ledger::RoomLog::members);
        let invitation =
            members.and_then(|members| members.invitation(link.invitation.public.id()));
        let has_joined_by_it = || {
            let joins = invitation.map(|invitation| &invitation.joins);
            joins.is_some_and(|joins| me.is_some_and(|me| joins.contains(&me)))
        };
        match link.leads_to {
            Some(_) => has_joined_by_it(),
            None => {
                let member = members.and_then(|members| members.get(me?));
                member.is_some() || !self.replica.waiting(room).is_empty()
            }
        }
    }
}

/// Whether an invitation would let one more in, in words for the one who asks.
fn judge(invitation: &Known, after: u64) -> Result<(), Trouble> {
    let is_revoked = invitation.until.is_some_and(|until| until <= after);
    let is_used = invitation.joins.len() as u64 >= u64::from(invitation.limit);
    if is_used && invitation.is_first {
        Err(Trouble::new(What::AlreadyFounded))
    } else if is_revoked {
        Err(Trouble::new(What::LinkRevoked))
    } else if invitation.expires.is_some_and(|expires| now() > expires) {
        Err(Trouble::new(What::LinkExpired))
    } else if is_used {
        Err(Trouble::new(What::LinkUsed))
    } else {
        Ok(())
    }
}

fn check_name(name: &str, limit: usize) -> Result<(), Trouble> {
    let length = name.chars().count();
    match length {
        0 => Err(Trouble::new(What::Empty)),
        _ if length > limit => Err(Trouble::new(What::TooLong { length, limit })),
        _ => Ok(()),
    }
}

fn name_trouble(error: &consultation::statement::NameTagError) -> Trouble {
    use consultation::statement::NameTagError;
    match error {
        NameTagError::TooLong { limit, found } => Trouble::new(What::TooLong {
            length: *found,
            limit: *limit,
        }),
        NameTagError::NoName => Trouble::new(What::Empty),
    }
}
