//! Two versions of a schema, matched: files by path, types by full name, fields by number.

use std::collections::BTreeMap;

use crate::{
    descriptor::{
        DescriptorSet, Enum, Field, File, Message, Method, Service, enums_of, extensions_of,
        messages_of,
    },
    finding::At,
};

/// The two versions.
pub(super) struct Pair<'a> {
    pub(super) before: Index<'a>,
    pub(super) after: Index<'a>,
}

/// One version, by name.
pub(super) struct Index<'a> {
    pub(super) set: &'a DescriptorSet,
    pub(super) files: BTreeMap<&'a str, &'a File>,
    messages: BTreeMap<&'a str, In<'a, Message>>,
    enums: BTreeMap<&'a str, In<'a, Enum>>,
    services: BTreeMap<&'a str, In<'a, Service>>,
    /// By the message they extend, and number.
    extensions: BTreeMap<(&'a str, i32), In<'a, Field>>,
}

/// An element with its file.
pub(super) struct In<'a, T> {
    pub(super) file: &'a File,
    pub(super) it: &'a T,
}

impl<T> Clone for In<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for In<'_, T> {}

/// An element that both versions have.
pub(super) struct Both<'a, T> {
    pub(super) before: In<'a, T>,
    pub(super) after: In<'a, T>,
}

impl<'a, T> Both<'a, T> {
    /// Both ends of a part of it, in the older and in the newer version.
    pub(super) fn with<U>(&self, before: &'a U, after: &'a U) -> Both<'a, U> {
        Both {
            before: In { file: self.before.file, it: before },
            after: In { file: self.after.file, it: after },
        }
    }
}

/// A field with the name of its message, which its findings begin with.
pub(super) struct BothFields<'a> {
    pub(super) fields: Both<'a, Field>,
    pub(super) name: String,
}

impl<'a> Pair<'a> {
    pub(super) fn new(before: &'a DescriptorSet, after: &'a DescriptorSet) -> Self {
        Self { before: Index::new(before), after: Index::new(after) }
    }

    pub(super) fn files(&self) -> impl Iterator<Item = (&'a File, &'a File)> {
        let files = self.before.files.iter();
        files.filter_map(|(path, before)| Some((*before, *self.after.files.get(path)?)))
    }

    pub(super) fn messages(&self) -> impl Iterator<Item = Both<'a, Message>> {
        both(&self.before.messages, &self.after.messages)
    }

    pub(super) fn enums(&self) -> impl Iterator<Item = Both<'a, Enum>> {
        both(&self.before.enums, &self.after.enums)
    }

    pub(super) fn services(&self) -> impl Iterator<Item = Both<'a, Service>> {
        both(&self.before.services, &self.after.services)
    }

    /// Methods of one name with the full name of their service.
    pub(super) fn methods(&self) -> Vec<(String, Both<'a, Method>)> {
        let mut methods = vec![];
        for services in self.services() {
            let (before, after) = (services.before.it, services.after.it);
            for method in &before.methods {
                let same_name = |other: &&Method| other.name == method.name;
                if let Some(after) = after.methods.iter().find(same_name) {
                    let name = format!("RPC \"{}.{}\"", before.full_name, method.name);
                    methods.push((name, services.with(method, after)));
                }
            }
        }
        methods
    }

    /// Fields of one number, and extensions of one number.
    pub(super) fn fields(&self) -> Vec<BothFields<'a>> {
        let mut fields = vec![];
        for messages in self.messages() {
            for field in &messages.before.it.fields {
                let same_number = |other: &&Field| other.number == field.number;
                if let Some(after) = messages.after.it.fields.iter().find(same_number) {
                    let name = &messages.after.it.full_name;
                    let name = format!("field {} \"{}\" of \"{name}\"", field.number, after.name);
                    fields.push(BothFields { fields: messages.with(field, after), name });
                }
            }
        }
        for extensions in both(&self.before.extensions, &self.after.extensions) {
            let after = extensions.after.it;
            let extendee = after.extendee.as_deref().unwrap_or_default();
            let name =
                format!("extension {} \"{}\" of \"{extendee}\"", after.number, after.full_name);
            fields.push(BothFields { fields: extensions, name });
        }
        fields
    }
}

impl<'a> Index<'a> {
    fn new(set: &'a DescriptorSet) -> Self {
        let mut index = Self {
            set,
            files: BTreeMap::new(),
            messages: BTreeMap::new(),
            enums: BTreeMap::new(),
            services: BTreeMap::new(),
            extensions: BTreeMap::new(),
        };
        for file in &set.files {
            index.files.insert(&file.path, file);
            for it in messages_of(file) {
                index.messages.insert(&it.full_name, In { file, it });
            }
            for it in enums_of(file) {
                index.enums.insert(&it.full_name, In { file, it });
            }
            for it in &file.services {
                index.services.insert(&it.full_name, In { file, it });
            }
            for it in extensions_of(file) {
                let extendee = it.extendee.as_deref().unwrap_or_default();
                index.extensions.insert((extendee, it.number), In { file, it });
            }
        }
        index
    }

    /// The message that the compiler made of a key and a value, where the field is a map.
    pub(super) fn map_entry(&self, field: &Field) -> Option<&'a Message> {
        let message = self.messages.get(field.type_name.as_str())?.it;
        message.is_map_entry.then_some(message)
    }

    pub(super) fn enumeration(&self, full_name: &str) -> Option<&'a Enum> {
        self.enums.get(full_name).map(|found| found.it)
    }
}

fn both<'a, K: Ord, T>(
    before: &BTreeMap<K, In<'a, T>>,
    after: &BTreeMap<K, In<'a, T>>,
) -> impl Iterator<Item = Both<'a, T>> {
    before
        .iter()
        .filter_map(|(key, before)| Some(Both { before: *before, after: *after.get(key)? }))
}

/// Elements that know their path, so that both ends of a difference can be pointed at.
pub(super) trait Located {
    fn path(&self) -> &[i32];
}

macro_rules! located {
    ($($element:ty),*) => { $(
        impl Located for $element {
            fn path(&self) -> &[i32] {
                &self.at
            }
        }
    )* };
}

located!(Message, Enum, Field, Service, Method);

impl<'a, T: Located> In<'a, T> {
    pub(super) fn at(&self) -> At<'a> {
        At::element(self.file, self.it.path())
    }

    /// A part of the element, or the element.
    pub(super) fn part(&self, part: &[i32]) -> At<'a> {
        At::part(self.file, self.it.path(), part)
    }

    pub(super) fn first_part(&self, parts: &[&[i32]]) -> At<'a> {
        At::first_part(self.file, self.it.path(), parts)
    }
}
