strait::proto!("ui/proto/extension.proto");

fn main() {}
