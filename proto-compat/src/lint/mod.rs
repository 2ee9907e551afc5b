//! lint
use crate::finding::Rule;
/// x
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [].into_iter()
}
