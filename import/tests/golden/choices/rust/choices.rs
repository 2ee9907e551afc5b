#![allow(clippy::large_enum_variant, reason = "as the schema has it")]
#![allow(clippy::module_inception, reason = "as the schema has it")]

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use strait::{Message, Status, UnknownFields, rpc_service, well_known};

strait::package!("choices");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Choices {
    #[tag(1)]
    pub at: Option<SystemTime>,
    #[tag(2)]
    pub took: Option<Duration>,
    #[tag(3)]
    pub times: Vec<SystemTime>,
    #[tag(4)]
    pub laps: HashMap<String, Duration>,
    #[tag(5)]
    pub elsewhere: Option<crate::shared::v1::outer::Inner>,
    #[oneof]
    pub when: Option<choices::When>,
    #[tag(8)]
    pub unknown: String,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown_: UnknownFields,
}

/// What [`Choices`] is made of.
pub mod choices {
    use std::time::SystemTime;

    use strait::{Message, Oneof, UnknownFields};

    #[derive(Clone, Debug, PartialEq, Oneof)]
    pub enum When {
        #[tag(6)]
        Exactly(SystemTime),
        #[tag(7)]
        Roughly(crate::shared::v1::Outer),
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "Choices.Nested", within = super::Choices)]
    pub struct Nested {
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }
}

#[rpc_service]
pub trait Clock {
    async fn now(&self, request: crate::shared::v1::Outer)
    -> Result<well_known::Timestamp, Status>;
}
