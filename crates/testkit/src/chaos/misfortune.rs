//! What befalls people: networks, crashes, disks, clocks, losses.

use crate::{Name, Scenario, World, station::Death};

/// Milliseconds of a year.
const YEAR: i64 = 365 * 24 * 3_600 * 1_000;
/// Profiles beyond the first; each is a device more to settle.
const CLONES: usize = 2;

impl World {
    /// Something happens that nobody wanted.
    ///
    /// # Errors
    /// When something shown as saved is gone, or the relay's log does not judge.
    pub(super) fn misfortune(&mut self, scenario: &Scenario) -> Result<(), String> {
        let names = self.names();
        let Some(name) = self.random.pick(&names).copied() else {
            return Ok(());
        };
        match self.random.below(16) {
            0 | 1 => {
                self.note(|| format!("the connection of {name:?} breaks"));
                self.cut(name);
            }
            2..=4 => {
                let is_cut_off = !self.device(name).is_cut_off();
                self.note(|| format!("{name:?} is cut off: {is_cut_off}"));
                self.set_cut_off(name, is_cut_off);
            }
            5 | 6 if scenario.crashes => self.dies(name)?,
            7 if scenario.crashes => self.relay_dies()?,
            8 if scenario.clocks => self.clock_jumps(name),
            9 | 10 if scenario.disks => self.disk_fails(name),
            11 | 12 if scenario.loses_devices => self.storage_goes(name)?,
            13 | 14 if scenario.loses_relay => self.data_folder_goes()?,
            15 if scenario.clones && names.len() < scenario.devices + CLONES => {
                if self.device(name).is_on() {
                    let clone = self.clone_device(name)?;
                    self.note(|| format!("{name:?} is copied to {clone:?}"));
                }
            }
            _ => {
                let waits = self.random.between(1_000, 120_000);
                self.pass(waits);
            }
        }
        Ok(())
    }

    fn dies(&mut self, name: Name) -> Result<(), String> {
        if self.device(name).is_on() {
            let under_way = self.device(name).disk.under_way();
            let kept = self.random.below(under_way + 1);
            self.note(|| format!("{name:?} dies with {kept} of {under_way} transactions kept"));
            self.crash(name, kept);
        }
        if self.random.chance(70) {
            self.note(|| format!("{name:?} starts"));
            self.start(name)?;
        }
        Ok(())
    }

    fn relay_dies(&mut self) -> Result<(), String> {
        let death = match self.random.below(3) {
            0 => Some(Death::BeforeWriting),
            1 => Some(Death::BeforeSending),
            _ => None,
        };
        self.note(|| format!("the relay dies: {death:?}"));
        self.restart_relay(death)
    }

    fn clock_jumps(&mut self, name: Name) {
        let years = self.random.between(1, 3);
        let by = YEAR * i64::try_from(years).unwrap_or(1);
        let by = if self.random.chance(50) { by } else { -by };
        if self.random.chance(30) {
            self.note(|| format!("the relay's clock jumps by {by}"));
            self.station.jump(by);
        } else {
            self.note(|| format!("the clock of {name:?} jumps by {by}"));
            self.device_mut(name).jump(by);
        }
    }

    fn disk_fails(&mut self, name: Name) {
        match self.random.below(6) {
            0 => {
                let is_full = self.random.chance(50);
                self.note(|| format!("the relay's disk is full: {is_full}"));
                self.station.set_disk_full(is_full);
            }
            1 => {
                self.note(|| "the relay's next batch fails".to_owned());
                self.station.fail_batches(1);
            }
            2 => {
                let is_full = self.random.chance(40);
                self.note(|| format!("the disk of {name:?} is full: {is_full}"));
                self.device_mut(name).disk.set_full(is_full);
            }
            3 => {
                let percent = if self.random.chance(40) { 30 } else { 0 };
                self.note(|| format!("{name:?} fails to sign in {percent} of 100"));
                self.device_mut(name).set_sign_failures(percent);
            }
            _ => {
                let call = u32::try_from(self.random.below(4)).unwrap_or(0);
                self.note(|| format!("the disk of {name:?} fails in {call} calls"));
                self.device_mut(name).disk.fail_in(call);
            }
        }
    }

    fn storage_goes(&mut self, name: Name) -> Result<(), String> {
        // The first administrator stays, so that somebody can adopt and invite.
        if name == Name(0) || self.random.chance(40) {
            self.note(|| format!("the storage of {name:?} is copied"));
            self.copy_storage(name);
            return Ok(());
        }
        let is_wiped = self.random.chance(40);
        self.note(|| format!("{name:?} loses its storage, wiped: {is_wiped}"));
        self.lose_storage(name, is_wiped)
    }

    fn data_folder_goes(&mut self) -> Result<(), String> {
        if self.random.chance(40) {
            self.note(|| "the relay is backed up".to_owned());
            self.back_up_relay();
            return Ok(());
        }
        let count = self.backups().len();
        let place = self.random.below(count + 1);
        let backup = self.backups().get(place).cloned();
        self.note(|| format!("the relay loses its data; backup {place} of {count} comes back"));
        self.lose_relay(backup)
    }
}
