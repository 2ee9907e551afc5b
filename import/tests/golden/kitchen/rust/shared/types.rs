use strait::{Enumeration, Message, Open};

strait::package!("shared.types");

/// An amount.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Money {
    #[tag(1)]
    pub currency: String,
    #[tag(2)]
    pub unit: Open<Unit>,
    #[tag(3)]
    pub amount: i64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
pub enum Unit {
    #[default]
    #[enumeration(name = "CENTS")]
    Cents = 0,
    #[enumeration(name = "WHOLE")]
    Whole = 1,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct VeryLongNameOfAMessageThatNobodyWouldWriteByHandButGeneratorsDo {}
