//! The statuses of a server's services: set by the program, read by those who check and watch.
//!
//! All watchers wait on one cell and compare what it says of their service with what they have
//! told. A name that only a watcher has heard of therefore costs the server nothing, and a watcher
//! who reads slowly misses what was true in between, never what is true now.

use std::{collections::BTreeMap, sync::Arc};

use tokio::sync::watch;

use super::{HealthCheckResponse, HealthListResponse, ServingStatus};
use crate::{Status, Streaming};

/// Says how the services of a server are, for as long as it serves.
///
/// It goes onto one server, by [`Builder::health`](crate::server::Builder::health). All services
/// of that server, and `""`, the server as a whole, are [`Serving`](ServingStatus::Serving) until
/// the program says otherwise. When the server drains, all are
/// [`NotServing`](ServingStatus::NotServing), and what is set after that changes nothing.
///
/// Clones are the same reporter. An interceptor that authenticates callers sees health checks as
/// well, so let it pass what the callers of those need.
///
/// ```
/// use strait::{Server, health::{HealthCheckRequest, HealthClient, HealthReporter, ServingStatus}};
///
/// # #[cfg(feature = "client")]
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let health = HealthReporter::new();
/// let channel = Server::builder().health(&health).in_process()?;
///
/// health.set("", ServingStatus::NotServing); // the database is gone
///
/// let reply = HealthClient::new(channel).check(HealthCheckRequest::default()).await?;
/// assert_eq!(reply.status, ServingStatus::NotServing);
/// # Ok(()) }
/// # #[cfg(not(feature = "client"))] fn main() {}
/// ```
#[derive(Clone, Debug)]
pub struct HealthReporter {
    statuses: Arc<watch::Sender<Statuses>>,
}

#[derive(Debug)]
struct Statuses {
    by_service: BTreeMap<String, ServingStatus>,
    /// The server drains: nothing changes any more.
    ended: bool,
}

impl HealthReporter {
    /// A reporter that knows `""` alone, which is [`Serving`](ServingStatus::Serving).
    #[must_use]
    pub fn new() -> Self {
        let by_service = BTreeMap::from([(String::new(), ServingStatus::Serving)]);
        let statuses = Statuses { by_service, ended: false };
        Self { statuses: Arc::new(watch::Sender::new(statuses)) }
    }

    /// Sets how a service is: `GreeterSchema::NAME`, or `""` for the server as a whole. The two
    /// are independent: the server as a whole may serve while one service does not.
    ///
    /// Any name is taken, so that a program can report on parts of itself that are no services.
    pub fn set(&self, service: impl Into<String>, status: ServingStatus) {
        let service = service.into();
        self.change(|statuses| statuses.insert(service, status) != Some(status));
    }

    /// Sets how all services known so far are, `""` among them.
    pub fn set_all(&self, status: ServingStatus) {
        self.change(|statuses| {
            let changed = statuses.values().any(|old| *old != status);
            statuses.values_mut().for_each(|old| *old = status);
            changed
        });
    }

    /// Forgets a service: who checks it gets NOT_FOUND, and who watches it
    /// [`ServiceUnknown`](ServingStatus::ServiceUnknown).
    pub fn remove(&self, service: &str) {
        self.change(|statuses| statuses.remove(service).is_some());
    }

    /// How a service is; `None` if it is not known.
    #[must_use]
    pub fn status(&self, service: &str) -> Option<ServingStatus> {
        self.statuses.borrow().by_service.get(service).copied()
    }

    /// Makes services known as serving, except those that were set before.
    pub(super) fn know<'a>(&self, services: impl Iterator<Item = &'a str>) {
        self.change(|statuses| {
            let before = statuses.len();
            for service in services {
                statuses.entry(service.to_owned()).or_insert(ServingStatus::Serving);
            }
            statuses.len() > before
        });
    }

    /// Says NOT_SERVING of everything, and nothing after that.
    pub(super) fn end(&self) {
        self.set_all(ServingStatus::NotServing);
        self.statuses.send_modify(|statuses| statuses.ended = true);
    }

    pub(super) fn list(&self) -> HealthListResponse {
        let statuses = self.statuses.borrow();
        let statuses = statuses.by_service.iter();
        HealthListResponse {
            statuses: statuses
                .map(|(service, status)| (service.clone(), HealthCheckResponse { status: *status }))
                .collect(),
        }
    }

    pub(super) fn watch(&self, service: String) -> Streaming<HealthCheckResponse> {
        let mut watcher = Watcher { service, statuses: self.statuses.subscribe(), told: None };
        // Runs only when there is room for a message, so what waits is never out of date.
        Streaming::produce(async move |mut tx| {
            loop {
                tx.send(watcher.next().await?).await?;
            }
        })
    }

    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, ServingStatus>) -> bool) {
        self.statuses
            .send_if_modified(|statuses| !statuses.ended && change(&mut statuses.by_service));
    }
}

impl Default for HealthReporter {
    fn default() -> Self {
        Self::new()
    }
}

/// One call of `Watch`.
struct Watcher {
    service: String,
    statuses: watch::Receiver<Statuses>,
    told: Option<ServingStatus>,
}

impl Watcher {
    /// The next status that differs from the one told last.
    ///
    /// A drain ends the stream, or each watcher would hold up the server until its grace is over.
    async fn next(&mut self) -> Result<HealthCheckResponse, Status> {
        loop {
            let ended = {
                let statuses = self.statuses.borrow_and_update();
                let status = statuses.by_service.get(&self.service).copied();
                let status = status.unwrap_or(ServingStatus::ServiceUnknown);
                if self.told.replace(status) != Some(status) {
                    return Ok(HealthCheckResponse { status });
                }
                statuses.ended
            };
            if ended || self.statuses.changed().await.is_err() {
                return Err(Status::unavailable("the server is shutting down"));
            }
        }
    }
}
