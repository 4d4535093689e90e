//! Brotli copies beside the files, so that the relay never compresses while it serves.

use std::{
    ffi::OsString,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use brotli::{CompressorWriter, enc::BrotliEncoderParams};

use super::{files::files_below, pack, program};

/// The highest quality: it is paid once per release and saves a tenth on every first visit.
const QUALITY: i32 = 11;
/// 2^24 bytes, the largest window that every browser accepts.
const WINDOW: i32 = 24;

const EXTENSION: &str = "br";

/// Writes `<name>.br` beside every file that becomes smaller by it.
pub(super) fn compress_all(folder: &Path) -> Result<()> {
    for name in files_below(folder)? {
        let path = folder.join(&name);
        let bytes = std::fs::read(&path)?;
        let stretches = match program::is_pack(&name) {
            true => pack::stretches(&bytes)?,
            false => vec![bytes.as_slice()],
        };
        let compressed = compress(&stretches)?;
        if compressed.len() < bytes.len() {
            let beside = compressed_name(&path);
            std::fs::write(&beside, compressed)
                .with_context(|| format!("writing {}", beside.display()))?;
        }
    }
    Ok(())
}

/// The name of a file's compressed copy.
pub(crate) fn compressed_name(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".");
    name.push(EXTENSION);
    PathBuf::from(name)
}

pub(super) fn is_compressed(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == EXTENSION)
}

/// One compressed file of stretches that each get a code of their own.
fn compress(stretches: &[&[u8]]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        size_hint: stretches.iter().map(|stretch| stretch.len()).sum(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    let mut writer = CompressorWriter::with_params(&mut compressed, 4096, &parameters);
    for (number, stretch) in stretches.iter().enumerate() {
        if number > 0 {
            writer.flush()?;
        }
        writer.write_all(stretch)?;
    }
    drop(writer);
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn text_gets_a_copy_that_reads_back_and_noise_gets_none() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let text = "协商".repeat(200);
        let noise: Vec<u8> = (0..64_u8).map(|n| n.wrapping_mul(167) ^ 0x5a).collect();
        std::fs::write(folder.path().join("page.html"), &text)?;
        std::fs::write(folder.path().join("mark.png"), noise)?;
        compress_all(folder.path())?;

        let copy = std::fs::read(folder.path().join("page.html.br"))?;
        let mut read_back = String::new();
        brotli::Decompressor::new(copy.as_slice(), 4096).read_to_string(&mut read_back)?;
        assert_eq!(read_back, text);
        assert!(!folder.path().join("mark.png.br").exists());
        assert_eq!(files_below(folder.path())?, ["mark.png", "page.html"]);
        Ok(())
    }
}
