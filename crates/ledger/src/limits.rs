//! Every bound of protocol 1, with its reason. Whatever waits, waits within one of these.

/// Largest entry, bytes: a change of 32 KiB fits twice, and 300 phones cannot fill a relay's memory.
pub const ENTRY_BYTES: usize = 64 * 1024;
/// Largest wire frame, bytes: four entries; small enough for a 2G link to get through between cuts.
pub const FRAME_BYTES: usize = 256 * 1024;
/// Most operations in one change: above it one change costs a slow tablet more than a frame.
pub const CHANGE_OPS: u64 = 10_000;
/// Most dependencies of one change; a replica with more heads joins them in steps.
pub const CHANGE_DEPS: usize = 64;
/// Most actors a change may name besides its own.
pub const CHANGE_ACTORS: usize = 4_096;
/// Longest message inside a change, bytes: the record has no use for it.
pub const CHANGE_MESSAGE_BYTES: usize = 256;
/// A command above this many operations becomes several changes.
pub const COMMAND_OPS: usize = 4_000;
/// A command above this many bytes becomes several changes.
pub const COMMAND_BYTES: usize = 32 * 1024;
/// Most entries in one push; the rest waits for its answers.
pub const PUSH_ENTRIES: usize = 256;
/// Most items in one frame of a log.
pub const FRAME_ITEMS: usize = 1_024;
/// Bytes of items after which a frame of a log is closed; leaves room for one more entry.
pub const FRAME_FILL: usize = FRAME_BYTES - ENTRY_BYTES - 4 * 1024;
/// Most rooms in one `Open`.
pub const OPEN_ROOMS: usize = 256;
/// Most digests in a locator: one for each power of two of a log.
pub const LOCATOR: usize = 66;
/// Most ids that one `ADOPT` names.
pub const ADOPTED: usize = 512;
/// Most entries of one room, until its operator raises it.
pub const ROOM_ENTRIES: u64 = 1_000_000;
/// Most bytes of one room, until its operator raises it.
pub const ROOM_BYTES: u64 = 512 * 1024 * 1024;
/// Entries a key may push at once before its rate counts: a day's work of a tablet.
pub const KEY_BURST: u32 = 4_000;
/// Entries a second a key regains.
pub const KEY_RATE: u32 = 200;
/// Most entries and bytes that a healing device may have in flight before its log is proved.
pub const HEAL_BYTES: usize = 64 * 1024 * 1024;
/// Milliseconds without progress after which a healing device is given up.
pub const HEAL_PATIENCE_MS: u64 = 20_000;
/// Longest label, name of a jurisdiction or of a device, bytes.
pub const NAME_BYTES: usize = 256;
/// Largest snapshot as it is fetched, bytes: a minute over 1 Mbit/s, after which the log is as good.
pub const SNAPSHOT_BYTES: u64 = 8 * 1024 * 1024;
/// Largest snapshot as it is read, bytes: what an old phone can hold beside its log.
pub const SNAPSHOT_BODY: usize = 32 * 1024 * 1024;
/// Most bytes of all changes that a snapshot spells out: dependencies are named by one byte and are 32.
pub const SNAPSHOT_CHANGES: usize = 128 * 1024 * 1024;
/// Entries that a log has, and that a device lacks, before a snapshot is made and offered.
pub const SNAPSHOT_ENTRIES: u64 = 1_000;
