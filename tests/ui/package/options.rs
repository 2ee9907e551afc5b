mod without_value {
    strait::package!("shop.v1", option("java_package"));
}

mod without_file {
    strait::package!("shop.v1", option("(a.b) = 1"));
}

mod another_edition {
    strait::package!("shop.v1", edition = "2042");
}

mod no_option {
    strait::package!("shop.v1", java_package = "com.shop");
}

fn main() {}
