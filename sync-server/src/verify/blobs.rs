//! Checking photos and scans: each against the hash that is its name.

use std::{collections::BTreeSet, fmt, fs, io, path::Path};

use ledger::RoomId;

use crate::{
    blobs::{Address, DAMAGED},
    log::Log,
};

/// What is known of the photos and scans after they were checked.
#[derive(Debug, Default)]
pub struct BlobReport {
    /// Those that are what their names say.
    pub sound: usize,
    /// What is wrong, by path within the folder.
    pub problems: Vec<(String, String)>,
}

/// Checks every file of a folder of blobs; a folder that is not there holds none.
///
/// # Errors
/// When the folder or the log cannot be read; what is wrong within the files is in the report.
pub fn blobs(folder: &Path, log: &dyn Log) -> io::Result<BlobReport> {
    let mut report = BlobReport::default();
    let rooms = log.rooms().map_err(io::Error::other)?;
    let rooms: BTreeSet<RoomId> = rooms.into_iter().map(|room| room.id).collect();
    let paths = match paths(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(report),
        paths => paths?,
    };
    for path in paths {
        match check(folder, &path, &rooms) {
            Ok(()) => report.sound += 1,
            Err(problem) => report.problems.push((path, problem)),
        }
    }
    Ok(report)
}

/// Every file of every room, in order. What a killed relay left half put is not among them: it was
/// never served and goes with the next start.
fn paths(folder: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for room in fs::read_dir(folder)? {
        let room = room?;
        let name = room.file_name().to_string_lossy().into_owned();
        if !room.file_type()?.is_dir() {
            paths.push(name);
            continue;
        }
        for file in fs::read_dir(room.path())? {
            let file = file?.file_name().to_string_lossy().into_owned();
            if !file.contains('#') {
                paths.push(format!("{name}/{file}"));
            }
        }
    }
    paths.sort();
    Ok(paths)
}

fn check(folder: &Path, path: &str, rooms: &BTreeSet<RoomId>) -> Result<(), String> {
    if path.ends_with(DAMAGED) {
        return Err("it was not what its name says and was put aside".to_owned());
    }
    let Some(address) = Address::parse(path) else {
        return Err("the relay puts no such file here".to_owned());
    };
    let bytes = fs::read(folder.join(path)).map_err(|error| error.to_string())?;
    if !address.blob.is_hash_of(&bytes) {
        return Err("its bytes do not have the hash that is its name".to_owned());
    }
    match rooms.contains(&address.room) {
        true => Ok(()),
        false => Err("its room is not in the log".to_owned()),
    }
}

impl fmt::Display for BlobReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "photos and scans\n  {} checked",
            self.sound + self.problems.len()
        )?;
        for (path, problem) in &self.problems {
            write!(f, "\n  PROBLEM at {path}: {problem}")?;
        }
        Ok(())
    }
}
