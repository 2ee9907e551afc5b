//! Errors with types of their own, where something other than the handler is the reason.

use std::time::Duration;

use strait::{Code, Context, RpcError, Status, rpc_service};

strait::package!("shop");

#[derive(Debug, RpcError)]
enum BuyError {
    #[status(FAILED_PRECONDITION, "{left} left, {wanted} wanted")]
    #[tag(1)]
    SoldOut {
        #[tag(1)]
        left: u32,
        #[tag(2)]
        wanted: u32,
    },
    #[status]
    Rpc(Status),
}

#[rpc_service]
trait Shop {
    async fn buy(&self, #[tag(1)] count: u32, cx: &Context) -> Result<u32, BuyError>;
}

/// The same service a release later.
mod next_release {
    use super::{RpcError, Status, rpc_service};

    #[derive(Debug, RpcError)]
    pub(super) enum BuyError {
        #[status(PERMISSION_DENIED, "banned until {year}")]
        #[tag(2)]
        Banned {
            #[tag(1)]
            year: u32,
        },
        #[status]
        Rpc(Status),
    }

    #[rpc_service]
    pub(super) trait Shop {
        async fn buy(&self, #[tag(1)] count: u32) -> Result<u32, BuyError>;
    }

    pub(super) struct Strict;

    impl Shop for Strict {
        async fn buy(&self, count: u32) -> Result<u32, BuyError> {
            match count {
                0 => Err(BuyError::Rpc(Status::unavailable("closed"))),
                _ => Err(BuyError::Banned { year: 2100 }),
            }
        }
    }
}

struct Shelf;

impl Shop for Shelf {
    async fn buy(&self, count: u32, _: &Context) -> Result<u32, BuyError> {
        match count {
            0 => std::future::pending().await,
            1..=3 => Ok(3 - count),
            wanted => Err(BuyError::SoldOut { left: 3, wanted }),
        }
    }
}

/// Hands every call on.
struct Branch(ShopClient);

impl Shop for Branch {
    async fn buy(&self, count: u32, cx: &Context) -> Result<u32, BuyError> {
        Shop::buy(&self.0, count, cx).await
    }
}

fn shop(shop: impl Shop) -> ShopClient {
    ShopClient::new(strait::Server::builder().add(ShopServer::new(shop)).in_process().unwrap())
}

fn status(result: Result<u32, BuyError>) -> Status {
    match result {
        Err(BuyError::Rpc(status)) => status,
        other => panic!("want the variant that holds a status: {other:?}"),
    }
}

#[tokio::test]
async fn an_error_handed_on_by_another_server_stays_what_it_is() {
    let client = shop(Branch(shop(Shelf)));
    assert_eq!(client.buy(2).await.unwrap(), 1);
    let error = client.buy(5).await.unwrap_err();
    assert!(matches!(error, BuyError::SoldOut { left: 3, wanted: 5 }), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn what_is_not_the_services_error_is_a_status() {
    let client = shop(Shelf);
    let late = client.buy(0).timeout(Duration::from_secs(1)).await;
    assert_eq!(status(late).code(), Code::DeadlineExceeded);
    let invalid = client.buy(1).metadata("a b", "").await;
    assert_eq!(status(invalid).code(), Code::Internal);
}

#[tokio::test]
async fn a_variant_that_this_side_does_not_know_is_its_status() {
    let server = next_release::ShopServer::new(next_release::Strict);
    let client = ShopClient::new(strait::Server::builder().add(server).in_process().unwrap());
    let banned = status(client.buy(1).await);
    assert_eq!(banned.to_string(), "PERMISSION_DENIED: banned until 2100");
    assert!(!banned.details().is_empty(), "for whoever knows more");
    assert_eq!(status(client.buy(0).await).to_string(), "UNAVAILABLE: closed");
}
