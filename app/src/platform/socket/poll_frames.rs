//! The body of a poll: frames one after the other, each led by its length in four bytes, big-endian.

use super::FRAME_LIMIT;

/// Appends one frame to a body.
pub(super) fn append(body: &mut Vec<u8>, frame: &[u8]) {
    let length = u32::try_from(frame.len()).unwrap_or(u32::MAX);
    body.extend_from_slice(&length.to_be_bytes());
    body.extend_from_slice(frame);
}

/// Takes a body apart; `None` when it is cut, too long or not made of frames.
pub(super) fn split(mut body: &[u8]) -> Option<Vec<&[u8]>> {
    let mut frames = Vec::new();
    while !body.is_empty() {
        let (length, rest) = body.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        if length > FRAME_LIMIT {
            return None;
        }
        let (frame, rest) = rest.split_at_checked(length)?;
        frames.push(frame);
        body = rest;
    }
    Some(frames)
}

#[cfg(test)]
mod tests {
    use super::{FRAME_LIMIT, append, split};

    #[test]
    fn frames_come_back_in_order() {
        let frames: [&[u8]; 3] = [b"one", b"", &[7; 1000]];
        let mut body = Vec::new();
        for frame in frames {
            append(&mut body, frame);
        }
        assert_eq!(split(&body).unwrap(), frames);
        assert_eq!(split(&[]).unwrap(), Vec::<&[u8]>::new());
    }

    #[test]
    fn a_body_cut_anywhere_gives_nothing() {
        let mut body = Vec::new();
        append(&mut body, b"frame");
        for length in 1..body.len() {
            assert_eq!(split(&body[..length]), None, "length {length}");
        }
    }

    #[test]
    fn a_web_page_is_not_frames() {
        assert_eq!(split(b"<!DOCTYPE html><title>Login</title>"), None);
    }

    #[test]
    fn a_frame_over_the_limit_is_refused_by_its_length() {
        let length = u32::try_from(FRAME_LIMIT + 1).unwrap().to_be_bytes();
        assert_eq!(
            split(&[&length[..], &vec![0; FRAME_LIMIT + 1]].concat()),
            None
        );
    }
}
