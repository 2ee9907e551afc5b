//! `shapes.proto`, written as strait's users write it.

use std::collections::BTreeMap;

use bytes::Bytes;
use strait::{Enumeration, Message};

strait::package!("shapes");

/// A few short fields, as most requests are.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Greeting {
    #[tag(1)]
    pub name: String,
    #[tag(2)]
    pub title: String,
    #[tag(3)]
    pub visits: i32,
    #[tag(4)]
    pub polite: bool,
    #[tag(5)]
    pub mood: Mood,
}

/// A mood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Mood {
    #[default]
    Unspecified = 0,
    Happy = 1,
    Busy = 2,
}

/// Messages within messages, repeated ones and a map.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Order {
    #[tag(1)]
    pub id: u64,
    #[tag(2)]
    pub customer: Option<Customer>,
    #[tag(3)]
    pub items: Vec<Item>,
    #[tag(4)]
    pub labels: BTreeMap<String, String>,
}

/// Part of an order.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Customer {
    #[tag(1)]
    pub name: String,
    #[tag(2)]
    pub email: String,
    #[tag(3)]
    pub address: Option<Address>,
}

/// Part of a customer.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Address {
    #[tag(1)]
    pub street: String,
    #[tag(2)]
    pub city: String,
    #[tag(3)]
    pub postcode: String,
}

/// Part of an order.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Item {
    #[tag(1)]
    pub sku: String,
    #[tag(2)]
    pub quantity: u32,
    #[tag(3, sint)]
    pub price_cents: i64,
    #[tag(4)]
    pub weight: f64,
}

/// One large field of bytes.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Blob {
    #[tag(1)]
    pub data: Bytes,
}

/// Packed numbers.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Series {
    #[tag(1)]
    pub values: Vec<i64>,
    #[tag(2, sint)]
    pub deltas: Vec<i32>,
    #[tag(3)]
    pub samples: Vec<f64>,
}

/// Many strings.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Log {
    #[tag(1)]
    pub entries: Vec<Entry>,
}

/// Part of a log.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Entry {
    #[tag(1)]
    pub level: String,
    #[tag(2)]
    pub host: String,
    #[tag(3)]
    pub text: String,
    #[tag(4)]
    pub tags: Vec<String>,
}

/// Maps of numbers and of messages.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Labels {
    #[tag(1)]
    pub texts: BTreeMap<String, String>,
    #[tag(2)]
    pub counts: BTreeMap<u64, i64>,
    #[tag(3)]
    pub people: BTreeMap<String, Customer>,
}

/// Messages deep within each other.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Tree {
    #[tag(1)]
    pub name: String,
    #[tag(2)]
    pub weight: u32,
    #[tag(3)]
    pub children: Vec<Tree>,
}
