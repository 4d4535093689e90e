//! Finishes the folder that Trunk built, before Trunk puts it in place.
//!
//! The order matters: workers' programs and other languages are set apart, the app's files become lean, the program is taken apart, the starting script leaves the page, then the
//! service worker learns the hash of every file, then everything is compressed. Source: `ARCHITECTURE.md` on the Content-Security-Policy and on offline starts.

mod compress;
mod files;
mod functions;
mod hash;
mod lean;
mod order;
mod pack;
mod plain;
mod program;
mod release;
mod start_script;
mod texts;
mod twins;
mod workers;

use std::path::PathBuf;

use anyhow::{Context, Result};

pub(crate) use compress::compressed_name;
pub(crate) use files::files_below;

/// How the names of files begin that are not part of a first visit: they are fetched by whoever needs them.
const LATER: [&str; 3] = ["practice-", "roster-", "text-"];

/// Whether a file is not part of a first visit.
pub(crate) fn is_fetched_later(name: &str) -> bool {
    LATER.iter().any(|start| name.starts_with(start))
}

/// Trunk names the folder in this variable when it runs its hooks.
const FOLDER: &str = "TRUNK_STAGING_DIR";

pub(crate) fn run() -> Result<()> {
    let folder = std::env::var_os(FOLDER)
        .map(PathBuf::from)
        .with_context(|| format!("{FOLDER} is not set: this command is Trunk's hook"))?;
    workers::set_apart(&folder)?;
    texts::write_beside(&folder)?;
    lean::rewrite(&folder)?;
    program::take_apart(&folder)?;
    start_script::move_out_of(&folder)?;
    release::write_into_service_worker(&folder)?;
    program::leave_pack(&folder)?;
    compress::compress_all(&folder)
}
