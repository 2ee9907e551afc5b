//! Errors and their details: after `google/rpc/status.proto` and `error_details.proto`.

use std::collections::BTreeMap;

use strait::Message;

strait::package!("google.rpc");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ErrorInfo {
    #[tag(1)]
    pub reason: String,
    #[tag(2)]
    pub domain: String,
    #[tag(3)]
    pub metadata: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct RetryInfo {
    #[tag(1)]
    pub retry_delay: Option<std::time::Duration>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct DebugInfo {
    #[tag(1)]
    pub stack_entries: Vec<String>,
    #[tag(2)]
    pub detail: String,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct QuotaFailure {
    #[tag(1)]
    pub violations: Vec<QuotaFailureViolation>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct QuotaFailureViolation {
    #[tag(1)]
    pub subject: String,
    #[tag(2)]
    pub description: String,
    #[tag(3)]
    pub api_service: String,
    #[tag(4)]
    pub quota_metric: String,
    #[tag(5)]
    pub quota_id: String,
    #[tag(6)]
    pub quota_dimensions: BTreeMap<String, String>,
    #[tag(7)]
    pub quota_value: i64,
    #[tag(8)]
    pub future_quota_value: Option<i64>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct PreconditionFailure {
    #[tag(1)]
    pub violations: Vec<PreconditionFailureViolation>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct PreconditionFailureViolation {
    #[tag(1)]
    pub r#type: String,
    #[tag(2)]
    pub subject: String,
    #[tag(3)]
    pub description: String,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct BadRequest {
    #[tag(1)]
    pub field_violations: Vec<BadRequestFieldViolation>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct BadRequestFieldViolation {
    #[tag(1)]
    pub field: String,
    #[tag(2)]
    pub description: String,
    #[tag(3)]
    pub reason: String,
    #[tag(4)]
    pub localized_message: Option<LocalizedMessage>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct RequestInfo {
    #[tag(1)]
    pub request_id: String,
    #[tag(2)]
    pub serving_data: String,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ResourceInfo {
    #[tag(1)]
    pub resource_type: String,
    #[tag(2)]
    pub resource_name: String,
    #[tag(3)]
    pub owner: String,
    #[tag(4)]
    pub description: String,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Help {
    #[tag(1)]
    pub links: Vec<HelpLink>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct HelpLink {
    #[tag(1)]
    pub description: String,
    #[tag(2)]
    pub url: String,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct LocalizedMessage {
    #[tag(1)]
    pub locale: String,
    #[tag(2)]
    pub message: String,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Status {
    #[tag(1)]
    pub code: i32,
    #[tag(2)]
    pub message: String,
    #[tag(3)]
    pub details: Vec<strait::well_known::Any>,
}
