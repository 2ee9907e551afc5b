//! Rules about methods: their messages, and their streams.

use std::collections::BTreeMap;

use super::{case, own};
use crate::{
    descriptor::{DescriptorSet, File, Method, Service},
    finding::At,
    rules::Report,
};

/// `MethodDescriptorProto.input_type` and `.output_type`
const INPUT: &[i32] = &[2];
const OUTPUT: &[i32] = &[3];

fn methods(set: &DescriptorSet) -> impl Iterator<Item = (&File, &Service, &Method)> {
    own(set).flat_map(|file| {
        file.services.iter().flat_map(move |service| {
            service.methods.iter().map(move |method| (file, service, method))
        })
    })
}

pub(super) fn no_client_streaming(set: &DescriptorSet, report: &mut Report<'_>) {
    for (file, _, method) in methods(set).filter(|(_, _, method)| method.client_streaming) {
        let message = format!("RPC {:?} takes a stream", method.name);
        report.wrong(At::element(file, &method.at), message);
    }
}

pub(super) fn no_server_streaming(set: &DescriptorSet, report: &mut Report<'_>) {
    for (file, _, method) in methods(set).filter(|(_, _, method)| method.server_streaming) {
        let message = format!("RPC {:?} returns a stream", method.name);
        report.wrong(At::element(file, &method.at), message);
    }
}

pub(super) fn request_standard_name(set: &DescriptorSet, report: &mut Report<'_>) {
    for (file, service, method) in methods(set) {
        let at = At::part(file, &method.at, INPUT);
        standard_name(report, at, service, method, ("request", "Request"), &method.input);
    }
}

pub(super) fn response_standard_name(set: &DescriptorSet, report: &mut Report<'_>) {
    for (file, service, method) in methods(set) {
        let at = At::part(file, &method.at, OUTPUT);
        standard_name(report, at, service, method, ("response", "Response"), &method.output);
    }
}

fn standard_name(
    report: &mut Report<'_>,
    at: At<'_>,
    service: &Service,
    method: &Method,
    (what, suffix): (&str, &str),
    full_name: &str,
) {
    let name = full_name.rsplit('.').next().unwrap_or(full_name);
    let short = case::pascal(&method.name) + suffix;
    let long = case::pascal(&service.name) + &short;
    if name != short && name != long {
        report.wrong(at, format!("RPC {what} {name:?} should be named {short:?} or {long:?}"));
    }
}

/// A message that two methods share cannot grow for one of them.
pub(super) fn request_response_unique(set: &DescriptorSet, report: &mut Report<'_>) {
    let mut users: BTreeMap<&str, Vec<(&File, &Method)>> = BTreeMap::new();
    for (file, _, method) in methods(set) {
        users.entry(&method.input).or_default().push((file, method));
        if method.input == method.output {
            let message = format!("RPC {:?} takes and returns {:?}", method.name, method.input);
            report.wrong(At::element(file, &method.at), message);
        } else {
            users.entry(&method.output).or_default().push((file, method));
        }
    }
    for (message, users) in users.into_iter().filter(|(_, users)| users.len() > 1) {
        for (file, method) in users {
            let text = format!("message {message:?} is the request or response of several RPCs");
            report.wrong(At::element(file, &method.at), text);
        }
    }
}
