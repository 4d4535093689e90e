//! A page as it is sent: bytes, tag, time, and its compressed form once somebody asked for it.

use std::{io::Write, sync::OnceLock};

use bytes::Bytes;
use consultation::{
    CivilTime,
    public::{AsOf, Page},
};
use ledger::Timestamp;
use sha2::{Digest, Sha256};

/// Fast, and within a few percent of the best: pages are small and change often.
const QUALITY: u32 = 5;
/// The window, in powers of two: no page is larger than 256 KiB by far.
const WINDOW: u32 = 18;
const BUFFER: usize = 4_096;

/// A page on the shelf.
#[derive(Debug)]
pub struct Served {
    page: Page,
    as_of: CivilTime,
    made_at: Timestamp,
    body: Body,
}

/// What is sent.
#[derive(Debug)]
pub struct Body {
    bytes: Bytes,
    tag: String,
    brotli: OnceLock<Option<Bytes>>,
}

impl Served {
    /// A page that was rendered now.
    pub(super) fn new(page: Page, as_of: CivilTime, made_at: Timestamp) -> Self {
        let body = Body::new(page.to_html(AsOf::Current(as_of)));
        Self {
            page,
            as_of,
            made_at,
            body,
        }
    }

    /// Whether it would be rendered like this again.
    pub(super) fn is(&self, page: &Page) -> bool {
        self.page == *page
    }

    /// The page as it is sent while nothing is known that has changed since.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The page as it is sent while the board cannot be read.
    pub fn behind(&self) -> Body {
        Body::new(self.page.to_html(AsOf::Behind(self.as_of)))
    }

    /// When it was rendered.
    pub fn made_at(&self) -> Timestamp {
        self.made_at
    }
}

impl Body {
    /// A page's bytes with their tag.
    pub fn new(html: String) -> Self {
        let hash = Sha256::digest(&html);
        let digits: String = hash
            .iter()
            .take(12)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            bytes: html.into(),
            tag: digits,
            brotli: OnceLock::new(),
        }
    }

    /// As it is.
    pub fn plain(&self) -> Bytes {
        self.bytes.clone()
    }

    /// Compressed, on the first call.
    pub fn brotli(&self) -> Option<Bytes> {
        self.brotli.get_or_init(|| compressed(&self.bytes)).clone()
    }

    /// Differs for other bytes.
    pub fn tag(&self) -> &str {
        &self.tag
    }
}

fn compressed(bytes: &[u8]) -> Option<Bytes> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), BUFFER, QUALITY, WINDOW);
    writer.write_all(bytes).ok()?;
    Some(writer.into_inner().into())
}
