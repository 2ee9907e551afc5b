//! From a path to a handler.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use super::{HandlerFuture, HandlerPlacement, ServerCall, Service};
use crate::{
    Status,
    interceptor::{Last, ServerChain},
    method::MethodDescriptor,
};

/// All methods of a server by their paths.
#[derive(Default)]
pub(super) struct Router {
    routes: HashMap<&'static str, Route>,
    services: Vec<Arc<dyn Service>>,
    pub(super) interceptors: ServerChain,
}

/// A method and how to call it.
pub(super) struct Route {
    pub(super) method: &'static MethodDescriptor,
    service: Arc<dyn Service>,
    index: usize,
    pub(super) pace: Pace,
}

/// A path without a route.
pub(super) struct Missing {
    path: String,
    why: String,
}

impl Missing {
    /// What its caller is told.
    pub(super) fn status(&self) -> Status {
        Status::unimplemented(self.why.clone())
    }
}

impl Router {
    /// Adds a service; `false` if one of that name is there already.
    pub(super) fn add(&mut self, service: &Arc<dyn Service>) -> bool {
        if self.has(service.name()) {
            return false;
        }
        self.services.push(Arc::clone(service));
        for (index, method) in service.methods().iter().enumerate() {
            let service = Arc::clone(service);
            let route = Route { method, service, index, pace: Pace::default() };
            self.routes.insert(method.path(), route);
        }
        true
    }

    /// All services, in the order in which they were added.
    pub(super) fn services(&self) -> &[Arc<dyn Service>] {
        &self.services
    }

    fn has(&self, name: &str) -> bool {
        self.services.iter().any(|service| service.name() == name)
    }

    /// The route of a path, which is compared as it came: byte for byte, slash included. What is
    /// not found here reaches no handler.
    pub(super) fn find(&self, path: &str) -> Result<&Route, Missing> {
        self.routes.get(path).ok_or_else(|| self.explain(path))
    }

    /// Makes the handler of a call, with the server's interceptors around it.
    pub(super) fn handler(&self, route: &Route, call: ServerCall) -> HandlerFuture {
        if self.interceptors.is_empty() {
            return route.service.call(route.index, call);
        }
        let last = Last::Method(Arc::clone(&route.service), route.index);
        self.interceptors.call(route.method.path(), call, last)
    }

    /// Makes the handler of a call that has no route.
    pub(super) fn handler_without_route(
        &self,
        missing: Missing,
        call: ServerCall,
    ) -> HandlerFuture {
        let last = Last::Missing(missing.status());
        self.interceptors.call(missing.path, call, last)
    }

    /// Why a path has no route.
    fn explain(&self, path: &str) -> Missing {
        let why = match path.strip_prefix('/').and_then(|p| p.split_once('/')) {
            None => format!("`{path}` is not a method: want /package.Service/Method"),
            Some((service, method)) if self.has(service) => {
                format!("service `{service}` has no method `{method}`")
            }
            Some((service, _)) => format!("this server has no service `{service}`"),
        };
        Missing { path: path.to_owned(), why }
    }
}

/// Whether a method's handler may be polled inside its connection's task.
///
/// A score and not a flag: one slow poll may be the scheduler's fault, and a method may get faster.
/// A slow poll adds, a fast one takes away; from [`Pace::SLOW`] on, calls get a task of their own.
#[derive(Default)]
pub(super) struct Pace {
    score: AtomicU32,
}

impl Pace {
    const STEP: u32 = 32;
    const SLOW: u32 = 2 * Self::STEP;
    const MAX: u32 = 8 * Self::STEP;

    /// Whether to poll a call's handler in the connection's task.
    pub(super) fn inline(&self, placement: HandlerPlacement) -> bool {
        match placement {
            HandlerPlacement::Inline => true,
            HandlerPlacement::Spawned => false,
            HandlerPlacement::Adaptive { .. } => self.score.load(Ordering::Relaxed) < Self::SLOW,
        }
    }

    /// Learns from how long a handler's first poll took. Lost updates do not matter.
    pub(super) fn learn(&self, took: Duration, placement: HandlerPlacement) {
        let HandlerPlacement::Adaptive { slow } = placement else { return };
        let score = self.score.load(Ordering::Relaxed);
        if took >= slow {
            self.score.store((score + Self::STEP).min(Self::MAX), Ordering::Relaxed);
        } else if score > 0 {
            self.score.store(score - 1, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_moved_after_two_slow_polls_and_comes_back() {
        let placement = HandlerPlacement::Adaptive { slow: Duration::from_micros(100) };
        let (fast, slow) = (Duration::from_micros(1), Duration::from_millis(1));
        let pace = Pace::default();
        pace.learn(slow, placement);
        assert!(pace.inline(placement));
        pace.learn(slow, placement);
        assert!(!pace.inline(placement));
        for _ in 0..Pace::SLOW {
            pace.learn(fast, placement);
        }
        assert!(pace.inline(placement));
    }
}
