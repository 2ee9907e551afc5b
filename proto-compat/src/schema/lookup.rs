//! Looking into a schema: what is in it, by name and in order of names.

use super::{EnumDef, MessageDef, Schema, ServiceDef, TypeName};

/// What has been added. Definitions that are still being described are left out.
impl Schema {
    /// The messages in the order of their names.
    pub fn messages(&self) -> impl Iterator<Item = (&TypeName, &MessageDef)> {
        self.messages.iter().filter_map(|(name, entry)| Some((name, entry.definition.as_ref()?)))
    }

    /// The enums in the order of their names.
    pub fn enums(&self) -> impl Iterator<Item = (&TypeName, &EnumDef)> {
        self.enums.iter().filter_map(|(name, entry)| Some((name, entry.definition.as_ref()?)))
    }

    /// The services in the order of their names.
    pub fn services(&self) -> impl Iterator<Item = (&TypeName, &ServiceDef)> {
        self.services.iter().filter_map(|(name, entry)| Some((name, entry.definition.as_ref()?)))
    }

    /// The full names of the services (`shop.v1.OrderService`), sorted.
    pub fn service_names(&self) -> impl Iterator<Item = String> {
        self.services().map(|(name, _)| name.to_string())
    }

    /// The message of that name.
    #[must_use]
    pub fn message(&self, name: &TypeName) -> Option<&MessageDef> {
        self.messages.get(name)?.definition.as_ref()
    }

    /// The enum of that name.
    #[must_use]
    pub fn enumeration(&self, name: &TypeName) -> Option<&EnumDef> {
        self.enums.get(name)?.definition.as_ref()
    }

    /// The service of that name.
    #[must_use]
    pub fn service(&self, name: &TypeName) -> Option<&ServiceDef> {
        self.services.get(name)?.definition.as_ref()
    }
}
