mod hyphen {
    strait::package!("my-package");
}

mod dot {
    strait::package!("shop..v1");
}

mod end {
    strait::package!("shop.");
}

mod no_literal {
    strait::package!(shop.v1);
}

mod item {
    strait::package!("shop");

    #[derive(strait::Message)]
    #[message(package = "shop v2")]
    pub struct Hello {}
}

fn main() {}
