//! Rules about services and their methods.

use super::pair::{Both, Pair};
use crate::{descriptor::Method, finding::At, rules::Report};

/// `MethodDescriptorProto.input_type`, `.output_type`, and `MethodOptions.idempotency_level`.
const INPUT: &[i32] = &[2];
const OUTPUT: &[i32] = &[3];
const IDEMPOTENCY_LEVEL: u32 = 34;
const IDEMPOTENCY: &[i32] = &[4, 34];

pub(super) fn rpc_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    for Both { before, after } in pair.services() {
        for method in &before.it.methods {
            if !after.it.methods.iter().any(|other| other.name == method.name) {
                let service = &after.it.full_name;
                let message = format!("RPC \"{service}.{}\" was deleted", method.name);
                report.changed(after.at(), At::element(before.file, &method.at), message);
            }
        }
    }
}

pub(super) fn same_client_streaming(pair: &Pair<'_>, report: &mut Report<'_>) {
    let word = |method: &Method| if method.client_streaming { "a stream" } else { "one message" };
    same(pair, report, "its requests", &[], |method| word(method).to_owned());
}

pub(super) fn same_server_streaming(pair: &Pair<'_>, report: &mut Report<'_>) {
    let word = |method: &Method| if method.server_streaming { "a stream" } else { "one message" };
    same(pair, report, "its responses", &[], |method| word(method).to_owned());
}

pub(super) fn same_request_type(pair: &Pair<'_>, report: &mut Report<'_>) {
    same(pair, report, "its request type", INPUT, |method| format!("{:?}", method.input));
}

pub(super) fn same_response_type(pair: &Pair<'_>, report: &mut Report<'_>) {
    same(pair, report, "its response type", OUTPUT, |method| format!("{:?}", method.output));
}

pub(super) fn same_idempotency_level(pair: &Pair<'_>, report: &mut Report<'_>) {
    let level = |method: &Method| {
        let level = match method.options.number(IDEMPOTENCY_LEVEL) {
            1 => "NO_SIDE_EFFECTS",
            2 => "IDEMPOTENT",
            _ => "IDEMPOTENCY_UNKNOWN",
        };
        level.to_owned()
    };
    same(pair, report, "option idempotency_level", IDEMPOTENCY, level);
}

fn same(
    pair: &Pair<'_>,
    report: &mut Report<'_>,
    what: &str,
    part: &[i32],
    value: impl Fn(&Method) -> String,
) {
    for (name, Both { before, after }) in pair.methods() {
        let (old, new) = (value(before.it), value(after.it));
        if old != new {
            let message = format!("{name} changed {what} from {old} to {new}");
            report.changed(after.part(part), before.part(part), message);
        }
    }
}
