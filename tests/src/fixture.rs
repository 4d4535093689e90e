//! The first real record: the city's own public solicitation, as it was published.

use anyhow::{Context, Result};

const SOURCE: &str = include_str!("../fixtures/ningbo-2017-solicitation.md");

/// A public solicitation (征求意见公告).
#[derive(Clone, Copy, Debug)]
pub struct Solicitation {
    /// Its title.
    pub title: &'static str,
    /// First and last day of its notice period.
    pub notice: (&'static str, &'static str),
    /// Its full text.
    pub text: &'static str,
}

impl Solicitation {
    /// The solicitation of the Ningbo Civil Affairs Bureau of 2017.
    ///
    /// # Errors
    /// When the fixture is damaged.
    pub fn ningbo_2017() -> Result<Self> {
        let (head, text) = SOURCE
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .context("the fixture has no head")?;
        let field = |name: &str| {
            let line = head.lines().find_map(|line| line.strip_prefix(name));
            line.with_context(|| format!("the fixture has no {name}"))
        };
        Ok(Self {
            title: field("标题：")?,
            notice: (field("公示起：")?, field("公示止：")?),
            text: text.trim(),
        })
    }
}
