//! Runs seeds of the simulator on all cores and says which failed, and how to see it again.

use std::{
    process::ExitCode,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use clap::Parser;

/// Steps of a run, unless told otherwise: enough for every fault to meet every other.
const STEPS: usize = 400;

#[derive(Parser)]
#[command(about = "Simulates communities with everything that can go wrong, one per seed.")]
struct Arguments {
    /// How many seeds to run
    #[arg(long, default_value_t = 300)]
    seeds: u64,
    /// Run only this seed
    #[arg(long)]
    seed: Option<u64>,
    /// The first of the seeds
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// Steps in which something happens, per seed
    #[arg(long, default_value_t = STEPS)]
    steps: usize,
    /// Print what happens
    #[arg(long)]
    trace: bool,
}

#[expect(clippy::print_stdout, reason = "the program's answer")]
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let (from, to) = match arguments.seed {
        Some(seed) => (seed, seed + 1),
        None => (arguments.from, arguments.from + arguments.seeds),
    };
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
    let next = AtomicU64::new(from);
    let failed = Mutex::new(0_u64);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= to {
                        return;
                    }
                    if let Err(failure) = testkit::run(seed, arguments.steps, arguments.trace) {
                        let mut failed = match failed.lock() {
                            Ok(failed) => failed,
                            Err(poisoned) => poisoned.into_inner(),
                        };
                        *failed += 1;
                        report(seed, arguments.steps, &failure);
                    }
                }
            });
        }
    });
    let failed = failed
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    println!("{} passed, {failed} failed", to - from - failed);
    match failed {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

#[expect(clippy::print_stdout, reason = "the program's answer")]
fn report(seed: u64, steps: usize, failure: &testkit::Failure) {
    for line in &failure.trace {
        println!("  {line}");
    }
    println!("seed {seed}: {}", failure.what);
    println!("  again: cargo xtask simulate --seed {seed} --steps {steps} --trace");
}
