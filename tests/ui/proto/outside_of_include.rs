strait::proto!("ui/proto/syntax.proto", include = ["ui/message"]);

fn main() {}
