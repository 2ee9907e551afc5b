//! `package!`: the protobuf package of a module.

/// Names the protobuf package of this module and the modules below it.
///
/// Write it once, above the messages and services; modules declared after it inherit it. It takes
/// a literal, because the package is part of the names on the wire and must not change when code
/// moves.
///
/// ```
/// mod greeter {
///     strait::package!("greeter.v1");
///
///     #[derive(strait::Message)]
///     pub struct HelloRequest {
///         #[tag(1)]
///         pub name: String,
///     }
/// }
///
/// use strait::Message;
/// assert_eq!(greeter::HelloRequest::type_name().to_string(), "greeter.v1.HelloRequest");
/// ```
///
/// One item can be in another package: `#[message(package = "other")]`, and likewise
/// `#[enumeration(…)]`, `#[rpc_service(…)]` and `#[rpc_error(…)]`. A module *below* one that has a
/// package cannot choose another (Rust finds such a name ambiguous): put packages side by side.
///
/// `package!("")` is protobuf's default package: names without a prefix.
#[macro_export]
macro_rules! package {
    ("") => {
        $crate::__define_package! { "", "" }
    };
    ($package:literal) => {
        const _: () = ::core::assert!(
            $crate::__private::v1::is_package($package),
            "a package is identifiers with dots between them, such as `shop.orders.v1`",
        );
        $crate::__define_package! { $package, ::core::concat!($package, ".") }
    };
    ($($other:tt)*) => {
        ::core::compile_error!(
            "the package is one string literal: `strait::package!(\"shop.orders.v1\");`"
        );
        // Not to be reported missing as well.
        $crate::__define_package! { "", "" }
    };
}

/// Defines the macro that the derives call. Its name is what rustc shows when there is none:
/// "cannot find macro `write_strait_package_at_the_top_of_this_module` in this scope".
#[doc(hidden)]
#[macro_export]
macro_rules! __define_package {
    ($package:expr, $prefix:expr) => {
        #[allow(unused_macros, unused_macro_rules, reason = "a module may hold no message yet")]
        macro_rules! write_strait_package_at_the_top_of_this_module {
            () => {
                $package
            };
            (prefix) => {
                $prefix
            };
        }
    };
}

/// Whether a package is identifiers with dots between them; asserted while user code compiles.
#[must_use]
pub const fn is_package(package: &str) -> bool {
    let bytes = package.as_bytes();
    let mut start_of_word = true;
    let mut i = 0;
    while i < bytes.len() {
        let byte = bytes[i];
        let fits = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => true,
            b'0'..=b'9' | b'.' => !start_of_word,
            _ => false,
        };
        if !fits {
            return false;
        }
        start_of_word = byte == b'.';
        i += 1;
    }
    !start_of_word
}

#[cfg(test)]
mod tests {
    use super::is_package;

    #[test]
    fn packages_are_dotted_identifiers() {
        for package in ["greeter", "a.b.v1", "_x.Y2"] {
            assert!(is_package(package), "{package}");
        }
        for wrong in ["a..b", ".a", "a.", "1a", "a-b", "a.1b", "grüße"] {
            assert!(!is_package(wrong), "{wrong}");
        }
    }
}
