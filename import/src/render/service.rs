//! Services as traits.

use super::{
    comment,
    module::Items,
    writer::{Arguments, Writer},
};
use crate::{
    model::{Idempotency, Method, Service},
    naming,
};

impl Items<'_, '_, '_> {
    pub(super) fn service(&self, out: &mut Writer, service: &Service) {
        let full_name = match self.package {
            "" => service.name.clone(),
            package => format!("{package}.{}", service.name),
        };
        let Some(names) = self.scope.plan.services.get(&full_name) else { return };
        out.gap();
        comment::info(out, &service.info);
        let mut arguments = self.item_arguments(&names.ident, &service.name);
        arguments.options(&service.info.options);
        out.attribute(&self.scope.strait("rpc_service"), &arguments);
        if service.info.deprecated {
            out.line("#[deprecated]");
        }
        out.block(&format!("pub trait {}", names.ident), |out| {
            for (method, ident) in service.methods.iter().zip(&names.methods) {
                self.method(out, method, ident);
            }
        });
    }

    fn method(&self, out: &mut Writer, method: &Method, ident: &str) {
        let scope = self.scope;
        out.gap();
        comment::info(out, &method.info);
        let mut arguments = Arguments::default();
        if naming::camel_of_snake(naming::plain(ident)) != method.name {
            arguments.pin("name", &method.name);
        }
        match method.idempotency {
            Idempotency::Unknown => {}
            Idempotency::NoSideEffects => arguments.push("no_side_effects"),
            Idempotency::Idempotent => arguments.push("idempotent"),
        }
        if !arguments.is_empty() {
            out.attribute("rpc", &arguments);
        }
        for option in &method.info.options {
            let mut arguments = Arguments::default();
            arguments.options(std::slice::from_ref(option));
            out.attribute("rpc", &arguments);
        }
        if method.info.deprecated {
            out.line("#[deprecated]");
        }
        let stream = |ty: String, is_stream: bool| {
            if is_stream { format!("{}<{ty}>", scope.strait("Streaming")) } else { ty }
        };
        let name = if method.client_streaming { "requests" } else { "request" };
        let input = stream(scope.named(&method.input), method.client_streaming);
        let output = stream(scope.named(&method.output), method.server_streaming);
        let status = scope.strait("Status");
        out.method(ident, &format!("{name}: {input}"), &format!("Result<{output}, {status}>"));
    }
}
