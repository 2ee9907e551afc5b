//! Services and their methods.

use super::{Lowering, child, decode, indexed, tag};
use crate::{
    descriptor::{self, options},
    model::{Idempotency, Kind, Method, Service},
};

impl Lowering<'_> {
    pub(super) fn service(&mut self, service: &descriptor::Service, path: &[i32]) -> Service {
        let said: options::Service = decode(service.options.as_ref());
        let methods = indexed(&service.method)
            .map(|(index, method)| self.method(method, &child(path, tag::SERVICE_METHOD, index)));
        let methods = methods.collect();
        Service {
            methods,
            name: service.name.clone(),
            info: self.info(path, said.deprecated, ("ServiceOptions", service.options.as_ref())),
        }
    }

    fn method(&mut self, method: &descriptor::Method, path: &[i32]) -> Method {
        let said: options::Method = decode(method.options.as_ref());
        let [input, output] = [&method.input_type, &method.output_type].map(|name| {
            let name = name.strip_prefix('.').unwrap_or(name);
            if self.is_of_schemas(name, path) {
                return name.to_owned();
            }
            if self.kinds.get(name) != Some(&Kind::Message) {
                self.refuse_unknown_type(name, path);
            }
            name.to_owned()
        });
        Method {
            name: method.name.clone(),
            info: self.info(path, said.deprecated, ("MethodOptions", method.options.as_ref())),
            input,
            output,
            client_streaming: method.client_streaming,
            server_streaming: method.server_streaming,
            idempotency: match said.idempotency_level {
                1 => Idempotency::NoSideEffects,
                2 => Idempotency::Idempotent,
                _ => Idempotency::Unknown,
            },
        }
    }
}
