#[derive(Message)]
#[message(name = "{T}Page", package = "shop", serde)]
pub struct Page<T> {
    #[tag(1)]
    pub items: Vec<T>,
    #[required]
    #[tag(2, json_name = "next")]
    pub next_token: String,
}
