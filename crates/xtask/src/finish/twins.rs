//! Keeps one of several functions that read the same: the compiler makes them for different types, and the linker looks
//! at neither. Nothing runs differently, because nobody here asks whether two functions are one.

use std::collections::BTreeMap;

use anyhow::Result;

use super::functions::{Functions, rewrite};

/// The module with one function of each kind. Where two called twins, they may be twins themselves afterwards, so it is
/// looked again until none is found.
pub(super) fn without(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut wasm = wasm.to_vec();
    loop {
        let functions = Functions::of(&wasm)?;
        let mut first: BTreeMap<(u32, &[u8]), usize> = BTreeMap::new();
        let mut order = Vec::new();
        let mut instead = BTreeMap::new();
        let all = functions.types.iter().zip(&functions.bodies).enumerate();
        for (function, (kind, body)) in all {
            let kept = *first.entry((*kind, body)).or_insert(function);
            if kept == function {
                order.push(function);
            } else {
                instead.insert(function, kept);
            }
        }
        if instead.is_empty() {
            return Ok(wasm);
        }
        wasm = rewrite(&wasm, &functions, order, &instead)?;
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, FunctionId, Module, ModuleConfig};

    use super::*;

    fn caller(module: &mut Module, name: &str, called: Option<FunctionId>) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
        let mut body = builder.func_body();
        body.i32_const(7).drop();
        if let Some(called) = called {
            body.call(called);
        }
        let function = builder.finish(vec![], &mut module.funcs);
        module.exports.add(name, function);
        function
    }

    #[test]
    fn twins_and_those_who_called_twins_become_one() -> Result<()> {
        let mut module = Module::with_config(ModuleConfig::new());
        let one = caller(&mut module, "one", None);
        let twin = caller(&mut module, "twin", None);
        caller(&mut module, "calls-one", Some(one));
        caller(&mut module, "calls-twin", Some(twin));
        let after = without(&module.emit_wasm())?;
        assert_eq!(Functions::of(&after)?.bodies.len(), 2);
        let module = Module::from_buffer(&after)?;
        let of = |name: &str| {
            let export = module.exports.iter().find(|export| export.name == name);
            export.map(|export| match export.item {
                walrus::ExportItem::Function(function) => function.index(),
                _ => usize::MAX,
            })
        };
        assert_eq!(of("one"), of("twin"));
        assert_eq!(of("calls-one"), of("calls-twin"));
        assert_ne!(of("one"), of("calls-one"));
        Ok(())
    }
}
