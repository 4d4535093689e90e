//! Three queues with a worker each: signing, checking signatures, storing.
//!
//! One at a time and in order. Store jobs that pile up while a transaction is under way go into
//! the next one together: typing costs one transaction per disk write, not one per letter.

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::StreamExt;
use ledger::Signature;
use ledger::crypto::{Check, Crypto as _};
use ledger::replica::{Event, Op, Ticket};

use super::{Engine, storage, troubles};
use crate::platform::crypto;

/// A job with the generation of the replica that asked for it.
type Job<T> = (u32, Ticket, T);

/// The sending ends.
pub(super) struct Jobs {
    generation: std::cell::Cell<u32>,
    sign: UnboundedSender<Job<Vec<u8>>>,
    verify: UnboundedSender<Job<Vec<Check>>>,
    store: UnboundedSender<Job<Vec<Op>>>,
}

/// The receiving ends, until the workers take them.
pub(super) struct Queues {
    sign: UnboundedReceiver<Job<Vec<u8>>>,
    verify: UnboundedReceiver<Job<Vec<Check>>>,
    store: UnboundedReceiver<Job<Vec<Op>>>,
}

/// Most store jobs in one transaction: at 64 KiB an entry a few megabytes.
const TOGETHER: usize = 64;

impl Jobs {
    pub(super) fn new() -> (Self, Queues) {
        let (sign, signing) = unbounded();
        let (verify, verifying) = unbounded();
        let (store, storing) = unbounded();
        let jobs = Self {
            generation: std::cell::Cell::new(0),
            sign,
            verify,
            store,
        };
        (
            jobs,
            Queues {
                sign: signing,
                verify: verifying,
                store: storing,
            },
        )
    }

    /// What was asked before belongs to a replica that is gone.
    pub(super) fn begin(&self, generation: u32) {
        self.generation.set(generation);
    }

    // The workers live as long as the engine, so sending into a queue cannot fail.

    pub(super) fn sign(&self, ticket: Ticket, message: Vec<u8>) {
        let _ = self
            .sign
            .unbounded_send((self.generation.get(), ticket, message));
    }

    pub(super) fn verify(&self, ticket: Ticket, checks: Vec<Check>) {
        let _ = self
            .verify
            .unbounded_send((self.generation.get(), ticket, checks));
    }

    pub(super) fn store(&self, ticket: Ticket, ops: Vec<Op>) {
        let _ = self
            .store
            .unbounded_send((self.generation.get(), ticket, ops));
    }
}

impl Engine {
    /// Starts the three workers.
    pub(super) fn work(&self, queues: Queues) {
        let Queues {
            mut sign,
            mut verify,
            mut store,
        } = queues;
        let engine = self.clone();
        leptos::task::spawn_local(async move {
            while let Some((generation, ticket, message)) = sign.next().await {
                let event = engine.sign(ticket, &message).await;
                engine.feed_if(generation, event);
            }
        });
        let engine = self.clone();
        leptos::task::spawn_local(async move {
            while let Some((generation, ticket, checks)) = verify.next().await {
                let results = engine.verify(&checks).await;
                engine.feed_if(generation, Event::Verified(ticket, results));
            }
        });
        let engine = self.clone();
        leptos::task::spawn_local(async move {
            while let Some(first) = store.next().await {
                let mut jobs = vec![first];
                while jobs.len() < TOGETHER
                    && let Ok(more) = store.try_recv()
                {
                    jobs.push(more);
                }
                engine.store(jobs).await;
            }
        });
    }

    pub(super) fn feed_if(&self, generation: u32, event: Event) {
        if generation == self.inner.generation.get() {
            self.feed(event);
        }
    }

    async fn sign(&self, ticket: Ticket, message: &[u8]) -> Event {
        let keys = self.inner.state.borrow().keys.clone();
        let signature = match keys {
            _ if self.inner.stage.practice => Some(::practice::ME.sign(message)),
            Some(keys) => keys.sign(message).await.ok().map(Signature),
            None => None,
        };
        match signature {
            Some(signature) => Event::Signed(ticket, signature),
            None => {
                let why = super::super::Trouble::new(super::super::What::KeyFailed);
                self.inner.state.borrow_mut().storage_trouble = Some(why);
                Event::SignFailed(ticket)
            }
        }
    }

    async fn verify(&self, checks: &[Check]) -> Vec<bool> {
        if self.inner.stage.practice {
            return checks.iter().map(::practice::verify).collect();
        }
        let asked: Vec<crypto::Check<'_>> = checks
            .iter()
            .map(|check| crypto::Check {
                public: &check.key.point,
                message: &check.message,
                signature: &check.signature.0,
            })
            .collect();
        let results = self.inner.verifier.verify_many(&asked).await;
        results.unwrap_or_else(|_| vec![false; checks.len()])
    }

    async fn store(&self, jobs: Vec<Job<Vec<Op>>>) {
        let current = self.inner.generation.get();
        let jobs: Vec<_> = jobs.into_iter().filter(|job| job.0 == current).collect();
        let ops: Vec<_> = jobs
            .iter()
            .flat_map(|(_, _, ops)| ops.iter().map(storage::op))
            .collect();
        let Some(fence) = self
            .inner
            .tabs
            .get()
            .and_then(crate::platform::tabs::Tabs::writing)
        else {
            for (generation, ticket, _) in jobs {
                self.feed_if(generation, Event::StoreFailed(ticket));
            }
            return;
        };
        let result = self.inner.database.commit(fence, &ops).await;
        if let Err(error) = &result {
            let why = troubles::of_storage(error);
            self.inner.state.borrow_mut().storage_trouble = Some(why);
        }
        for (generation, ticket, ops) in jobs {
            match &result {
                Ok(()) => {
                    self.tell_tabs(&ops);
                    self.feed_if(generation, Event::Stored(ticket));
                }
                Err(_) => self.feed_if(generation, Event::StoreFailed(ticket)),
            }
        }
    }

    /// Tells the tabs that follow which rooms to read again.
    pub(super) fn tell_tabs(&self, ops: &[Op]) {
        let mut rooms: Vec<&[u8]> = ops.iter().filter_map(storage::room).collect();
        rooms.sort_unstable();
        rooms.dedup();
        if let Some(tabs) = self.inner.tabs.get() {
            rooms.into_iter().for_each(|room| tabs.announce(room));
        }
    }
}
