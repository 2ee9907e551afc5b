//! The rules protobuf has for names, each a function: what is an identifier, which names are
//! derived from which, and where the file of a package lies.

/// The JSON name that a field has unless it is given one: `say_hello` → `sayHello`.
///
/// Underscores go and the character after each becomes a capital; nothing else changes, so a
/// field written `Name` stays `Name`.
///
/// ```
/// use strait_proto_compat::naming::json_name;
///
/// assert_eq!(json_name("street_name_2"), "streetName2");
/// ```
#[must_use]
pub fn json_name(field: &str) -> String {
    camel_case(field, false)
}

/// Whether `name` can name a field, type, service, method or enum value.
#[must_use]
pub fn is_identifier(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Whether `package` is a package name: identifiers with dots between, or empty for none.
#[must_use]
pub fn is_package(package: &str) -> bool {
    package.is_empty() || package.split('.').all(is_identifier)
}

/// Where the `.proto` file of a package lies, with `/` between folders.
///
/// The file of a versioned package lies in a folder of the package's name, as buf and Google's
/// style guide want it; any other package is a file in the folder of the package around it.
///
/// ```
/// use strait_proto_compat::naming::proto_path;
///
/// assert_eq!(proto_path("shop.v1"), "shop/v1/shop.proto");
/// assert_eq!(proto_path("shop.orders"), "shop/orders.proto");
/// assert_eq!(proto_path("greeter"), "greeter.proto");
/// ```
///
/// Types without a package go to `unpackaged.proto`. The name says what is unusual about them, and
/// unlike `default.proto` or `main.proto` it is hardly anybody's package.
///
/// ```
/// # use strait_proto_compat::naming::proto_path;
/// assert_eq!(proto_path(""), "unpackaged.proto");
/// ```
#[must_use]
pub fn proto_path(package: &str) -> String {
    if package.is_empty() {
        return "unpackaged.proto".to_owned();
    }
    let folder = package.replace('.', "/");
    match package.rsplit_once('.') {
        Some((parent, last)) if is_version(last) => {
            let subject = parent.rsplit('.').next().unwrap_or(parent);
            format!("{folder}/{subject}.proto")
        }
        _ => format!("{folder}.proto"),
    }
}

/// Whether a package component is a version: `v1`, `v1alpha`, `v1beta2`, `v1p1beta1`, `v1test`.
fn is_version(component: &str) -> bool {
    let Some(rest) = component.strip_prefix('v').and_then(strip_number) else { return false };
    if rest.is_empty() || rest.starts_with("test") {
        return true;
    }
    let rest = match rest.strip_prefix('p') {
        Some(patch) => match strip_number(patch) {
            Some(rest) => rest,
            None => return false,
        },
        None => rest,
    };
    let stability = rest.strip_prefix("alpha").or_else(|| rest.strip_prefix("beta"));
    stability.is_some_and(|rest| rest.is_empty() || strip_number(rest) == Some(""))
}

/// What follows a number that starts with a digit from 1 to 9.
fn strip_number(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < text.len() && !text.starts_with('0')).then_some(rest)
}

/// The name of the message that stands for an entry of a map field: `labels` → `LabelsEntry`.
pub(crate) fn map_entry_name(field: &str) -> String {
    camel_case(field, true) + "Entry"
}

/// What is left of an enum value's name in languages that strip the enum's name from it:
/// `MOOD_VERY_HAPPY` of `Mood` → `VeryHappy`. protoc wants these to differ as well.
pub(crate) fn stripped_value_name(enum_name: &str, value: &str) -> String {
    let rest = strip_enum_prefix(enum_name, value).unwrap_or(value);
    rest.split('_').map(capitalized).collect()
}

/// `value` without `enum_name` before it, compared without regard to case and underscores.
fn strip_enum_prefix<'v>(enum_name: &str, value: &'v str) -> Option<&'v str> {
    let mut rest = value;
    for expected in enum_name.chars().filter(|&c| c != '_') {
        rest = rest.trim_start_matches('_');
        let found = rest.chars().next()?;
        if !found.eq_ignore_ascii_case(&expected) {
            return None;
        }
        rest = rest.strip_prefix(found)?;
    }
    let rest = rest.trim_start_matches('_');
    (!rest.is_empty()).then_some(rest)
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars.map(|c| c.to_ascii_lowercase())).collect()
}

fn camel_case(name: &str, first_is_capital: bool) -> String {
    let mut capital = first_is_capital;
    let mut result = String::with_capacity(name.len());
    for c in name.chars() {
        if c == '_' {
            capital = true;
        } else {
            result.push(if capital { c.to_ascii_uppercase() } else { c });
            capital = false;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_names_are_protocs() {
        for (field, json) in [
            ("name", "name"),
            ("first_name", "firstName"),
            ("_hidden", "Hidden"),
            ("a__b_", "aB"),
            ("URL_path", "URLPath"),
            ("line_2", "line2"),
        ] {
            assert_eq!(json_name(field), json, "{field}");
        }
    }

    #[test]
    fn map_entries_are_named_after_the_field() {
        assert_eq!(map_entry_name("labels"), "LabelsEntry");
        assert_eq!(map_entry_name("by_first_name"), "ByFirstNameEntry");
        assert_eq!(map_entry_name("_x"), "XEntry");
    }

    #[test]
    fn value_names_lose_the_name_of_their_enum() {
        for (value, stripped) in [
            ("MOOD_SWING_VERY_HAPPY", "VeryHappy"),
            ("MOODSWING_HAPPY", "Happy"),
            ("MoodSwingHappy", "Happy"),
            ("HAPPY", "Happy"),
            ("MOOD_SWING", "MoodSwing"),
        ] {
            assert_eq!(stripped_value_name("MoodSwing", value), stripped, "{value}");
        }
    }

    #[test]
    fn identifiers_are_ascii_and_start_with_a_letter() {
        assert!(is_identifier("_a9"));
        for name in ["", "9a", "a-b", "größe", "a.b"] {
            assert!(!is_identifier(name), "{name}");
        }
        assert!(is_package("") && is_package("a.b_c.v1"));
        for package in [".", "a.", ".a", "a..b", "a.1"] {
            assert!(!is_package(package), "{package}");
        }
    }

    #[test]
    fn only_versioned_packages_get_a_folder() {
        for version in ["v1", "v12", "v1alpha", "v1beta2", "v2p1alpha", "v1p1beta1", "v1testing"] {
            let package = format!("a.shop.{version}");
            assert_eq!(proto_path(&package), format!("a/shop/{version}/shop.proto"));
        }
        for last in ["v", "v0", "v01", "version1", "v1gamma", "v1p", "v1pbeta", "v1beta0x", "V1"] {
            let package = format!("a.shop.{last}");
            assert_eq!(proto_path(&package), format!("a/shop/{last}.proto"));
        }
        assert_eq!(proto_path("v1"), "v1.proto");
    }
}
