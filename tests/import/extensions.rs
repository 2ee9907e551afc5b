//! Extensions are left out when the import is told to: what others send in one passes through.

use strait::{Bytes, Message};

strait::proto!("../import/tests/golden/extensions/extensions.proto", without_extensions);

#[test]
fn what_was_sent_in_an_extension_is_kept_and_written_again() {
    // `item`, then `note`, an extension with the number 100.
    let sent = Bytes::from_static(b"\x0a\x03tea\xa2\x06\x03hot");
    let order = extensions::Order::decode(sent.clone()).expect("it is an order");
    assert_eq!(order.item.as_deref(), Some("tea"));
    assert_eq!(order.encode_to_bytes(), sent);

    // A message set: groups with the number 1, of a type id and a message.
    let sent = Bytes::from_static(b"\x0b\x10\xb9\xbb\x5e\x1a\x02\x08\x01\x0c");
    let set = extensions::Set::decode(sent.clone()).expect("it is a message");
    assert_eq!(set.encode_to_bytes(), sent);
}
