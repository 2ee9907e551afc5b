//! buf's formatter changes nothing, and its standard lint has no complaint.

use strait_proto_compat::schema::Schema;
use strait_tests::peers::{self, Buf};

use crate::{fixtures, write};

#[test]
fn the_text_is_formatted_as_buf_formats() {
    let Some(buf) = peers::buf() else { return };
    assert_formatted(&buf, &fixtures::shop(), "format_shop");
    assert_formatted(&buf, &fixtures::corners(), "format_corners");
    assert_formatted(&buf, &fixtures::legacy(), "format_legacy");
    assert_formatted(&buf, &fixtures::custom(), "format_custom");
}

pub(crate) fn assert_formatted(buf: &Buf, schema: &Schema, test: &str) {
    let proto = write(schema, test);
    let diff = peers::run(buf.command().args(["format", "--diff", "."]).current_dir(&proto.folder));
    assert_eq!(String::from_utf8_lossy(&diff), "");
}

#[test]
fn an_ordinary_versioned_package_passes_the_standard_lint() {
    let Some(buf) = peers::buf() else { return };
    let proto = write(&fixtures::shop(), "lint_shop");
    let config = r#"{"version":"v2","lint":{"use":["STANDARD"]}}"#;
    peers::run(buf.command().args(["lint", ".", "--config", config]).current_dir(&proto.folder));
}
