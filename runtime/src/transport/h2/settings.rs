//! Where the crate's defaults do not suit gRPC.

use std::time::Duration;

use crate::transport::Http2Settings;

/// Bytes that wait in memory to be sent on a stream.
const MAX_SEND_BUFFER_SIZE: usize = 128 * 1024;

pub(super) fn server(settings: &Http2Settings) -> ::h2::server::Builder {
    let mut builder = ::h2::server::Builder::new();
    builder
        .initial_window_size(settings.stream_window)
        .initial_connection_window_size(settings.connection_window)
        .max_header_list_size(settings.max_header_list_size)
        .max_concurrent_streams(settings.max_concurrent_streams)
        .max_send_buffer_size(MAX_SEND_BUFFER_SIZE)
        // Small messages make small frames; the automatic budget ends a connection that
        // streams them to a slow reader. This one lets a call fill its window of 1 MiB with
        // empty messages (5 bytes, charged with 251).
        .data_frame_budget(64 * 1024 * 1024);
    builder
}

pub(super) fn client(settings: &Http2Settings) -> ::h2::client::Builder {
    let mut builder = ::h2::client::Builder::new();
    builder
        .enable_push(false)
        .initial_window_size(settings.stream_window)
        .initial_connection_window_size(settings.connection_window)
        .max_header_list_size(settings.max_header_list_size)
        .max_send_buffer_size(MAX_SEND_BUFFER_SIZE)
        // Calls that the user cancels are not an attack: by default the connection dies after
        // 1,024 late frames for streams that h2 has forgotten.
        .max_local_error_reset_streams(None)
        .max_concurrent_reset_streams(1000)
        .reset_stream_duration(Duration::from_secs(10))
        // Frames of cancelled streams are charged and never given back.
        .data_frame_budget(64 * 1024 * 1024);
    builder
}
