//! Takes the app's program apart for its way over the network: operands of one kind go together, each kind in a stream of
//! its own, and what is sent is almost a fifth smaller. `public/unpack.js` puts it together again, byte for byte.
//!
//! A pack is a row of numbers and then the streams. Numbers are LEB128, as in the program itself: the program's length, how
//! many functions there are, how much of the first stream stands before them, where the words of the data begin
//! (`pack/words.rs`), and the length of each stream. What follows
//! from the rest is left out: a function's length, and the hints of alignment, which are the natural ones (`plain.rs`).

mod codes;
mod words;

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use wasm_encoder::Encode;
use wasmparser::{BinaryReader, Parser, Payload};

/// What stands around the functions.
const REST: usize = 0;
/// The instructions, each by the number of its code (`pack/codes.rs`), and the few operands that have no stream.
const CODES: usize = 1;
/// The types of local variables.
const TYPES: usize = 2;
/// Which local variable is read, by how long ago each was used: 0 is the last one that was read. What has not been used
/// yet comes in its own order after those that have.
const READ: usize = 3;
/// Which local variable is written.
const WRITTEN: usize = 4;
/// Offsets of stores.
const STORES: usize = 5;
const CALLS: usize = 6;
/// How far out a branch goes that is always taken; of tables too.
const BRANCHES: usize = 7;
/// And one that is not.
const CONDITIONS: usize = 8;
/// What is rare.
const OTHER: usize = 9;
/// Offsets of loads, in a stream for each kind of instruction that may stand before.
const LOADS: usize = 10;
/// Numbers of 32 bits, by the code that follows (what is done with a number tells most about it) and by the kind of the
/// instruction before.
const NUMBERS: usize = 11;
/// Numbers of 64 bits, by the code that follows.
const LONG: usize = 12;
/// How many kinds of instructions there are: one for each of the above, by where their operand goes.
const KINDS: usize = 13;
const STREAMS_OF_NUMBERS: usize = LOADS + KINDS;
const STREAMS_OF_LONG: usize = STREAMS_OF_NUMBERS + 256 * KINDS;
const STREAMS: usize = STREAMS_OF_LONG + 256;
/// How many numbers stand before the lengths of streams.
const BEFORE_LENGTHS: usize = 4;
/// What follows from the rest and is not sent.
const LEFT_OUT: usize = STREAMS;

/// The natural alignment of each load and store, as a power of two.
const ALIGNMENTS: [u8; 23] = [
    2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2,
];
/// How many operands each code of two bytes has.
const OF_TWO_BYTES: [usize; 18] = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

const CUT: &str = "the app's module is cut off";

/// The pack of a program.
pub(super) fn pack(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut code = None;
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::CodeSectionStart { count, range, .. } = payload? {
            code = Some((count, range.start));
        }
    }
    let (functions, start) = code.context("the app's module has no functions")?;
    let mut packing = Packing {
        rest: wasm,
        streams: BTreeMap::new(),
        before: REST,
        variables: Vec::new(),
    };
    packing.bytes(REST, start)?;
    packing.number(REST)?;
    let head = packing.streams.get(&REST).map_or(0, Vec::len);
    for _ in 0..functions {
        packing.function()?;
    }
    packing.bytes(REST, packing.rest.len())?;
    packing.streams.remove(&LEFT_OUT);
    codes::renumber(packing.streams.entry(CODES).or_default());
    let words = words::start(wasm)?;
    let rest = packing.streams.entry(REST).or_default();
    let before = (rest.len() + words).saturating_sub(wasm.len());
    words::step(rest.get_mut(before..).context(CUT)?);

    let mut pack = Vec::new();
    let numbers: [usize; BEFORE_LENGTHS] = [wasm.len(), functions as usize, head, words];
    for number in numbers {
        u32::try_from(number)?.encode(&mut pack);
    }
    for stream in 0..STREAMS {
        let length = packing.streams.get(&stream).map_or(0, Vec::len);
        u32::try_from(length)?.encode(&mut pack);
    }
    for stream in packing.streams.into_values() {
        pack.extend(stream);
    }
    Ok(pack)
}

/// The stretches of a pack that have little in common, so that each is compressed by itself: one for each stream, one for
/// all loads, one for the numbers of 32 bits and one for those of 64.
pub(super) fn stretches(pack: &[u8]) -> Result<Vec<&[u8]>> {
    let mut reader = BinaryReader::new(pack, 0);
    for _ in 0..BEFORE_LENGTHS {
        reader.read_var_u32()?;
    }
    let mut lengths = Vec::new();
    for _ in 0..STREAMS {
        lengths.push(reader.read_var_u32()? as usize);
    }
    let (mut stretch, mut rest) = pack.split_at(reader.original_position());
    let mut stretches = vec![stretch];
    let (each, further) = lengths.split_at_checked(LOADS).context(CUT)?;
    let loads = further.iter().take(KINDS).sum();
    let numbers = further.iter().skip(KINDS).take(256 * KINDS).sum();
    for length in each.iter().chain([&loads, &numbers]) {
        (stretch, rest) = rest.split_at_checked(*length).context(CUT)?;
        stretches.push(stretch);
    }
    stretches.push(rest);
    Ok(stretches)
}

struct Packing<'a> {
    /// What has not been looked at.
    rest: &'a [u8],
    streams: BTreeMap<usize, Vec<u8>>,
    /// The kind of the instruction before.
    before: usize,
    /// The function's local variables, the one used last before the others.
    variables: Vec<usize>,
}

/// The kind of an instruction: where its only operand goes, or [`REST`] for one without and for one with rules of its own.
const fn kind(code: u8) -> usize {
    match code {
        0x02..=0x04 => CODES,
        0x0c => BRANCHES,
        0x0d => CONDITIONS,
        0x10 => CALLS,
        0x20 => READ,
        0x21 | 0x22 => WRITTEN,
        0x23..=0x26 | 0x3f | 0x40 | 0xd0 | 0xd2 => OTHER,
        0x28..=0x35 => LOADS,
        0x36..=0x3e => STORES,
        0x41 => NUMBERS,
        0x42 => LONG,
        _ => REST,
    }
}

impl Packing<'_> {
    fn function(&mut self) -> Result<()> {
        let length = self.number(LEFT_OUT)?;
        let after = self.rest.get(length..).context(CUT)?.len();
        for _ in 0..self.number(TYPES)? {
            self.number(TYPES)?;
            self.bytes(TYPES, 1)?;
        }
        self.before = REST;
        self.variables.clear();
        let mut depth = 1;
        while depth > 0 {
            depth = match self.instruction()? {
                0x02..=0x04 => depth + 1,
                0x0b => depth - 1,
                _ => depth,
            };
        }
        ensure!(self.rest.len() == after, "a function goes on after its end");
        Ok(())
    }

    /// Takes one instruction and returns its code.
    fn instruction(&mut self) -> Result<u8> {
        let code = self.next()?;
        self.bytes(CODES, 1)?;
        let kind = kind(code);
        if matches!(kind, LOADS | STORES) {
            let natural = ALIGNMENTS.get(usize::from(code) - 0x28);
            ensure!(
                natural == Some(&self.next()?),
                "an alignment that is not the natural one"
            );
            self.bytes(LEFT_OUT, 1)?;
        }
        match kind {
            REST => self.of_its_own(code)?,
            READ | WRITTEN => self.variable(kind)?,
            LOADS => self.numbers(LOADS + self.before, 1)?,
            NUMBERS | LONG => {
                let length = self.length_of_number();
                let following = usize::from(*self.rest.get(length).context(CUT)?);
                let stream = match kind {
                    NUMBERS => STREAMS_OF_NUMBERS + following * KINDS + self.before,
                    _ => STREAMS_OF_LONG + following,
                };
                self.bytes(stream, length)?;
            }
            _ => self.numbers(kind, 1)?,
        }
        self.before = kind;
        Ok(code)
    }

    /// Takes the operands of an instruction that has rules of its own, or none.
    fn of_its_own(&mut self, code: u8) -> Result<()> {
        match code {
            0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => {}
            0x0e => {
                let targets = self.number(BRANCHES)?;
                self.numbers(BRANCHES, targets + 1)?;
            }
            0x11 => self.numbers(OTHER, 2)?,
            0x43 => self.bytes(OTHER, 4)?,
            0x44 => self.bytes(OTHER, 8)?,
            0xfc => {
                let second = self.number(CODES)?;
                let operands = OF_TWO_BYTES.get(second);
                let operands =
                    operands.with_context(|| format!("no place for the code fc {second:02x}"))?;
                self.numbers(CODES, *operands)?;
            }
            _ => {
                bail!("no place for the code {code:02x}: the compiler has learnt a new instruction")
            }
        }
        Ok(())
    }

    /// Takes the number of a local variable.
    fn variable(&mut self, kind: usize) -> Result<()> {
        let mut number = BinaryReader::new(self.rest, 0);
        let variable = number.read_var_u32()? as usize;
        let known = self.variables.len();
        self.variables.extend(known..=variable);
        let age = self.variables.iter().position(|other| *other == variable);
        let age = age.context("a variable that is not among those before it")?;
        let front = if kind == READ { 0 } else { age.min(1) };
        if let Some(younger) = self.variables.get_mut(front..=age) {
            younger.rotate_right(1);
        }
        if kind == READ {
            self.bytes(LEFT_OUT, number.original_position())?;
            u32::try_from(age)?.encode(self.streams.entry(READ).or_default());
            Ok(())
        } else {
            self.numbers(WRITTEN, 1)
        }
    }

    fn next(&self) -> Result<u8> {
        self.rest.first().copied().context(CUT)
    }

    fn bytes(&mut self, stream: usize, count: usize) -> Result<()> {
        let (bytes, rest) = self.rest.split_at_checked(count).context(CUT)?;
        self.rest = rest;
        self.streams.entry(stream).or_default().extend(bytes);
        Ok(())
    }

    fn numbers(&mut self, stream: usize, count: usize) -> Result<()> {
        for _ in 0..count {
            let length = self.length_of_number();
            self.bytes(stream, length)?;
        }
        Ok(())
    }

    /// Takes one number and returns it.
    fn number(&mut self, stream: usize) -> Result<usize> {
        let value = BinaryReader::new(self.rest, 0).read_var_u32()?;
        self.numbers(stream, 1)?;
        Ok(value as usize)
    }

    fn length_of_number(&self) -> usize {
        let further = self.rest.iter().take_while(|byte| **byte > 0x7f);
        further.count() + 1
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, Module, ModuleConfig, ValType};

    use super::*;
    use crate::finish::plain;

    /// A module with one function that writes down a small and a large number, drops the one and returns the other.
    fn module() -> Result<Vec<u8>> {
        let mut module = Module::with_config(ModuleConfig::new());
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        let local = module.locals.add(ValType::I32);
        builder
            .func_body()
            .i32_const(5)
            .local_set(local)
            .local_get(local)
            .drop()
            .i32_const(-300);
        let function = builder.finish(vec![], &mut module.funcs);
        module.exports.add("f", function);
        plain::plainly(&module.emit_wasm())
    }

    #[test]
    fn every_operand_goes_to_its_stream_and_nothing_is_lost() -> Result<()> {
        let wasm = module()?;
        let pack = pack(&wasm)?;
        let stretches = stretches(&pack)?;
        assert_eq!(stretches.concat(), pack);
        let stream = |stream: usize| stretches.get(stream + 1).copied().unwrap_or_default();
        let mut codes = [0x41, 0x21, 0x20, 0x1a, 0x41, 0x0b];
        codes::renumber(&mut codes);
        assert_eq!(stream(CODES), codes);
        assert_eq!(stream(TYPES), [1, 1, 0x7f]);
        assert_eq!((stream(READ), stream(WRITTEN)), (&[0][..], &[0][..]));
        // By what follows: the end of the function, then the local variable.
        assert_eq!(stream(NUMBERS), [0xd4, 0x7d, 5]);
        let sent: usize = stretches.iter().skip(1).map(|stretch| stretch.len()).sum();
        assert_eq!(sent + 1, wasm.len(), "all but the function's length");
        assert!(wasm.starts_with(stream(REST).get(..20).unwrap_or_default()));
        Ok(())
    }

    #[test]
    fn a_variable_is_sent_by_how_long_ago_it_was_used() -> Result<()> {
        let mut module = Module::with_config(ModuleConfig::new());
        let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32; 3], &[]);
        let [a, b, c] = [(); 3].map(|()| module.locals.add(ValType::I32));
        let mut body = builder.func_body();
        body.local_get(c).drop().local_get(c).local_set(b);
        body.local_get(c).drop().local_get(b).drop();
        let function = builder.finish(vec![a, b, c], &mut module.funcs);
        module.exports.add("f", function);
        let pack = pack(&plain::plainly(&module.emit_wasm())?)?;
        let stretches = stretches(&pack)?;
        let stream = |stream: usize| stretches.get(stream + 1).copied().unwrap_or_default();
        assert_eq!(stream(READ), [2, 0, 0, 1]);
        assert_eq!(stream(WRITTEN), [1]);
        Ok(())
    }

    #[test]
    fn what_a_pack_has_no_place_for_stops_the_build() -> Result<()> {
        let mut wasm = module()?;
        assert!(pack(wasm.get(..wasm.len() - 2).unwrap_or_default()).is_err());
        let drop = wasm
            .iter()
            .rposition(|byte| *byte == 0x1a)
            .context("no drop")?;
        if let Some(code) = wasm.get_mut(drop) {
            *code = 0x06;
        }
        let refused = pack(&wasm).err().map(|error| error.to_string());
        assert!(refused.is_some_and(|said| said.contains("code 06")));
        Ok(())
    }
}
