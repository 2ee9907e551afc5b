//! One message of each shape, filled the way services fill them.

use std::collections::BTreeMap;

use strait_bench_codec::prost::shapes::{
    Address, Blob, Customer, Entry, Greeting, Item, Labels, Log, Mood, Order, Series, Tree,
};

pub(crate) fn greeting() -> Greeting {
    Greeting {
        name: "Ada Lovelace".into(),
        title: "Countess".into(),
        visits: 12,
        polite: true,
        mood: Mood::Happy.into(),
    }
}

pub(crate) fn order() -> Order {
    let item = |number: u32| Item {
        sku: format!("SKU-{number:06}"),
        quantity: 1 + number % 7,
        price_cents: 1_000 * i64::from(number) - 5_000,
        weight: 0.25 * f64::from(number),
    };
    let labels = (0..8).map(|n| (format!("label-{n}"), format!("value of label {n}")));
    Order {
        id: 1_234_567_890,
        customer: Some(customer()),
        items: (0..20).map(item).collect(),
        labels: labels.collect::<BTreeMap<_, _>>(),
    }
}

fn customer() -> Customer {
    let address = Address {
        street: "12 Analytical Lane".into(),
        city: "London".into(),
        postcode: "SW1Y 4JH".into(),
    };
    Customer {
        name: "Ada Lovelace".into(),
        email: "ada@example.org".into(),
        address: Some(address),
    }
}

pub(crate) fn blob() -> Blob {
    Blob { data: vec![0xa5; 65_536].into() }
}

pub(crate) fn series() -> Series {
    Series {
        values: (0..1_000).map(|n: i64| n * n * 37).collect(),
        deltas: (0..1_000).map(|n: i32| (n % 41) - 20).collect(),
        samples: (0..1_000).map(|n| f64::from(n).sqrt()).collect(),
    }
}

pub(crate) fn log() -> Log {
    let entry = |number: u32| Entry {
        level: if number.is_multiple_of(10) { "WARN" } else { "INFO" }.into(),
        host: format!("worker-{:02}.example.org", number % 16),
        text: format!("request {number} to /orders took {} ms – naïve plan", number % 97),
        tags: vec!["orders".into(), "http".into(), format!("shard-{}", number % 8)],
    };
    Log { entries: (0..100).map(entry).collect() }
}

/// No key and no value is a default, which prost would leave out of its entry.
pub(crate) fn labels() -> Labels {
    Labels {
        texts: (0..40).map(|n| (format!("label-{n}"), format!("value of label {n}"))).collect(),
        counts: (1..40).map(|n: u64| (n * n * 1_000, 50 - n as i64)).collect(),
        people: (0..10).map(|n| (format!("person {n}"), customer())).collect(),
    }
}

/// Forty levels down, and two leaves on each.
pub(crate) fn tree() -> Tree {
    let leaf = |n| Tree { name: format!("leaf {n}"), weight: n, children: Vec::new() };
    (0..40).fold(leaf(0), |inner, n| Tree {
        name: format!("branch {n}"),
        weight: 100 * n,
        children: vec![leaf(n), inner, leaf(n + 1)],
    })
}
