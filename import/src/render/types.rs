//! Types and paths as they are written in one module.

use std::{cell::RefCell, collections::BTreeSet};

use crate::{
    model::{FieldType, Scalar},
    options::Options,
    plan::Plan,
    well_known::{self, Shape},
};

/// How one module names things; remembers what it has to import.
pub(super) struct Scope<'p, 'm> {
    pub(super) plan: &'p Plan<'m>,
    pub(super) options: &'p Options,
    pub(super) module: &'p [String],
    imports: RefCell<BTreeSet<(&'static str, &'static str)>>,
}

impl<'p, 'm> Scope<'p, 'm> {
    pub(super) fn new(plan: &'p Plan<'m>, options: &'p Options, module: &'p [String]) -> Self {
        Self { plan, options, module, imports: RefCell::default() }
    }

    /// What was imported: paths with their names.
    pub(super) fn imports(&self) -> BTreeSet<(&'static str, &'static str)> {
        self.imports.borrow().clone()
    }

    /// A name of strait's: imported, unless the module has something else of that name.
    pub(super) fn strait(&self, name: &'static str) -> String {
        self.import("strait", name)
    }

    /// A name of the standard library's.
    pub(super) fn std(&self, path: &'static str, name: &'static str) -> String {
        self.import(path, name)
    }

    fn import(&self, path: &'static str, name: &'static str) -> String {
        if self.plan.declares(self.module, name) {
            return format!("{}::{name}", self.root(path));
        }
        self.imports.borrow_mut().insert((path, name));
        name.to_owned()
    }

    /// A crate's path, absolute where a module of the same name stands beside.
    pub(super) fn root(&self, path: &str) -> String {
        let krate = path.split("::").next().unwrap_or(path);
        if self.plan.declares(self.module, krate) { format!("::{path}") } else { path.to_owned() }
    }

    /// A message or enum.
    pub(super) fn named(&self, full_name: &str) -> String {
        if let Some(known) = well_known::of(full_name) {
            return format!("{}::{}", self.strait("well_known"), known.name);
        }
        let Some(ty) = self.plan.types.get(full_name) else { return String::new() };
        let here = self.module;
        if let Some((path, depth)) = &ty.external {
            let below = ty.module.get(*depth..).unwrap_or_default();
            return [std::slice::from_ref(path), below, std::slice::from_ref(&ty.name)]
                .concat()
                .join("::");
        }
        let shared = here.iter().zip(&ty.module).take_while(|(a, b)| a == b).count();
        let up = std::iter::repeat_n("super", here.len() - shared);
        let down = ty.module.iter().skip(shared).map(String::as_str);
        up.chain(down).chain([ty.name.as_str()]).collect::<Vec<_>>().join("::")
    }

    /// What a field of this type holds once.
    pub(super) fn value(&self, ty: &FieldType) -> String {
        match ty {
            FieldType::Scalar(scalar) => self.scalar(*scalar),
            FieldType::Enum(name) if self.plan.closed.contains(name.as_str()) => self.named(name),
            FieldType::Enum(name) => format!("{}<{}>", self.strait("Open"), self.named(name)),
            FieldType::Message(name) => self.time(name).unwrap_or_else(|| self.named(name)),
            FieldType::Map(key, value) => {
                let name = if self.options.hash_maps { "HashMap" } else { "BTreeMap" };
                let map = self.std("std::collections", name);
                format!("{map}<{}, {}>", self.scalar(*key), self.value(value))
            }
        }
    }

    /// The type in the `Option` of a wrapper.
    pub(super) fn wrapped(&self, ty: &FieldType) -> Option<String> {
        let FieldType::Message(name) = ty else { return None };
        match well_known::of(name)?.shape {
            Shape::Wrapper(well_known::BYTES) => Some(self.scalar(Scalar::Bytes)),
            Shape::Wrapper(name) => Some(name.to_owned()),
            _ => None,
        }
    }

    /// The standard library's time, if it was asked for.
    fn time(&self, full_name: &str) -> Option<String> {
        if !self.options.std_time {
            return None;
        }
        match well_known::of(full_name)?.shape {
            Shape::Timestamp => Some(self.std("std::time", "SystemTime")),
            Shape::Duration => Some(self.std("std::time", "Duration")),
            _ => None,
        }
    }

    fn scalar(&self, scalar: Scalar) -> String {
        let name = match scalar {
            Scalar::Double => "f64",
            Scalar::Float => "f32",
            Scalar::Int32 | Scalar::Sint32 | Scalar::Sfixed32 => "i32",
            Scalar::Int64 | Scalar::Sint64 | Scalar::Sfixed64 => "i64",
            Scalar::Uint32 | Scalar::Fixed32 => "u32",
            Scalar::Uint64 | Scalar::Fixed64 => "u64",
            Scalar::Bool => "bool",
            Scalar::String => "String",
            Scalar::Bytes => return self.strait("Bytes"),
        };
        name.to_owned()
    }
}

/// The word for an encoding that the Rust type does not say.
pub(super) fn encoding(ty: &FieldType) -> Option<&'static str> {
    let FieldType::Scalar(scalar) = ty else { return None };
    match scalar {
        Scalar::Sint32 | Scalar::Sint64 => Some("sint"),
        Scalar::Fixed32 | Scalar::Fixed64 | Scalar::Sfixed32 | Scalar::Sfixed64 => Some("fixed"),
        _ => None,
    }
}
