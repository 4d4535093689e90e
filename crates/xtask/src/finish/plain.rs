//! Says in one way what may be said in several: a function's local variables are numbered as they come up, and a load or
//! store hints at its natural alignment. Nothing runs differently; more functions read alike, and what reads alike
//! compresses.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};
use wasm_encoder::{
    CodeSection, Function, Instruction, MemArg, Module, ValType,
    reencode::{self, Reencode},
};
use wasmparser::{FunctionBody, Operator, Parser, Payload};

/// The module with every function said plainly.
pub(super) fn plainly(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut plain = Plain {
        parameters: parameters(wasm)?.into_iter(),
        places: BTreeMap::new(),
    };
    let mut module = Module::new();
    plain
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .map_err(|error| anyhow!("the app's module cannot be written again: {error}"))?;
    Ok(module.finish())
}

/// How many parameters each function takes that the module brings itself.
fn parameters(wasm: &[u8]) -> Result<Vec<u32>> {
    let mut by_type = Vec::new();
    let mut parameters = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::TypeSection(types) => {
                for kind in types.into_iter_err_on_gc_types() {
                    by_type.push(u32::try_from(kind?.params().len())?);
                }
            }
            Payload::FunctionSection(functions) => {
                for kind in functions {
                    let count = by_type.get(kind? as usize).copied();
                    parameters.push(count.ok_or_else(|| anyhow!("a function without a type"))?);
                }
            }
            _ => {}
        }
    }
    Ok(parameters)
}

struct Plain<Parameters> {
    parameters: Parameters,
    /// The new numbers of the local variables of the function at hand, by their old ones.
    places: BTreeMap<u32, u32>,
}

impl<Parameters: Iterator<Item = u32>> Plain<Parameters> {
    /// Numbers the variables of one type in a row, each where it first comes up, and says how many there are of each.
    fn number(
        &mut self,
        body: &FunctionBody<'_>,
    ) -> Result<Vec<(u32, ValType)>, reencode::Error<String>> {
        let parameters = self.parameters.next().unwrap_or_default();
        let mut types = Vec::new();
        for declared in body.get_locals_reader()? {
            let (count, kind) = declared?;
            let kind = self.val_type(kind)?;
            types.extend((0..count).map(|_| kind));
        }
        let mut groups: Vec<(ValType, Vec<u32>)> = Vec::new();
        let mut seen = BTreeSet::new();
        for operator in body.get_operators_reader()? {
            let (Operator::LocalGet { local_index }
            | Operator::LocalSet { local_index }
            | Operator::LocalTee { local_index }) = operator?
            else {
                continue;
            };
            let declared = local_index
                .checked_sub(parameters)
                .and_then(|place| types.get(place as usize));
            let Some(kind) = declared.filter(|_| seen.insert(local_index)) else {
                continue;
            };
            match groups.iter_mut().find(|(group, _)| group == kind) {
                Some((_, group)) => group.push(local_index),
                None => groups.push((*kind, vec![local_index])),
            }
        }
        self.places = (0..parameters).map(|place| (place, place)).collect();
        let mut counts = Vec::new();
        let mut next = parameters;
        for (kind, group) in groups {
            let first = next;
            for local in group {
                self.places.insert(local, next);
                next += 1;
            }
            counts.push((next - first, kind));
        }
        Ok(counts)
    }

    fn place(&self, local: u32) -> u32 {
        self.places.get(&local).copied().unwrap_or(local)
    }
}

impl<Parameters: Iterator<Item = u32>> Reencode for Plain<Parameters> {
    type Error = String;

    fn mem_arg(&mut self, arg: wasmparser::MemArg) -> Result<MemArg, reencode::Error<String>> {
        let align = u32::from(arg.max_align);
        Ok(MemArg {
            align,
            ..reencode::utils::mem_arg(self, arg)?
        })
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), reencode::Error<String>> {
        let mut function = Function::new(self.number(&body)?);
        for operator in body.get_operators_reader()? {
            function.instruction(&match operator? {
                Operator::LocalGet { local_index } => {
                    Instruction::LocalGet(self.place(local_index))
                }
                Operator::LocalSet { local_index } => {
                    Instruction::LocalSet(self.place(local_index))
                }
                Operator::LocalTee { local_index } => {
                    Instruction::LocalTee(self.place(local_index))
                }
                other => self.instruction(other)?,
            });
        }
        code.function(&function);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, LocalId, Module, ModuleConfig, ir::LoadKind};

    use super::*;
    use crate::finish::functions::Functions;

    /// A function that writes `second`, then `first`, and reads where the second points.
    fn add(module: &mut Module, (first, second): (LocalId, LocalId), align: u32) {
        let memory = module.memories.iter().next().map(|memory| memory.id());
        let memory =
            memory.unwrap_or_else(|| module.memories.add_local(false, false, 1, None, None));
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[walrus::ValType::I64]);
        let at = walrus::ir::MemArg { align, offset: 8 };
        builder
            .func_body()
            .i32_const(5)
            .local_set(second)
            .i32_const(7)
            .local_set(first)
            .local_get(second)
            .load(memory, LoadKind::I64 { atomic: false }, at)
            .local_get(first)
            .drop();
        let function = builder.finish(vec![], &mut module.funcs);
        let name = format!("f{align}");
        module.exports.add(&name, function);
    }

    #[test]
    fn functions_that_do_the_same_read_the_same() -> Result<()> {
        let mut module = Module::with_config(ModuleConfig::new());
        let one = module.locals.add(walrus::ValType::I32);
        let other = module.locals.add(walrus::ValType::I32);
        add(&mut module, (one, other), 8);
        add(&mut module, (other, one), 4);
        let before = module.emit_wasm();
        let different = |wasm: &[u8]| -> Result<bool> {
            let bodies = Functions::of(wasm)?.bodies;
            assert_eq!(bodies.len(), 2);
            Ok(bodies.first() != bodies.last())
        };
        assert!(different(&before)?);
        let after = plainly(&before)?;
        assert!(!different(&after)?);
        wasmparser::validate(&after)?;
        assert_eq!(plainly(&after)?, after, "what is plain stays as it is");
        Ok(())
    }
}
