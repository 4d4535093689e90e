//! Headers between the steps of a long command, with the time each step took.

use std::time::Instant;

use anyhow::{Context, Result};

/// Prints a header, runs the step, and prints how long it took.
pub(crate) fn section<T>(title: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n=== {title}");
    let begun = Instant::now();
    let result = step();
    let seconds = begun.elapsed().as_secs_f32();
    match &result {
        Ok(_) => println!("=== {title}: {seconds:.0} s"),
        Err(_) => println!("=== {title}: FAILED after {seconds:.0} s"),
    }
    result.with_context(|| title.to_owned())
}
