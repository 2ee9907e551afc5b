//! The program that protobuf's conformance suite tests.
//!
//! The runner writes requests to stdin, one message each in some format, and reads from stdout what
//! the message is in another format, or why it is none. Both have four bytes of length before them,
//! little-endian, and the end of stdin ends the program.

/// Made by `strait-import` of the suite's own files; `tests/pbconf/made.rs` sees to it.
#[allow(dead_code, reason = "imported whole")]
#[expect(unreachable_pub, reason = "imported as public")]
#[allow(
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    reason = "the comments are the suite's"
)]
#[rustfmt::skip]
mod messages {
    pub mod conformance;
    pub mod protobuf_test_messages;
}

use std::io::{self, Read, Write};

use bytes::Bytes;
use strait::{
    Message as _,
    json::{JsonMessage, Options, TypeRegistry},
};

use messages::{
    conformance::{
        ConformanceRequest, ConformanceResponse, FailureSet, TestCategory, WireFormat,
        conformance_request::Payload, conformance_response::ResultOneof as Answer,
    },
    protobuf_test_messages::{editions, proto2, proto3},
};

fn main() -> io::Result<()> {
    let (mut stdin, mut stdout) = (io::stdin().lock(), io::stdout().lock());
    let json = Options::new().registry(types());
    while let Some(request) = read(&mut stdin)? {
        let result = match ConformanceRequest::decode(request) {
            Ok(request) => answer(&request, &json),
            Err(error) => Answer::RuntimeError(format!("this is no request: {error}")),
        };
        let response = ConformanceResponse { result: Some(result), ..Default::default() };
        write(&mut stdout, &response)?;
    }
    Ok(())
}

/// What the suite packs into `Any`.
fn types() -> TypeRegistry {
    TypeRegistry::new()
        .with::<proto3::TestAllTypesProto3>()
        .with::<proto2::TestAllTypesProto2>()
        .with::<editions::proto3::TestAllTypesProto3>()
        .with::<editions::proto2::TestAllTypesProto2>()
        .with::<editions::TestAllTypesEdition2023>()
}

/// The next frame, none at the end.
fn read(input: &mut impl Read) -> io::Result<Option<Bytes>> {
    let mut len = [0; 4];
    match input.read_exact(&mut len) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        outcome => outcome?,
    }
    let len = u32::from_le_bytes(len);
    let mut frame = Vec::new();
    input.take(len.into()).read_to_end(&mut frame)?;
    if frame.len() as u64 != u64::from(len) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(frame.into()))
}

fn write(output: &mut impl Write, response: &ConformanceResponse) -> io::Result<()> {
    let response = response.encode_to_bytes();
    let len = u32::try_from(response.len()).map_err(io::Error::other)?;
    output.write_all(&len.to_le_bytes())?;
    output.write_all(&response)?;
    output.flush()
}

fn answer(request: &ConformanceRequest, json: &Options) -> Answer {
    match request.message_type.as_str() {
        // The first request, for the failures that the program itself expects.
        "conformance.FailureSet" => convert::<FailureSet>(request, json),
        "protobuf_test_messages.proto3.TestAllTypesProto3" => {
            convert::<proto3::TestAllTypesProto3>(request, json)
        }
        "protobuf_test_messages.proto2.TestAllTypesProto2" => {
            convert::<proto2::TestAllTypesProto2>(request, json)
        }
        "protobuf_test_messages.proto2.TestAllRequiredTypesProto2" => {
            convert::<proto2::TestAllRequiredTypesProto2>(request, json)
        }
        "protobuf_test_messages.editions.proto3.TestAllTypesProto3" => {
            convert::<editions::proto3::TestAllTypesProto3>(request, json)
        }
        "protobuf_test_messages.editions.proto2.TestAllTypesProto2" => {
            convert::<editions::proto2::TestAllTypesProto2>(request, json)
        }
        "protobuf_test_messages.editions.TestAllTypesEdition2023" => {
            convert::<editions::TestAllTypesEdition2023>(request, json)
        }
        other => Answer::RuntimeError(format!("no message `{other}` was compiled in")),
    }
}

/// Reads the message in one format and writes it in the other.
fn convert<M: JsonMessage>(request: &ConformanceRequest, json: &Options) -> Answer {
    let message: Result<M, String> = match &request.payload {
        Some(Payload::ProtobufPayload(bytes)) => {
            M::decode(bytes.clone()).map_err(|error| error.to_string())
        }
        Some(Payload::JsonPayload(text)) => {
            let ignores = TestCategory::JsonIgnoreUnknownParsingTest;
            let ignores = request.test_category == ignores;
            let options = if ignores { json.clone().ignore_unknown() } else { json.clone() };
            options.from_str(text).map_err(|error| error.to_string())
        }
        Some(Payload::JspbPayload(_)) => return Answer::Skipped(NO_JSPB.into()),
        Some(Payload::TextPayload(_)) => return Answer::Skipped(NO_TEXT.into()),
        None => return Answer::RuntimeError("the request has no payload".into()),
    };
    let message = match message {
        Ok(message) => message,
        Err(error) => return Answer::ParseError(error),
    };
    match request.requested_output_format.known() {
        Some(WireFormat::Protobuf) => Answer::ProtobufPayload(message.encode_to_bytes()),
        Some(WireFormat::Json) => match json.to_string(&message) {
            Ok(text) => Answer::JsonPayload(text),
            Err(error) => Answer::SerializeError(error.to_string()),
        },
        Some(WireFormat::Jspb) => Answer::Skipped(NO_JSPB.into()),
        Some(WireFormat::TextFormat) => Answer::Skipped(NO_TEXT.into()),
        Some(WireFormat::Unspecified) | None => {
            Answer::RuntimeError("the request asks for no format".into())
        }
    }
}

const NO_JSPB: &str = "JSPB is of use within Google only";
const NO_TEXT: &str = "strait has no text format";
