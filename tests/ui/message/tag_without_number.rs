strait::package!("ui");

use strait::Message;

#[derive(Message)]
pub struct Hello {
    #[tag]
    pub a: String,
    #[tag = 1]
    pub b: String,
    #[tag("one")]
    pub c: String,
    #[tag(name = "d")]
    pub d: String,
}

fn main() {}
