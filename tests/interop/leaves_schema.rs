//! The schemas of health and reflection as strait exports them are the originals, by buf's judgement
//! either way.
//!
//! The originals are the descriptors in Python's packages. Those have reflection as `v1alpha` only;
//! `v1` is the same file under another package, and that is how it is compared.

use std::{fs, path::Path};

use strait::{ServiceSchema, health, reflection};
use strait_tests::peers::{self, Buf};

use crate::python;

/// All rules of a package: names, numbers, types, labels, oneofs, JSON names, methods, nothing
/// deleted. Left out are the options that name packages of other languages, which strait does not
/// write.
const RULES: &str = r#"{"version":"v2","breaking":{"use":["PACKAGE"],"except":[
    "FILE_SAME_CSHARP_NAMESPACE","FILE_SAME_GO_PACKAGE","FILE_SAME_JAVA_MULTIPLE_FILES",
    "FILE_SAME_JAVA_OUTER_CLASSNAME","FILE_SAME_JAVA_PACKAGE","FILE_SAME_OBJC_CLASS_PREFIX"]}}"#;

#[test]
fn health_is_the_original() {
    assert_is_original::<health::HealthSchema>("grpc.health.v1");
}

#[test]
fn reflection_is_the_original() {
    assert_is_original::<reflection::v1::ServerReflectionSchema>("grpc.reflection.v1");
}

#[test]
fn the_older_reflection_is_the_original() {
    assert_is_original::<reflection::v1alpha::ServerReflectionSchema>("grpc.reflection.v1alpha");
}

fn assert_is_original<S: ServiceSchema>(package: &str) {
    let (Some(buf), Some(mut originals)) = (peers::buf(), python::script("originals.py")) else {
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("leaves").join(package);
    fs::create_dir_all(&folder).expect("the folder for tests is writable");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).expect("the folder for tests is writable");
        path
    };
    let ours = write("ours.binpb", &S::file_descriptor_set());
    let theirs = write("theirs.binpb", &peers::run(originals.arg(package)));
    assert_breaks_nothing(&buf, &ours, &theirs);
    assert_breaks_nothing(&buf, &theirs, &ours);
    // That the comparison sees anything at all.
    let other = S::file_descriptor_set();
    let renamed = write("renamed.binpb", &replace(&other, b"service", b"serfice"));
    assert!(!compare(&buf, &renamed, &theirs).status().is_ok_and(|status| status.success()));
}

fn assert_breaks_nothing(buf: &Buf, new: &Path, old: &Path) {
    peers::run(&mut compare(buf, new, old));
}

fn compare(buf: &Buf, new: &Path, old: &Path) -> std::process::Command {
    let mut command = buf.command();
    command.arg("breaking").arg(new).arg("--against").arg(old).args(["--config", RULES]);
    command.args(["--against-config", RULES]);
    command
}

/// The bytes with each occurrence of a word replaced by one as long.
fn replace(bytes: &[u8], word: &[u8], other: &[u8]) -> Vec<u8> {
    assert_eq!(word.len(), other.len());
    let mut bytes = bytes.to_vec();
    let mut found = 0;
    for start in 0..bytes.len() {
        if let Some(place) = bytes.get_mut(start..start + word.len())
            && place == word
        {
            place.copy_from_slice(other);
            found += 1;
        }
    }
    assert!(found > 0, "there is nothing to replace");
    bytes
}
