//! Invitation links as people send them on.

use ledger::link::{Link, LinkError};

use crate::{keys::TestKey, vectors};

#[test]
fn a_link_is_found_wherever_its_words_also_occur() {
    let link = vectors::hall_link();
    for origin in [
        "https://join/found",
        "https://zs.example.org/join/",
        "https://found.example",
    ] {
        assert_eq!(Link::parse(&link.to_url(origin)), Ok(link), "{origin}");
    }
    let pasted = format!(
        "加入协商 join/ 请点：{}（三十天内有效）",
        link.to_url("https://zs.example.org")
    );
    assert_eq!(Link::parse(&pasted), Ok(link));
}

#[test]
fn a_link_says_what_is_wrong_with_it() {
    let fragment = vectors::hall_link().to_fragment();
    let cut = |to: usize| Link::parse(&fragment[..to]);
    assert_eq!(cut(fragment.len() - 1), Err(LinkError::Incomplete));
    assert_eq!(cut("join/".len()), Err(LinkError::Incomplete));
    assert_eq!(
        Link::parse("https://zs.example.org/"),
        Err(LinkError::NotALink)
    );
    assert_eq!(Link::parse(""), Err(LinkError::NotALink));
    assert_eq!(Link::parse("join/AgAB"), Err(LinkError::Newer));
}

#[test]
fn one_wrong_letter_is_noticed() {
    let fragment = vectors::hall_link().to_fragment();
    for at in "join/".len()..fragment.len() {
        let mut other = fragment.clone().into_bytes();
        other[at] = if other[at] == b'A' { b'B' } else { b'A' };
        let other = String::from_utf8(other).unwrap();
        assert!(
            Link::parse(&other).is_err(),
            "letter {at} may be wrong unnoticed"
        );
    }
}

#[test]
fn a_link_shows_its_private_half_to_nobody_who_prints_it() {
    let shown = format!("{:?}", vectors::hall_link());
    let scalar = TestKey::named("hall invitation").scalar;
    let bytes = format!("{:?}", scalar);
    assert!(!shown.contains(bytes.trim_matches(['[', ']'])), "{shown}");
}
