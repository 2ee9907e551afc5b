//! Inputs that a fuzzer found to lead somewhere new, kept in `fuzz/seeds` and run by the ordinary
//! tests, so that they go on doing so.

use std::{fs, path::Path};

/// Runs all seeds of a target.
pub(crate) fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds").join(target);
    let mut seeds = 0;
    for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}")) {
        let seed = entry.expect("the folder can be read").path();
        #[expect(clippy::print_stdout, reason = "a test that fails shows it: the last is the one")]
        {
            println!("{}", seed.display());
        }
        run(&fs::read(&seed).expect("a file that can be read"));
        seeds += 1;
    }
    assert!(seeds > 0, "no seeds in {folder:?}");
}
