//! Runs a long command quietly: its output goes to a log, the terminal gets a line now and then.

use std::{
    fs::File,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::line;

/// Silence longer than this reads as a hang.
const BETWEEN_LINES: Duration = Duration::from_secs(15);

/// As many lines of a failed command's output as explain most failures.
const LINES_OF_A_FAILURE: usize = 12;

/// Runs `command`, keeps its output in `log`, and prints its last lines if it fails.
pub(crate) fn run_with_progress(command: &mut Command, log: &Path) -> Result<()> {
    if let Some(folder) = log.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = File::create(log).with_context(|| format!("writing {}", log.display()))?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{}`", line(command)))?;
    let mut last_lines = Vec::new();
    let mut printed = Instant::now();
    for text in BufReader::new(child.stderr.take().context("no standard error")?).split(b'\n') {
        let text = String::from_utf8_lossy(&text?).trim().to_owned();
        writeln!(file, "{text}")?;
        if printed.elapsed() > BETWEEN_LINES {
            println!("      … {text}");
            printed = Instant::now();
        }
        last_lines.push(text);
        if last_lines.len() > LINES_OF_A_FAILURE {
            last_lines.remove(0);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        for text in last_lines {
            println!("      | {text}");
        }
        bail!(
            "`{}` failed ({status}); all it said is in {}",
            line(command),
            log.display()
        );
    }
    Ok(())
}
