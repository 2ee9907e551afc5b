strait::proto!();

strait::proto!(ui / proto);

strait::proto!("ui/proto/syntax.proto", includes = ["ui"]);

strait::proto!("ui/proto/syntax.proto", include = "ui");

strait::proto!("ui/proto/syntax.proto", external = ["google.rpc"]);

strait::proto!("ui/proto/syntax.proto" std_time);

fn main() {}
