//! The XML of `JUnit` for the test reports of CI servers: a suite per rule, a case per finding, and a passed case for a rule
//! that found nothing.
//!
//! A finding milder than what fails the check is a passed case with its text as output; an accepted one is skipped.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::escape::xml;
use super::human::Look;
use super::{CheckFormat, Checked};
use crate::analysis::Acceptance;
use crate::diag::Diagnostic;
use crate::rules::RULES;
use crate::text::{Sources, clean};

pub(crate) static CHECK: CheckFormat =
    CheckFormat { name: "junit", about: "test reports of CI servers", write };

type Case<'a> = (&'a Diagnostic, Option<&'a Acceptance>);

fn write(checked: &Checked<'_>, _look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut suites: BTreeMap<&str, Vec<Case<'_>>> =
        RULES.iter().map(|it| (it.code, Vec::new())).collect();
    let accepted = checked.accepted().map(|(finding, acceptance)| (finding, Some(acceptance)));
    for case in checked.shown().map(|it| (it, None)).chain(accepted) {
        suites.entry(case.0.code).or_default().push(case);
    }
    let fails = |(finding, acceptance): &Case<'_>| {
        acceptance.is_none() && checked.fails_at.is_some_and(|least| finding.severity >= least)
    };
    let tests: usize = suites.values().map(|it| it.len().max(1)).sum();
    let failures = suites.values().flatten().filter(|it| fails(it)).count();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"linchpin\" tests=\"{tests}\" failures=\"{failures}\">")?;
    for (rule, cases) in &suites {
        let failures = cases.iter().filter(|it| fails(it)).count();
        let skipped = cases.iter().filter(|it| it.1.is_some()).count();
        let tests = cases.len().max(1);
        writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" skipped=\"{skipped}\">",
            xml(rule)
        )?;
        if cases.is_empty() {
            let unknown = checked.unknown.iter().find(|(code, _)| code == rule);
            write_empty(rule, unknown.map(|(_, places)| *places), out)?;
        }
        for case in cases {
            write_case(*case, fails(case), &checked.analysis.sources, out)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn write_empty(rule: &str, unknown: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let rule = xml(rule);
    match unknown {
        None => writeln!(out, "    <testcase classname=\"{rule}\" name=\"nothing found\"/>"),
        Some(places) => writeln!(
            out,
            "    <testcase classname=\"{rule}\" name=\"not judged\"><skipped message=\"in {places} places the \
             facts are not stated\"/></testcase>"
        ),
    }
}

fn write_case(
    (finding, acceptance): Case<'_>,
    fails: bool,
    sources: &Sources,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = sources.place(finding.span);
    let name = finding.element.as_ref().map_or("the file", |it| &it.id);
    write!(out, "    <testcase classname=\"{}\" name=\"{}\"", xml(finding.code), xml(name))?;
    if let Some(place) = &place {
        write!(out, " file=\"{}\" line=\"{}\"", xml(&clean(&place.path)), place.line)?;
    }
    let mut text = format!("{}: {}", finding.severity.name(), finding.message);
    if let Some(place) = place {
        text = format!("{text}\n{}:{}:{}", clean(&place.path), place.line, place.column);
    }
    if let Some(help) = &finding.help {
        text = format!("{text}\nhelp: {help}");
    }
    let (message, text) = (xml(&finding.message), xml(&text));
    match acceptance {
        Some(acceptance) => {
            let reason = acceptance.reason.as_ref().map_or("", |it| it.as_str());
            writeln!(out, "><skipped message=\"accepted: {}\"/></testcase>", xml(reason))
        }
        None if fails => writeln!(
            out,
            "><failure type=\"{}\" message=\"{message}\">{text}</failure></testcase>",
            finding.severity.name()
        ),
        None => writeln!(out, "><system-out>{text}</system-out></testcase>"),
    }
}
