//! What must hold once everybody has come together; the names are those of the fault matrix.

mod agreement;
mod delivered;
mod grants;
mod kept;
mod tally;
mod verbatim;

pub use tally::tally;

use crate::World;

/// Checks every invariant of a settled world.
///
/// # Errors
/// The first that does not hold, in words.
pub fn check(world: &World) -> Result<(), String> {
    for name in world.names() {
        let device = world.device(name);
        if let Some(problem) = device.problems().first() {
            return Err(format!("{name:?}: {problem}"));
        }
        if device.is_on() {
            device
                .check_saved()
                .map_err(|problem| format!("I1, {name:?}: {problem}"))?;
        }
    }
    delivered::check(world)?;
    kept::check(world)?;
    agreement::check(world)?;
    grants::check(world)?;
    tally::check(world)?;
    verbatim::check(world)
}
