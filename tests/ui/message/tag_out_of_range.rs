strait::package!("ui");

use strait::Message;

#[derive(Message)]
pub struct Hello {
    #[tag(0)]
    pub zero: String,
    #[tag(536_870_911)]
    pub highest: String,
    #[tag(536_870_912)]
    pub too_large: String,
    #[tag(99999999999)]
    pub far_too_large: String,
    #[tag(19_000)]
    pub kept_by_protobuf: String,
    #[tag(19_999)]
    pub kept_as_well: String,
}

fn main() {}
