//! Header blocks as `http::HeaderMap`: for the h2 crate, and for HTTP servers that others run.

use http::{HeaderMap, HeaderName, HeaderValue};
#[cfg(feature = "server")]
use http::{Method, Response, StatusCode, header, request::Parts};

use crate::{Metadata, wire::Encodings};
#[cfg(feature = "server")]
use crate::{
    Status,
    wire::{self, request::RequestHeaders, trailers::trailer_fields},
};

/// The headers of a request, and whether its method is POST.
#[cfg(feature = "server")]
pub(super) fn request_headers(head: &Parts) -> (RequestHeaders, bool) {
    // Of the headers two or three are the protocol's own.
    let mut headers = RequestHeaders::with_capacity(head.headers.len());
    if let Some(authority) = head.uri.authority() {
        headers.header(b":authority", authority.as_str().as_bytes());
    }
    for (name, value) in &head.headers {
        headers.header(name.as_str().as_bytes(), value.as_bytes());
    }
    (headers, head.method == Method::POST)
}

/// The headers before the messages.
#[cfg(feature = "server")]
pub(super) fn head(metadata: &Metadata, encodings: Encodings) -> Response<()> {
    head_with(3 + metadata.len(), |headers| {
        add_encodings(headers, encodings);
        add_metadata(headers, metadata);
    })
}

/// The only headers of a call that fails at once.
#[cfg(feature = "server")]
pub(super) fn trailers_only(error: Option<&Status>, metadata: &Metadata) -> Response<()> {
    head_with(4, |headers| add_trailers(headers, error, metadata))
}

#[cfg(feature = "server")]
fn head_with(fields: usize, add: impl FnOnce(&mut HeaderMap)) -> Response<()> {
    let mut response = Response::new(());
    let headers = response.headers_mut();
    headers.reserve(fields);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(wire::CONTENT_TYPE));
    add(headers);
    response
}

/// A bare HTTP status.
#[cfg(feature = "server")]
pub(super) fn rejection(http_status: u16) -> Response<()> {
    let mut response = Response::new(());
    if let Ok(status) = StatusCode::from_u16(http_status) {
        *response.status_mut() = status;
    }
    if http_status == 405 {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
    }
    response
}

#[cfg(feature = "server")]
pub(super) fn add_trailers(headers: &mut HeaderMap, error: Option<&Status>, metadata: &Metadata) {
    trailer_fields(error, metadata, |key, value| add(headers, key, value));
}

/// Adds metadata to a header block.
pub(super) fn add_metadata(headers: &mut HeaderMap, metadata: &Metadata) {
    for (key, value) in metadata.raw() {
        add(headers, key, value);
    }
}

/// Adds a field.
fn add(headers: &mut HeaderMap, key: &[u8], value: &[u8]) {
    // Metadata holds only what passed its own, stricter rules; what a peer sent and a handler
    // passed on was HTTP/2 already.
    if let (Ok(key), Ok(value)) = (HeaderName::from_lowercase(key), HeaderValue::from_bytes(value))
    {
        headers.append(key, value);
    }
}

/// Says how messages are compressed, and may be.
pub(super) fn add_encodings(headers: &mut HeaderMap, encodings: Encodings) {
    const ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");
    const ACCEPT_ENCODING: HeaderName = HeaderName::from_static("grpc-accept-encoding");

    if let Some(encoding) = encodings.encoding() {
        headers.insert(ENCODING, HeaderValue::from_static(encoding));
    }
    if let Some(accepted) = encodings.accept_encoding() {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(accepted));
    }
}
