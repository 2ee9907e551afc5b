//! What a run measures and for how long: the flags, and what they choose.

use strait_bench_harness::Error;

use crate::peers::{PEERS, Peer, TONIC};

/// How long to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    Full,
    Quick,
}

impl Effort {
    pub(crate) fn repetitions(self) -> usize {
        match self {
            Self::Full => 9,
            Self::Quick => 3,
        }
    }

    /// How many of `calls` to make.
    pub(crate) fn of(self, calls: u64) -> u64 {
        match self {
            Self::Full => calls,
            Self::Quick => calls / 2,
        }
    }
}

/// What the command line asks for.
#[derive(Debug)]
pub(crate) enum Asked {
    /// To be told what can be asked.
    Help,
    /// To be told what `--filter` looks at.
    Titles,
    /// To measure.
    Measure(Choice),
}

/// What to measure.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) effort: Effort,
    peers: Vec<Peer>,
    /// Texts of which a title contains one; all titles if there are none.
    filters: Vec<String>,
}

impl Choice {
    /// The chosen peers, tonic first.
    pub(crate) fn peers(&self) -> impl DoubleEndedIterator<Item = Peer> {
        self.peers.iter().copied()
    }

    /// Whether the row or table of this title is chosen.
    pub(crate) fn wants(&self, title: &str) -> bool {
        let title = plain(title);
        self.filters.is_empty() || self.filters.iter().any(|text| title.contains(text))
    }
}

/// A title as it can be typed.
fn plain(title: &str) -> String {
    title.replace('×', "x")
}

/// Reads the arguments of this process.
///
/// # Errors
///
/// If one is not known, or a value is not right.
pub(crate) fn asked() -> Result<Asked, Error> {
    parse(lexopt::Parser::from_env())
}

fn parse(mut arguments: lexopt::Parser) -> Result<Asked, Error> {
    use lexopt::prelude::{Long, ValueExt};
    let mut choice = Choice { effort: Effort::Full, peers: PEERS.to_vec(), filters: vec![] };
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("help") => return Ok(Asked::Help),
            Long("titles") => return Ok(Asked::Titles),
            Long("quick") => choice.effort = Effort::Quick,
            Long("filter") => choice.filters.push(plain(&arguments.value()?.parse::<String>()?)),
            Long("peers") => choice.peers = peers(&arguments.value()?.parse::<String>()?)?,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Asked::Measure(choice))
}

/// The peers of these names, and tonic, to which all ratios are.
fn peers(names: &str) -> Result<Vec<Peer>, Error> {
    let names: Vec<&str> = names.split(',').collect();
    if let Some(unknown) = names.iter().find(|name| !PEERS.iter().any(|peer| peer.flag() == **name))
    {
        return Err(format!("no peer `{unknown}`: there are {}", all_peers()).into());
    }
    let chosen = |peer: &Peer| *peer == TONIC || names.contains(&peer.flag().as_str());
    Ok(PEERS.into_iter().filter(chosen).collect())
}

fn all_peers() -> String {
    PEERS.map(|peer| peer.flag()).join(", ")
}

/// What `--help` prints.
pub(crate) fn help() -> String {
    format!(
        "\
strait beside its peers: the same work in one run, as Markdown tables on standard output.

cargo run --release -p strait-benches -- [FLAGS]

  --peers A,B     only these, and tonic, to which all ratios are:
                  {}
  --filter TEXT   only tables and rows whose title contains the text: `server`, `unary 100 B`,
                  `1x100`, `counts`, …; given again, those that contain either
  --titles        print the titles and measure nothing
  --quick         three repetitions in place of nine, each half as long, and no cold builds

Needs two cores; server and load are kept on one each. Counts need valgrind and strace. How to
read the tables: docs/performance.md.
",
        all_peers()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(arguments: &[&str]) -> Result<Choice, Error> {
        match parse(lexopt::Parser::from_args(arguments))? {
            Asked::Measure(choice) => Ok(choice),
            other => Err(format!("{other:?}").into()),
        }
    }

    #[test]
    fn without_flags_everything_is_measured() {
        let all = choice(&[]).unwrap();
        assert_eq!(all.peers().collect::<Vec<_>>(), PEERS);
        assert_eq!(all.effort, Effort::Full);
        assert!(all.wants("memory"));
    }

    #[test]
    fn tonic_is_always_among_the_peers() {
        let some = choice(&["--peers", "wtx,strait-on-h2"]).unwrap();
        let names: Vec<_> = some.peers().map(|peer| peer.name).collect();
        assert_eq!(names, ["tonic", "strait on h2", "wtx"]);
    }

    #[test]
    fn a_peer_that_is_not_there_is_named() {
        let error = choice(&["--peers", "strait,grpcio"]).unwrap_err().to_string();
        assert!(error.starts_with("no peer `grpcio`: there are tonic, strait, "), "{error}");
    }

    #[test]
    fn a_filter_can_be_typed() {
        let some = choice(&["--filter", "100 B 1x1"]).unwrap();
        assert!(some.wants("server unary 100 B 1×100"));
        assert!(!some.wants("server unary 10 B 1×100"));
        assert!(choice(&["--filter", "1×1"]).unwrap().wants("client unary 100 B 1×1"));
        let two = choice(&["--filter", "memory", "--filter", "counts"]).unwrap();
        assert!(two.wants("memory") && two.wants("counts") && !two.wants("codec"));
    }
}
