//! One step of chance: mostly the world goes on by itself, now and then somebody does something.

mod misfortune;
mod people;

use crate::{Scenario, World};

impl World {
    /// Founds the community, so that a run begins with something to disturb.
    ///
    /// # Errors
    /// When even that does not work.
    pub fn begin(&mut self, scenario: &Scenario) -> Result<(), String> {
        let first = crate::Name(0);
        self.join(first, 0).map_err(|error| error.to_string())?;
        self.settle()?;
        self.found_board_record(first)
            .map_err(|error| error.to_string())?;
        if scenario.devices > 3 && self.random.chance(80) {
            self.settle()?;
        }
        Ok(())
    }

    /// One step.
    ///
    /// # Errors
    /// What did not hold.
    pub fn step(&mut self, scenario: &Scenario) -> Result<(), String> {
        let passing = self.random.between(0, 400);
        self.pass(passing);
        for _ in 0..self.random.below(12) {
            self.go_on()?;
        }
        if self.random.chance(20) {
            self.tick();
        }
        if self.random.chance(6) {
            self.misfortune(scenario)?;
        } else if self.random.chance(50) {
            self.person(scenario)?;
        }
        Ok(())
    }

    /// A frame travels, a platform answers, the relay takes a turn, somebody connects.
    fn go_on(&mut self) -> Result<(), String> {
        let names = self.names();
        if self.station.is_busy() && self.random.chance(40) {
            let most = 1 + self.random.below(8);
            self.turn(most, None)?;
            return Ok(());
        }
        if let Some(name) = self.random.pick(&names).copied() {
            match self.device(name).has_link() {
                true => drop(self.nudge(name)),
                false if self.random.chance(20) => drop(self.connect(name)),
                false => drop(self.nudge(name)),
            }
        }
        Ok(())
    }
}
