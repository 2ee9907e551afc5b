//! The macros, with the documentation that their users read: the crate they come from cannot show
//! examples, because it does not know this one.

/// Makes a struct a protobuf message.
///
/// ```
/// use std::collections::BTreeMap;
/// use strait::{Enumeration, Message, Oneof};
///
/// strait::package!("greeter");
///
/// /// Who to greet.
/// #[derive(Clone, Debug, Default, PartialEq, Message)]
/// #[message(reserved(3, 7..=9, "nick"))]
/// pub struct HelloRequest {
///     #[tag(1)]
///     pub name: String,
///     #[tag(2)]
///     pub title: Option<String>,
///     #[tag(4)]
///     pub moods: Vec<Mood>,
///     #[tag(5)]
///     pub labels: BTreeMap<String, String>,
///     #[oneof]
///     pub contact: Option<Contact>,
/// }
///
/// #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
/// pub enum Mood {
///     #[default]
///     Unspecified = 0,
///     Happy = 1,
/// }
///
/// #[derive(Clone, Debug, PartialEq, Oneof)]
/// pub enum Contact {
///     #[tag(10)]
///     Phone(String),
///     #[tag(11)]
///     Number(u64),
/// }
///
/// let request = HelloRequest { name: "Ann".into(), ..HelloRequest::default() };
/// let bytes = request.encode_to_bytes();
/// assert_eq!(&bytes[..], b"\x0a\x03Ann");
/// assert_eq!(HelloRequest::decode(bytes)?, request);
/// # Ok::<(), strait::DecodeError>(())
/// ```
///
/// The documentation of the struct and its fields goes into the `.proto`. Rust's `#[deprecated]`
/// becomes `deprecated`.
///
/// # What a field can hold
///
/// | Rust | protobuf | absent on the wire |
/// | --- | --- | --- |
/// | `bool`, `i32`, `u32`, `i64`, `u64`, `f32`, `f64` | the same | 0 |
/// | `i8`, `i16`, `u8`, `u16` | `int32`, `uint32`, checked when decoded | 0 |
/// | `String`, [`ByteStr`](crate::ByteStr) | `string` | empty |
/// | `Vec<u8>`, `Bytes`, `[u8; N]` | `bytes` | empty |
/// | an [`Enumeration`](derive@crate::Enumeration), [`Open`](crate::Open) of one | an enum | the zero variant |
/// | a message, `Box` of one | the message | with no field set |
/// | `Option` of one of these | `optional` | `None` |
/// | `Vec` of one | `repeated`, packed | empty |
/// | `HashMap`, `BTreeMap` | `map` | empty |
/// | `Duration`, `SystemTime`, [`well_known`](crate::well_known) types | `google.protobuf.…` | as a message |
///
/// # Attributes of a field
///
/// | | |
/// | --- | --- |
/// | `#[tag(n)]` | the field number; every field has one, or one of the next three |
/// | `#[oneof]` | the field is an `Option` of a [`Oneof`](derive@crate::Oneof), which has the numbers |
/// | `#[unknown]` | the field is an [`UnknownFields`](crate::UnknownFields) that keeps what this version does not know |
/// | `#[message(skip)]` | the field stays here, and is its `Default` after decoding |
/// | `#[required]` | decoding fails without it; the caller gets INVALID_ARGUMENT |
/// | `#[tag(n, sint)]` | `sint32`, `sint64`: short where numbers are often negative |
/// | `#[tag(n, fixed)]` | `fixed32`, `sfixed64` and so on: short where numbers are large |
/// | `#[tag(n, unpacked)]` | each element with a tag of its own |
/// | `#[tag(n, delimited)]` | a message as a group, between two tags |
/// | `#[tag(n, wrapper)]` | `Option<i32>` as `google.protobuf.Int32Value`, and likewise |
/// | `#[tag(n, string)]` | a time or UUID in its text form |
/// | `#[tag(n, key = sint, value = fixed)]` | the encodings of a map |
/// | `#[tag(n, name = "…", json_name = "…")]` | names that a rename in Rust does not change |
/// | `#[tag(n, default = 5)]` | what proto2's absence stands for, in the schema only; on an `Option` or in a oneof |
/// | `#[required(legacy)]` | as `#[required]`, and other languages require it too, as proto2 did; on an `Option` |
/// | `#[tag(n, option("jstype = JS_STRING"))]` | an option, [as it stands in a `.proto`](#options) |
/// | `#[oneof(name = "…", option("…"))]` | the name and options of the oneof |
///
/// # Attributes of the struct
///
/// | | |
/// | --- | --- |
/// | `#[message(name = "Outer.Inner")]` | the name in the `.proto`; dots nest it |
/// | `#[message(name = "Outer.Inner", within = Outer)]` | the same, of a type that may be used where nothing uses `Outer`, which every schema of `Inner` then has |
/// | `#[message(package = "…")]` | a package other than the [module's](crate::package) |
/// | `#[message(reserved(3, 7..=9, "nick"))]` | what removed fields had, so that nothing has it again |
/// | `#[message(extensions(100..=199))]` | numbers for the extensions of others, which are unknown fields here |
/// | `#[message(option("…"))]` | an option |
/// | `#[message(transparent)]` | `struct UserId(u64);` stands for a `u64` wherever a value can stand; [the comments of its fields](#newtypes) name it |
/// | `#[message(name = "{T}Page")]` | the name of a generic message, for each type parameter's |
/// | `#[message(serde)]` | serde's `Serialize` and `Deserialize` as well, which are protobuf's JSON; with the feature `json` |
///
/// # Newtypes
///
/// That a `u64` is a `UserId` shows in the exported `.proto` as a line of the field's comment,
/// `strait:type UserId`, of a map's keys `strait:key UserId`. `strait breaking` reports a field that
/// became an `OrderId`, though the bytes are the same. `#[message(transparent, name = "UserId")]`
/// keeps the name across a rename in Rust.
///
/// # Options
///
/// What `.proto` files say with options stays text: `option("…")` holds what stands between
/// `option` and `;`. It goes into the exported `.proto` and its descriptors, and changes nothing
/// here. Protobuf's own options are known by name. A custom one comes with the path of the file
/// that declares it, which the exported file then imports, and with the bytes that a compiler
/// made of it; without these it is in the text only. `strait import` writes all three.
///
/// ```
/// # use strait::Message;
/// # strait::package!("shop.v1");
/// #[derive(Message)]
/// #[message(option("(example.owner) = { team: \"orders\" }", import = "example/owner.proto",
///     wire = b"\x8a\xb5\x18\x08\x0a\x06orders"))]
/// pub struct Order {
///     #[tag(1, option("jstype = JS_STRING"))]
///     pub id: u64,
/// }
/// ```
///
/// Options go likewise into `#[enumeration(…)]`, on an enum and on its variants,
/// `#[rpc_service(…)]`, `#[rpc(…)]` and [`package!`](crate::package). What Rust says already is
/// refused there: `#[deprecated]`, `unpacked`, `json_name`, idempotency.
///
/// A package in which something is said that proto3 cannot say (a default, `required(legacy)`,
/// `delimited`, a closed enum, extension ranges) is exported in edition 2023.
pub use strait_macros::Message;

/// Makes an enum without payloads a protobuf enum.
///
/// The discriminants are the numbers, written out for every variant; one of them is 0, which is
/// what an absent field holds. The names on the wire have the enum's name before them, as protobuf
/// asks: `MOOD_HAPPY`.
///
/// ```
/// use strait::Enumeration;
///
/// strait::package!("greeter");
///
/// #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
/// #[enumeration(reserved(2, "MOOD_SAD"))]
/// pub enum Mood {
///     #[default]
///     Unspecified = 0,
///     Happy = 1,
///     #[enumeration(name = "MOOD_OCCUPIED")]
///     Busy = 3,
/// }
///
/// assert_eq!(Mood::from_number(1), Some(Mood::Happy));
/// assert_eq!(Mood::from_number(2), None);
/// ```
///
/// A field of the enum's type reads a number that it does not know as the zero variant;
/// [`Open<Mood>`](crate::Open) keeps the number. `#[enumeration(name = "…", package = "…")]` on
/// the enum pins its name, with `within` [as for messages](derive@crate::Message#attributes-of-the-struct).
/// `#[enumeration(alias("MOOD_GLAD"))]` on a variant gives it one more name
/// in the `.proto`, which JSON reads.
///
/// `#[enumeration(closed)]` is for schemas that began in proto2: a number without a variant is then
/// an unknown field, the field stays as it was, and the first variant is what an absent field
/// holds, whatever its number.
pub use strait_macros::Enumeration;

/// Makes an enum the fields of a message of which at most one is set.
///
/// Each variant holds one value and has a field number, which no other field of the message may
/// have. The message has it as `#[oneof] pub contact: Option<Contact>`.
///
/// ```
/// use strait::{Message, Oneof};
///
/// strait::package!("greeter");
///
/// #[derive(Clone, Debug, PartialEq, Oneof)]
/// pub enum Contact {
///     #[tag(10)]
///     Phone(String),
///     #[tag(11, fixed)]
///     Number(u64),
/// }
///
/// #[derive(Clone, Debug, Default, PartialEq, Message)]
/// pub struct Person {
///     #[oneof]
///     pub contact: Option<Contact>,
/// }
///
/// let ann = Person { contact: Some(Contact::Phone("555".into())) };
/// assert_eq!(Person::decode(ann.encode_to_bytes())?, ann);
/// # Ok::<(), strait::DecodeError>(())
/// ```
///
/// The field of a variant is named like it, in snake case; `name` and `json_name` in the tag pin
/// another, and `sint`, `fixed` and `string` choose the encoding.
pub use strait_macros::Oneof;

/// Makes an enum the error of methods, the same on both ends of a call.
///
/// A variant has a code and a message for people, which every gRPC client sees. The variant also
/// travels whole, as a message in the details of the status; there its fields and it itself have
/// numbers. One variant holds a [`Status`](crate::Status), for all else that makes a call fail:
/// the connection, the deadline, variants that this side does not know.
///
/// ```
/// use strait::{Code, RpcError, Status};
///
/// strait::package!("calculator");
///
/// #[derive(Debug, RpcError)]
/// pub enum AddError {
///     #[status(OUT_OF_RANGE, "{a} + {b} overflows")]
///     #[tag(1)]
///     Overflow {
///         #[tag(1)]
///         a: i32,
///         #[tag(2)]
///         b: i32,
///     },
///     #[status]
///     Rpc(Status),
/// }
///
/// let status = Status::from(AddError::Overflow { a: i32::MAX, b: 1 });
/// assert_eq!(status.to_string(), "OUT_OF_RANGE: 2147483647 + 1 overflows");
/// assert!(matches!(AddError::from(status), AddError::Overflow { b: 1, .. }));
/// ```
///
/// It implements `Display`, `Error`, [`RpcError`](trait@crate::RpcError) and the conversions from
/// and to `Status`; derive `Debug` beside it. `#[rpc_error(name = "…", package = "…",
/// reserved(…))]` on the enum is as for messages.
pub use strait_macros::RpcError;

/// Makes a trait a gRPC service.
///
/// ```
/// use strait::{Context, Message, Status, Streaming, rpc_service};
///
/// strait::package!("greeter");
///
/// #[derive(Clone, Debug, Default, PartialEq, Message)]
/// pub struct Hello {
///     #[tag(1)]
///     pub name: String,
/// }
///
/// /// Greets people.
/// #[rpc_service]
/// pub trait Greeter {
///     /// Greets one person.
///     #[rpc(no_side_effects)]
///     async fn say_hello(&self, request: Hello) -> Result<Hello, Status>;
///
///     async fn chat(
///         &self,
///         requests: Streaming<Hello>,
///         cx: &Context,
///     ) -> Result<Streaming<Hello>, Status>;
///
///     async fn add(&self, #[tag(1)] a: i32, #[tag(2)] b: i32) -> Result<i32, Status>;
/// }
///
/// struct MyGreeter;
///
/// impl Greeter for MyGreeter {
///     async fn say_hello(&self, request: Hello) -> Result<Hello, Status> {
///         Ok(request)
///     }
///
///     async fn chat(
///         &self,
///         requests: Streaming<Hello>,
///         _: &Context,
///     ) -> Result<Streaming<Hello>, Status> {
///         Ok(requests)
///     }
///
///     async fn add(&self, a: i32, b: i32) -> Result<i32, Status> {
///         a.checked_add(b).ok_or_else(|| Status::out_of_range("too large"))
///     }
/// }
///
/// assert_eq!(GreeterSchema::METHODS[0].path(), "/greeter.Greeter/SayHello");
/// ```
///
/// # What comes out
///
/// | | |
/// | --- | --- |
/// | `Greeter` | the trait, with futures that are `Send`; implement it with plain `async fn` |
/// | `GreeterServer` | an implementation made ready for a [server](crate::server) |
/// | `GreeterClient` | calls a server; it implements `Greeter` too, so that code can take `&impl Greeter` |
/// | `GreeterBlockingClient` | the same from code without async |
/// | `GreeterSchema` | names, descriptors and `.proto` files; needs no implementation |
/// | `AddRequest` | the message made of the arguments of `add` |
///
/// # Methods
///
/// A method takes one message or one [`Streaming`](crate::Streaming), or any number of arguments
/// with a `#[tag(n)]` each, and after that may take the [context](crate::Context), `cx: &Context`.
/// It returns `Result<R, E>`: `R` is a message, a `Streaming`, `()`, or what a field can hold; `E`
/// is [`Status`](crate::Status) or a [`RpcError`](derive@crate::RpcError). A method may have a body,
/// which implementations need not repeat.
///
/// | | |
/// | --- | --- |
/// | `#[rpc(name = "SayHello")]` | the name on the wire, which a rename in Rust does not change |
/// | `#[rpc(no_side_effects)]`, `#[rpc(idempotent)]` | what calling it twice does |
/// | `#[rpc(request = "…", response = "…")]` | the names of the messages made for it |
///
/// `#[rpc_service(name = "…", package = "…")]` pins the name of the service.
pub use strait_macros::rpc_service;
