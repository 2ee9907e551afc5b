#[derive(Message)]
#[message(name = "{T}Page")]
pub struct Page<T> {
    #[tag(1)]
    pub items: Vec<T>,
}
