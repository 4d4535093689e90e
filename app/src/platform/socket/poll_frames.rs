//! The body of a poll: frames one after the other, each one CBOR item (a CBOR sequence, RFC 8742).

use minicbor::Decoder;

use super::FRAME_LIMIT;

/// Takes a body apart; `None` when it is cut, holds too long a frame, or is not CBOR.
pub(super) fn split(body: &[u8]) -> Option<Vec<&[u8]>> {
    let mut frames = Vec::new();
    let mut rest = body;
    while !rest.is_empty() {
        let mut decoder = Decoder::new(rest);
        decoder.skip().ok()?;
        let (frame, after) = rest.split_at_checked(decoder.position())?;
        if frame.len() > FRAME_LIMIT {
            return None;
        }
        frames.push(frame);
        rest = after;
    }
    Some(frames)
}

#[cfg(test)]
mod tests {
    use minicbor::bytes::ByteSlice;

    use super::{FRAME_LIMIT, split};

    fn frame(bytes: &[u8]) -> Vec<u8> {
        minicbor::to_vec(<&ByteSlice>::from(bytes)).unwrap()
    }

    #[test]
    fn frames_come_back_in_order() {
        let frames = [frame(b"one"), frame(b""), frame(&[7; 1000])];
        assert_eq!(split(&frames.concat()).unwrap(), frames);
        assert_eq!(split(&[]).unwrap(), Vec::<&[u8]>::new());
    }

    #[test]
    fn a_body_cut_anywhere_gives_nothing() {
        let body = frame(b"frame");
        for length in 1..body.len() {
            assert_eq!(split(&body[..length]), None, "length {length}");
        }
    }

    #[test]
    fn a_frame_over_the_limit_is_refused() {
        assert_eq!(split(&frame(&vec![0; FRAME_LIMIT])), None);
    }
}
