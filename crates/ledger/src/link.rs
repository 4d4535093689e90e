//! Invitation links: everything a device needs to join, in the fragment of a URL.
//!
//! A fragment never travels to a server. Its bytes are fixed: version 1, a byte of flags, board,
//! relay key id, the invitation's private scalar and public point without its leading 4, the hall
//! if flag 1 is set, the hall that is shown after a join to the board if flag 2 is set, and the first
//! four bytes of SHA-256 over all of that, so that a link cut short by a chat program is told from a
//! wrong one. In base64url without padding (RFC 4648 §5).

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::{KeyId, PublicKey, RoomId};

const VERSION: u8 = 1;
const HAS_HALL: u8 = 1;
const LEADS_ON: u8 = 2;

/// The private half of an invitation, as it travels in a link.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct InvitationKey {
    /// The private scalar, big-endian.
    pub scalar: [u8; 32],
    /// The public key.
    pub public: PublicKey,
}

impl core::fmt::Debug for InvitationKey {
    /// Shows the public half only.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "InvitationKey({:?})", self.public.id())
    }
}

/// An invitation to a board or to one hall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Whether the community is founded by it, or exists and is joined.
    pub purpose: Purpose,
    /// The board.
    pub board: RoomId,
    /// The hall, if the invitation is to one.
    pub hall: Option<RoomId>,
    /// The hall to which somebody who joins the board is led; the invitation itself is the board's.
    pub leads_to: Option<RoomId>,
    /// The relay that is to be believed.
    pub relay: KeyId,
    /// The invitation.
    pub invitation: InvitationKey,
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The first administrator takes over a board that a relay prepared.
    Found,
    /// Somebody joins.
    Join,
}

/// Why a text is no link.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum LinkError {
    /// It has no part that begins like a link of ours.
    #[error("not an invitation link")]
    NotALink,
    /// Its checksum does not match: cut short or mistyped.
    #[error("the link is incomplete")]
    Incomplete,
    /// It is of a later version.
    #[error("the link is of a later version")]
    Newer,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Join => "join",
        }
    }
}

impl Link {
    /// The room whose log the join goes to.
    pub fn room(&self) -> RoomId {
        self.hall.unwrap_or(self.board)
    }

    /// The fragment without `#`: `found/…` or `join/…`.
    pub fn to_fragment(&self) -> String {
        let flag = |room: Option<RoomId>, flag| room.map_or(0, |_| flag);
        let flags = flag(self.hall, HAS_HALL) | flag(self.leads_to, LEADS_ON);
        let mut bytes = vec![VERSION, flags];
        bytes.extend(self.board.0);
        bytes.extend(self.relay.0);
        bytes.extend(self.invitation.scalar);
        bytes.extend(self.invitation.public.point.iter().skip(1));
        let rooms = self.hall.into_iter().chain(self.leads_to);
        bytes.extend(rooms.flat_map(|room| room.0));
        bytes.extend(checksum(&bytes));
        format!("{}/{}", self.purpose.word(), BASE64URL_NOPAD.encode(&bytes))
    }

    /// The whole link, for an origin such as `https://zs.example.org`.
    pub fn to_url(&self, origin: &str) -> String {
        format!("{}/#{}", origin.trim_end_matches('/'), self.to_fragment())
    }

    /// Reads a link out of a URL, a fragment, or a text that somebody pasted around one.
    ///
    /// # Errors
    /// Named in [`LinkError`]; never panics, whatever the text.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let mut error = LinkError::NotALink;
        for purpose in [Purpose::Found, Purpose::Join] {
            // The words may stand elsewhere too: in a host's name, a path, a sentence around.
            for code in text.split(&format!("{}/", purpose.word())).skip(1) {
                match Self::parse_code(purpose, code) {
                    Ok(link) => return Ok(link),
                    Err(why) => error = why,
                }
            }
        }
        Err(error)
    }

    fn parse_code(purpose: Purpose, code: &str) -> Result<Self, LinkError> {
        let is_code = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let code: String = code.chars().take_while(is_code).collect();
        let bytes = BASE64URL_NOPAD
            .decode(code.as_bytes())
            .map_err(|_| LinkError::Incomplete)?;
        if bytes.first().is_some_and(|version| *version != VERSION) {
            return Err(LinkError::Newer);
        }
        Self::read(purpose, &bytes).ok_or(LinkError::Incomplete)
    }

    fn read(purpose: Purpose, bytes: &[u8]) -> Option<Self> {
        let (body, sum) = bytes.split_at_checked(bytes.len().checked_sub(4)?)?;
        if sum != checksum(body) {
            return None;
        }
        let ([_, flags], rest) = body.split_first_chunk::<2>()?;
        let (board, rest) = rest.split_first_chunk::<32>()?;
        let (relay, rest) = rest.split_first_chunk::<16>()?;
        let (scalar, rest) = rest.split_first_chunk::<32>()?;
        let (point, rest) = rest.split_first_chunk::<64>()?;
        let (hall, rest) = room_if(flags & HAS_HALL != 0, rest)?;
        let (leads_to, _) = room_if(flags & LEADS_ON != 0, rest)?;
        Some(Self {
            purpose,
            board: RoomId(*board),
            hall,
            leads_to,
            relay: KeyId(*relay),
            invitation: InvitationKey {
                scalar: *scalar,
                public: PublicKey::from_slice(&[&[4], point.as_slice()].concat())?,
            },
        })
    }
}

/// A room that stands next in a link if its flag is set, and what follows; `None` where it is cut short.
fn room_if(is_there: bool, bytes: &[u8]) -> Option<(Option<RoomId>, &[u8])> {
    if !is_there {
        return Some((None, bytes));
    }
    let (room, rest) = bytes.split_first_chunk::<32>()?;
    Some((Some(RoomId(*room)), rest))
}

fn checksum(bytes: &[u8]) -> [u8; 4] {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    let [a, b, c, d, ..] = hash;
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(hall: Option<RoomId>, leads_to: Option<RoomId>) -> Link {
        let mut point = [7; 65];
        point[0] = 4;
        let public = PublicKey { point };
        Link {
            purpose: Purpose::Join,
            board: RoomId([1; 32]),
            hall,
            leads_to,
            relay: KeyId([2; 16]),
            invitation: InvitationKey {
                scalar: [3; 32],
                public,
            },
        }
    }

    #[test]
    fn a_link_reads_back_from_whatever_surrounds_it() {
        let room = Some(RoomId([9; 32]));
        for (hall, leads_to) in [(None, None), (room, None), (None, room), (room, room)] {
            let link = link(hall, leads_to);
            let url = link.to_url("https://zs.example.org/");
            let pasted = format!("请点这里加入：{url} 谢谢");
            assert_eq!(Link::parse(&pasted), Ok(link));
        }
    }

    #[test]
    fn a_link_cut_short_says_so() {
        let url = link(None, None).to_url("https://zs.example.org");
        assert_eq!(
            Link::parse(&url[..url.len() - 5]),
            Err(LinkError::Incomplete)
        );
        assert_eq!(
            Link::parse("https://zs.example.org/"),
            Err(LinkError::NotALink)
        );
    }
}
