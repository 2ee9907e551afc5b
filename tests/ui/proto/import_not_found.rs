strait::proto!("ui/proto/import_not_found.proto");

fn main() {}
