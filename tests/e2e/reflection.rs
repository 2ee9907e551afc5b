//! What a server says of itself.

use prost::Message as _;
use prost_types::FileDescriptorProto;
use strait::{
    Status, Streaming,
    reflection::{
        v1::{
            ErrorResponse, ExtensionRequest, MessageRequest, MessageResponse,
            ServerReflectionClient, ServerReflectionRequest, ServerReflectionResponse,
        },
        v1alpha,
    },
    server::ServeError,
};
use strait_tests::{
    lab::{Script, builder},
    soon,
};

/// A service whose package is below another's, with types of Google's.
mod nested {
    use std::time::SystemTime;

    use strait::{Message, RpcError, Status, rpc_service, well_known::Any};

    strait::package!("lab.inner.v2");

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    pub(super) struct Sample {
        #[tag(1)]
        pub(super) taken: Option<SystemTime>,
        #[tag(2)]
        pub(super) content: Option<Any>,
        #[tag(3)]
        pub(super) label: Option<Label>,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "Sample.Label")]
    pub(super) struct Label {
        #[tag(1)]
        pub(super) text: String,
    }

    #[derive(Debug, RpcError)]
    pub(super) enum TestError {
        #[status(FAILED_PRECONDITION, "spoilt")]
        #[tag(1)]
        Spoilt,
        #[status]
        Rpc(Status),
    }

    #[rpc_service]
    pub(super) trait Tester {
        async fn test(&self, sample: Sample) -> Result<Sample, TestError>;
    }

    pub(super) struct Echo;

    impl Tester for Echo {
        async fn test(&self, sample: Sample) -> Result<Sample, TestError> {
            match sample.label {
                None => Err(TestError::Spoilt),
                Some(_) => Ok(sample),
            }
        }
    }
}

fn server() -> strait::Channel {
    let builder = builder(Script::new()).reflection();
    builder.add(nested::TesterServer::new(nested::Echo)).in_process().unwrap()
}

/// The answers to questions that are asked in one call.
async fn ask<const N: usize>(questions: [MessageRequest; N]) -> [MessageResponse; N] {
    let requests = questions.map(|question| ServerReflectionRequest {
        host: "here".to_owned(),
        message_request: Some(question),
    });
    let client = ServerReflectionClient::new(server());
    let mut stream =
        client.server_reflection_info(Streaming::from_iter(requests.clone())).await.unwrap();
    let mut answers = vec![];
    while let Some(answer) = soon("an answer", stream.message()).await.unwrap() {
        let ServerReflectionResponse { valid_host, original_request, message_response } = answer;
        assert_eq!(valid_host, "here");
        assert_eq!(original_request.as_ref(), requests.get(answers.len()));
        answers.push(message_response.unwrap());
    }
    answers.try_into().unwrap()
}

fn symbol(name: &str) -> MessageRequest {
    MessageRequest::FileContainingSymbol(name.to_owned())
}

/// The paths of files, as their descriptors have them.
fn paths(answer: &MessageResponse) -> Vec<String> {
    let MessageResponse::FileDescriptorResponse(files) = answer else { panic!("{answer:?}") };
    let files = files.file_descriptor_proto.iter();
    files.map(|file| FileDescriptorProto::decode(&file[..]).unwrap().name().to_owned()).collect()
}

fn not_found(text: &str) -> MessageResponse {
    let error_message = text.to_owned();
    MessageResponse::ErrorResponse(ErrorResponse { error_code: 5, error_message })
}

#[tokio::test]
async fn all_services_are_listed_whether_added_before_or_after() {
    let [answer] = ask([MessageRequest::ListServices("*".to_owned())]).await;
    let MessageResponse::ListServicesResponse(list) = answer else { panic!("{answer:?}") };
    let names: Vec<_> = list.service.iter().map(|service| service.name.as_str()).collect();
    let own = ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"];
    assert_eq!(names, [&own[..], &["lab.Lab", "lab.Pulse", "lab.inner.v2.Tester"]].concat());
}

#[tokio::test]
async fn a_file_comes_with_all_it_imports_and_each_once_a_stream() {
    let file = "lab/inner/v2/inner.proto";
    let by_name = MessageRequest::FileByFilename("google/protobuf/any.proto".to_owned());
    let [first, second, third] =
        ask([symbol("lab.inner.v2.Tester"), symbol("lab.inner.v2.Sample.Label"), by_name]).await;
    let imports = ["google/protobuf/any.proto", "google/protobuf/timestamp.proto"];
    assert_eq!(paths(&first), [&[file][..], &imports].concat());
    assert_eq!(paths(&second), [file], "asked for again, and its imports are known");
    assert_eq!(paths(&third), ["google/protobuf/any.proto"]);
}

#[tokio::test]
async fn whatever_has_a_name_is_found_by_it() {
    let names = [
        "lab.inner.v2.Tester.Test",
        "lab.inner.v2.Sample",
        "lab.inner.v2.Sample.taken",
        "lab.inner.v2.TestError",
        "lab.inner.v2.TestError.Spoilt",
    ];
    for (name, answer) in names.iter().zip(ask(names.map(symbol)).await) {
        assert_eq!(paths(&answer)[0], "lab/inner/v2/inner.proto", "{name}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_the_stream_goes_on() {
    let answers = ask([
        MessageRequest::FileByFilename("lab.txt".to_owned()),
        symbol("lab.Absent"),
        MessageRequest::FileContainingExtension(ExtensionRequest {
            containing_type: "lab.Note".to_owned(),
            extension_number: 100,
        }),
        MessageRequest::AllExtensionNumbersOfType("lab.Lab".to_owned()),
        symbol("lab.Note"),
    ]);
    let [file, absent, extension, not_a_message, note] = answers.await;
    assert_eq!(file, not_found("there is no file `lab.txt`"));
    assert_eq!(absent, not_found("nothing is called `lab.Absent`"));
    assert_eq!(extension, not_found("`lab.Note` has no extension 100"));
    assert_eq!(not_a_message, not_found("nothing is called `lab.Lab`"));
    assert_eq!(paths(&note), ["lab.proto"]);
}

#[tokio::test]
async fn a_message_has_no_extensions() {
    let name = "lab.Note".to_owned();
    let [answer] = ask([MessageRequest::AllExtensionNumbersOfType(name.clone())]).await;
    let MessageResponse::AllExtensionNumbersResponse(numbers) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!((numbers.base_type_name, numbers.extension_number), (name, vec![]));
}

#[tokio::test]
async fn the_older_package_answers_the_same() {
    let client = v1alpha::ServerReflectionClient::new(server());
    let question = v1alpha::MessageRequest::FileContainingSymbol("lab.Note".to_owned());
    let request =
        v1alpha::ServerReflectionRequest { message_request: Some(question), ..Default::default() };
    let mut answers = client.server_reflection_info(Streaming::from_iter([request])).await.unwrap();
    let answer = answers.message().await.unwrap().unwrap().message_response.unwrap();
    let v1alpha::MessageResponse::FileDescriptorResponse(files) = answer else {
        panic!("{answer:?}")
    };
    let file = FileDescriptorProto::decode(&files.file_descriptor_proto[0][..]).unwrap();
    assert_eq!((file.name(), file.service.len()), ("lab.proto", 2));
}

/// Another message called `lab.Note`.
mod imposter {
    strait::package!("lab");

    #[derive(Clone, Debug, Default, PartialEq, strait::Message)]
    pub(super) struct Note {
        #[tag(1)]
        pub(super) size: u32,
    }

    #[strait::rpc_service]
    pub(super) trait Imposter {
        async fn call(&self, note: Note) -> Result<Note, strait::Status>;
    }
}

struct Nobody;

impl imposter::Imposter for Nobody {
    async fn call(&self, note: imposter::Note) -> Result<imposter::Note, Status> {
        Ok(note)
    }
}

#[tokio::test]
async fn services_whose_types_have_one_name_are_an_error_when_the_server_is_built() {
    let builder = || builder(Script::new()).add(imposter::ImposterServer::new(Nobody));
    assert!(builder().in_process().is_ok(), "nothing needs the schema");
    let error = builder().reflection().in_process().unwrap_err();
    assert!(matches!(error, ServeError::Schema(_)), "{error}");
    assert!(error.to_string().contains("lab.Note"), "{error}");
}
