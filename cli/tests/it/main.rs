//! The program as a user runs it, each command in a workspace of its own.

mod breaking;
mod editions;
mod export;
mod fix;
mod guide;
mod import;
mod lint;
mod meaning;
mod places;
mod reports;
mod shop;
mod support;
