strait::package!("ui");

use strait::Message;

use std::collections::{BTreeMap, HashMap};

#[derive(Message)]
pub struct Hello {
    #[tag(1)]
    pub float: HashMap<f64, i32>,
    #[tag(2)]
    pub bytes: BTreeMap<Vec<u8>, i32>,
}

fn main() {}
