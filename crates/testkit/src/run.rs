//! One run: a seed, so many steps, then everybody comes together and the oracles are asked.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{Scenario, Weather, World, oracle};

/// A run in which something did not hold.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What, in words.
    pub what: String,
    /// What happened before, when an account was kept.
    pub trace: Vec<String>,
}

/// Runs one seed.
///
/// # Errors
/// What did not hold; the same seed and steps fail in the same way again.
pub fn run(seed: u64, steps: usize, keeps_trace: bool) -> Result<(), Failure> {
    let mut random = crate::Random::new(seed ^ 0x5eed);
    let scenario = Scenario::draw(&mut random);
    let mut world = World::new(seed, scenario.devices);
    if keeps_trace {
        world.keep_trace();
        world.note(|| format!("{scenario:?}"));
    }
    let result = catch_unwind(AssertUnwindSafe(|| play(&mut world, &scenario, steps)));
    let what = match result {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(what)) => what,
        Err(panic) => {
            let words = panic.downcast_ref::<String>().map(String::as_str);
            let words = words.or_else(|| panic.downcast_ref::<&str>().copied());
            format!("panic: {}", words.unwrap_or("without words"))
        }
    };
    let names = world.names().into_iter();
    let problems: Vec<_> = names
        .flat_map(|name| {
            world
                .device(name)
                .problems()
                .first()
                .map(|first| (name, first))
        })
        .collect();
    let what = match problems.is_empty() {
        true => what,
        false => format!("{what}; {problems:?}"),
    };
    Err(Failure {
        what,
        trace: world.trace().to_vec(),
    })
}

fn play(world: &mut World, scenario: &Scenario, steps: usize) -> Result<(), String> {
    world.begin(scenario)?;
    world.weather = scenario.weather;
    world.station.set_lags(scenario.lags);
    for step in 0..steps {
        world.step(scenario)?;
        if step % 64 == 63 {
            for name in world.names() {
                world.device(name).check_saved()?;
            }
        }
    }
    heal(world)?;
    oracle::check(world)
}

/// Ends every fault and lets everybody come together.
fn heal(world: &mut World) -> Result<(), String> {
    world.note(|| "every fault ends".to_owned());
    world.weather = Weather::default();
    world.station.set_lags(0);
    world.station.set_disk_full(false);
    if !world.station.is_up() {
        world.station.start()?;
    }
    for name in world.names() {
        world.start(name)?;
        let device = world.device_mut(name);
        device.set_cut_off(false);
        device.disk.set_full(false);
        device.set_sign_failures(0);
        world.cut(name);
    }
    world.settle().map_err(|what| format!("I8: {what}"))?;
    oracle::check(world)?;
    // What was gained while coming together is not lost by starting again.
    for name in world.names() {
        world.crash(name, usize::MAX);
        world.start(name)?;
    }
    world
        .settle()
        .map_err(|what| format!("I8, after starting again: {what}"))
}
