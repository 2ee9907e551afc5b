//! Data points: after OpenTelemetry's `metrics.proto`.

use bytes::Bytes;
use strait::{Enumeration, Message, Oneof, Open};

strait::package!("opentelemetry.proto.metrics.v1");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct MetricsData {
    #[tag(1)]
    pub resource_metrics: Vec<ResourceMetrics>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ResourceMetrics {
    #[tag(1)]
    pub resource: Option<super::otel_resource::Resource>,
    #[tag(2)]
    pub scope_metrics: Vec<ScopeMetrics>,
    #[tag(3)]
    pub schema_url: String,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ScopeMetrics {
    #[tag(1)]
    pub scope: Option<super::otel_common::InstrumentationScope>,
    #[tag(2)]
    pub metrics: Vec<Metric>,
    #[tag(3)]
    pub schema_url: String,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Metric {
    #[tag(1)]
    pub name: String,
    #[tag(2)]
    pub description: String,
    #[tag(3)]
    pub unit: String,
    #[oneof]
    pub data: Option<MetricData>,
    #[tag(12)]
    pub metadata: Vec<super::otel_common::KeyValue>,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum MetricData {
    #[tag(5)]
    Gauge(Gauge),
    #[tag(7)]
    Sum(Sum),
    #[tag(9)]
    Histogram(Histogram),
    #[tag(10)]
    ExponentialHistogram(ExponentialHistogram),
    #[tag(11)]
    Summary(Summary),
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Gauge {
    #[tag(1)]
    pub data_points: Vec<NumberDataPoint>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Sum {
    #[tag(1)]
    pub data_points: Vec<NumberDataPoint>,
    #[tag(2)]
    pub aggregation_temporality: Open<AggregationTemporality>,
    #[tag(3)]
    pub is_monotonic: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Histogram {
    #[tag(1)]
    pub data_points: Vec<HistogramDataPoint>,
    #[tag(2)]
    pub aggregation_temporality: Open<AggregationTemporality>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ExponentialHistogram {
    #[tag(1)]
    pub data_points: Vec<ExponentialHistogramDataPoint>,
    #[tag(2)]
    pub aggregation_temporality: Open<AggregationTemporality>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Summary {
    #[tag(1)]
    pub data_points: Vec<SummaryDataPoint>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct NumberDataPoint {
    #[tag(7)]
    pub attributes: Vec<super::otel_common::KeyValue>,
    #[tag(2, fixed)]
    pub start_time_unix_nano: u64,
    #[tag(3, fixed)]
    pub time_unix_nano: u64,
    #[oneof]
    pub value: Option<NumberDataPointValue>,
    #[tag(5)]
    pub exemplars: Vec<Exemplar>,
    #[tag(8)]
    pub flags: u32,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum NumberDataPointValue {
    #[tag(4)]
    AsDouble(f64),
    #[tag(6, fixed)]
    AsInt(i64),
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct HistogramDataPoint {
    #[tag(9)]
    pub attributes: Vec<super::otel_common::KeyValue>,
    #[tag(2, fixed)]
    pub start_time_unix_nano: u64,
    #[tag(3, fixed)]
    pub time_unix_nano: u64,
    #[tag(4, fixed)]
    pub count: u64,
    #[tag(5)]
    pub sum: Option<f64>,
    #[tag(6, fixed)]
    pub bucket_counts: Vec<u64>,
    #[tag(7)]
    pub explicit_bounds: Vec<f64>,
    #[tag(8)]
    pub exemplars: Vec<Exemplar>,
    #[tag(10)]
    pub flags: u32,
    #[tag(11)]
    pub min: Option<f64>,
    #[tag(12)]
    pub max: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ExponentialHistogramDataPoint {
    #[tag(1)]
    pub attributes: Vec<super::otel_common::KeyValue>,
    #[tag(2, fixed)]
    pub start_time_unix_nano: u64,
    #[tag(3, fixed)]
    pub time_unix_nano: u64,
    #[tag(4, fixed)]
    pub count: u64,
    #[tag(5)]
    pub sum: Option<f64>,
    #[tag(6, sint)]
    pub scale: i32,
    #[tag(7, fixed)]
    pub zero_count: u64,
    #[tag(8)]
    pub positive: Option<ExponentialHistogramDataPointBuckets>,
    #[tag(9)]
    pub negative: Option<ExponentialHistogramDataPointBuckets>,
    #[tag(10)]
    pub flags: u32,
    #[tag(11)]
    pub exemplars: Vec<Exemplar>,
    #[tag(12)]
    pub min: Option<f64>,
    #[tag(13)]
    pub max: Option<f64>,
    #[tag(14)]
    pub zero_threshold: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ExponentialHistogramDataPointBuckets {
    #[tag(1, sint)]
    pub offset: i32,
    #[tag(2)]
    pub bucket_counts: Vec<u64>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct SummaryDataPoint {
    #[tag(7)]
    pub attributes: Vec<super::otel_common::KeyValue>,
    #[tag(2, fixed)]
    pub start_time_unix_nano: u64,
    #[tag(3, fixed)]
    pub time_unix_nano: u64,
    #[tag(4, fixed)]
    pub count: u64,
    #[tag(5)]
    pub sum: f64,
    #[tag(6)]
    pub quantile_values: Vec<SummaryDataPointValueAtQuantile>,
    #[tag(8)]
    pub flags: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct SummaryDataPointValueAtQuantile {
    #[tag(1)]
    pub quantile: f64,
    #[tag(2)]
    pub value: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Exemplar {
    #[tag(7)]
    pub filtered_attributes: Vec<super::otel_common::KeyValue>,
    #[tag(2, fixed)]
    pub time_unix_nano: u64,
    #[oneof]
    pub value: Option<ExemplarValue>,
    #[tag(4)]
    pub span_id: Bytes,
    #[tag(5)]
    pub trace_id: Bytes,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum ExemplarValue {
    #[tag(3)]
    AsDouble(f64),
    #[tag(6, fixed)]
    AsInt(i64),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum AggregationTemporality {
    #[default]
    Unspecified = 0,
    Delta = 1,
    Cumulative = 2,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum DataPointFlags {
    #[default]
    DoNotUse = 0,
    NoRecordedValueMask = 1,
}
