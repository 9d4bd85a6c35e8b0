//! SARIF 2.1.0, which code scanning services and editors read (OASIS, docs.oasis-open.org/sarif/sarif/v2.1.0).
//!
//! Accepted findings are in it too, as suppressed results: the format has a place for them.

mod model;

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::escape::uri;
use super::human::Look;
use super::{CheckFormat, Checked};
use crate::analysis::Acceptance;
use crate::diag::{Confidence, Diagnostic, Mark, Severity};
use crate::report::fingerprints;
use crate::report::problems::problem;
use crate::text::{FileId, Sources, Span, clean, plural};
use model::{
    ArtifactLocation, CodeFlow, Configuration, Descriptor, DescriptorReference, Driver,
    Fingerprints, Help, Invocation, Location, Log, LogicalLocation, Notification, PhysicalLocation,
    Properties, Region, Result, Run, Suppression, Text, ThreadFlow, ThreadFlowLocation, Tool,
};

pub(crate) static CHECK: CheckFormat =
    CheckFormat { name: "sarif", about: "SARIF 2.1.0 for code scanning", write };

/// One result to be, with its acceptance.
type Entry<'a> = (&'a Diagnostic, Option<&'a Acceptance>);

fn write(checked: &Checked<'_>, _look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut entries: Vec<Entry<'_>> = checked.shown().map(|it| (it, None)).collect();
    entries.extend(checked.accepted().map(|(finding, acceptance)| (finding, Some(acceptance))));
    let findings: Vec<&Diagnostic> = entries.iter().map(|(it, _)| *it).collect();
    let mut codes: Vec<&'static str> = findings.iter().map(|it| it.code).collect();
    codes.extend(checked.unknown.iter().map(|(rule, _)| *rule));
    codes.sort_unstable();
    codes.dedup();
    let results = Results {
        sources: &checked.analysis.sources,
        fingerprints: fingerprints(&findings),
        positions: codes.iter().copied().zip(0..).collect(),
        state: checked.compares().then_some("new"),
        entries,
    };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "Linchpin",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: codes.into_iter().map(descriptor).collect(),
                },
            },
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: notifications(checked),
            }],
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

/// What rules could not judge is no result, since nothing was found; it is told beside the results.
fn notifications(checked: &Checked<'_>) -> Vec<Notification> {
    let unknown = checked.unknown.iter();
    unknown
        .map(|(rule, places)| Notification {
            level: "note",
            message: Text::new(format!(
                "{rule} could not judge {} where the facts are not stated",
                plural(*places, "place")
            )),
            associated_rule: DescriptorReference { id: rule },
        })
        .collect()
}

fn descriptor(code: &'static str) -> Descriptor {
    let (summary, full, help, level, precision) = match (crate::rules::rule(code), problem(code)) {
        (Some(rule), _) => (
            rule.summary,
            rule.why,
            Help {
                text: format!("{}\n\nWhat to do: {}", rule.why, rule.fix),
                markdown: format!(
                    "{}\n\n**What to do.** {}\n\nWith the fault:\n\n```yaml\n{}\n```\n\nWithout it:\n\n```yaml\n{}\n```\n",
                    rule.why,
                    rule.fix,
                    rule.bad.trim_end(),
                    rule.good.trim_end()
                ),
            },
            rule.severity,
            rule.confidence,
        ),
        (None, Some(it)) => (
            it.summary,
            it.fix,
            Help {
                text: format!("What to do: {}", it.fix),
                markdown: format!(
                    "**What to do.** {}\n\n{}:\n\n```yaml\n{}\n```\n",
                    it.fix,
                    it.example.title(),
                    it.example.text().trim_end()
                ),
            },
            Severity::Error,
            Confidence::High,
        ),
        (None, None) => {
            let help = Help { text: code.to_owned(), markdown: code.to_owned() };
            (code, code, help, Severity::Warning, Confidence::High)
        }
    };
    Descriptor {
        id: code,
        short_description: Text::new(summary),
        full_description: Text::new(full),
        help,
        default_configuration: Configuration { level: level_of(level) },
        properties: Properties { precision: precision.into() },
    }
}

fn level_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Results that are made one by one while they are written.
struct Results<'a> {
    sources: &'a Sources,
    entries: Vec<Entry<'a>>,
    fingerprints: Vec<String>,
    /// Of the rules in the driver's list.
    positions: BTreeMap<&'static str, usize>,
    state: Option<&'static str>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let entries = self.entries.iter().zip(&self.fingerprints);
        serializer.collect_seq(entries.map(|(entry, print)| self.result(*entry, print)))
    }
}

impl Results<'_> {
    fn result<'p>(&self, (finding, acceptance): Entry<'_>, print: &'p str) -> Result<'p> {
        let message = match &finding.help {
            Some(help) => format!("{}\nWhat to do: {help}", finding.message),
            None => finding.message.clone(),
        };
        let hops: Vec<&Mark> = finding.marks.iter().filter(|it| it.is_hop).collect();
        Result {
            rule_id: finding.code,
            rule_index: self.positions.get(finding.code).copied(),
            level: level_of(finding.severity),
            message: Text::new(message),
            locations: [self.primary(finding)],
            related_locations: self.related(finding),
            code_flows: if hops.len() > 1 { vec![self.flow(&hops)] } else { Vec::new() },
            partial_fingerprints: Fingerprints { finding: print, line_hash: print },
            baseline_state: self.state.filter(|_| acceptance.is_none()),
            suppressions: acceptance.map(|it| [self.suppression(it)]),
        }
    }

    /// What was written nowhere is shown at the beginning of the stack's own file: services refuse results without a place.
    fn primary(&self, finding: &Diagnostic) -> Location {
        let place = self.physical(finding.span).or_else(|| {
            let first = FileId(0);
            self.physical(Span { file: first, start: 0, end: 0 })
        });
        let logical_locations = finding.element.iter().map(|it| {
            let kind: &str = it.kind.into();
            LogicalLocation {
                name: it.id.to_string(),
                fully_qualified_name: format!("{kind}/{}", it.id),
                kind,
            }
        });
        Location {
            id: None,
            place,
            logical_locations: logical_locations.collect(),
            message: Some(Text::new(finding.label.clone())).filter(|it| !it.text.is_empty()),
        }
    }

    fn related(&self, finding: &Diagnostic) -> Vec<Location> {
        let placed = finding.marks.iter().filter_map(|it| Some((self.physical(it.span)?, it)));
        let numbered = placed.zip(1..);
        numbered
            .map(|((place, mark), id)| Location {
                id: Some(id),
                place: Some(place),
                logical_locations: Vec::new(),
                message: Some(Text::new(mark.text.clone())),
            })
            .collect()
    }

    fn flow(&self, hops: &[&Mark]) -> CodeFlow {
        let locations = hops.iter().map(|it| ThreadFlowLocation {
            location: Location {
                id: None,
                place: self.physical(it.span),
                logical_locations: Vec::new(),
                message: Some(Text::new(it.text.clone())),
            },
        });
        CodeFlow { thread_flows: [ThreadFlow { locations: locations.collect() }] }
    }

    fn physical(&self, span: Span) -> Option<PhysicalLocation> {
        let source = self.sources.get(span.file)?;
        let (start_line, start_column) = source.line_column(span.start);
        let (end_line, end_column) = source.line_column(span.end.max(span.start));
        Some(PhysicalLocation {
            artifact_location: ArtifactLocation { uri: uri(&clean(&source.path)) },
            region: Region { start_line, start_column, end_line, end_column },
        })
    }

    fn suppression(&self, it: &Acceptance) -> Suppression {
        let mut words: Vec<String> = Vec::new();
        words.extend(it.reason.as_ref().map(ToString::to_string));
        words.extend(it.by.as_ref().map(|it| format!("accepted by {it}")));
        words.extend(it.until.map(|it| format!("until {it}")));
        Suppression {
            // Both stand in the stack file; only the comment stands where the finding does.
            kind: if it.is_comment { "inSource" } else { "external" },
            status: "accepted",
            justification: Some(words.join("; ")).filter(|it| !it.is_empty()),
            location: self.physical(it.span).map(|place| Location {
                id: None,
                place: Some(place),
                logical_locations: Vec::new(),
                message: None,
            }),
        }
    }
}
