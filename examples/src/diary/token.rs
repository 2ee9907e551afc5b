//! Who calls, by a bearer token.

use std::collections::HashMap;

use strait::{
    Status,
    interceptor::{IncomingCall, Reply, ServerInterceptor, ServerNext},
};

/// Who calls: attached to the context of each call that [`RequireToken`] lets through.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct User(pub String);

/// Lets through whoever has a token, and no one else.
#[derive(Clone)]
pub struct RequireToken {
    users: HashMap<String, User>,
}

impl RequireToken {
    /// Knows users by their tokens.
    #[must_use]
    pub fn new(users: impl IntoIterator<Item = (String, User)>) -> Self {
        Self { users: users.into_iter().collect() }
    }
}

impl ServerInterceptor for RequireToken {
    async fn intercept(&self, mut call: IncomingCall, next: ServerNext) -> Result<Reply, Status> {
        let token = call.metadata().get("authorization").and_then(|v| v.strip_prefix("Bearer "));
        let Some(user) = token.and_then(|token| self.users.get(token)) else {
            return Err(Status::unauthenticated("a bearer token is needed, and none is valid"));
        };
        call.context().insert_extension(user.clone());
        // What is not there cannot be logged by mistake.
        call.metadata_mut().remove("authorization");
        next.run(call).await
    }
}
