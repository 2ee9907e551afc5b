//! grpcurl lists, describes and calls a strait server, without any `.proto`.

use strait::health::HealthReporter;
use strait_tests::{
    peers::{self, Grpcurl},
    program::{Ended, Program},
};

use crate::service::{self, Host, Served};

struct Site {
    grpcurl: Grpcurl,
    served: Served,
}

impl Site {
    /// None if the test is to be skipped.
    fn new() -> Option<Self> {
        let grpcurl = peers::grpcurl()?;
        let builder = strait::Server::builder().health(&HealthReporter::new()).reflection();
        Some(Self { grpcurl, served: service::serve_on(builder, Host::Strait) })
    }

    /// Runs grpcurl with options before the address, and arguments after it.
    fn run(&self, options: &[&str], arguments: &[&str]) -> Ended {
        let mut command = self.grpcurl.command();
        command.arg("-plaintext").args(options).arg(&self.served.address).args(arguments);
        Program::start(&mut command).wait()
    }
}

#[test]
fn list() {
    let Some(site) = Site::new() else { return };
    let services = "grpc.health.v1.Health\ngrpc.reflection.v1.ServerReflection\n\
                    grpc.reflection.v1alpha.ServerReflection\ninterop.v1.Peer\n";
    assert_eq!(site.run(&[], &["list"]).success(), services);
    let methods = site.run(&[], &["list", "grpc.health.v1.Health"]).success();
    assert_eq!(
        methods,
        ["Check", "List", "Watch"].map(|m| format!("grpc.health.v1.Health.{m}\n")).concat()
    );
}

#[test]
fn describe() {
    let Some(site) = Site::new() else { return };
    let all = site.run(&[], &["describe"]).success();
    for service in ["grpc.health.v1.Health", "interop.v1.Peer"] {
        assert!(all.contains(&format!("{service} is a service:")), "{all}");
    }
    let add = site.run(&[], &["describe", "interop.v1.Peer.Add"]).success();
    assert!(
        add.contains("rpc Add ( .interop.v1.AddRequest ) returns ( .interop.v1.AddResponse );"),
        "{add}"
    );
    let message = site.run(&[], &["describe", "interop.v1.Everything"]).success();
    for line in [
        "// A field of every type there is.",
        ".google.protobuf.Timestamp time = 60;",
        "map<string, .interop.v1.Item> by_name = 40;",
    ] {
        assert!(message.contains(line), "{message}");
    }
    let (_, said) = site.run(&[], &["describe", "interop.v1.Nothing"]).failure();
    assert!(said.contains("Symbol not found"), "{said}");
}

#[test]
fn call() {
    let Some(site) = Site::new() else { return };
    let sum = site.run(&["-d", r#"{"a":40,"b":2}"#], &["interop.v1.Peer/Add"]).success();
    assert_eq!(sum, "{\n  \"value\": 42\n}\n");
    let status = site.run(&[], &["grpc.health.v1.Health/Check"]).success();
    assert_eq!(status, "{\n  \"status\": \"SERVING\"\n}\n");
    let items = site.run(&["-d", r#"{"number":1} {"number":2}"#], &["interop.v1.Peer/Double"]);
    assert_eq!(items.success(), "{\n  \"number\": 2\n}\n{\n  \"number\": 4\n}\n");
}

#[test]
fn call_with_well_known_types() {
    let Some(site) = Site::new() else { return };
    let fields = [
        r#"  "time": "1969-12-31T23:59:58.500Z""#,
        r#"  "duration": "3.500s""#,
        concat!(
            "  \"any\": {\n",
            "    \"@type\": \"type.googleapis.com/interop.v1.Item\",\n",
            "    \"number\": 7\n  }"
        ),
        "  \"json\": {\n    \"list\": [\n      true\n    ]\n  }",
        r#"  "wrappedZero": 0"#,
    ];
    let message = format!("{{\n{}\n}}\n", fields.join(",\n"));
    assert_eq!(site.run(&["-d", &message], &["interop.v1.Peer/Echo"]).success(), message);
}

#[test]
fn a_typed_error_is_shown_whole() {
    let Some(site) = Site::new() else { return };
    let failed = site.run(&["-d", r#"{"a":2147483647,"b":1}"#], &["interop.v1.Peer/Add"]);
    let (code, said) = failed.failure();
    assert_eq!(code, 64 + strait::Code::OutOfRange.number(), "{said}");
    for part in [
        "Code: OutOfRange",
        "Message: 2147483647 + 1 overflows",
        "type.googleapis.com/interop.v1.AddError",
        "\"a\": 2147483647",
    ] {
        assert!(said.contains(part), "{said}");
    }
}
