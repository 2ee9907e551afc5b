//! Foreign `.proto` files, read by `strait::proto!` while this test compiles.

mod golden;
mod helloworld;
mod rebuild;
