#[derive(Message)]
pub struct Nothing;

#[derive(Message)]
#[message(transparent)]
pub struct UserId(u64);
