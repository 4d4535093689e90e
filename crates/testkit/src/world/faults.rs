//! What befalls devices and the relay: crashes, losses, copies, old copies.

use super::{Name, World};
use crate::station::{Archive, Death};

impl World {
    /// A device dies; so many of its transactions under way made it.
    pub fn crash(&mut self, name: Name, kept: usize) {
        self.device_mut(name).crash(kept);
        self.hang_up_ended();
    }

    /// A device is switched on again.
    ///
    /// # Errors
    /// When something that was shown as saved is gone (I1).
    pub fn start(&mut self, name: Name) -> Result<(), String> {
        match self.devices.get_mut(name.0) {
            Some(device) if !device.is_on() => device.start(&mut self.random),
            _ => Ok(()),
        }
    }

    /// Keeps a copy of a device's storage.
    pub fn copy_storage(&mut self, name: Name) {
        let copy = self.device(name).disk.copy();
        self.copies.push((name, copy));
    }

    /// Empties a device's storage, or puts its newest copy in place of it. The key stays.
    ///
    /// # Errors
    /// Never because of what is gone: that is forgotten knowingly.
    pub fn lose_storage(&mut self, name: Name, is_wiped: bool) -> Result<(), String> {
        self.crash(name, 0);
        let delivered = self.device(name).delivered().clone();
        self.once_delivered.extend(delivered);
        self.has_device_lost = true;
        let copy = self.copies.iter().rev().find(|(of, _)| *of == name);
        let copy = copy.map(|(_, copy)| copy.clone());
        let (board, relay) = (self.board, self.station.key().id());
        let now = self.now;
        let device = self.device_mut(name);
        match copy.filter(|_| !is_wiped) {
            Some(copy) => device.disk.restore(&copy),
            None => device.disk.wipe(),
        }
        device.forget();
        self.start(name)?;
        // The person scans the community's link again.
        let device = self.device_mut(name);
        device.follow(now, board, ledger::RoomKind::Board, None, relay);
        Ok(())
    }

    /// Copies a device's profile to another machine, which then runs beside it.
    ///
    /// # Errors
    /// When what is stored does not load.
    pub fn clone_device(&mut self, name: Name) -> Result<Name, String> {
        let Some(device) = self.devices.get(name.0) else {
            return Err("no such device".to_owned());
        };
        let clone = device.cloned(&mut self.random)?;
        self.devices.push(clone);
        Ok(Name(self.devices.len() - 1))
    }

    /// The relay's process dies, in the middle of a turn if one is said, and starts again.
    ///
    /// # Errors
    /// When what it stored does not judge.
    pub fn restart_relay(&mut self, death: Option<Death>) -> Result<(), String> {
        if death.is_some() {
            self.turn(16, death)?;
        }
        self.station.crash();
        self.cut_all();
        self.station.start()
    }

    /// Keeps a copy of the relay's data folder.
    pub fn back_up_relay(&mut self) {
        self.backups.push(self.station.copy());
    }

    /// Deletes the relay's data folder, or puts an older copy in place of it. The key stays.
    ///
    /// # Errors
    /// When the copy does not judge.
    pub fn lose_relay(&mut self, backup: Option<Archive>) -> Result<(), String> {
        self.has_relay_lost = true;
        self.station.replace(backup.unwrap_or_default());
        self.cut_all();
        self.station.start()
    }

    /// Copies of the relay's data folder, oldest first.
    pub fn backups(&self) -> &[Archive] {
        &self.backups
    }

    /// Entries that were shown as delivered on devices that have lost their storage since.
    pub fn once_delivered(&self) -> impl Iterator<Item = &(ledger::RoomId, ledger::EntryId)> {
        self.once_delivered.iter()
    }

    /// Whether the relay lost what it had stored.
    pub fn has_relay_lost(&self) -> bool {
        self.has_relay_lost
    }

    /// Whether a device lost what it had stored.
    pub fn has_device_lost(&self) -> bool {
        self.has_device_lost
    }
}
