//! Scripts and calls made of bytes in place of chance: what the fuzz targets `verdicts` and `calls`
//! run, and the seeds that are kept of them.

use crate::{
    calls,
    plan::plan_of,
    script::script_of,
    verdicts::{self, Tally},
};

/// Both judge the frames of a script alike. The first byte says whether they are servers.
pub(crate) fn verdicts(bytes: &[u8]) {
    let Some((role, bytes)) = bytes.split_first() else { return };
    let is_server = role % 2 == 1;
    let Ok(script) = script_of(is_server, bytes) else { return };
    if let Err(difference) = verdicts::compare(&script, is_server, &mut Tally::default()) {
        panic!("as a server: {is_server}: {difference}\n{script:#?}");
    }
}

/// Calls between the two arrive whole. The first byte says whether the engine serves.
pub(crate) fn calls(bytes: &[u8]) {
    let Some((role, bytes)) = bytes.split_first() else { return };
    let Ok(plan) = plan_of(bytes) else { return };
    calls::run(&plan, role % 2 == 1);
}

#[test]
fn seeds_are_judged_alike() {
    crate::seeds::replay("verdicts", verdicts);
}

#[test]
fn seeds_of_calls_arrive() {
    crate::seeds::replay("calls", calls);
}
