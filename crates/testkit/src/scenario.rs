//! What may go wrong in one run: drawn from the seed, so that each run has a character.

use crate::{Random, Weather};

/// The faults of one run.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// Number of devices at the start.
    pub devices: usize,
    /// How the network treats frames while things happen.
    pub weather: Weather,
    /// Devices lose their storage or get an old copy of it.
    pub loses_devices: bool,
    /// The relay loses its data folder or gets an old copy of it.
    pub loses_relay: bool,
    /// Processes die and start again.
    pub crashes: bool,
    /// Clocks jump.
    pub clocks: bool,
    /// Disks fail and are full; keys refuse to sign.
    pub disks: bool,
    /// Profiles are copied to other machines.
    pub clones: bool,
    /// Outsiders and members mean harm.
    pub hostile: bool,
    /// Staff are revoked, invitations used up or expired.
    pub quarrels: bool,
    /// Of a hundred deliveries so many find the connection too slow.
    pub lags: u64,
}

impl Scenario {
    /// Draws a scenario.
    pub fn draw(random: &mut Random) -> Self {
        let weather = match random.chance(25) {
            true => Weather {
                drops: random.between(0, 6),
                duplicates: random.between(0, 8),
                reorders: random.between(0, 8),
            },
            false => Weather::default(),
        };
        // What the relay and a device both lost is gone; one of them loses at a time.
        let loses_relay = random.chance(50);
        let loses_devices = !loses_relay && random.chance(40);
        Self {
            devices: 3 + random.below(4),
            weather,
            loses_devices,
            loses_relay,
            crashes: random.chance(70),
            clocks: random.chance(40),
            disks: random.chance(40),
            clones: random.chance(25),
            hostile: random.chance(50),
            quarrels: random.chance(70),
            lags: if random.chance(30) { 10 } else { 0 },
        }
    }
}
