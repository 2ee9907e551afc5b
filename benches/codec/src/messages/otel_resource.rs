//! What emits: after OpenTelemetry's `resource.proto`.

use strait::Message;

strait::package!("opentelemetry.proto.resource.v1");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Resource {
    #[tag(1)]
    pub attributes: Vec<super::otel_common::KeyValue>,
    #[tag(2)]
    pub dropped_attributes_count: u32,
    #[tag(3)]
    pub entity_refs: Vec<super::otel_common::EntityRef>,
}
