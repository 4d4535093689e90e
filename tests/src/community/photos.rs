//! Photos: a file as a phone's camera makes it, choosing it, and seeing it on the page.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::{Device, PATIENCE, eventually_within};

/// Draws a photo of 2400 × 1800 with so much in it that it stays large when it is made smaller.
const DRAWS: &str = "
    const done = arguments[arguments.length - 1];
    const canvas = document.createElement('canvas');
    canvas.width = 2400;
    canvas.height = 1800;
    const context = canvas.getContext('2d');
    for (let y = 0; y < canvas.height; y += 12) {
      for (let x = 0; x < canvas.width; x += 12) {
        context.fillStyle = `hsl(${Math.random() * 360} 60% ${30 + Math.random() * 40}%)`;
        context.fillRect(x, y, 12, 12);
      }
    }
    done(canvas.toDataURL('image/jpeg', 0.9).split(',')[1]);";

/// Metadata as a camera writes it: how the picture lies, and where it was taken.
const EXIF: &[u8] = b"Exif\0\0MM\0*\0\0\0\x08\0\x02\
    \x01\x12\0\x03\0\0\0\x01\0\x06\0\0\
    \x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0\
    \0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0";

impl Device {
    /// Writes a photo as a camera does, larger than what is kept and with the place where it was taken.
    ///
    /// # Errors
    /// When it cannot be drawn or written.
    pub async fn takes_photo(&self, path: &Path) -> Result<()> {
        let drawn = self.runs_and_waits(DRAWS).await?;
        let drawn = STANDARD.decode(drawn.as_str().context("no picture was drawn")?)?;
        let (begin, rest) = drawn.split_at_checked(2).context("an empty picture")?;
        let length = u16::try_from(EXIF.len() + 2)?.to_be_bytes();
        let photo = [begin, b"\xff\xe1", &length, EXIF, rest].concat();
        Ok(tokio::fs::write(path, photo).await?)
    }

    /// Chooses a file for the photo of this name, and waits until it has been looked at.
    ///
    /// # Errors
    /// When there is no such photo to choose.
    pub async fn chooses_photo(&self, name: &str, file: &Path) -> Result<()> {
        let name = format!("{name}：拍照或选照片");
        let input = self.finds("button", name.as_str()).await?;
        let path: PathBuf = file.canonicalize()?;
        input.send_keys(path.to_string_lossy()).await?;
        self.no_longer_sees("正在把照片缩小").await?;
        self.check().await
    }

    /// Waits until so many pictures are on the page, whole and upright.
    ///
    /// # Errors
    /// When they never are.
    pub async fn sees_pictures(&self, count: usize) -> Result<()> {
        let sizes = "return [...document.querySelectorAll('img.photo')]
            .map((it) => it.complete ? `${it.naturalWidth}×${it.naturalHeight}` : 'loading');";
        let what = format!("{count} pictures to be shown");
        eventually_within(PATIENCE, &what, || async {
            let shown = self.runs(sizes).await?;
            let shown = shown.as_array().map(Vec::as_slice).unwrap_or_default();
            match shown.len() == count && shown.iter().all(|size| size == "1200×1600") {
                true => Ok(Some(())),
                false => bail!("the page shows {shown:?}"),
            }
        })
        .await?;
        self.check().await
    }
}
