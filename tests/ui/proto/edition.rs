strait::proto!("ui/proto/edition.proto");

fn main() {}
