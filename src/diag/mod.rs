//! Diagnostics: everything that Linchpin has to say about a file or a stack, in one shape.
//!
//! Problems of the text, findings of the rules and conflicts between scenarios are all `Diagnostic`s; nothing here prints.

mod fix;
mod render;

use strum::{EnumString, IntoStaticStr, VariantNames};

use crate::text::{Label, Span};

pub(crate) use fix::{Change, Fix, Safety};
pub(crate) use render::{Style, render};

#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumString,
    IntoStaticStr,
    VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Severity {
    Note,
    Warning,
    Error,
}

impl Severity {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    /// One step worse; an error stays one.
    pub(crate) fn raised(self) -> Self {
        match self {
            Self::Note => Self::Warning,
            Self::Warning | Self::Error => Self::Error,
        }
    }
}

/// How sure a rule is that what it found is a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Confidence {
    Medium,
    High,
}

/// The kinds of things that a finding can be about.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumString,
    IntoStaticStr,
    VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum ElementKind {
    Company,
    Team,
    Person,
    Vendor,
    Tool,
    Object,
    Credential,
    Integration,
    Automation,
    Journey,
    Purpose,
    Suppression,
    AiFeature,
    Campaign,
    Initiative,
}

impl ElementKind {
    /// As people say it: "AI feature", "integration".
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::AiFeature => "AI feature",
            Self::Purpose => "consent purpose",
            other => other.into(),
        }
    }
}

/// A thing of the stack by its name, so that it means the same before and after an edit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Element {
    pub(crate) kind: ElementKind,
    pub(crate) id: Label,
}

impl Element {
    pub(crate) fn new(kind: ElementKind, id: &str) -> Self {
        Self { kind, id: Label::new(id) }
    }
}

/// A place in the text with what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) text: String,
    /// Whether it is one step of a chain, whose steps stand in their order.
    pub(crate) is_hop: bool,
}

/// One thing to tell. `message` says what is wrong, `help` what to do about it.
///
/// Texts are built from [`Label`]s or cleaned by [`crate::text::clean`]; they hold no raw input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Diagnostic {
    /// Kebab-case, e.g. `ref-unknown`, `owner-left`, `yaml-syntax`.
    pub(crate) code: &'static str,
    pub(crate) severity: Severity,
    pub(crate) confidence: Confidence,
    pub(crate) message: String,
    /// What it is about; `None` for problems of the text itself.
    pub(crate) element: Option<Element>,
    /// Further things concerned, e.g. the flows of a chain, in order.
    pub(crate) related: Vec<Element>,
    /// Where; [`Span::NONE`] where nothing was written.
    pub(crate) span: Span,
    /// What stands beside the primary place, e.g. "expected a date".
    pub(crate) label: String,
    /// Other places that belong to it, e.g. each hop of a path.
    pub(crate) marks: Vec<Mark>,
    /// What to do.
    pub(crate) help: Option<String>,
    /// The same as a change to the text, where no thought is needed to make it.
    pub(crate) fix: Option<Box<Fix>>,
}

impl Diagnostic {
    pub(crate) fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            confidence: Confidence::High,
            message: message.into(),
            element: None,
            related: Vec::new(),
            span: Span::NONE,
            label: String::new(),
            marks: Vec::new(),
            help: None,
            fix: None,
        }
    }

    pub(crate) fn at(mut self, span: Span, label: impl Into<String>) -> Self {
        self.span = span;
        self.label = label.into();
        self
    }

    pub(crate) fn about(mut self, kind: ElementKind, id: &str) -> Self {
        self.element = Some(Element::new(kind, id));
        self
    }

    pub(crate) fn with(mut self, kind: ElementKind, id: &str) -> Self {
        self.related.push(Element::new(kind, id));
        self
    }

    pub(crate) fn mark(mut self, span: Span, text: impl Into<String>) -> Self {
        self.marks.push(Mark { span, text: text.into(), is_hop: false });
        self
    }

    /// The next step of the chain that it speaks of.
    pub(crate) fn hop(mut self, span: Span, text: impl Into<String>) -> Self {
        self.marks.push(Mark { span, text: text.into(), is_hop: true });
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(Box::new(fix));
        self
    }

    pub(crate) fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// What stays the same when the stack is edited elsewhere: used to tell new findings from old ones.
    pub(crate) fn identity(&self) -> (&'static str, Option<&Element>, &[Element]) {
        (self.code, self.element.as_ref(), &self.related)
    }
}

/// Puts diagnostics in the order of the text: file, place, code.
pub(crate) fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|left, right| {
        (left.span, left.code, &left.element, &left.message).cmp(&(
            right.span,
            right.code,
            &right.element,
            &right.message,
        ))
    });
}
