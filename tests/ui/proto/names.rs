strait::proto!(
    "ui/proto/syntax.proto",
    "ui/proto/names.proto",
);

fn main() {}
