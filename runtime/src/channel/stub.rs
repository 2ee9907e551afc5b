//! What the methods of generated clients are made of.

use super::{BlockingChannel, Call, Channel};
use crate::{
    Context,
    method::{Method, Response},
};

/// The call of a method.
pub fn call<M: Method>(channel: &Channel, request: M::Request) -> Call<M::Response, M::Error> {
    Call::new::<M, _>(channel, const { &M::DESCRIPTOR }, request)
}

/// Makes a call where the client stands for the service: as a part of the call that `context`
/// belongs to, if the method takes a context.
///
/// # Errors
///
/// The call's own.
pub async fn perform<M: Method>(
    call: Call<M::Response, M::Error>,
    context: Option<&Context>,
) -> Result<M::Response, M::Error> {
    match context {
        Some(context) => call.within(context).await,
        None => call.await,
    }
}

/// Makes a call and waits for it.
///
/// # Errors
///
/// The call's own.
pub fn call_blocking<M: Method>(
    channel: &BlockingChannel,
    request: M::Request,
) -> Result<<M::Response as Response>::Blocking, M::Error> {
    channel.call(call::<M>(channel.channel(), request))
}
