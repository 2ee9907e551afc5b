//! What is refused, and what is said of it: `errors.txt`, which `STRAIT_UPDATE=1` writes again.

use std::{env, fmt::Write as _, fs, path::Path};

use strait::json::{self, JsonMessage};

use crate::codec_support::*;

fn refused<M: JsonMessage + std::fmt::Debug>(out: &mut String, inputs: &[&str]) {
    for input in inputs {
        let error = json::from_str::<M>(input).expect_err(input);
        writeln!(out, "{input}\n    {error}\n").expect("a `String` takes all");
    }
}

#[test]
fn errors_say_where_what_and_what_was_expected() {
    let mut out = String::new();
    refused::<Scalars>(
        &mut out,
        &[
            "",
            "{",
            "[]",
            "null",
            "{} {}",
            "{'int32': 1}",
            "{\"int32\": 1,}",
            "{\"int32\": 01}",
            "{\"int32\": 1.5}",
            "{\"int32\": 1e10}",
            "{\"int32\": 2147483648}",
            "{\"int32\": \" 1\"}",
            "{\"int32\": \"\"}",
            "{\"int32\": \"0x10\"}",
            "{\"int32\": \"99999999999999999999999999\"}",
            "{\"int32\": true}",
            "{\"int32\": [1]}",
            "{\"int64\": 9223372036854775808}",
            "{\"uint32\": -1}",
            "{\"float\": 3.5e38}",
            "{\"float\": \"inf\"}",
            "{\"double\": 1e400}",
            "{\"double\": \"1e400\"}",
            "{\"double\": \"nan\"}",
            "{\"flag\": \"true\"}",
            "{\"flag\": 1}",
            "{\"text\": 1}",
            "{\"text\": \"\\ud800\"}",
            "{\"blob\": \"%\"}",
            "{\"blob\": [1]}",
            "{\"mood\": \"MOOD_SAD\"}",
            "{\"mood\": \"1\"}",
            "{\"mood\": 1.5}",
            "{\"mood\": 2147483648}",
            "{\"mood\": {}}",
            "{\"int32\": 1, \"int32\": 2}",
            "{\"open_mood\": 1,\n \"openMood\": 2}",
            "{\"unheard_of\": 1}",
        ],
    );
    refused::<Lists>(
        &mut out,
        &[
            "{\"moods\": \"MOOD_HAPPY\"}",
            "{\"moods\": [\"MOOD_HAPPY\", null]}",
            "{\"int32s\": [1, 2, \"x\"]}",
            "{\"scalars\": [{}, {\"int32\": {}}]}",
            "{\"int32s\": [1, 2",
        ],
    );
    refused::<Maps>(
        &mut out,
        &[
            "{\"labels\": []}",
            "{\"labels\": {\"x\": 1}}",
            "{\"labels\": {\"x\": null}}",
            "{\"labels\": {\"x\": \"\", \"x\": \"\"}}",
            "{\"counts\": {\"1\": 1, \"1.0\": 1}}",
            "{\"counts\": {\"a\": 1}}",
            "{\"flags\": {\"True\": \"\"}}",
            "{\"scalars\": {\"x\\ny\": {\"mood\": []}}}",
        ],
    );
    refused::<Tree>(
        &mut out,
        &[
            "{\"phone\": \"1\", \"code\": 2}",
            "{\"phone\": \"1\", \"phone\": \"2\"}",
            "{\"left\": {\"children\": [{\"postal\": {\"name\": {}}}]}}",
        ],
    );
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/json/errors.txt");
    if env::var_os("STRAIT_UPDATE").is_some() {
        fs::write(&golden, &out).expect("the golden can be written");
    }
    let expected = fs::read_to_string(&golden).expect("the golden is there");
    assert_eq!(out, expected, "STRAIT_UPDATE=1 shows the difference");
}
