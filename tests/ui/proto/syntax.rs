strait::proto!("ui/proto/syntax.proto");

fn main() {}
