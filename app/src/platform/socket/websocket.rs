//! A link over a WebSocket.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{BinaryType, CloseEvent, Event, MessageEvent, WebSocket};

use super::{FRAME_LIMIT, LinkEnd, LinkEvent, OPEN_LIMIT, OnEvent, SILENCE_LIMIT};
use crate::platform::error::PlatformError;
use crate::platform::{address, clock};

/// How often silence is looked at.
const LOOK_MS: u32 = 10_000;

/// An open or opening WebSocket.
pub(crate) struct Socket {
    wire: Rc<Wire>,
}

struct Wire {
    socket: WebSocket,
    on_event: OnEvent,
    last_frame: Cell<f64>,
    over: Cell<bool>,
    watch: RefCell<Option<Watch>>,
}

type Watch = (Vec<EventListener>, Interval);

impl Socket {
    pub(super) fn open(path: &str, on_event: OnEvent) -> Result<Self, PlatformError> {
        let socket = WebSocket::new(&address::socket_address(path)?)?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let last_frame = Cell::new(clock::elapsed_ms());
        let wire = Rc::new(Wire {
            socket,
            on_event,
            last_frame,
            over: Cell::new(false),
            watch: RefCell::default(),
        });
        *wire.watch.borrow_mut() = Some(wire.clone().watch());
        Ok(Self { wire })
    }

    pub(super) fn send(&self, frame: &[u8]) -> Result<(), PlatformError> {
        if self.wire.socket.ready_state() != WebSocket::OPEN {
            return Err(PlatformError::Closed("the socket is not open".into()));
        }
        Ok(self.wire.socket.send_with_u8_array(frame)?)
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.wire.stop();
    }
}

impl Wire {
    fn watch(self: Rc<Self>) -> Watch {
        let on = |name: &'static str, react: fn(&Self, &Event)| {
            let wire = Rc::downgrade(&self);
            EventListener::new(&self.socket, name, move |event| {
                if let Some(wire) = alive(&wire) {
                    react(&wire, event);
                }
            })
        };
        let listeners = vec![
            on("open", |wire, _| wire.tell(LinkEvent::Open)),
            on("message", |wire, event| wire.receive(event)),
            on("close", |wire, event| {
                let close = event.dyn_ref::<CloseEvent>();
                let text = close.map(|close| format!("code {} {}", close.code(), close.reason()));
                wire.end(LinkEnd::Lost(text.unwrap_or_default()));
            }),
        ];
        let wire = Rc::downgrade(&self);
        let interval = Interval::new(LOOK_MS, move || {
            if let Some(wire) = alive(&wire) {
                wire.look();
            }
        });
        (listeners, interval)
    }

    fn receive(&self, event: &Event) {
        let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
        let Some(buffer) = data.and_then(|data| data.dyn_into::<ArrayBuffer>().ok()) else {
            return self.end(LinkEnd::NotTheRelay("a message that is not bytes".into()));
        };
        let frame = Uint8Array::new(&buffer);
        let size = frame.length() as usize;
        if size > FRAME_LIMIT {
            return self.end(LinkEnd::TooLarge(size));
        }
        self.last_frame.set(clock::elapsed_ms());
        self.tell(LinkEvent::Frame(frame.to_vec()));
    }

    fn look(&self) {
        let silent_ms = clock::elapsed_ms() - self.last_frame.get();
        let is_open = self.socket.ready_state() == WebSocket::OPEN;
        let limit = if is_open { SILENCE_LIMIT } else { OPEN_LIMIT };
        if silent_ms > limit.as_millis() as f64 {
            self.end(LinkEnd::Silent);
        }
    }

    fn tell(&self, event: LinkEvent) {
        (self.on_event)(event);
    }

    fn end(&self, end: LinkEnd) {
        if !self.over.get() {
            self.stop();
            self.tell(LinkEvent::Closed(end));
        }
    }

    fn stop(&self) {
        self.over.set(true);
        // Closing a socket twice or while it connects is allowed; an error has nobody to go to.
        let _ = self.socket.close();
        // Listeners are let go after the event that may have brought us here has run out.
        if let Some(watch) = self.watch.borrow_mut().take() {
            gloo_timers::callback::Timeout::new(0, move || drop(watch)).forget();
        }
    }
}

fn alive(wire: &Weak<Wire>) -> Option<Rc<Wire>> {
    wire.upgrade().filter(|wire| !wire.over.get())
}
