strait::package!("outer");

mod inner {
    strait::package!("inner");

    #[derive(strait::Message)]
    pub struct Hello {}
}

fn main() {}
