strait::package!("ui");

use strait::Message;

#[derive(Message)]
#[message(transparent, package = "shop.v1")]
pub struct UserId(u64);

#[derive(Message)]
#[message(transparent, name = "order id")]
pub struct OrderId(u64);

fn main() {}
