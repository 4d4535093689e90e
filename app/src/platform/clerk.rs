//! Workers with programs of their own: the roster's and the practice community's relay. One is started when it is first
//! needed, and anew after a file brought it down.
//!
//! A clerk carries bytes both ways and knows nothing of what they mean. Questions are answered in their
//! order. Dropping the clerk ends the worker in the middle of whatever it does, which is how a person stops an import.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo_events::EventListener;
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, File, HtmlInputElement, MessageEvent};

use super::crypto;
use super::error::PlatformError;

/// What a worker's program is called; the page says where its script is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// `roster::desk`
    Roster,
    /// `practice::Program`
    Practice,
}

impl Program {
    fn note(self) -> &'static str {
        match self {
            Self::Roster => "meta[name=roster]",
            Self::Practice => "meta[name=practice]",
        }
    }
}

/// Most bytes of a file that is handed to the worker: `roster::table::limits` says the same in words.
const FILE: f64 = 65_000_000.0;

/// A file that a person picked; nothing of it has been read.
#[derive(Clone, Debug)]
pub(crate) struct PickedFile(File);

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoAnswer {
    /// The desk says in words what is wrong and what to do.
    Words(String),
    /// The program came down over the question; another one is to be started.
    Broken,
    /// The program is not on this device and the network does not bring it.
    NotHere,
    /// The file is larger than any roster; it was not read.
    FileTooLarge,
}

/// How far a question is: a phase, what is done of it, and what there is, 0 where it is not known.
pub(crate) type Step = (u8, u32, u32);

type Answer = Result<Vec<u8>, NoAnswer>;
type Waiting = Rc<RefCell<Vec<(u32, oneshot::Sender<Answer>)>>>;

/// The worker, until dropped.
pub(crate) struct Clerk {
    worker: web_sys::Worker,
    waiting: Waiting,
    next: Cell<u32>,
    _listeners: [EventListener; 2],
}

impl Clerk {
    /// Starts the worker; `on_step` hears how far questions are.
    ///
    /// # Errors
    /// `Unavailable` where the browser has no workers.
    pub(crate) fn start(
        program: Program,
        on_step: impl Fn(Step) + 'static,
    ) -> Result<Self, PlatformError> {
        let missing = || PlatformError::Unavailable("the program is missing".into());
        let document = web_sys::window().and_then(|window| window.document());
        let note = document
            .ok_or_else(missing)?
            .query_selector(program.note())?;
        let script = note.and_then(|note| note.get_attribute("content"));
        let worker = web_sys::Worker::new(&script.ok_or_else(missing)?)?;
        let waiting = Waiting::default();
        let told = waiting.clone();
        let on_message = EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                take(&event.data(), &told, &on_step);
            }
        });
        let lost = waiting.clone();
        // The script itself did not come.
        let on_error = EventListener::new(&worker, "error", move |_| {
            for (_, sender) in lost.borrow_mut().drain(..) {
                let _ = sender.send(Err(NoAnswer::NotHere));
            }
        });
        Ok(Self {
            worker,
            waiting,
            next: Cell::new(0),
            _listeners: [on_message, on_error],
        })
    }

    /// Asks; a file stands for what is asked.
    pub(crate) fn ask(
        &self,
        number: u8,
        asked: &[u8],
        file: Option<&PickedFile>,
    ) -> impl Future<Output = Answer> + use<> {
        let (sender, receiver) = oneshot::channel();
        let id = self.next.replace(self.next.get().wrapping_add(1));
        match file {
            Some(file) if file.0.size() > FILE => {
                let _ = sender.send(Err(NoAnswer::FileTooLarge));
            }
            _ => match self.post(id, number, asked, file) {
                Ok(()) => self.waiting.borrow_mut().push((id, sender)),
                Err(_) => {
                    let _ = sender.send(Err(NoAnswer::Broken));
                }
            },
        }
        async move { receiver.await.unwrap_or(Err(NoAnswer::Broken)) }
    }

    fn post(
        &self,
        id: u32,
        number: u8,
        asked: &[u8],
        file: Option<&PickedFile>,
    ) -> Result<(), PlatformError> {
        let seed: [u8; 32] = crypto::random()?;
        let message = Object::new();
        let set = |name: &str, value: &JsValue| Reflect::set(&message, &name.into(), value);
        set("id", &id.into())?;
        set("number", &number.into())?;
        set("asked", &Uint8Array::from(asked))?;
        set("seed", &Uint8Array::from(seed.as_slice()))?;
        if let Some(PickedFile(file)) = file {
            set("file", file)?;
        }
        self.worker.post_message(&message)?;
        Ok(())
    }
}

impl Drop for Clerk {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn take(message: &JsValue, waiting: &Waiting, on_step: &impl Fn(Step)) {
    let get = |name: &str| Reflect::get(message, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let number = |name: &str| get(name).as_f64().unwrap_or_default() as u32;
    let id = number("id");
    if !get("phase").is_undefined() {
        let phase = u8::try_from(number("phase")).unwrap_or_default();
        return on_step((phase, number("done"), number("total")));
    }
    let answer = if let Some(bytes) = get("answer").dyn_ref::<Uint8Array>() {
        Ok(bytes.to_vec())
    } else if let Some(words) = get("words").as_string() {
        Err(NoAnswer::Words(words))
    } else if get("missing").is_truthy() {
        Err(NoAnswer::NotHere)
    } else {
        Err(NoAnswer::Broken)
    };
    let mut waiting = waiting.borrow_mut();
    if let Some(place) = waiting.iter().position(|(other, _)| *other == id) {
        let (_, sender) = waiting.swap_remove(place);
        let _ = sender.send(answer);
    }
}

/// The file that a person picked in an input, which is then empty again: the same file can be picked once more.
pub(crate) fn picked_file(event: &Event) -> Option<PickedFile> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(PickedFile(file))
}

impl PickedFile {
    /// What the file is called.
    pub(crate) fn name(&self) -> String {
        self.0.name()
    }
}
