//! The order in which each file comes after its imports, or the circle that makes one impossible.

use super::Imports;
use crate::{
    map::Map,
    schema::{SchemaError, TypeUse},
};

/// The paths in `files` with imports first, otherwise in the order of their names.
pub(super) fn by_dependency<'f, F>(
    files: &'f Map<String, F>,
    imports: &'f Imports,
) -> Result<Vec<&'f str>, SchemaError> {
    let mut visit = Visit { imports, done: vec![], trail: vec![] };
    for path in files.keys() {
        visit.file(path)?;
    }
    Ok(visit.done)
}

struct Visit<'f> {
    imports: &'f Imports,
    done: Vec<&'f str>,
    /// The files being visited, each with the reference that leads on from it.
    trail: Vec<(&'f str, Option<&'f TypeUse>)>,
}

impl<'f> Visit<'f> {
    fn file(&mut self, path: &'f str) -> Result<(), SchemaError> {
        if self.done.contains(&path) {
            return Ok(());
        }
        if let Some(start) = self.trail.iter().position(|(visited, _)| *visited == path) {
            let uses = self.trail.iter().skip(start).filter_map(|(_, used)| used.cloned());
            return Err(SchemaError::ImportCycle { uses: uses.collect() });
        }
        self.trail.push((path, None));
        for (import, type_use) in self.imports.get(path).into_iter().flatten() {
            if let Some((_, next)) = self.trail.last_mut() {
                *next = Some(type_use);
            }
            self.file(import)?;
        }
        self.trail.pop();
        self.done.push(path);
        Ok(())
    }
}
