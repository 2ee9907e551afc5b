//! Both ends ours: what the other tests call is right on either side, the probes included.

use super::{
    BASIC, COMPRESSED_REQUESTS, COMPRESSED_RESPONSES, PICK_FIRST, Server, VERY_LARGE, client,
    run_each,
};

#[test]
fn strait_calls_strait() {
    let server = Server::plain();
    let cases =
        [BASIC, &[PICK_FIRST, VERY_LARGE], COMPRESSED_RESPONSES, COMPRESSED_REQUESTS].concat();
    run_each("strait calls strait, plain", &cases, || client(&server.port, None));
}
