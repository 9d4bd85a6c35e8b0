//! A check, finding by finding, so that a large one is never held twice. `docs/check.schema.json` describes it.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::finding::{Counts, Finding, Range};
use super::write_document;
use crate::analysis::Acceptance;
use crate::diag::{Diagnostic, Safety};
use crate::export::human::{Extent, Look};
use crate::export::{Against, CheckFormat, Checked};
use crate::mend::Patches;
use crate::report::{Subject, fingerprints};
use crate::text::Sources;

pub(crate) static CHECK: CheckFormat =
    CheckFormat { name: "json", about: "for programs; docs/check.schema.json describes it", write };

#[derive(Serialize)]
struct Check<'a> {
    summary: Summary,
    /// About what was asked, such as a scenario's own text; none of it counts.
    remarks: Plain<'a>,
    findings: Findings<'a>,
    not_judged: Vec<NotJudged>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Baseline<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<Base<'a>>,
}

#[derive(Serialize)]
struct Summary {
    tools: usize,
    integrations: usize,
    #[serde(flatten)]
    counts: Counts,
    accepted: usize,
    /// Whether the exit code is 1.
    fails: bool,
}

#[derive(Serialize)]
struct NotJudged {
    rule: &'static str,
    places: usize,
}

#[derive(Serialize)]
struct Baseline<'a> {
    file: &'a str,
    known: usize,
    pruned: bool,
    stale: Vec<Stale<'a>>,
}

#[derive(Serialize)]
struct Stale<'a> {
    rule: &'a str,
    kind: Option<&'a str>,
    id: &'a str,
    count: usize,
}

impl<'a> Stale<'a> {
    fn of((subject, count): &'a (Subject, usize)) -> Self {
        let Subject { rule, kind, id } = subject;
        Self { rule, kind: kind.as_deref(), id, count: *count }
    }
}

#[derive(Serialize)]
struct Base<'a> {
    name: &'a str,
    unchanged: usize,
    fixed: Plain<'a>,
}

/// Findings without anything to say about this run.
struct Plain<'a> {
    sources: &'a Sources,
    findings: &'a [&'a Diagnostic],
}

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.findings.iter().map(|it| Finding::of(self.sources, it)))
    }
}

/// What counts, and the accepted where they were asked for; each is made when its turn comes.
struct Findings<'a> {
    sources: &'a Sources,
    all: Vec<(&'a Diagnostic, Option<&'a Acceptance>)>,
    fingerprints: Vec<String>,
    /// By position.
    fixes: Vec<Option<Fix<'a>>>,
}

/// A change to the text that makes the finding go away.
#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    /// Whether `--fix` makes it; `--fix=all` makes all.
    safe: bool,
    /// `null` where there are too many fixes, or the way the file is written does not allow this one.
    edits: Option<Vec<Edit<'a>>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    file: &'a str,
    /// So many lines from this one on, which counts from 1, give way to the text.
    line: usize,
    line_count: usize,
    text: String,
}

#[derive(Serialize)]
struct Found<'a> {
    #[serde(flatten)]
    finding: Finding<'a>,
    /// The same in every run, whichever line the finding stands on.
    fingerprint: &'a str,
    fix: Option<&'a Fix<'a>>,
    accepted: Option<Accepted<'a>>,
}

#[derive(Serialize)]
struct Accepted<'a> {
    reason: Option<&'a str>,
    by: Option<&'a str>,
    until: Option<String>,
    place: Option<Range<'a>>,
}

impl<'a> Accepted<'a> {
    fn of(sources: &'a Sources, it: &'a Acceptance) -> Self {
        Self {
            reason: it.reason.as_deref(),
            by: it.by.as_deref(),
            until: it.until.map(|it| it.to_string()),
            place: Range::of(sources, it.span),
        }
    }
}

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = self.fingerprints.iter().zip(&self.fixes);
        serializer.collect_seq(self.all.iter().zip(known).map(
            |((finding, acceptance), (fingerprint, fix))| Found {
                finding: Finding::of(self.sources, finding),
                fingerprint,
                fix: fix.as_ref(),
                accepted: acceptance.map(|it| Accepted::of(self.sources, it)),
            },
        ))
    }
}

/// The fixes of findings, by position; the files are read for them only where there are any.
fn fixes<'a>(checked: &Checked<'a>, of_all: &[&'a Diagnostic]) -> Vec<Option<Fix<'a>>> {
    let sources = &checked.analysis.sources;
    let mut patches = None;
    let fix_of = |it: &&'a Diagnostic| {
        let fix = it.fix.as_deref().filter(|_| checked.is_of_files)?;
        let edits = patches.get_or_insert_with(|| Patches::of(sources)).edits(fix);
        let edit = |it: crate::mend::LineEdit| Edit {
            file: sources.get(it.file).map_or("", |it| it.path.as_str()),
            line: it.line,
            line_count: it.line_count,
            text: it.text,
        };
        Some(Fix {
            title: &fix.title,
            safe: fix.safety == Safety::Safe,
            edits: edits.map(|it| it.into_iter().map(edit).collect()),
        })
    };
    of_all.iter().map(fix_of).collect()
}

fn write(checked: &Checked<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let analysis = checked.analysis;
    let mut all: Vec<(&Diagnostic, Option<&Acceptance>)> =
        checked.open().map(|it| (it, None)).collect();
    if look.extent == Extent::All {
        all.extend(
            checked.accepted.iter().map(|(finding, acceptance)| (*finding, Some(*acceptance))),
        );
    }
    let of_all: Vec<&Diagnostic> = all.iter().map(|(it, _)| *it).collect();
    let fingerprints = fingerprints(&of_all);
    let fixes = fixes(checked, &of_all);
    let (baseline, base) = match &checked.against {
        Against::Nothing => (None, None),
        Against::Baseline { file, known, stale, is_pruned } => {
            let stale = stale.iter().map(Stale::of).collect();
            (Some(Baseline { file, known: *known, pruned: *is_pruned, stale }), None)
        }
        Against::Other { name, known, fixed, sources } => {
            let fixed = Plain { sources, findings: fixed };
            (None, Some(Base { name, unchanged: *known, fixed }))
        }
    };
    let content = Check {
        summary: Summary {
            tools: analysis.stack.tools.len(),
            integrations: analysis.stack.integrations.len(),
            counts: Counts::of(checked.counts()),
            accepted: analysis.accepted.len(),
            fails: checked.fails(),
        },
        remarks: Plain { sources: &analysis.sources, findings: &checked.remarks },
        findings: Findings { sources: &analysis.sources, all, fingerprints, fixes },
        not_judged: checked
            .unknown
            .iter()
            .map(|(rule, places)| NotJudged { rule, places: *places })
            .collect(),
        baseline,
        base,
    };
    write_document("check", &content, out)
}
