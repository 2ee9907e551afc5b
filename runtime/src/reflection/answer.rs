//! Questions in, answers out of the [`Index`]. Compiled once for each package, as the contract.

use super::contract::*;
use crate::{
    Status, Streaming,
    reflection::{
        index::{Index, Sent},
        service::Reflection,
    },
};

impl ServerReflection for Reflection {
    async fn server_reflection_info(
        &self,
        mut requests: Streaming<ServerReflectionRequest>,
    ) -> Result<Streaming<ServerReflectionResponse>, Status> {
        let index = self.index()?;
        let mut sent = Sent::default();
        Ok(Streaming::produce(async move |mut tx| {
            while let Some(request) = requests.message().await? {
                let answer = answer(&index, &mut sent, request.message_request.as_ref());
                tx.send(ServerReflectionResponse {
                    valid_host: request.host.clone(),
                    message_response: Some(answer),
                    original_request: Some(request),
                })
                .await?;
            }
            Ok(())
        }))
    }
}

fn answer(index: &Index, sent: &mut Sent, question: Option<&MessageRequest>) -> MessageResponse {
    let answer = match question {
        Some(MessageRequest::FileByFilename(path)) => match index.file(path) {
            Some(file) => Ok(files(index, file, sent)),
            None => Err(Status::not_found(format!("there is no file `{path}`"))),
        },
        Some(MessageRequest::FileContainingSymbol(symbol)) => match index.file_defining(symbol) {
            Some(file) => Ok(files(index, file, sent)),
            None => Err(no_symbol(symbol)),
        },
        // proto3 has no extensions but those of protobuf's own options, and strait writes proto3.
        Some(MessageRequest::FileContainingExtension(extension)) => {
            let ExtensionRequest { containing_type, extension_number } = extension;
            Err(Status::not_found(format!(
                "`{containing_type}` has no extension {extension_number}"
            )))
        }
        Some(MessageRequest::AllExtensionNumbersOfType(name)) => match index.is_message(name) {
            true => Ok(MessageResponse::AllExtensionNumbersResponse(ExtensionNumberResponse {
                base_type_name: name.clone(),
                extension_number: Vec::new(),
            })),
            false => Err(no_symbol(name)),
        },
        Some(MessageRequest::ListServices(_)) => {
            let services = index.services().iter().cloned();
            let service = services.map(|name| ServiceResponse { name }).collect();
            Ok(MessageResponse::ListServicesResponse(ListServiceResponse { service }))
        }
        None => Err(Status::invalid_argument("the request asks nothing that this server knows")),
    };
    answer.unwrap_or_else(|status| {
        MessageResponse::ErrorResponse(ErrorResponse {
            error_code: status.code().number(),
            error_message: status.message().to_owned(),
        })
    })
}

fn files(index: &Index, file: usize, sent: &mut Sent) -> MessageResponse {
    let file_descriptor_proto = index.with_imports(file, sent);
    MessageResponse::FileDescriptorResponse(FileDescriptorResponse { file_descriptor_proto })
}

fn no_symbol(name: &str) -> Status {
    Status::not_found(format!("nothing is called `{name}`"))
}
