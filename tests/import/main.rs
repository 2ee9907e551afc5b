//! Foreign `.proto` files, read by `strait::proto!` while this test compiles.

mod compiled;
mod extensions;
mod golden;
mod helloworld;
mod rebuild;

/// What the golden `choices` takes from a module that exists, `crate::shared`.
mod external {
    strait::proto!(
        "../import/tests/golden/choices/shared.proto",
        include = ["../import/tests/golden/choices"]
    );
}

use external::shared;
