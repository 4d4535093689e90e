//! `cargo xtask size`: what a first visit costs over the network.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{finish, product, sections, setup, workspace::Workspace};

/// 680 KB, counted as kilobytes of 1,000 bytes: a first visit then takes little more than a minute on a line of 80 kbit/s.
const BUDGET: u64 = 680_000;

#[derive(clap::Args)]
pub(crate) struct Size {
    /// Print the figures as JSON in the last line
    #[arg(long)]
    json: bool,
    /// Measure the app as it was last built
    #[arg(long)]
    no_build: bool,
}

/// A file of the app and what it weighs.
struct File {
    name: String,
    bytes: u64,
    sent: u64,
}

impl Size {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        if !self.no_build {
            setup::provide(workspace, setup::TO_BUILD)?;
            sections::section("app, release build", || product::build_app(workspace))?;
        }
        check(&workspace.dist(), self.json)
    }
}

/// Prints every file of the built app and fails if together they are over the budget.
pub(crate) fn check(dist: &Path, json: bool) -> Result<()> {
    let mut files = measure(dist)?;
    files.sort_by_key(|file| std::cmp::Reverse(file.sent));
    println!("{:>10} {:>10}  file", "bytes", "sent");
    for file in &files {
        println!("{:>10} {:>10}  {}", file.bytes, file.sent, file.name);
    }
    let (later, files): (Vec<File>, Vec<File>) = files
        .into_iter()
        .partition(|file| finish::is_fetched_later(&file.name));
    let (total, later) = (total(&files), total(&later));
    println!(
        "{:>10} {later:>10}  fetched when staff first need it, not on a first visit",
        ""
    );
    println!(
        "{:>10} {total:>10}  the rest, of {BUDGET} that a first visit may cost (brotli)",
        ""
    );
    if json {
        println!(
            "{}",
            serde_json::json!({ "brotli_bytes": total, "budget": BUDGET, "later_brotli_bytes": later })
        );
    }
    if total > BUDGET {
        bail!(
            "the first visit is {} bytes over its budget",
            total - BUDGET
        );
    }
    Ok(())
}

fn measure(dist: &Path) -> Result<Vec<File>> {
    let names = finish::files_below(dist)
        .with_context(|| format!("reading {}: has the app been built?", dist.display()))?;
    names
        .into_iter()
        .map(|name| {
            let path = dist.join(&name);
            let bytes = path.metadata()?.len();
            let compressed = finish::compressed_name(&path);
            let sent = match compressed.metadata() {
                Ok(compressed) => compressed.len(),
                Err(_) => bytes,
            };
            Ok(File { name, bytes, sent })
        })
        .collect()
}

fn total(files: &[File]) -> u64 {
    files.iter().map(|file| file.sent).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_counts_as_it_is_sent_and_its_compressed_copy_not_again() -> Result<()> {
        let dist = tempfile::tempdir()?;
        std::fs::create_dir(dist.path().join("icons"))?;
        std::fs::write(dist.path().join("index.html"), [b' '; 900])?;
        std::fs::write(dist.path().join("index.html.br"), [0; 20])?;
        std::fs::write(dist.path().join("icons/small.png"), [1; 100])?;
        let files = measure(dist.path())?;
        assert_eq!(files.len(), 2);
        assert_eq!(total(&files), 120);
        Ok(())
    }

    #[test]
    fn an_app_over_the_budget_fails() -> Result<()> {
        let dist = tempfile::tempdir()?;
        std::fs::write(dist.path().join("photo.png"), vec![1; BUDGET as usize])?;
        assert!(check(dist.path(), true).is_ok());
        std::fs::write(dist.path().join("more.png"), [1])?;
        assert!(check(dist.path(), true).is_err());
        Ok(())
    }
}
