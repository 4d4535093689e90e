//! What the simulator checks by chance, each once on purpose and named as a sentence.

mod community;
mod devices;
mod members;
mod order;
mod outsiders;
mod relay;
