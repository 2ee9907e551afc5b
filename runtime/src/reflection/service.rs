//! Reflection as services of a server: one schema, asked in two packages.

use std::sync::{Arc, OnceLock};

use super::{index::Index, v1, v1alpha};
use crate::{
    MethodDescriptor, Status,
    schema::Schema,
    server::{Builder, HandlerFuture, ServeError, ServerCall, Service},
};

impl Builder {
    /// Adds reflection, `v1` and `v1alpha`: whoever can call the server can ask for its whole
    /// schema, comments included. All services are in it, whether added before or after.
    ///
    /// Binding fails if the services together make no valid schema, such as two Rust types with
    /// one protobuf name.
    ///
    /// ```
    /// use strait::{Server, Streaming, reflection::v1::{
    ///     MessageRequest, MessageResponse, ServerReflectionClient, ServerReflectionRequest,
    /// }};
    ///
    /// # #[cfg(feature = "client")]
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let channel = Server::builder().reflection().in_process()?;
    ///
    /// let question = MessageRequest::ListServices(String::new());
    /// let request = ServerReflectionRequest { message_request: Some(question), ..Default::default() };
    /// let reflection = ServerReflectionClient::new(channel);
    /// let mut answers = reflection.server_reflection_info(Streaming::from_iter([request])).await?;
    /// let answer = answers.message().await?.and_then(|answer| answer.message_response);
    /// let Some(MessageResponse::ListServicesResponse(list)) = answer else { panic!("{answer:?}") };
    /// assert_eq!(list.service.len(), 2); // reflection itself
    /// # Ok(()) }
    /// # #[cfg(not(feature = "client"))] fn main() {}
    /// ```
    pub fn reflection(self) -> Self {
        let reflection = Reflection::default();
        let (v1, v1alpha) = (
            v1::ServerReflectionServer::new(reflection.clone()),
            v1alpha::ServerReflectionServer::new(reflection.clone()),
        );
        self.add(Reflecting { server: v1, reflection: reflection.clone() })
            .add(Reflecting { server: v1alpha, reflection })
    }
}

/// The schema of the server, once the server is built.
#[derive(Clone, Debug, Default)]
pub(super) struct Reflection {
    index: Arc<OnceLock<Arc<Index>>>,
}

impl Reflection {
    pub(super) fn index(&self) -> Result<Arc<Index>, Status> {
        self.index.get().cloned().ok_or_else(|| Status::internal("the server is not built yet"))
    }

    fn learn(&self, services: &[Arc<dyn Service>]) -> Result<(), ServeError> {
        // Whichever package comes first does it for both.
        if self.index.get().is_none() {
            let mut schema = Schema::new();
            for service in services {
                service.describe(&mut schema);
            }
            let index = Index::new(&schema).map_err(ServeError::Schema)?;
            let _ = self.index.set(Arc::new(index));
        }
        Ok(())
    }
}

/// A generated server, and what it has to know of the server it is on.
struct Reflecting<S> {
    server: S,
    reflection: Reflection,
}

impl<S: Service> Service for Reflecting<S> {
    fn name(&self) -> &'static str {
        self.server.name()
    }

    fn methods(&self) -> &'static [MethodDescriptor] {
        self.server.methods()
    }

    fn describe(&self, schema: &mut Schema) {
        self.server.describe(schema);
    }

    fn call(&self, method: usize, call: ServerCall) -> HandlerFuture {
        self.server.call(method, call)
    }

    fn server_built(&self, services: &[Arc<dyn Service>]) -> Result<(), ServeError> {
        self.reflection.learn(services)
    }
}
