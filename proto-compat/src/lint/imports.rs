//! Rules about imports.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::own;
use crate::{
    descriptor::{DescriptorSet, File, Import, Options, enums_of, extensions_of, messages_of},
    finding::At,
    rules::Report,
    version,
};

pub(super) fn import_no_public(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for import in file.imports.iter().filter(|import| import.public) {
            let message = format!("import {:?} should not be public", import.path);
            report.wrong(At::element(file, &import.at), message);
        }
    }
}

pub(super) fn import_used(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        let uses = Uses::of(file);
        for import in file.imports.iter().filter(|import| !import.public) {
            let is_used = with_public_imports(set, &import.path)
                .into_iter()
                .any(|imported| uses.anything_of(imported));
            if !is_used {
                let message = format!("import {:?} is not used", import.path);
                report.wrong(At::element(file, &import.at), message);
            }
        }
    }
}

/// A file and what it passes on. A file that the set has not may be anything: none.
fn with_public_imports<'a>(set: &'a DescriptorSet, path: &str) -> Vec<&'a File> {
    let mut files: Vec<&File> = vec![];
    let mut open = vec![path];
    while let Some(path) = open.pop() {
        let known = files.iter().any(|file| file.path == path);
        if let Some(file) = set.file(path).filter(|_| !known) {
            files.push(file);
            open.extend(file.imports.iter().filter(|it| it.public).map(|it| it.path.as_str()));
        }
    }
    files
}

/// What a file takes from others.
#[derive(Default)]
struct Uses<'a> {
    /// Full names of types.
    types: BTreeSet<&'a str>,
    /// Options by the message they extend, and number.
    options: BTreeSet<(&'static str, u32)>,
}

/// The number of `features` in each message of options.
const FEATURES: [(&str, u32); 7] = [
    ("google.protobuf.FileOptions", 50),
    ("google.protobuf.MessageOptions", 12),
    ("google.protobuf.FieldOptions", 21),
    ("google.protobuf.OneofOptions", 1),
    ("google.protobuf.EnumOptions", 7),
    ("google.protobuf.ServiceOptions", 34),
    ("google.protobuf.MethodOptions", 35),
];
const VALUE_OPTIONS: &str = "google.protobuf.EnumValueOptions";
const FEATURE_SET: &str = "google.protobuf.FeatureSet";

impl<'a> Uses<'a> {
    fn of(file: &'a File) -> Self {
        let [of_file, of_message, of_field, of_oneof, of_enum, of_service, of_method] =
            FEATURES.map(|(name, _)| name);
        let mut uses = Self::default();
        uses.options(of_file, &file.options);
        let messages = messages_of(file);
        let fields = messages.iter().flat_map(|message| &message.fields);
        for field in fields.chain(extensions_of(file)) {
            uses.types.insert(&field.type_name);
            uses.types.extend(field.extendee.as_deref());
            uses.options(of_field, &field.options);
        }
        for message in messages {
            uses.options(of_message, &message.options);
            message.oneofs.iter().for_each(|oneof| uses.options(of_oneof, &oneof.options));
        }
        for it in enums_of(file) {
            uses.options(of_enum, &it.options);
            it.values.iter().for_each(|value| uses.options(VALUE_OPTIONS, &value.options));
        }
        for service in &file.services {
            uses.options(of_service, &service.options);
            for method in &service.methods {
                uses.types.extend([method.input.as_str(), &method.output]);
                uses.options(of_method, &method.options);
            }
        }
        uses
    }

    fn options(&mut self, extendee: &'static str, options: &Options) {
        self.options.extend(options.numbers().map(|number| (extendee, number)));
        let features = FEATURES.iter().find(|(name, _)| *name == extendee);
        if let Some((_, number)) = features {
            self.options.extend(options.numbers_in(*number).map(|number| (FEATURE_SET, number)));
        }
    }

    fn anything_of(&self, file: &File) -> bool {
        let is_option = |extendee: &str| {
            extendee == VALUE_OPTIONS
                || extendee == FEATURE_SET
                || FEATURES.iter().any(|(name, _)| *name == extendee)
        };
        messages_of(file).iter().any(|message| self.types.contains(message.full_name.as_str()))
            || enums_of(file).iter().any(|it| self.types.contains(it.full_name.as_str()))
            || extensions_of(file).iter().any(|extension| {
                let extendee = extension.extendee.as_deref().unwrap_or_default();
                let number = extension.number.cast_unsigned();
                // An extension of another message may be set deep in an option: nobody can tell.
                !is_option(extendee)
                    || self.options.iter().any(|option| *option == (extendee, number))
            })
    }
}

/// The imports by which packages need each other.
type Needs<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Vec<(&'a File, &'a Import)>>>;

pub(super) fn package_no_import_cycle(set: &DescriptorSet, report: &mut Report<'_>) {
    let mut needs = Needs::new();
    for file in set.files.iter().filter(|file| !file.package.is_empty()) {
        for import in &file.imports {
            let needed = set.file(&import.path).map_or("", |file| &file.package);
            if !needed.is_empty() && needed != file.package {
                let needs = needs.entry(&file.package).or_default();
                needs.entry(needed).or_default().push((file, import));
            }
        }
    }
    for (package, needed) in &needs {
        for (first, imports) in needed {
            let Some(way) = way(&needs, first, package) else { continue };
            let cycle = format!("{package} -> {}", way.join(" -> "));
            for (file, import) in imports.iter().filter(|(file, _)| !file.is_import) {
                let message = format!("packages import each other in a circle: {cycle}");
                report.wrong(At::element(file, &import.at), message);
            }
        }
    }
}

/// The shortest way from one package to another, both ends included.
fn way<'a>(needs: &Needs<'a>, from: &'a str, to: &'a str) -> Option<Vec<&'a str>> {
    let mut came_from: BTreeMap<&str, Option<&str>> = BTreeMap::from([(from, None)]);
    let mut open = VecDeque::from([from]);
    while let Some(package) = open.pop_front() {
        if package == to {
            let mut way = vec![package];
            let mut here = package;
            while let Some(Some(previous)) = came_from.get(here) {
                way.push(*previous);
                here = previous;
            }
            way.reverse();
            return Some(way);
        }
        for next in needs.get(package).into_iter().flat_map(BTreeMap::keys).copied() {
            if !came_from.contains_key(next) {
                came_from.insert(next, Some(package));
                open.push_back(next);
            }
        }
    }
    None
}

pub(super) fn stable_package_no_import_unstable(set: &DescriptorSet, report: &mut Report<'_>) {
    let stability = |file: &File| version::of(&file.package).map(|version| version.is_stable);
    for file in own(set).filter(|file| stability(file) == Some(true)) {
        for import in &file.imports {
            let imported = set.file(&import.path);
            if let Some(imported) = imported.filter(|file| stability(file) == Some(false)) {
                let message = format!(
                    "package {:?} is stable and should not need {:?}, which is not",
                    file.package, imported.package
                );
                report.wrong(At::element(file, &import.at), message);
            }
        }
    }
}
