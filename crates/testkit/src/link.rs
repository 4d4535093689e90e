//! The way between a device and the relay: frames in both directions, and what befalls them.

use std::collections::VecDeque;

use ledger::relay::Conn;

use crate::Random;

/// How the network treats frames.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weather {
    /// Of a hundred frames so many vanish.
    pub drops: u64,
    /// So many arrive twice.
    pub duplicates: u64,
    /// So many overtake the one before them.
    pub reorders: u64,
}

/// One connection.
#[derive(Clone, Debug)]
pub struct Link {
    /// The relay's name for it.
    pub conn: Conn,
    up: VecDeque<Vec<u8>>,
    down: VecDeque<Vec<u8>>,
}

impl Link {
    /// A connection on which nothing is under way.
    pub fn new(conn: Conn) -> Self {
        Self {
            conn,
            up: VecDeque::new(),
            down: VecDeque::new(),
        }
    }

    /// The device sends a frame.
    pub fn send_up(&mut self, frame: Vec<u8>) {
        self.up.push_back(frame);
    }

    /// The relay sends a frame.
    pub fn send_down(&mut self, frame: Vec<u8>) {
        self.down.push_back(frame);
    }

    /// Whether anything is under way to the relay.
    pub fn has_up(&self) -> bool {
        !self.up.is_empty()
    }

    /// Whether anything is under way to the device.
    pub fn has_down(&self) -> bool {
        !self.down.is_empty()
    }

    /// The next frame to reach the relay.
    pub fn take_up(&mut self, weather: Weather, random: &mut Random) -> Option<Vec<u8>> {
        take(&mut self.up, weather, random)
    }

    /// The next frame to reach the device.
    pub fn take_down(&mut self, weather: Weather, random: &mut Random) -> Option<Vec<u8>> {
        take(&mut self.down, weather, random)
    }
}

fn take(queue: &mut VecDeque<Vec<u8>>, weather: Weather, random: &mut Random) -> Option<Vec<u8>> {
    if queue.len() > 1 && random.chance(weather.reorders) {
        queue.swap(0, 1);
    }
    let frame = queue.pop_front()?;
    if random.chance(weather.drops) {
        return None;
    }
    if random.chance(weather.duplicates) {
        queue.push_front(frame.clone());
    }
    Some(frame)
}
