//! What a process has cost so far, from `/proc`.

use std::fs;

use anyhow::{Context, Result};

/// Processor time of all threads, in nanoseconds.
pub(super) fn cpu_nanoseconds(process: u32) -> Result<u64> {
    cpu_nanoseconds_without(process, "")
}

/// Processor time of all threads but those of this name, in nanoseconds.
pub(super) fn cpu_nanoseconds_without(process: u32, left_out: &str) -> Result<u64> {
    let mut sum = 0;
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        let thread = thread?.path();
        // A thread may have ended since the folder was listed.
        let (Ok(stat), Ok(name)) = (
            fs::read_to_string(thread.join("schedstat")),
            fs::read_to_string(thread.join("comm")),
        ) else {
            continue;
        };
        if name.trim() == left_out {
            continue;
        }
        let spent = stat
            .split(' ')
            .next()
            .and_then(|spent| spent.parse::<u64>().ok());
        sum += spent.context("an odd schedstat")?;
    }
    Ok(sum)
}

/// The most memory that it ever held, in KiB.
pub(super) fn peak_kib(process: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number
        .and_then(|number| number.parse().ok())
        .context("no VmHWM in the status")
}
