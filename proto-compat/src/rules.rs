//! Which rules are asked, and where their answers are not wanted.

use std::{error, fmt};

use crate::{
    compat,
    descriptor::File,
    finding::{At, Finding, Rule},
    lint, version,
};

/// A choice of rules, and the exceptions to it.
///
/// ```
/// use strait_proto_compat::Rules;
///
/// let rules = Rules::breaking()
///     .only(["WIRE_JSON", "RPC_NO_DELETE"])?
///     .except(["FIELD_SAME_NAME"])?
///     .ignore("internal/debug.proto")
///     .ignore_unstable_packages();
/// # Ok::<(), strait_proto_compat::UnknownRule>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rules {
    known: Vec<&'static Rule>,
    chosen: Vec<&'static Rule>,
    ignored: Vec<Ignored>,
    unstable: bool,
    imports: bool,
    comments: bool,
}

#[derive(Clone, Debug)]
struct Ignored {
    /// `None`: all rules.
    rule: Option<&'static Rule>,
    /// A file, a folder or a package.
    scope: String,
}

impl Rules {
    /// The rules for two versions of a schema. Without [`only`](Self::only) these are `WIRE_JSON`
    /// with `RPC_NO_DELETE`, `SERVICE_NO_DELETE`, `PACKAGE_NO_DELETE` and `FIELD_SAME_MEANING`:
    /// what is on the wire stays readable for those who have the older version, in binary and in
    /// JSON, and what they call is there.
    #[must_use]
    pub fn breaking() -> Self {
        let known: Vec<_> = compat::rules().collect();
        let chosen = known.iter().copied().filter(|rule| {
            rule.categories.contains(&"WIRE_JSON") || compat::ALWAYS.contains(&rule.id)
        });
        Self::new(chosen.collect(), known)
    }

    /// The rules of style. Without [`only`](Self::only) these are `STANDARD`.
    #[must_use]
    pub fn lint() -> Self {
        let known: Vec<_> = lint::rules().collect();
        let chosen = known.iter().copied().filter(|rule| rule.categories.contains(&"STANDARD"));
        Self::new(chosen.collect(), known)
    }

    fn new(chosen: Vec<&'static Rule>, known: Vec<&'static Rule>) -> Self {
        Self { known, chosen, ignored: vec![], unstable: true, imports: true, comments: true }
    }

    /// Asks exactly these: ids and categories, in any mixture.
    ///
    /// # Errors
    ///
    /// If a name is neither.
    pub fn only<N: AsRef<str>>(
        mut self,
        names: impl IntoIterator<Item = N>,
    ) -> Result<Self, UnknownRule> {
        let mut chosen = vec![];
        for name in names {
            chosen.extend(self.named(name.as_ref())?);
        }
        self.chosen = self.known.iter().copied().filter(|rule| chosen.contains(rule)).collect();
        Ok(self)
    }

    /// Does not ask these: ids and categories.
    ///
    /// # Errors
    ///
    /// If a name is neither.
    pub fn except<N: AsRef<str>>(
        mut self,
        names: impl IntoIterator<Item = N>,
    ) -> Result<Self, UnknownRule> {
        for name in names {
            let named = self.named(name.as_ref())?;
            self.chosen.retain(|rule| !named.contains(rule));
        }
        Ok(self)
    }

    /// Reports nothing for a file, a folder or a package: `a/v1/a.proto`, `a/v1`, `a.v1`. A package
    /// stands for those below it too.
    #[must_use]
    pub fn ignore(mut self, scope: impl Into<String>) -> Self {
        self.ignored.push(Ignored { rule: None, scope: scope.into() });
        self
    }

    /// As [`ignore`](Self::ignore), for one rule or category.
    ///
    /// # Errors
    ///
    /// If the name is neither.
    pub fn ignore_only(
        mut self,
        name: &str,
        scope: impl Into<String>,
    ) -> Result<Self, UnknownRule> {
        let scope = scope.into();
        for rule in self.named(name)? {
            self.ignored.push(Ignored { rule: Some(rule), scope: scope.clone() });
        }
        Ok(self)
    }

    /// Lets packages break that promise no stability: `v1alpha1`, `v2beta1`, `v1test`.
    #[must_use]
    pub fn ignore_unstable_packages(mut self) -> Self {
        self.unstable = false;
        self
    }

    /// Reports nothing in files that are only there because others import them. The lint never
    /// does.
    #[must_use]
    pub fn exclude_imports(mut self) -> Self {
        self.imports = false;
        self
    }

    /// Does not heed `// buf:lint:ignore RULE`.
    #[must_use]
    pub fn disallow_comment_ignores(mut self) -> Self {
        self.comments = false;
        self
    }

    /// The rules that are asked.
    pub fn chosen(&self) -> impl Iterator<Item = &'static Rule> {
        self.chosen.iter().copied()
    }

    fn named(&self, name: &str) -> Result<Vec<&'static Rule>, UnknownRule> {
        let is_named = |rule: &&&'static Rule| rule.id == name || rule.categories.contains(&name);
        let named: Vec<_> = self.known.iter().filter(is_named).copied().collect();
        if named.is_empty() { Err(UnknownRule { name: name.to_owned() }) } else { Ok(named) }
    }

    fn ignores(&self, rule: &'static Rule, file: &File) -> bool {
        let is_unstable = || version::of(&file.package).is_some_and(|version| !version.is_stable);
        let covers = |ignored: &Ignored| {
            ignored.rule.is_none_or(|only| only == rule)
                && (contains(&file.path, &ignored.scope, '/')
                    || contains(&file.package, &ignored.scope, '.'))
        };
        (!self.imports && file.is_import)
            || (!self.unstable && is_unstable())
            || self.ignored.iter().any(covers)
    }
}

/// Whether `name` is `scope` or below it.
fn contains(name: &str, scope: &str, separator: char) -> bool {
    let scope = scope.trim_end_matches(separator);
    name.strip_prefix(scope).is_some_and(|rest| rest.is_empty() || rest.starts_with(separator))
}

/// A name that is no rule and no category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    name: String,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no rule and no category is called `{}`", self.name)
    }
}

impl error::Error for UnknownRule {}

/// Collects what one rule finds, without what is ignored.
pub(crate) struct Report<'r> {
    rules: &'r Rules,
    rule: &'static Rule,
    findings: Vec<Finding>,
}

impl<'r> Report<'r> {
    pub(crate) fn new(rules: &'r Rules, rule: &'static Rule) -> Self {
        Self { rules, rule, findings: vec![] }
    }

    /// A difference between two versions of something.
    pub(crate) fn changed(&mut self, at: At<'_>, previous: At<'_>, message: String) {
        self.add(Some(at), Some(previous), message);
    }

    /// Something that only the older version has, and nothing around it either.
    pub(crate) fn gone(&mut self, previous: At<'_>, message: String) {
        self.add(None, Some(previous), message);
    }

    /// Something about the newer version, or about the only one.
    pub(crate) fn wrong(&mut self, at: At<'_>, message: String) {
        self.add(Some(at), None, message);
    }

    fn add(&mut self, at: Option<At<'_>>, previous: Option<At<'_>>, message: String) {
        let ignored =
            [at, previous].iter().flatten().any(|at| self.rules.ignores(self.rule, at.file));
        let by_comment = || {
            let line = format!("buf:lint:ignore {}", self.rule.id);
            previous.is_none() && at.is_some_and(|at| at.has_comment_line(&line))
        };
        if ignored || (self.rules.comments && by_comment()) {
            return;
        }
        self.findings.push(Finding {
            rule: self.rule,
            at: at.map(|at| at.place()),
            previous: previous.map(|at| at.place()),
            message,
        });
    }

    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

/// Findings in the order of files and lines, each once.
pub(crate) fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    let key = |finding: &Finding| {
        let place = finding.at.as_ref().or(finding.previous.as_ref());
        (
            place.map(|place| (place.path.clone(), place.span)),
            finding.rule.id,
            finding.message.clone(),
        )
    };
    findings.sort_by_cached_key(key);
    findings.dedup();
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_a_whole_part_of_a_path_or_package() {
        assert!(contains("a/v1/a.proto", "a/v1", '/'));
        assert!(contains("a/v1/a.proto", "a/v1/", '/'));
        assert!(contains("a.v1", "a", '.'));
        assert!(!contains("a/v10/a.proto", "a/v1", '/'));
        assert!(!contains("ab.v1", "a", '.'));
    }

    #[test]
    fn rules_are_chosen_by_id_and_by_category() {
        let ids = |rules: Rules| rules.chosen().map(|rule| rule.id).collect::<Vec<_>>();
        let wire = Rules::breaking().only(["WIRE"]).expect("a category");
        assert!(ids(wire.clone()).contains(&"FIELD_SAME_ONEOF"));
        let one = wire.only(["FIELD_SAME_NAME"]).expect("an id");
        assert_eq!(ids(one), ["FIELD_SAME_NAME"]);
        let without = Rules::breaking().except(["WIRE", "FIELD_SAME_NAME"]).expect("names");
        assert!(ids(without).contains(&"FIELD_SAME_JSON_NAME"));
        let error = Rules::lint().only(["FIELD_SAME_NAME"]).expect_err("no rule of the lint");
        assert_eq!(error.to_string(), "no rule and no category is called `FIELD_SAME_NAME`");
    }
}
