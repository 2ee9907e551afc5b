//! [prost](::prost): its messages in strait's services, strait's messages where prost's are
//! wanted, and descriptors both ways.
//!
//! # A prost message in a service
//!
//! [`Prost<M>`](Prost) makes any prost message that knows its name a strait [`Message`], so that a
//! trait can take and return it, whole or as a field of a message of strait's.
//!
//! ```
//! strait::package!("greeter");
//!
//! use strait::{Status, prost::Prost, rpc_service};
//! # use prost_types::{Duration, Timestamp};
//!
//! // `Timestamp` and `Duration` stand for what prost generated.
//! #[rpc_service]
//! pub trait Clock {
//!     async fn since(&self, start: Prost<Timestamp>) -> Result<Prost<Duration>, Status>;
//! }
//!
//! struct MyClock;
//!
//! impl Clock for MyClock {
//!     async fn since(&self, start: Prost<Timestamp>) -> Result<Prost<Duration>, Status> {
//!         Ok(Duration { seconds: 1_800_000_000 - start.seconds, nanos: 0 }.into())
//!     }
//! }
//!
//! # #[cfg(all(feature = "client", feature = "server"))]
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let channel = strait::Server::builder().add(ClockServer::new(MyClock)).in_process()?;
//! let start = Timestamp { seconds: 1_799_999_970, nanos: 0 };
//! let since = ClockClient::new(channel).since(start.into()).await?;
//! assert_eq!(since.seconds, 30);
//! # Ok(())
//! # }
//! # #[cfg(not(all(feature = "client", feature = "server")))]
//! # fn main() {}
//! ```
//!
//! # What its `.proto` says
//!
//! A prost message does not know its fields. Calls do not need them, but export and reflection do:
//! name the `FileDescriptorSet` that prost-build writes (`file_descriptor_set_path`) with a type
//! of your own that is [`Descriptors`], and say `Prost<M, MyDescriptors>`. Without one, exporting
//! a service that uses the message fails, and says that the message is not defined.
//!
//! # A strait message in prost
//!
//! [`Strait<M>`](Strait) makes any message of strait's a [`prost::Message`](::prost::Message), for
//! tonic's codecs, for stores and queues that speak prost.
//!
//! # Descriptors
//!
//! [`file_descriptor_set`] gives a schema of strait's as prost's types, [`add_types`] takes
//! messages and enums of prost's descriptors into a schema of strait's.

mod descriptors;
mod in_prost;
mod in_strait;

pub use descriptors::{Unsupported, add_types, file_descriptor_set};
pub use in_prost::Strait;
pub use in_strait::{Descriptors, Prost, Undescribed};

#[expect(unused_imports, reason = "the documentation names it")]
use crate::Message;
