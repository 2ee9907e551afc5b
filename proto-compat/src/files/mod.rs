//! Which definition goes into which file, in which order, and what each file imports.
//!
//! Text and descriptors are both made from this, so they cannot disagree about order.

pub(crate) mod members;

mod features;
mod order;

pub(crate) use features::Syntax;

use crate::{
    catalog::{Catalog, Definition, Item},
    map::Map,
    naming::proto_path,
    schema::{EnumDef, MessageDef, OptionDef, SchemaError, ServiceDef, TypeName, TypeUse},
    sort, well_known,
};

/// A `.proto` file.
pub(crate) struct File<'c> {
    pub(crate) path: String,
    pub(crate) package: &'c str,
    pub(crate) syntax: Syntax,
    /// The paths of files whose types are used, sorted.
    pub(crate) imports: Vec<String>,
    /// The paths of files that declare custom options, which only the text needs.
    pub(crate) option_imports: Vec<String>,
    pub(crate) options: Vec<OptionDef>,
    pub(crate) services: Vec<(&'c TypeName, &'c ServiceDef)>,
    pub(crate) types: Vec<Type<'c>>,
}

/// A message with what is nested in it, or an enum.
pub(crate) struct Type<'c> {
    pub(crate) name: &'c TypeName,
    pub(crate) definition: TypeDefinition<'c>,
}

pub(crate) enum TypeDefinition<'c> {
    Message { message: &'c MessageDef, nested: Vec<Type<'c>> },
    Enum(&'c EnumDef),
}

/// The imports of each file, each with one reference that needs it.
type Imports = Map<String, Map<String, TypeUse>>;

/// The files of a catalog; what a file imports comes before it.
pub(crate) fn lay_out<'c>(catalog: &'c Catalog<'c>) -> Result<Vec<File<'c>>, SchemaError> {
    check_paths(catalog)?;
    let nested = children(catalog)?;
    let mut by_path: Map<String, Vec<(&TypeName, &Item<'_>)>> = Map::default();
    for (name, item) in &catalog.items {
        by_path.or_insert_with(path(name, item), Vec::new).push((name, item));
    }
    let imports = imports(catalog);
    let paths = order::by_dependency(&by_path, &imports)?.into_iter();
    Ok(paths
        .filter_map(|path| {
            let items = by_path.get(path)?;
            Some(file(path, items, imports.get(path), catalog, &nested))
        })
        .collect())
}

impl File<'_> {
    /// Whether every protobuf compiler has the file, so that nobody needs its text.
    pub(crate) fn is_bundled(&self) -> bool {
        well_known::is_bundled(&self.path)
    }
}

fn file<'c>(
    path: &str,
    items: &[(&'c TypeName, &'c Item<'c>)],
    imports: Option<&Map<String, TypeUse>>,
    catalog: &'c Catalog<'c>,
    nested: &Children<'c>,
) -> File<'c> {
    let mut items = items.to_vec();
    sort_as_published(&mut items);
    let services = items.iter().filter_map(|(name, item)| match item.definition {
        Definition::Service(service) => Some((*name, service)),
        _ => None,
    });
    let outer = items.iter().filter(|(name, _)| !name.path().contains('.'));
    let types: Vec<_> = outer.filter_map(|(name, item)| type_of(name, item, nested)).collect();
    let package = items.first().map_or("", |(name, _)| name.package());
    let imports: Vec<_> = imports.into_iter().flat_map(Map::keys).cloned().collect();
    // Google's files are as published; what is said of a package concerns the schema's own.
    let published = catalog.published(path);
    let definition = if published.is_some() { None } else { catalog.packages.get(package) };
    let services: Vec<_> = services.collect();
    let of_methods = services.iter().flat_map(|(_, service)| {
        service.options.iter().chain(service.methods.iter().flat_map(|method| &method.options))
    });
    let syntax = Syntax::of(definition, &types, &of_methods.collect::<Vec<_>>());
    let given = published.or(definition.map(|definition| &definition.options));
    let mut options = syntax.of_file();
    options.extend(given.into_iter().flatten().cloned());
    let mut option_imports: Vec<_> = given
        .into_iter()
        .flatten()
        .chain(items.iter().flat_map(|(_, item)| item.definition.options()))
        .filter_map(|option| option.import.clone())
        .filter(|import| import != path && !imports.contains(import))
        .collect();
    sort::by(&mut option_imports, |a, b| a < b);
    option_imports.dedup();
    File {
        path: path.to_owned(),
        package,
        syntax,
        imports,
        option_imports,
        options,
        services,
        types,
    }
}

/// The types nested in a message, each with its item.
type Children<'c> = Map<TypeName, Vec<(&'c TypeName, &'c Item<'c>)>>;

fn children<'c>(catalog: &'c Catalog<'c>) -> Result<Children<'c>, SchemaError> {
    let mut children = Children::default();
    for (name, item) in &catalog.items {
        let Some((outer, _)) = name.path().rsplit_once('.') else { continue };
        let parent = TypeName::new(name.package().to_owned(), outer.to_owned());
        match catalog.items.get(&parent).map(|parent| &parent.definition) {
            Some(Definition::Message(_)) => {
                children.or_insert_with(parent, Vec::new).push((name, item));
            }
            _ => {
                let (name, claim) = (name.clone(), item.claim());
                return Err(SchemaError::NoParent { name, claim });
            }
        }
    }
    children.values_mut().for_each(|items| sort_as_published(items));
    Ok(children)
}

/// Stable, so that all but Google's types stay in the order of their names.
fn sort_as_published(items: &mut [(&TypeName, &Item<'_>)]) {
    let index = |item: &Item<'_>| item.place.map_or(0, |place| place.index);
    sort::by(items, |(_, a), (_, b)| index(a) < index(b));
}

/// The tree below a message, or an enum; none for a service.
fn type_of<'c>(
    name: &'c TypeName,
    item: &'c Item<'c>,
    children: &Children<'c>,
) -> Option<Type<'c>> {
    let definition = match &item.definition {
        Definition::Service(_) => return None,
        Definition::Enum(enumeration) => TypeDefinition::Enum(enumeration),
        Definition::Message(message) => {
            let nested = children.get(name).into_iter().flatten();
            let nested = nested.filter_map(|(name, item)| type_of(name, item, children)).collect();
            TypeDefinition::Message { message, nested }
        }
    };
    Some(Type { name, definition })
}

fn path(name: &TypeName, item: &Item<'_>) -> String {
    item.place.map_or_else(|| proto_path(name.package()), |place| place.path.to_owned())
}

fn imports(catalog: &Catalog<'_>) -> Imports {
    let mut imports = Imports::default();
    for (user, item) in &catalog.items {
        let from = path(user, item);
        for (used, _) in item.definition.references() {
            let Some(target) = catalog.items.get(used) else { continue };
            let to = path(used, target);
            if to != from {
                let type_use = || TypeUse { user: user.clone(), used: used.clone() };
                imports.or_insert_with(from.clone(), Map::default).or_insert_with(to, type_use);
            }
        }
    }
    imports
}

/// Two packages may lead to one path, and to a file system that ignores case to more of them.
fn check_paths(catalog: &Catalog<'_>) -> Result<(), SchemaError> {
    let mut files: Vec<(String, &str)> = vec![];
    for (name, item) in &catalog.items {
        let file = (path(name, item), name.package());
        if !files.contains(&file) {
            files.push(file);
        }
    }
    sort::by(&mut files, |a, b| a < b);
    let mut taken = Map::default();
    for (path, package) in files {
        if let Some(first) = taken.insert(path.to_ascii_lowercase(), package) {
            let (first, second) = (first.to_owned(), package.to_owned());
            return Err(SchemaError::PathTaken { path, first, second });
        }
    }
    Ok(())
}
