//! What a process has cost so far, from `/proc`.

use std::fs;

use anyhow::{Context, Result};

/// Processor time of all threads, in nanoseconds.
pub(super) fn cpu_nanoseconds(process: u32) -> Result<u64> {
    let mut sum = 0;
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        // A thread may have ended since the folder was listed.
        let Ok(stat) = fs::read_to_string(thread?.path().join("schedstat")) else {
            continue;
        };
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
