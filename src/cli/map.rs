//! `linchpin map`: the stack as boxes and lines, in text, as a picture and for other programs.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, names, selecting};
use crate::analysis::Analysis;
use crate::export::human::Extent;
use crate::export::{Picture, Shade};
use crate::layout::{Detail, Glyphs};
use crate::map::{
    FOCUS_FROM_TOOLS, Focus, Frames, HOPS_DEFAULT, Subject, TextOptions, lay_out, to_text,
};
use crate::select::Selection;
use crate::stack::ToolId;
use crate::text::{Label, clean};

#[derive(Args)]
pub(super) struct Map {
    /// Only this tool and what lies around it
    #[arg(value_name = "TOOL")]
    tool: Option<String>,

    /// Only the tools that a selector means, such as `+salesforce`, with what is between them
    #[arg(long, value_name = "SELECTOR", conflicts_with = "tool")]
    select: Option<String>,

    /// How far around it
    #[arg(long, value_name = "HOPS", default_value_t = HOPS_DEFAULT, requires = "tool")]
    hops: u32,

    /// Put what moves on the lines, as far as the drawing stays within so many columns
    #[arg(long, value_name = "COLUMNS")]
    width: Option<u16>,

    /// With the characters of every terminal and font
    #[arg(long)]
    ascii: bool,

    /// Boxes with their categories
    #[arg(long)]
    details: bool,

    /// A frame around tools of one category, or of one vendor, where they stand together
    #[arg(long, value_enum, value_name = "BY", num_args = 0..=1, default_missing_value = "category")]
    groups: Option<Groups>,

    /// The colours of an SVG: auto (as whoever looks at it has it), light or dark
    #[arg(long, value_enum, default_value_t = Theme::Auto, value_name = "THEME", hide_possible_values = true)]
    theme: Theme,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Groups {
    Category,
    Vendor,
}

impl Groups {
    fn frames(self) -> Frames {
        match self {
            Self::Category => Frames::Category,
            Self::Vendor => Frames::Vendor,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Theme {
    Auto,
    Light,
    Dark,
}

impl Theme {
    fn shade(self) -> Shade {
        match self {
            Self::Auto => Shade::Auto,
            Self::Light => Shade::Light,
            Self::Dark => Shade::Dark,
        }
    }
}

pub(super) fn run(call: &mut Call<'_>, verb: &Map) -> Result<Ending, Failure> {
    if call.format == Format::Json {
        return Err(Failure::new("a map is a drawing and has no JSON form")
            .hint("`linchpin list flows --format json` has what it is drawn from"));
    }
    let analysis = call.analysis_with_warning()?;
    let focus = match &verb.tool {
        Some(name) => Some(around(&analysis, names::tool(&analysis.stack, name)?, verb.hops)),
        None => None,
    };
    let chosen = match &verb.select {
        Some(text) => Some(chosen(&analysis, text)?),
        None => None,
    };
    let glyphs = if verb.ascii { Glyphs::Ascii } else { Glyphs::Unicode };
    let subject = Subject { before: &analysis, simulation: None };
    let all = call.look.extent == Extent::All;
    let detail = if verb.details { Detail::Cards } else { Detail::Compact };
    let width = verb.width;
    let frames = verb.groups.map_or(Frames::None, Groups::frames);
    let options = TextOptions { focus, chosen, width, all, frames, detail, glyphs };
    let Some(format) = call.map_format else {
        call.print(&to_text(subject, &options))?;
        return Ok(Ending::Clean);
    };
    let (drawing, layout) = lay_out(subject, &options);
    let (analysis, drawing, layout) = (&analysis, &drawing, &layout);
    let shade = verb.theme.shade();
    let written = (format.write)(&Picture { analysis, drawing, layout, shade });
    for notice in &written.notices {
        call.say(notice)?;
    }
    call.print(&written.text)?;
    Ok(Ending::Clean)
}

/// The tools that a selector means; of other things, those that it means of tools.
fn chosen(analysis: &Analysis, text: &str) -> Result<(String, BTreeSet<Label>), Failure> {
    let input = analysis.selectable();
    let selector = selecting::selector(&input, text)?;
    let tools = Selection::new(&selector, &input).tools();
    if tools.is_empty() {
        return Err(Failure::new(format!("the selector `{text}` means no tool"))
            .hint(format!("`linchpin list tools '{text}'` shows what it means")));
    }
    let tools = tools.into_iter().map(|it| analysis.stack.tools[it].id.clone()).collect();
    Ok((clean(text), tools))
}

/// What an overview shows: all of a stack that fits, else the surroundings of what most hangs on.
pub(super) fn of_overview(analysis: &Analysis) -> String {
    let worst = analysis.linchpins().first().map(|it| it.tool);
    let focus = worst
        .filter(|_| analysis.stack.tools.len() >= FOCUS_FROM_TOOLS)
        .map(|tool| around(analysis, tool, HOPS_DEFAULT));
    let subject = Subject { before: analysis, simulation: None };
    to_text(subject, &TextOptions { focus, ..TextOptions::default() })
}

fn around(analysis: &Analysis, tool: ToolId, hops: u32) -> Focus {
    Focus { tool: analysis.stack.tools[tool].id.clone(), hops }
}
