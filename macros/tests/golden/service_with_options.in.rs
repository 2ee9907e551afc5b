#[rpc_service(name = "Clock", package = "time.v1")]
pub(crate) trait Watch {
    #[deprecated(note = "use `now`")]
    #[rpc(idempotent, name = "Reset", response = "ResetResult")]
    async fn set_to_zero(&self, cx: &Cx) -> Reply<()>;

    async fn now(&self) -> Reply<SystemTime> {
        Ok(SystemTime::now())
    }
}
