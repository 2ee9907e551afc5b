//! Who may connect: connections are counted, in all and by address, and above the limit closed
//! before a byte is read.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::context::Peer;

/// Counts connections against their limits.
#[derive(Debug)]
pub(super) struct Admission {
    max: usize,
    max_per_address: usize,
    open: AtomicUsize,
    /// Empty while there is no limit on it.
    by_address: Mutex<HashMap<IpAddr, usize>>,
}

/// A connection's place, given back when it is dropped.
#[derive(Debug)]
pub(super) struct Admitted {
    admission: Arc<Admission>,
    address: Option<IpAddr>,
}

impl Admission {
    pub(super) fn new(max: Option<usize>, max_per_address: Option<usize>) -> Self {
        Self {
            max: max.unwrap_or(usize::MAX),
            max_per_address: max_per_address.unwrap_or(usize::MAX),
            open: AtomicUsize::new(0),
            by_address: Mutex::default(),
        }
    }

    /// How many connections are open.
    pub(super) fn open(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }

    /// A place for a connection, if there is one. Only the accept loop asks.
    pub(super) fn admit(self: &Arc<Self>, peer: &Peer) -> Option<Admitted> {
        if self.open() >= self.max {
            return None;
        }
        let address = match peer {
            Peer::Tcp(address) if self.max_per_address < usize::MAX => Some(network(address.ip())),
            _ => None,
        };
        if let Some(address) = address {
            let mut by_address = self.by_address.lock().unwrap_or_else(PoisonError::into_inner);
            let open = by_address.get(&address).copied().unwrap_or(0);
            if open >= self.max_per_address {
                return None;
            }
            by_address.insert(address, open + 1);
        }
        self.open.fetch_add(1, Ordering::Relaxed);
        Some(Admitted { admission: Arc::clone(self), address })
    }
}

impl Drop for Admitted {
    fn drop(&mut self) {
        self.admission.open.fetch_sub(1, Ordering::Relaxed);
        let Some(address) = self.address else { return };
        let by_address = &self.admission.by_address;
        let mut by_address = by_address.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = by_address.get_mut(&address) {
            *open -= 1;
            if *open == 0 {
                by_address.remove(&address);
            }
        }
    }
}

/// What counts as one address: for IPv6 the first 64 bits, of which every client has all the rest.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            const HOST: u128 = u64::MAX as u128;
            Ipv6Addr::from_bits(v6.to_bits() & !HOST).into()
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tcp(address: &str) -> Peer {
        Peer::Tcp(address.parse().unwrap())
    }

    #[test]
    fn connections_are_counted_in_all_and_given_back() {
        let admission = Arc::new(Admission::new(Some(2), None));
        let first = admission.admit(&tcp("10.0.0.1:1")).unwrap();
        let _second = admission.admit(&Peer::Unix).unwrap();
        assert!(admission.admit(&tcp("10.0.0.2:1")).is_none());
        drop(first);
        assert!(admission.admit(&tcp("10.0.0.2:1")).is_some());
    }

    #[test]
    fn connections_are_counted_by_address_whatever_the_port() {
        let admission = Arc::new(Admission::new(None, Some(1)));
        let first = admission.admit(&tcp("10.0.0.1:1")).unwrap();
        assert!(admission.admit(&tcp("10.0.0.1:2")).is_none());
        assert!(admission.admit(&tcp("[::ffff:10.0.0.1]:3")).is_none(), "the same, mapped");
        assert!(admission.admit(&tcp("10.0.0.2:1")).is_some());
        let _v6 = admission.admit(&tcp("[2001:db8::1]:1")).unwrap();
        assert!(admission.admit(&tcp("[2001:db8::ffff:1]:1")).is_none(), "the same network");
        assert!(admission.admit(&tcp("[2001:db8:0:1::1]:1")).is_some());
        drop(first);
        assert!(admission.admit(&tcp("10.0.0.1:2")).is_some());
        assert_eq!(admission.by_address.lock().unwrap().len(), 1, "only who is here is remembered");
    }
}
