#![allow(clippy::large_enum_variant, reason = "as the schema has it")]

use std::collections::BTreeMap;

use strait::{Bytes, Enumeration, Message, Status, UnknownFields, rpc_service};

strait::package!(
    "two",
    option("features.json_format = LEGACY_BEST_EFFORT"),
    option("features.utf8_validation = NONE")
);

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(extensions(100..=199, 500, 1000..=536870911))]
pub struct Everything {
    #[tag(1)]
    #[required(legacy)]
    pub name: Option<String>,
    #[tag(2, default = -5)]
    pub count: Option<i32>,
    #[tag(3, default = 1.5)]
    pub ratio: Option<f64>,
    #[tag(4, default = 2.0)]
    pub whole: Option<f32>,
    #[tag(5, default = inf)]
    pub limitless: Option<f64>,
    #[tag(6, default = true)]
    pub flag: Option<bool>,
    #[tag(7, default = "a \"b\"\n")]
    pub text: Option<String>,
    #[tag(8, default = b"\x01x\xff")]
    pub data: Option<Bytes>,
    #[tag(9, default = GREEN)]
    pub color: Option<Color>,
    #[tag(10, unpacked)]
    pub unpacked: Vec<i32>,
    #[tag(11)]
    pub packed: Vec<i32>,
    #[tag(12, unpacked)]
    pub colors: Vec<Color>,
    #[tag(13, delimited)]
    pub result: Option<everything::ResultMessage>,
    #[tag(14, delimited)]
    pub row: Vec<everything::Row>,
    #[tag(15)]
    #[required(legacy)]
    pub again: Option<Box<Everything>>,
    #[tag(16)]
    pub by_name: BTreeMap<String, Light>,
    #[oneof]
    pub choice: Option<everything::Choice>,
    #[tag(21, default = 1e308)]
    pub large: Option<f64>,
    #[tag(22, default = -0.0)]
    pub below: Option<f64>,
    #[tag(23, name = "self")]
    pub self_: Option<i32>,
    #[tag(24, name = "Self")]
    pub self__: Option<i32>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

/// What [`Everything`] is made of.
pub mod everything {
    use strait::{Message, Oneof};

    #[derive(Clone, Debug, PartialEq, Oneof)]
    pub enum Choice {
        #[tag(17)]
        Chosen(super::Color),
        #[tag(18, delimited)]
        Grouped(Grouped),
        #[tag(19, default = "hello")]
        Said(String),
        #[tag(20, default = GREEN)]
        Hue(super::Color),
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "Everything.Result", within = super::Everything)]
    pub struct ResultMessage {
        #[tag(1)]
        pub url: Option<String>,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "Everything.Row", within = super::Everything)]
    pub struct Row {
        #[tag(1)]
        #[required(legacy)]
        pub color: Option<super::Color>,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "Everything.Grouped", within = super::Everything)]
    pub struct Grouped {
        #[tag(1)]
        pub a: Option<i32>,
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
#[enumeration(closed)]
pub enum Color {
    #[default]
    #[enumeration(name = "RED")]
    #[enumeration(alias("ROUGE"))]
    Red = 3,

    // VERT: Green as well.
    #[enumeration(name = "GREEN")]
    #[enumeration(alias("VERT", deprecated))]
    Green = 1,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
#[enumeration(closed)]
pub enum Light {
    #[default]
    #[enumeration(name = "ON")]
    On = 0,
    #[enumeration(name = "OFF")]
    Off = 1,
}

#[rpc_service]
pub trait Painter {
    async fn paint(&self, request: Everything) -> Result<Everything, Status>;
}
