//! What happens by itself: frames travel, platforms answer, the relay takes its turns.

use ledger::{Timestamp, relay::Event, wire::Message};

use super::{Name, World};
use crate::{
    link::Link,
    station::{Death, Outgoing},
};

impl World {
    /// Time passes.
    pub fn pass(&mut self, millis: u64) {
        self.now = Timestamp(self.now.0.saturating_add(millis));
    }

    /// A second passed for everybody.
    pub fn tick(&mut self) {
        let now = self.now;
        for device in &mut self.devices {
            device.tick(now);
        }
        self.station.tell(Event::Tick);
        self.hang_up_ended();
    }

    /// Devices that can reach the relay and have no connection make one.
    pub fn connect(&mut self, name: Name) -> bool {
        let now = self.now;
        let device = self.device(name);
        let knows_relay = !device.replica().rooms().is_empty();
        if !knows_relay || !device.is_on() || device.is_cut_off() || device.has_link() {
            return false;
        }
        let Some(conn) = self.station.accept(&mut self.random) else {
            return false;
        };
        let Some(device) = self.devices.get_mut(name.0) else {
            return false;
        };
        device.connect(now, Link::new(conn), &mut self.random);
        true
    }

    /// A device's connection breaks.
    pub fn cut(&mut self, name: Name) {
        let now = self.now;
        self.device_mut(name).disconnect(now);
        self.hang_up_ended();
    }

    /// No network reaches a device, or it does again.
    pub fn set_cut_off(&mut self, name: Name, is_cut_off: bool) {
        self.device_mut(name).set_cut_off(is_cut_off);
        if is_cut_off {
            self.cut(name);
        }
    }

    pub(super) fn hang_up_ended(&mut self) {
        for device in &mut self.devices {
            for conn in device.take_ended() {
                self.station.tell(Event::Disconnected { conn });
            }
        }
    }

    /// One small thing happens to a device: a frame travels or its platform answers.
    pub fn nudge(&mut self, name: Name) -> bool {
        let now = self.now;
        let weather = self.weather;
        let Some(device) = self.devices.get_mut(name.0) else {
            return false;
        };
        if !device.is_on() {
            return false;
        }
        let is_busy = device.is_busy();
        let has_fetch = device.next_fetch().is_some();
        let (has_up, has_down) = device
            .link()
            .map_or((false, false), |link| (link.has_up(), link.has_down()));
        let choices = [is_busy, has_up, has_down, has_fetch];
        let count = choices.iter().filter(|can| **can).count();
        let chosen = self.random.below(count);
        let chosen = choices
            .iter()
            .enumerate()
            .filter(|(_, can)| **can)
            .nth(chosen)
            .map(|(place, _)| place);
        match chosen {
            Some(0) => device.work(now, &mut self.random),
            Some(1) => {
                let frame = device.link().and_then(|link| {
                    let conn = link.conn;
                    link.take_up(weather, &mut self.random)
                        .map(|frame| (conn, frame))
                });
                if let Some((conn, frame)) = frame {
                    self.arrive(conn, &frame);
                }
            }
            Some(2) => {
                let frame = device
                    .link()
                    .and_then(|link| link.take_down(weather, &mut self.random));
                if let Some(frame) = frame {
                    device.receive(now, &frame);
                }
            }
            Some(3) => {
                let named = device.next_fetch();
                let fetched = named.and_then(|named| self.station.fetch(named, &mut self.random));
                device.fetched(now, fetched);
            }
            _ => return false,
        }
        self.hang_up_ended();
        true
    }

    /// A frame reaches the relay's shell.
    pub(super) fn arrive(&mut self, conn: ledger::relay::Conn, frame: &[u8]) {
        match Message::parse(frame) {
            Ok(message) => self.station.tell(Event::Received { conn, message }),
            Err(_) => self.close(conn),
        }
    }

    fn close(&mut self, conn: ledger::relay::Conn) {
        let now = self.now;
        for device in &mut self.devices {
            if device.link().is_some_and(|link| link.conn == conn) {
                device.disconnect(now);
            }
        }
        self.station.tell(Event::Disconnected { conn });
        self.hang_up_ended();
    }

    /// The relay takes a turn, or dies in it.
    ///
    /// # Errors
    /// When its machine asks for what it must not.
    pub fn turn(&mut self, most: usize, death: Option<Death>) -> Result<Vec<Outgoing>, String> {
        if !self.station.is_busy() {
            return Ok(Vec::new());
        }
        let outgoing = self.station.turn(self.now, most, death, &mut self.random)?;
        let mut others = Vec::new();
        for out in outgoing {
            match out {
                Outgoing::Frame(conn, frame) => {
                    let link = self
                        .devices
                        .iter_mut()
                        .filter_map(|device| device.link())
                        .find(|link| link.conn == conn);
                    match link {
                        Some(link) => link.send_down(frame),
                        None => others.push(Outgoing::Frame(conn, frame)),
                    }
                }
                Outgoing::Close(conn) => {
                    self.close(conn);
                    others.push(Outgoing::Close(conn));
                }
            }
        }
        if death.is_some() {
            self.cut_all();
        }
        Ok(others)
    }

    /// The relay is gone: every connection breaks.
    pub(super) fn cut_all(&mut self) {
        let now = self.now;
        for device in &mut self.devices {
            device.disconnect(now);
            device.take_ended();
        }
    }
}
