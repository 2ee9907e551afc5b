//! Messages of public schemas, filled as their users fill them.

use prost::Message;
use prost_types::Any;
use strait_bench_codec::prost::{
    bench::etcd::{KeyValue as EtcdValue, RangeRequest, RangeResponse, ResponseHeader},
    google::{
        longrunning::{Operation, operation::Result as OperationResult},
        rpc::{BadRequest, BadRequestFieldViolation, Status},
    },
    opentelemetry::proto::{
        common::v1::{AnyValue, InstrumentationScope, KeyValue, any_value::Value},
        metrics::v1::{
            AggregationTemporality, Gauge, Histogram, HistogramDataPoint, Metric, MetricsData,
            NumberDataPoint, ResourceMetrics, ScopeMetrics, Sum, metric::Data, number_data_point,
        },
        resource::v1::Resource,
        trace::v1::{
            ResourceSpans, ScopeSpans, Span, SpanEvent, SpanSpanKind, Status as SpanStatus,
            TracesData,
        },
    },
};

const START: u64 = 1_790_000_000_000_000_000;

fn text(key: &str, value: impl Into<String>) -> KeyValue {
    attribute(key, Value::StringValue(value.into()))
}

fn number(key: &str, value: i64) -> KeyValue {
    attribute(key, Value::IntValue(value))
}

fn attribute(key: &str, value: Value) -> KeyValue {
    let value = Some(AnyValue { value: Some(value) });
    KeyValue { key: key.into(), value, ..KeyValue::default() }
}

fn resource() -> Resource {
    let attributes = vec![
        text("service.name", "checkout"),
        text("service.version", "2.14.3"),
        text("service.instance.id", "3f0c7f3e-6f4b-4a4e-9d56-6f9b4f0f5b0a"),
        text("host.name", "worker-07.example.org"),
        number("process.pid", 48_213),
    ];
    Resource { attributes, ..Resource::default() }
}

fn scope(name: &str) -> InstrumentationScope {
    InstrumentationScope {
        name: name.into(),
        version: "0.33.1".into(),
        ..InstrumentationScope::default()
    }
}

/// A batch of fifty spans, as an exporter sends every few seconds.
pub(crate) fn traces() -> TracesData {
    let scope_spans = ScopeSpans {
        scope: Some(scope("checkout-http")),
        spans: (0..50).map(span).collect(),
        schema_url: "https://opentelemetry.io/schemas/1.30.0".into(),
    };
    let resource_spans = ResourceSpans {
        resource: Some(resource()),
        scope_spans: vec![scope_spans],
        schema_url: String::new(),
    };
    TracesData { resource_spans: vec![resource_spans] }
}

fn span(n: u64) -> Span {
    let id = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let event = SpanEvent {
        time_unix_nano: START + n * 1_000 + 700,
        name: "retry".into(),
        attributes: vec![number("attempt", 1 + n as i64 % 3)],
        dropped_attributes_count: 0,
    };
    Span {
        trace_id: [id.to_be_bytes(), (!id).to_be_bytes()].concat().into(),
        span_id: id.to_le_bytes().to_vec().into(),
        parent_span_id: (id ^ 1).to_le_bytes().to_vec().into(),
        flags: 0x101,
        name: "POST /orders/{id}/payment".into(),
        kind: SpanSpanKind::Server.into(),
        start_time_unix_nano: START + n * 1_000,
        end_time_unix_nano: START + n * 1_000 + 81_250,
        attributes: vec![
            text("http.request.method", "POST"),
            text("http.route", "/orders/{id}/payment"),
            number("http.response.status_code", if n.is_multiple_of(9) { 503 } else { 200 }),
            text("server.address", "payments.example.org"),
            number("server.port", 443),
            attribute("cache.hit", Value::BoolValue(n.is_multiple_of(2))),
            attribute("price", Value::DoubleValue(0.25 * n as f64)),
        ],
        events: if n.is_multiple_of(5) { vec![event] } else { Vec::new() },
        status: Some(SpanStatus { message: String::new(), code: 1 }),
        ..Span::default()
    }
}

/// Gauges, sums and histograms of one process.
pub(crate) fn metrics() -> MetricsData {
    let metric = |n: u64, data| Metric {
        name: format!("http.server.metric_{n}"),
        description: "What one instrument of the server counts.".into(),
        unit: "ms".into(),
        data: Some(data),
        ..Metric::default()
    };
    let cumulative = AggregationTemporality::Cumulative.into();
    let metrics = (0..24).map(|n| {
        let data = match n % 3 {
            0 => Data::Gauge(Gauge { data_points: points(n) }),
            1 => Data::Sum(Sum {
                data_points: points(n),
                aggregation_temporality: cumulative,
                is_monotonic: true,
            }),
            _ => Data::Histogram(Histogram {
                data_points: (0..2).map(histogram).collect(),
                aggregation_temporality: cumulative,
            }),
        };
        metric(n, data)
    });
    let scope_metrics = ScopeMetrics {
        scope: Some(scope("http")),
        metrics: metrics.collect(),
        schema_url: String::new(),
    };
    let resource_metrics = ResourceMetrics {
        resource: Some(resource()),
        scope_metrics: vec![scope_metrics],
        schema_url: String::new(),
    };
    MetricsData { resource_metrics: vec![resource_metrics] }
}

fn points(metric: u64) -> Vec<NumberDataPoint> {
    let value = |n: u64| match metric % 2 {
        0 => number_data_point::Value::AsDouble(0.5 * n as f64),
        _ => number_data_point::Value::AsInt(1_000 * n as i64),
    };
    let point = |n| NumberDataPoint {
        attributes: vec![text("http.route", format!("/route/{n}"))],
        start_time_unix_nano: START,
        time_unix_nano: START + 10_000_000_000,
        value: Some(value(n)),
        ..NumberDataPoint::default()
    };
    (0..4).map(point).collect()
}

fn histogram(n: u64) -> HistogramDataPoint {
    HistogramDataPoint {
        attributes: vec![text("http.route", format!("/route/{n}"))],
        start_time_unix_nano: START,
        time_unix_nano: START + 10_000_000_000,
        count: 1_200 + n,
        sum: Some(45_678.5),
        bucket_counts: (0..15).map(|bucket| bucket * 20 % 170).collect(),
        explicit_bounds: [
            0.0, 5.0, 10.0, 25.0, 50.0, 75.0, 100.0, 250.0, 500.0, 750.0, 1e3, 2.5e3, 5e3, 1e4,
        ]
        .into(),
        min: Some(0.125),
        max: Some(9_321.75),
        ..HistogramDataPoint::default()
    }
}

/// One key asked for: what a client of etcd sends most.
pub(crate) fn range_request() -> RangeRequest {
    RangeRequest {
        key: "/registry/services/checkout".into(),
        serializable: true,
        ..RangeRequest::default()
    }
}

/// A hundred keys of a registry.
pub(crate) fn range_response() -> RangeResponse {
    let value = |n: i64| EtcdValue {
        key: format!("/registry/services/checkout/instance-{n:04}").into(),
        create_revision: 81_000 + n,
        mod_revision: 90_000 + 7 * n,
        version: 1 + n % 12,
        value: format!("{{\"address\":\"10.0.{}.{}:8443\",\"zone\":\"b\"}}", n % 4, n).into(),
        lease: 0x326e_9d3f_a1c4_0000 + n,
    };
    let header = ResponseHeader {
        cluster_id: 0xcdf8_181e_3277_1934,
        member_id: 0x8e9e_05c5_2164_694d,
        revision: 90_812,
        raft_term: 7,
    };
    RangeResponse {
        header: Some(header),
        kvs: (0..100).map(value).collect(),
        more: false,
        count: 100,
    }
}

/// An error with a detail for every field that is wrong.
pub(crate) fn status() -> Status {
    let violation = |n: u32| BadRequestFieldViolation {
        field: format!("order.items[{n}].quantity"),
        description: "must be at least 1".into(),
        reason: "OUT_OF_RANGE".into(),
        ..BadRequestFieldViolation::default()
    };
    let detail = BadRequest { field_violations: (0..5).map(violation).collect() };
    let detail = Any {
        type_url: "type.googleapis.com/google.rpc.BadRequest".into(),
        value: detail.encode_to_vec(),
    };
    Status { code: 3, message: "the order is not valid".into(), details: vec![detail] }
}

/// An operation that failed.
pub(crate) fn operation() -> Operation {
    let metadata = Any {
        type_url: "type.googleapis.com/shop.v1.ImportProgress".into(),
        value: b"\x08\x90\x4e\x10\xf4\x03".to_vec(),
    };
    Operation {
        name: "operations/import/8421".into(),
        metadata: Some(metadata),
        done: true,
        result: Some(OperationResult::Error(status())),
    }
}
