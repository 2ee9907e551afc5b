//! Spans: after OpenTelemetry's `trace.proto`.

use bytes::Bytes;
use strait::{Enumeration, Message, Open};

strait::package!("opentelemetry.proto.trace.v1");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct TracesData {
    #[tag(1)]
    pub resource_spans: Vec<ResourceSpans>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ResourceSpans {
    #[tag(1)]
    pub resource: Option<super::otel_resource::Resource>,
    #[tag(2)]
    pub scope_spans: Vec<ScopeSpans>,
    #[tag(3)]
    pub schema_url: String,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ScopeSpans {
    #[tag(1)]
    pub scope: Option<super::otel_common::InstrumentationScope>,
    #[tag(2)]
    pub spans: Vec<Span>,
    #[tag(3)]
    pub schema_url: String,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Span {
    #[tag(1)]
    pub trace_id: Bytes,
    #[tag(2)]
    pub span_id: Bytes,
    #[tag(3)]
    pub trace_state: String,
    #[tag(4)]
    pub parent_span_id: Bytes,
    #[tag(16, fixed)]
    pub flags: u32,
    #[tag(5)]
    pub name: String,
    #[tag(6)]
    pub kind: Open<SpanSpanKind>,
    #[tag(7, fixed)]
    pub start_time_unix_nano: u64,
    #[tag(8, fixed)]
    pub end_time_unix_nano: u64,
    #[tag(9)]
    pub attributes: Vec<super::otel_common::KeyValue>,
    #[tag(10)]
    pub dropped_attributes_count: u32,
    #[tag(11)]
    pub events: Vec<SpanEvent>,
    #[tag(12)]
    pub dropped_events_count: u32,
    #[tag(13)]
    pub links: Vec<SpanLink>,
    #[tag(14)]
    pub dropped_links_count: u32,
    #[tag(15)]
    pub status: Option<Status>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct SpanEvent {
    #[tag(1, fixed)]
    pub time_unix_nano: u64,
    #[tag(2)]
    pub name: String,
    #[tag(3)]
    pub attributes: Vec<super::otel_common::KeyValue>,
    #[tag(4)]
    pub dropped_attributes_count: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct SpanLink {
    #[tag(1)]
    pub trace_id: Bytes,
    #[tag(2)]
    pub span_id: Bytes,
    #[tag(3)]
    pub trace_state: String,
    #[tag(4)]
    pub attributes: Vec<super::otel_common::KeyValue>,
    #[tag(5)]
    pub dropped_attributes_count: u32,
    #[tag(6, fixed)]
    pub flags: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum SpanSpanKind {
    #[default]
    Unspecified = 0,
    Internal = 1,
    Server = 2,
    Client = 3,
    Producer = 4,
    Consumer = 5,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Status {
    #[tag(2)]
    pub message: String,
    #[tag(3)]
    pub code: Open<StatusStatusCode>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum StatusStatusCode {
    #[default]
    Unset = 0,
    Ok = 1,
    Error = 2,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum SpanFlags {
    #[default]
    DoNotUse = 0,
    TraceFlagsMask = 255,
    ContextHasIsRemoteMask = 256,
    ContextIsRemoteMask = 512,
}
