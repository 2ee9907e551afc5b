//! Diagnostics as GitHub Actions turns them into annotations on lines.
//!
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use super::Diagnostic;

/// `::error file=…,line=…::message`
pub(super) fn line(diagnostic: &Diagnostic) -> String {
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.at {
        properties.push(format!("file={}", property(&place.file)));
        if let Some(span) = place.span {
            properties.push(format!("line={},endLine={}", span.line, span.end_line));
            properties.push(format!("col={},endColumn={}", span.column, span.end_column));
        }
    }
    properties.extend(diagnostic.rule.map(|rule| format!("title={rule}")));
    let mut message = diagnostic.message.clone();
    for help in &diagnostic.help {
        message += &format!("\nhelp: {help}");
    }
    format!("::error {}::{}", properties.join(","), data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Place, Span};

    #[test]
    fn what_github_would_misread_is_escaped() {
        let place = Place {
            span: Some(Span { line: 2, column: 3, end_line: 2, end_column: 9 }),
            ..Place::file("HEAD:a,b.proto")
        };
        let diagnostic =
            Diagnostic::new("100% gone").rule("RPC_NO_DELETE").at(place).help("keep\nit");
        assert_eq!(
            line(&diagnostic),
            "::error file=HEAD%3Aa%2Cb.proto,line=2,endLine=2,col=3,endColumn=9,\
             title=RPC_NO_DELETE::100%25 gone%0Ahelp: keep%0Ait"
        );
    }
}
