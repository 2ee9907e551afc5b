//! Full protobuf names, with the package kept apart from the path within it.

use std::{borrow::Cow, fmt};

/// The full name of a message, enum or service: a package and a path within it.
///
/// ```
/// use strait_proto_compat::schema::TypeName;
///
/// let name = TypeName::new("shop.v1", "Order.Line");
/// assert_eq!(name.to_string(), "shop.v1.Order.Line");
/// assert_eq!(name.name(), "Line");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeName {
    package: Cow<'static, str>,
    path: Cow<'static, str>,
}

impl TypeName {
    /// Puts a name together; a `path` with dots is a type nested in others.
    #[must_use]
    pub fn new(package: impl Into<Cow<'static, str>>, path: impl Into<Cow<'static, str>>) -> Self {
        Self { package: package.into(), path: path.into() }
    }

    /// The package, empty for none.
    #[must_use]
    pub fn package(&self) -> &str {
        &self.package
    }

    /// The path within the package: `Order.Line` for a nested type.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The last part of the path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or(&self.path)
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.package.is_empty() {
            write!(f, "{}.", self.package)?;
        }
        f.write_str(&self.path)
    }
}
