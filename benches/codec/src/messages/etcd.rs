//! What a client of etcd says and hears most: after `kv.proto` and `rpc.proto` of its API.

use bytes::Bytes;
use strait::{Enumeration, Message, Open};

strait::package!("bench.etcd");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct KeyValue {
    #[tag(1)]
    pub key: Bytes,
    #[tag(2)]
    pub create_revision: i64,
    #[tag(3)]
    pub mod_revision: i64,
    #[tag(4)]
    pub version: i64,
    #[tag(5)]
    pub value: Bytes,
    #[tag(6)]
    pub lease: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ResponseHeader {
    #[tag(1)]
    pub cluster_id: u64,
    #[tag(2)]
    pub member_id: u64,
    #[tag(3)]
    pub revision: i64,
    #[tag(4)]
    pub raft_term: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum SortOrder {
    #[default]
    None = 0,
    Ascend = 1,
    Descend = 2,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct RangeRequest {
    #[tag(1)]
    pub key: Bytes,
    #[tag(2)]
    pub range_end: Bytes,
    #[tag(3)]
    pub limit: i64,
    #[tag(4)]
    pub revision: i64,
    #[tag(5)]
    pub sort_order: Open<SortOrder>,
    #[tag(7)]
    pub serializable: bool,
    #[tag(8)]
    pub keys_only: bool,
    #[tag(9)]
    pub count_only: bool,
    #[tag(10)]
    pub min_mod_revision: i64,
    #[tag(11)]
    pub max_mod_revision: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct RangeResponse {
    #[tag(1)]
    pub header: Option<ResponseHeader>,
    #[tag(2)]
    pub kvs: Vec<KeyValue>,
    #[tag(3)]
    pub more: bool,
    #[tag(4)]
    pub count: i64,
}
