//! A link over long polls.
//!
//! `POST /sync` of type `application/cbor-seq`, the frames of either side one after the other in the bodies. The
//! first request is empty; its answer names the session in `x-zhongshang-session`, and every later request names
//! it. The relay answers as soon as it has a frame, when a later request of the session arrives, or after 25
//! seconds with nothing. The device keeps one request waiting and sends what it has by a second one; it takes
//! answers in the order in which it asked. A request that fails ends the link, and the next one is a new session.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use js_sys::Uint8Array;
use ledger::id_map::IdMap;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, Headers, RequestCache, RequestInit, RequestRedirect};

use super::answer::Answer;
use super::{FRAME_LIMIT, LinkEnd, LinkEvent, OnEvent, poll_frames};
use crate::platform::error::PlatformError;
use crate::platform::timer;

pub(super) const SESSION: &str = "x-zhongshang-session";
pub(super) const TYPE: &str = "application/cbor-seq";

/// Polls under way at once: one that waits and one that sends.
const AT_ONCE: u32 = 2;

/// How long one poll may take: the relay's 25 seconds and a slow network.
const POLL_LIMIT: Duration = Duration::from_secs(60);

/// Bytes of frames in one poll; at least one frame always goes.
const BODY_LIMIT: usize = FRAME_LIMIT;

/// A link over long polls.
pub(crate) struct Poll {
    line: Rc<Line>,
}

struct Line {
    path: String,
    session: RefCell<Option<String>>,
    on_event: OnEvent,
    abort: AbortController,
    over: Cell<bool>,
    open: Cell<bool>,
    under_way: Cell<u32>,
    next: Cell<u64>,
    due: Cell<u64>,
    waiting: RefCell<Vec<Vec<u8>>>,
    early: RefCell<IdMap<u64, Vec<u8>>>,
}

impl Poll {
    pub(super) fn open(path: &str, on_event: OnEvent) -> Result<Self, PlatformError> {
        let line = Rc::new(Line {
            path: path.to_owned(),
            session: RefCell::default(),
            on_event,
            abort: AbortController::new()?,
            over: Cell::new(false),
            open: Cell::new(false),
            under_way: Cell::new(0),
            next: Cell::new(0),
            due: Cell::new(0),
            waiting: RefCell::default(),
            early: RefCell::default(),
        });
        line.clone().start();
        Ok(Self { line })
    }

    pub(super) fn send(&self, frame: &[u8]) -> Result<(), PlatformError> {
        if self.line.over.get() || !self.line.open.get() {
            return Err(PlatformError::Closed("the link is not open".into()));
        }
        self.line.waiting.borrow_mut().push(frame.to_vec());
        if self.line.under_way.get() < AT_ONCE {
            self.line.clone().start();
        }
        Ok(())
    }
}

impl Drop for Poll {
    fn drop(&mut self) {
        self.line.stop();
    }
}

impl Line {
    /// Sends the next poll with what is waiting.
    fn start(self: Rc<Self>) {
        let number = self.next.replace(self.next.get() + 1);
        self.under_way.set(self.under_way.get() + 1);
        let body = self.take_body();
        let line = Rc::downgrade(&self);
        let fetched = self.fetch(&body);
        spawn_local(async move {
            let answer = match fetched {
                Ok(answer) => timer::within(POLL_LIMIT, answer).await,
                Err(error) => Some(Err(LinkEnd::Lost(error.to_string()))),
            };
            if let Some(line) = alive(&line) {
                line.answered(number, answer.unwrap_or(Err(LinkEnd::Silent)));
            }
        });
    }

    fn take_body(&self) -> Vec<u8> {
        let mut body = Vec::new();
        let mut waiting = self.waiting.borrow_mut();
        let mut taken = 0;
        for frame in waiting.iter() {
            if !body.is_empty() && body.len() + frame.len() > BODY_LIMIT {
                break;
            }
            body.extend_from_slice(frame);
            taken += 1;
        }
        waiting.drain(..taken);
        body
    }

    fn fetch(
        &self,
        body: &[u8],
    ) -> Result<impl Future<Output = Result<Answer, LinkEnd>> + use<>, PlatformError> {
        let headers = Headers::new()?;
        headers.set("content-type", TYPE)?;
        if let Some(session) = &*self.session.borrow() {
            headers.set(SESSION, session)?;
        }
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_headers(&headers);
        init.set_body(&Uint8Array::from(body));
        init.set_cache(RequestCache::NoStore);
        init.set_redirect(RequestRedirect::Manual);
        init.set_signal(Some(&self.abort.signal()));
        let window = web_sys::window()
            .ok_or_else(|| PlatformError::Unavailable("window is missing".into()))?;
        let promise = window.fetch_with_str_and_init(&self.path, &init);
        Ok(async move { Answer::read(JsFuture::from(promise).await).await })
    }

    fn answered(self: Rc<Self>, number: u64, answer: Result<Answer, LinkEnd>) {
        self.under_way.set(self.under_way.get().saturating_sub(1));
        match answer {
            Ok(answer) => {
                self.session.borrow_mut().get_or_insert(answer.session);
                self.early.borrow_mut().insert(number, answer.body);
            }
            Err(end) => return self.end(end),
        }
        if !self.open.replace(true) {
            (self.on_event)(LinkEvent::Open);
        }
        self.deliver();
        if !self.over.get() && (self.under_way.get() == 0 || !self.waiting.borrow().is_empty()) {
            self.start();
        }
    }

    /// Hands on the answers whose turn it is.
    fn deliver(&self) {
        loop {
            let due = self.early.borrow_mut().remove(&self.due.get());
            let Some(body) = due else { return };
            self.due.set(self.due.get() + 1);
            let Some(frames) = poll_frames::split(&body) else {
                return self.end(LinkEnd::NotTheRelay("a body that is not frames".into()));
            };
            for frame in frames {
                if self.over.get() {
                    return;
                }
                (self.on_event)(LinkEvent::Frame(frame.to_vec()));
            }
        }
    }

    fn end(&self, end: LinkEnd) {
        if !self.over.get() {
            self.stop();
            (self.on_event)(LinkEvent::Closed(end));
        }
    }

    fn stop(&self) {
        self.over.set(true);
        self.abort.abort();
    }
}

fn alive(line: &Weak<Line>) -> Option<Rc<Line>> {
    line.upgrade().filter(|line| !line.over.get())
}
