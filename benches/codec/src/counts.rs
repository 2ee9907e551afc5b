//! Instructions of every operation, counted by callgrind: the same on every run of one build,
//! however busy the machine.
//!
//! The program runs itself once under valgrind. The child calls [`counted_operation`] for each
//! operation in turn; callgrind counts within that function only, and writes a file each time it
//! is called.

use std::path::Path;
use std::process::Command;

use strait_bench_harness::Error;

use crate::libraries::{Case, LIBRARIES};

/// Instructions of one operation, the fastest way of each library.
pub(crate) type Counts = [u64; LIBRARIES.len()];

/// A sample's counts.
pub(crate) struct Counted {
    pub(crate) name: &'static str,
    pub(crate) bytes: usize,
    pub(crate) encode: Counts,
    pub(crate) decode: Counts,
}

/// How often each operation is done: now and then the allocator tidies up.
const TIMES: u64 = 8;

/// Runs this program under callgrind and reads what it counted.
pub(crate) fn counts(cases: &[Case]) -> Result<Vec<Counted>, Error> {
    let folder = std::env::temp_dir().join(format!("strait-codec-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let counts = counted(&folder);
    std::fs::remove_dir_all(&folder)?;
    let mut counts = counts?.into_iter();
    let mut least = |ways: usize| -> Result<u64, Error> {
        let counts: Vec<u64> = counts.by_ref().take(ways).collect();
        if counts.len() < ways {
            return Err("callgrind wrote fewer files than there are operations".into());
        }
        counts.into_iter().min().ok_or_else(|| "a library has no way to do it".into())
    };
    let mut table = Vec::new();
    for case in cases {
        let mut row = Counted {
            name: case.name,
            bytes: case.bytes,
            encode: Counts::default(),
            decode: Counts::default(),
        };
        for (counts, ways) in [(&mut row.encode, &case.encode), (&mut row.decode, &case.decode)] {
            for (count, ways) in counts.iter_mut().zip(ways) {
                *count = least(ways.len())?;
            }
        }
        table.push(row);
    }
    Ok(table)
}

/// The counts in the order of the operations.
fn counted(folder: &Path) -> Result<Vec<u64>, Error> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--collect-atstart=no"])
        // Two patterns: callgrind takes one option for each.
        .args(["--toggle-collect=*counted_operation*"])
        .args(["--dump-before=codec::counts::counted_operation*"])
        .arg(format!("--callgrind-out-file={}/counts", folder.display()))
        .arg(std::env::current_exe()?)
        .arg("--once")
        .output()
        .map_err(|e| format!("valgrind does not run: {e}"))?;
    if !output.status.success() {
        return Err(format!("valgrind: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    // `counts.1` stands before the first operation, `counts.2` between the first and the second,
    // …; without a number, what came after the last.
    let mut counts = Vec::new();
    let parts = (2..).map(|part| folder.join(format!("counts.{part}")));
    for path in parts.take_while(|path| path.exists()).chain([folder.join("counts")]) {
        counts.push(total(&std::fs::read_to_string(path)?)? / TIMES);
    }
    Ok(counts)
}

fn total(report: &str) -> Result<u64, Error> {
    let line = report.lines().find_map(|line| line.strip_prefix("totals: "));
    let total = line.ok_or("callgrind wrote a file without `totals`")?;
    Ok(total.trim().parse()?)
}

/// The child's part: every operation, once warm.
pub(crate) fn once(cases: Vec<Case>) {
    for case in cases {
        for operation in case.encode.into_iter().chain(case.decode).flatten() {
            let mut operation = operation;
            // The allocator and lazily bound symbols settle first.
            operation();
            operation();
            counted_operation(&mut operation);
        }
    }
}

/// Found by name in the program's symbols.
#[inline(never)]
fn counted_operation(operation: &mut dyn FnMut()) {
    for _ in 0..TIMES {
        operation();
    }
}
