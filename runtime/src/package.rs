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
///
/// # Options
///
/// What a `.proto` says of a file as a whole follows the name, as it stands between `option` and
/// `;`. A custom option comes with the path of the file that declares it, and with the bytes that
/// a compiler made of it; without them it is in the `.proto`, but not in descriptors.
///
/// ```
/// mod shop {
///     strait::package!(
///         "shop.v1",
///         option("java_package = \"com.example.shop\""),
///         option("(example.audit) = true", import = "example/audit.proto", wire = b"\x88\xb5\x18\x01"),
///     );
/// }
/// ```
///
/// `package!("shop.v1", edition = "2023")` has the `.proto` written in edition 2023, which it is
/// in any case where something in the package needs it.
#[macro_export]
macro_rules! package {
    ("" $(, $($said:tt)*)?) => {
        $crate::__define_package! { "", "", $($($said)*)? }
    };
    ($package:literal $(, $($said:tt)*)?) => {
        const _: () = ::core::assert!(
            $crate::__private::v1::is_package($package),
            "a package is identifiers with dots between them, such as `shop.orders.v1`",
        );
        $crate::__define_package! { $package, ::core::concat!($package, "."), $($($said)*)? }
    };
    ($($other:tt)*) => {
        ::core::compile_error!(
            "the package is one string literal: `strait::package!(\"shop.orders.v1\");`"
        );
        // Not to be reported missing as well.
        $crate::__define_package! { "", "", }
    };
}

/// Defines the macro that the derives call. Its name is what rustc shows when there is none:
/// "cannot find macro `write_strait_package_at_the_top_of_this_module` in this scope".
#[doc(hidden)]
#[macro_export]
macro_rules! __define_package {
    (
        $package:expr, $prefix:expr,
        $(edition = $edition:literal $(,)?)?
        $(option(
            $text:literal $(, import = $import:literal)? $(, wire = $wire:literal)? $(,)?
        )),* $(,)?
    ) => {
        const _: () = {
            $(::core::assert!(
                $crate::__private::v1::is_edition($edition),
                "the edition that strait writes is \"2023\"",
            );)?
            $($crate::__private::v1::assert_option(
                $text, ::core::concat!($($import)?),
            );)*
        };
        #[allow(unused_macros, unused_macro_rules, reason = "a module may hold no message yet")]
        macro_rules! write_strait_package_at_the_top_of_this_module {
            () => {
                $package
            };
            (prefix) => {
                $prefix
            };
            (said) => {
                $crate::__private::v1::PackageOptions {
                    edition: ::core::concat!($($edition)?),
                    options: &[$((
                        $text, ::core::concat!($($import)?), $crate::__wire!($($wire)?),
                    )),*],
                }
            };
        }
    };
    ($package:expr, $prefix:expr, $($other:tt)*) => {
        ::core::compile_error!(
            "behind the package stand options, as in \
             `strait::package!(\"shop.v1\", option(\"java_package = \\\"com.shop\\\"\"));`"
        );
        $crate::__define_package! { $package, $prefix, }
    };
}

/// The bytes of an option, which may be absent.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire {
    () => {
        &[]
    };
    ($wire:literal) => {
        $wire
    };
}

/// Whether an edition is one that strait writes; asserted while user code compiles.
#[must_use]
pub const fn is_edition(edition: &str) -> bool {
    matches!(edition.as_bytes(), b"2023")
}

/// Asserts, while user code compiles, that an option of a package is one.
///
/// # Panics
///
/// Where it has no value, or is a custom one of no file.
pub const fn assert_option(text: &str, import: &str) {
    let bytes = text.as_bytes();
    let (mut has_value, mut is_custom, mut i) = (false, false, 0);
    while i < bytes.len() && !has_value {
        is_custom |= bytes[i] == b'(';
        has_value = bytes[i] == b'=';
        i += 1;
    }
    assert!(has_value, "an option is a name and a value, such as `cc_enable_arenas = true`");
    assert!(
        !is_custom || !import.is_empty(),
        "a custom option belongs to a file: add `import = \"…\"`, the path by which a .proto \
         imports it",
    );
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
