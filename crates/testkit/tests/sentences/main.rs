//! What the simulator checks by chance, each once on purpose and named as a sentence.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod answers;
mod community;
mod devices;
mod members;
mod newcomers;
mod order;
mod outsiders;
mod refusals;
mod relay;
