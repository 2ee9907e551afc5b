//! Who waits because the server takes no more streams at once.
//!
//! "Endpoints MUST NOT exceed the limit set by their peer"
//! (<https://www.rfc-editor.org/rfc/rfc9113#section-5.1.2>). A call waits here, in the order of the
//! callers, before anything of it is written: it can be given up without a trace, and is told its
//! timeout when it leaves.

use std::{
    collections::BTreeMap,
    task::{Context, Waker},
};

use super::super::core::{wait, wake};

/// The line of a connection. Who is at its head is promised a place as soon as there is one, and
/// opens a stream when it gets to run.
#[derive(Default)]
pub(super) struct Line {
    next: u64,
    /// Those who wait, or were promised a place and do not know it yet.
    tickets: BTreeMap<u64, Waits>,
    /// All tickets below have had their turn.
    waits_from: u64,
    /// Places for which no stream is open yet.
    promised: u32,
    closed: bool,
}

/// A place in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticket(u64);

enum Waits {
    Still(Option<Waker>),
    NoMore,
}

/// How things stand for a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Waits,
    /// It has a place, of which the line knows nothing more.
    Promised,
    /// There will be no place.
    Closed,
}

impl Line {
    /// Takes the last place in the line.
    pub(super) fn enter(&mut self) -> Ticket {
        let ticket = self.next;
        self.next += 1;
        if !self.closed {
            self.tickets.insert(ticket, Waits::Still(None));
        }
        Ticket(ticket)
    }

    /// Asks whether it is a ticket's turn; whoever waits is woken when it is.
    pub(super) fn turn(&mut self, ticket: Ticket, cx: &Context<'_>) -> Turn {
        match self.tickets.get_mut(&ticket.0) {
            None => Turn::Closed,
            Some(Waits::Still(waker)) => {
                wait(waker, cx);
                Turn::Waits
            }
            Some(Waits::NoMore) => {
                self.tickets.remove(&ticket.0);
                Turn::Promised
            }
        }
    }

    /// Gives up a ticket that was not used, with what it was promised.
    pub(super) fn leave(&mut self, ticket: Ticket) {
        if let Some(Waits::NoMore) = self.tickets.remove(&ticket.0) {
            self.fulfil();
        }
    }

    /// Lets as many in as there are places in excess of those that were promised.
    pub(super) fn admit(&mut self, places: u32) {
        while self.promised < places {
            let next = self.tickets.range_mut(self.waits_from..).next();
            let Some((&ticket, waits)) = next else { return };
            if let Waits::Still(mut waker) = std::mem::replace(waits, Waits::NoMore) {
                wake(&mut waker);
            }
            self.waits_from = ticket + 1;
            self.promised += 1;
        }
    }

    /// Promises a place to someone who did not wait.
    pub(super) fn promise(&mut self) {
        self.promised += 1;
    }

    /// A stream was opened in a place that was promised, or the place is not wanted any more.
    pub(super) fn fulfil(&mut self) {
        self.promised = self.promised.saturating_sub(1);
    }

    /// Sends everyone who waits away, now and from now on.
    pub(super) fn close(&mut self) {
        self.closed = true;
        self.tickets.retain(|_, waits| match waits {
            Waits::Still(waker) => {
                wake(waker);
                false
            }
            Waits::NoMore => true,
        });
    }

    /// Whether someone waits who was promised nothing.
    pub(super) fn is_waiting(&self) -> bool {
        // Empty nearly always, which is asked first.
        !self.tickets.is_empty() && self.tickets.range(self.waits_from..).next().is_some()
    }

    /// Places for which no stream is open yet.
    pub(super) fn promised(&self) -> u32 {
        self.promised
    }

    /// Those who wait, and those who were promised a place.
    pub(super) fn len(&self) -> usize {
        self.tickets.range(self.waits_from..).count() + self.promised as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(line: &mut Line, ticket: Ticket) -> Turn {
        line.turn(ticket, &Context::from_waker(Waker::noop()))
    }

    #[test]
    fn places_go_to_those_who_have_waited_longest() {
        let mut line = Line::default();
        let tickets: Vec<_> = (0..4).map(|_| line.enter()).collect();
        line.leave(tickets[1]);
        line.admit(2);
        assert_eq!(line.promised(), 2);
        assert_eq!(turn(&mut line, tickets[3]), Turn::Waits);
        assert_eq!(turn(&mut line, tickets[2]), Turn::Promised);
        assert_eq!(turn(&mut line, tickets[0]), Turn::Promised);
        line.admit(2);
        assert_eq!(turn(&mut line, tickets[3]), Turn::Waits, "both places are taken");
        line.fulfil();
        line.admit(2);
        assert_eq!(turn(&mut line, tickets[3]), Turn::Promised);
        assert!(!line.is_waiting());
    }

    #[test]
    fn what_was_promised_to_someone_who_left_goes_to_the_next() {
        let mut line = Line::default();
        let (first, second) = (line.enter(), line.enter());
        line.admit(1);
        line.leave(first);
        assert_eq!(line.promised(), 0);
        line.admit(1);
        assert_eq!(turn(&mut line, second), Turn::Promised);
        assert_eq!(line.len(), 1, "its stream is not open yet");
    }

    #[test]
    fn a_closed_line_sends_all_away_but_keeps_its_promises() {
        let mut line = Line::default();
        let (first, second) = (line.enter(), line.enter());
        line.admit(1);
        line.close();
        assert_eq!(turn(&mut line, second), Turn::Closed);
        assert_eq!(turn(&mut line, first), Turn::Promised);
        let late = line.enter();
        assert_eq!(turn(&mut line, late), Turn::Closed);
        assert!(!line.is_waiting());
    }
}
