use strait::{Enumeration, Message};

strait::package!("greeter");

#[derive(Message)]
#[message(option("deprecated = true"), extensions(5..=9))]
pub struct Hello {
    #[tag(1, option("(a.b) = 1"))]
    pub name: String,
    #[tag(2, option("jstype"))]
    pub count: i64,
    #[tag(3, option(jstype = "JS_STRING"))]
    pub total: i64,
    #[tag(4, default = [1])]
    pub size: Option<i32>,
    #[tag(5)]
    #[required(legacy)]
    pub weight: i32,
    #[tag(6)]
    #[required(always)]
    pub height: Option<i32>,
}

#[derive(Clone, Copy, Enumeration)]
pub enum Mood {
    Unspecified = 0,
    #[enumeration(alias("MOOD_UNSPECIFIED"), alias("MOOD_GLAD"))]
    Happy = 1,
    #[enumeration(alias("MOOD_GLAD"), alias("9"))]
    Busy = 2,
}

fn main() {}
