//! The functions of a module, and writing the module again with others of them or in another order.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use wasm_encoder::{
    CodeSection, FunctionSection, Module,
    reencode::{self, Reencode},
};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef,
};

/// The functions that a module brings itself.
pub(super) struct Functions<'a> {
    /// How many come before them because they are imported.
    pub(super) imported: usize,
    /// The number of each one's type.
    pub(super) types: Vec<u32>,
    /// The bytes of each one's body.
    pub(super) bodies: Vec<&'a [u8]>,
}

impl<'a> Functions<'a> {
    pub(super) fn of(wasm: &'a [u8]) -> Result<Self> {
        let mut functions = Self {
            imported: 0,
            types: Vec::new(),
            bodies: Vec::new(),
        };
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let is_function =
                            matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_));
                        functions.imported += usize::from(is_function);
                    }
                }
                Payload::FunctionSection(types) => {
                    functions.types = types.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::CodeSectionEntry(body) => functions.bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        Ok(functions)
    }
}

/// Writes a module again with only the functions of `order`, in that order. One that is left out is called by nobody any
/// more: `instead` says which one of `order` stands in for it.
pub(super) fn rewrite(
    wasm: &[u8],
    functions: &Functions<'_>,
    order: Vec<usize>,
    instead: &BTreeMap<usize, usize>,
) -> Result<Vec<u8>> {
    let imported = functions.imported;
    let mut places: Vec<usize> = (0..imported + functions.bodies.len()).collect();
    for (place, function) in (imported..).zip(&order) {
        if let Some(entry) = places.get_mut(imported + function) {
            *entry = place;
        }
    }
    for (left_out, function) in instead {
        let place = places.get(imported + function).copied();
        if let (Some(entry), Some(place)) = (places.get_mut(imported + left_out), place) {
            *entry = place;
        }
    }
    let places = places.into_iter().map(u32::try_from);
    let mut rewriting = Rewriting {
        order,
        places: places.collect::<Result<_, _>>()?,
    };
    let mut module = Module::new();
    rewriting
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .map_err(|error| anyhow!("the app's module cannot be written again: {error}"))?;
    Ok(module.finish())
}

struct Rewriting {
    /// The functions, by what was their place.
    order: Vec<usize>,
    /// The new index of each function, imported ones first.
    places: Vec<u32>,
}

type Written = Result<(), reencode::Error<String>>;

impl Reencode for Rewriting {
    type Error = String;

    fn function_index(&mut self, function: u32) -> Result<u32, reencode::Error<String>> {
        let place = self.places.get(function as usize);
        place
            .copied()
            .ok_or_else(|| reencode::Error::UserError(format!("there is no function {function}")))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Written {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for kind in self
            .order
            .iter()
            .filter_map(|&function| types.get(function))
        {
            functions.function(*kind);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Written {
        let bodies = section
            .into_iter()
            .collect::<Result<Vec<FunctionBody>, _>>()?;
        for function in self.order.clone() {
            if let Some(body) = bodies.get(function) {
                self.parse_function_body(code, body.clone())?;
            }
        }
        Ok(())
    }
}
