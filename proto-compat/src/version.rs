//! The version at the end of a package's name: `v1`, `v1beta2`, `v1p1alpha1`, `v2test`.

/// What a package promises.
pub(crate) struct Version {
    pub(crate) is_stable: bool,
}

/// The version of a package of two or more names, if its last name is one.
pub(crate) fn of(package: &str) -> Option<Version> {
    let (_, last) = package.rsplit_once('.')?;
    let version = last.strip_prefix('v')?;
    if let Some((major, _)) = version.split_once("test") {
        return number(major).then_some(Version { is_stable: false });
    }
    let unstable = match (version.split_once("alpha"), version.split_once("beta")) {
        (Some(_), Some(_)) => return None,
        (alpha, beta) => alpha.or(beta),
    };
    let Some((release, level)) = unstable else {
        return number(version).then_some(Version { is_stable: true });
    };
    let is_release = match release.split_once('p') {
        Some((major, patch)) => number(major) && number(patch),
        None => number(release),
    };
    let is_version = is_release && (level.is_empty() || number(level));
    is_version.then_some(Version { is_stable: false })
}

/// Whether this is a number from 1 that fits 32 bits.
fn number(digits: &str) -> bool {
    digits.parse::<i32>().is_ok_and(|number| number >= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_from_other_names() {
        let stable = |package| of(package).map(|version| version.is_stable);
        for package in ["a.v1", "a.b.v12"] {
            assert_eq!(stable(package), Some(true), "{package}");
        }
        for package in ["a.v1alpha", "a.v1beta1", "a.v1p1beta2", "a.v1test", "a.v1testfoo"] {
            assert_eq!(stable(package), Some(false), "{package}");
        }
        for package in ["", "v1", "a", "a.v0", "a.v1p1", "a.v1alpha0", "a.1", "a.v1alphabeta"] {
            assert_eq!(stable(package), None, "{package}");
        }
    }
}
