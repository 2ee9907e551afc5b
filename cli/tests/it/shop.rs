//! A crate with services, as a user has it.

use std::{fs, path::Path};

use crate::support::Folder;

/// A package `shop` with this library. It is built of the versions in this repository's
/// `Cargo.lock`, so that nothing is fetched.
pub(crate) fn package(library: &str) -> Folder {
    let folder = Folder::new();
    folder.write("Cargo.toml", &manifest("shop")).write("src/lib.rs", library);
    folder.write(".gitignore", "/target\n");
    lock(&folder);
    folder
}

pub(crate) fn manifest(name: &str) -> String {
    let repository = repository();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         strait = {{ path = {:?}, default-features = false }}\n",
        repository.join("runtime")
    )
}

/// Takes over the versions of this repository.
pub(crate) fn lock(folder: &Folder) {
    let lock = fs::read_to_string(repository().join("Cargo.lock")).expect("a lock file");
    folder.write("Cargo.lock", &lock);
}

pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate is in the repository")
}

/// Two services in two packages.
pub(crate) const SHOP: &str = r#"
pub mod orders {
    strait::package!("shop.orders.v1");

    use strait::{Message, Status, rpc_service};

    /// What is ordered.
    #[derive(Clone, Debug, Default, PartialEq, Message)]
    pub struct Order {
        #[tag(1)]
        pub item: String,
        #[tag(2)]
        pub count: u32,
        #[tag(3)]
        pub note: Option<String>,
    }

    /// Takes orders.
    #[rpc_service]
    pub trait Orders {
        /// Places one.
        async fn place(&self, order: Order) -> Result<(), Status>;
        /// Looks one up.
        async fn find(&self, #[tag(1)] id: u64) -> Result<Order, Status>;
    }
}

pub use stock::{Stock, StockSchema};

mod stock {
    strait::package!("shop.stock.v1");

    use strait::{Status, rpc_service};

    #[rpc_service]
    pub trait Stock {
        async fn count(&self, #[tag(1)] item: String) -> Result<u32, Status>;
    }
}
"#;
