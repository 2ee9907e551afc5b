//! The contract that strait and Python keep. Python knows it only from the `.proto` written here.

use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, SystemTime},
};

use strait::{
    ByteStr, Context, Enumeration, Message, Oneof, RpcError, Status, Streaming, rpc_service,
    well_known::{Any, Empty, FieldMask, ListValue, Struct, Value},
};

strait::package!("interop.v1");

/// A field of every type there is.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub(crate) struct Everything {
    #[tag(1)]
    pub(crate) flag: bool,
    #[tag(2)]
    pub(crate) int32: i32,
    #[tag(3)]
    pub(crate) int64: i64,
    #[tag(4)]
    pub(crate) uint32: u32,
    #[tag(5)]
    pub(crate) uint64: u64,
    #[tag(6, sint)]
    pub(crate) sint32: i32,
    #[tag(7, sint)]
    pub(crate) sint64: i64,
    #[tag(8, fixed)]
    pub(crate) fixed32: u32,
    #[tag(9, fixed)]
    pub(crate) fixed64: u64,
    #[tag(10, fixed)]
    pub(crate) sfixed32: i32,
    #[tag(11, fixed)]
    pub(crate) sfixed64: i64,
    #[tag(12)]
    pub(crate) float: f32,
    #[tag(13)]
    pub(crate) double: f64,
    #[tag(14)]
    pub(crate) text: String,
    #[tag(15)]
    pub(crate) bytes: Vec<u8>,
    #[tag(16)]
    pub(crate) shared_text: ByteStr,
    #[tag(17)]
    pub(crate) small: i16,
    #[tag(18)]
    pub(crate) hash: [u8; 4],

    #[tag(20)]
    pub(crate) zero: Option<i32>,
    #[tag(21)]
    pub(crate) absent: Option<i32>,
    #[tag(22)]
    pub(crate) no_text: Option<String>,
    #[tag(23)]
    pub(crate) no_mood: Option<Mood>,

    #[tag(30)]
    pub(crate) mood: Mood,
    #[tag(31)]
    pub(crate) moods: Vec<Mood>,
    #[tag(32)]
    pub(crate) packed: Vec<i32>,
    #[tag(33, unpacked)]
    pub(crate) unpacked: Vec<i32>,
    #[tag(34, sint)]
    pub(crate) zigzags: Vec<i64>,
    #[tag(35)]
    pub(crate) doubles: Vec<f64>,
    #[tag(36)]
    pub(crate) words: Vec<String>,
    #[tag(37)]
    pub(crate) items: Vec<Item>,
    #[tag(38)]
    pub(crate) next: Option<Box<Everything>>,

    #[tag(40)]
    pub(crate) by_name: BTreeMap<String, Item>,
    #[tag(41)]
    pub(crate) by_number: HashMap<i64, String>,
    #[tag(42, key = sint, value = fixed)]
    pub(crate) encoded: BTreeMap<i32, u64>,
    #[tag(43)]
    pub(crate) by_flag: BTreeMap<bool, Mood>,
    #[oneof]
    pub(crate) choice: Option<Choice>,

    #[tag(60)]
    pub(crate) time: Option<SystemTime>,
    #[tag(61)]
    pub(crate) duration: Option<Duration>,
    #[tag(62)]
    pub(crate) any: Option<Any>,
    #[tag(63)]
    pub(crate) json: Option<Struct>,
    #[tag(64)]
    pub(crate) value: Option<Value>,
    #[tag(65)]
    pub(crate) list: Option<ListValue>,
    #[tag(66)]
    pub(crate) mask: Option<FieldMask>,
    #[tag(67)]
    pub(crate) nothing: Option<Empty>,
    #[tag(68, wrapper)]
    pub(crate) wrapped_zero: Option<i32>,
    #[tag(69, wrapper)]
    pub(crate) wrapped_text: Option<String>,
    #[tag(70, wrapper)]
    pub(crate) unwrapped: Option<bool>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub(crate) enum Mood {
    #[default]
    Unspecified = 0,
    Happy = 1,
    Gloomy = -1,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub(crate) enum Choice {
    #[tag(50)]
    Name(String),
    #[tag(51)]
    Number(u32),
    #[tag(52)]
    Item(Item),
    #[tag(53)]
    Feeling(Mood),
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub(crate) struct Item {
    #[tag(1)]
    pub(crate) number: u32,
    #[tag(2)]
    pub(crate) payload: Vec<u8>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub(crate) struct CountRequest {
    /// How many items there shall be.
    #[tag(1)]
    pub(crate) items: u32,
    /// How many bytes of payload each shall have.
    #[tag(2)]
    pub(crate) payload: u32,
}

/// What a stream of items was.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub(crate) struct Total {
    #[tag(1)]
    pub(crate) items: u32,
    #[tag(2)]
    pub(crate) payload: u64,
}

/// Everything that the two sides have to agree on.
#[rpc_service]
pub(crate) trait Peer {
    /// Sends the message back.
    async fn echo(&self, everything: Everything, cx: &Context) -> Result<Everything, Status>;

    /// Compares the message with the sample that each language has written by itself.
    async fn check(&self, everything: Everything) -> Result<(), Status>;

    /// Sends items.
    async fn count(&self, request: CountRequest) -> Result<Streaming<Item>, Status>;

    /// Adds up items.
    async fn collect(&self, items: Streaming<Item>) -> Result<Total, Status>;

    /// Sends each item back, doubled, before it reads the next.
    async fn double(&self, items: Streaming<Item>) -> Result<Streaming<Item>, Status>;

    /// Sends `x-text` back before the response and `x-bytes-bin` after it.
    async fn metadata(&self, cx: &Context) -> Result<(), Status>;

    /// Fails as it is told to.
    async fn fail(&self, #[tag(1)] code: i32, #[tag(2)] message: String) -> Result<(), Status>;

    /// Adds two numbers.
    async fn add(&self, #[tag(1)] a: i32, #[tag(2)] b: i32) -> Result<i32, AddError>;

    /// Milliseconds until the deadline; absent without one.
    async fn time_remaining(&self, cx: &Context) -> Result<Option<u64>, Status>;

    /// Never answers.
    async fn wait(&self, cx: &Context) -> Result<(), Status>;
}

#[derive(Debug, RpcError)]
pub(crate) enum AddError {
    /// The sum does not fit.
    #[status(OUT_OF_RANGE, "{a} + {b} overflows")]
    #[tag(1)]
    Overflow {
        #[tag(1)]
        a: i32,
        #[tag(2)]
        b: i32,
    },
    #[status]
    Rpc(Status),
}

/// A service that nobody serves.
#[rpc_service]
pub(crate) trait Absent {
    async fn call(&self) -> Result<(), Status>;
}

/// The sample of [`Peer::check`]; `sample.py` has the same.
pub(crate) fn sample() -> Everything {
    let item = Item { number: 7, payload: vec![0, 255] };
    let object = Struct {
        fields: BTreeMap::from([
            ("null".to_owned(), Value::Null),
            ("list".to_owned(), Value::List(ListValue { values: vec![Value::Bool(true)] })),
        ]),
    };
    Everything {
        flag: true,
        int32: i32::MIN,
        int64: i64::MIN,
        uint32: u32::MAX,
        uint64: u64::MAX,
        sint32: i32::MIN,
        sint64: i64::MAX,
        fixed32: u32::MAX,
        fixed64: u64::MAX,
        sfixed32: i32::MIN,
        sfixed64: i64::MIN,
        float: -1.5,
        double: 1e300,
        text: "grüße ☂ 🦀\0".to_owned(),
        bytes: vec![0, 1, 254, 255],
        shared_text: "shared".into(),
        small: -300,
        hash: [1, 2, 3, 4],
        zero: Some(0),
        absent: None,
        no_text: Some(String::new()),
        no_mood: Some(Mood::Unspecified),
        mood: Mood::Gloomy,
        moods: vec![Mood::Happy, Mood::Unspecified, Mood::Gloomy],
        packed: vec![0, -1, 300],
        unpacked: vec![1, -2, 3],
        zigzags: vec![-1, i64::MIN],
        doubles: vec![0.0, -0.25],
        words: vec![String::new(), "two words".to_owned()],
        items: vec![Item::default(), item.clone()],
        next: Some(Box::new(Everything {
            choice: Some(Choice::Number(0)),
            ..Everything::default()
        })),
        by_name: BTreeMap::from([(String::new(), Item::default()), ("7".to_owned(), item.clone())]),
        by_number: HashMap::from([(i64::MIN, "least".to_owned()), (0, String::new())]),
        encoded: BTreeMap::from([(-1, u64::MAX)]),
        by_flag: BTreeMap::from([(false, Mood::Gloomy), (true, Mood::Unspecified)]),
        choice: Some(Choice::Item(item.clone())),
        time: Some(SystemTime::UNIX_EPOCH - Duration::from_millis(1500)),
        duration: Some(Duration::new(3, 5)),
        any: Some(Any::pack(&item)),
        json: Some(object),
        value: Some(Value::Number(0.5)),
        list: Some(ListValue { values: vec![Value::String("s".to_owned())] }),
        mask: Some(FieldMask::from_iter(["text", "next.text"])),
        nothing: Some(Empty {}),
        wrapped_zero: Some(0),
        wrapped_text: Some("w".to_owned()),
        unwrapped: None,
    }
}
