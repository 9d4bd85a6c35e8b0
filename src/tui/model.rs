//! What the screen shows, apart from how: one value, changed by `update` alone.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use super::canvas::Hits;
use super::explain;
use super::filter::{Filter, Matcher};
use super::glyphs::GlyphSet;
use super::keymap::Keymap;
use super::msg::Toast;
use super::overlays::Overlay;
use super::rows::{Pane, Row, SortKey, Tone};
use super::since::LookBack;
use super::staged::Staged;
use super::target::{Target, finding};
use super::text_input::TextInput;
use super::theme::Theme;
use super::views::{self, View};
use crate::analysis::Analysis;
use crate::diag::Diagnostic;
use crate::impact::Blast;
use crate::network::Component;
use crate::scenario::Simulation;
use crate::text::{Place, Sources};

/// Lines kept of the log; enough to find what a toast said.
const LOG_LINES_MAX: usize = 500;
/// Steps kept of the navigation.
const HISTORY_MAX: usize = 100;

#[expect(clippy::struct_excessive_bools, reason = "they are independent switches of the screen")]
pub(crate) struct Model {
    /// The root file; `None` where nothing was named.
    pub(crate) path: Option<PathBuf>,
    /// Why nothing can be written to it, where that is so.
    pub(crate) unwritable: Option<&'static str>,
    /// The last good analysis, and how many loads were asked for.
    pub(crate) analysis: Option<Arc<Analysis>>,
    pub(crate) generation: u64,
    pub(crate) job: Job,
    /// A load is under way; what is staged is simulated when it has arrived.
    pub(crate) is_loading: bool,
    /// Why what is shown is not what stands in the file.
    pub(crate) broken: Option<Broken>,
    /// Elements whose text changed with the last reload.
    pub(crate) changed: Vec<Target>,
    pub(crate) is_polling: bool,
    /// The last commit of the file, as of the last look at it.
    pub(crate) look_back: LookBack,

    pub(crate) staged: Staged,
    pub(crate) simulation: Option<Arc<Simulation>>,

    /// Position in [`views::VIEWS`].
    pub(crate) view: usize,
    pub(crate) states: views::States,
    /// What the page is about, whether or not it is shown.
    pub(crate) subject: Option<views::Subject>,
    pub(crate) cursors: BTreeMap<&'static str, Cursor>,
    pub(crate) scrolls: BTreeMap<ScrollKey, Scroll>,
    pub(crate) filters: BTreeMap<&'static str, String>,
    /// The filter line while it is typed in.
    pub(crate) filter_input: Option<TextInput>,
    /// Nothing was typed for a while: what is wrong with the filter may be told.
    pub(crate) has_paused: bool,
    pub(crate) sorts: BTreeMap<ScrollKey, Sort>,
    /// Path ends, pairs to compare.
    pub(crate) mark: Option<Target>,
    pub(crate) overlays: Vec<Overlay>,
    pub(crate) back: Vec<Visit>,
    pub(crate) forward: Vec<Visit>,

    pub(crate) toasts: Vec<Toast>,
    pub(crate) log: Vec<Toast>,
    /// The first key of an unfinished sequence.
    pub(crate) pending: Option<String>,
    pub(crate) shows_which_key: bool,
    pub(crate) shows_preview: bool,
    pub(crate) captures_mouse: bool,

    pub(crate) themes: Arc<Vec<Theme>>,
    pub(crate) theme: usize,
    pub(crate) size: (u16, u16),
    /// What drawings are made of.
    pub(crate) glyphs: GlyphSet,
    /// Keys that somebody has given to actions.
    pub(crate) keymap: Keymap,
    /// What the last frame drew where.
    pub(crate) seen: Hits,
    /// The selection while a frame is painted, when nothing can change it: footer and inspector ask for it often.
    pub(crate) frozen: RefCell<Option<Frozen>>,
}

/// What cannot change while a frame is painted.
pub(crate) struct Frozen {
    pub(crate) selected: Option<Target>,
}

/// What the worker is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    Idle,
    Running,
    /// Long enough to say so.
    Slow,
}

/// The file as it is now, where it cannot be used.
pub(crate) struct Broken {
    pub(crate) message: String,
    /// What could be read of it is shown, not the last good state.
    pub(crate) is_read: bool,
    pub(crate) problems: Vec<Diagnostic>,
    pub(crate) sources: Sources,
}

/// Where the selection of a view is: by name, and by position for when the name is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) pane: usize,
    pub(crate) target: Option<Target>,
    /// Among the selectable rows of the pane.
    pub(crate) index: usize,
}

/// A view's pane, by position.
pub(crate) type ScrollKey = (&'static str, usize);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scroll {
    pub(crate) offset: usize,
    /// The wheel has moved it away from the selection.
    pub(crate) is_free: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sort {
    pub(crate) column: usize,
    pub(crate) order: Order,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Rising,
    Falling,
}

/// A place that was visited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visit {
    pub(crate) view: usize,
    pub(crate) cursor: Cursor,
    pub(crate) filter: String,
    pub(crate) subject: Option<views::Subject>,
    /// What part of the stack the map showed.
    pub(crate) reach: views::Reach,
}

impl Model {
    pub(crate) fn new(path: Option<PathBuf>, themes: Vec<Theme>, size: (u16, u16)) -> Self {
        Self {
            path,
            unwritable: None,
            analysis: None,
            generation: 0,
            job: Job::Idle,
            is_loading: false,
            broken: None,
            changed: Vec::new(),
            is_polling: false,
            look_back: LookBack::default(),
            staged: Staged::default(),
            simulation: None,
            view: 0,
            states: views::States::default(),
            cursors: BTreeMap::new(),
            scrolls: BTreeMap::new(),
            filters: BTreeMap::new(),
            filter_input: None,
            has_paused: true,
            sorts: BTreeMap::new(),
            mark: None,
            overlays: Vec::new(),
            back: Vec::new(),
            forward: Vec::new(),
            toasts: Vec::new(),
            log: Vec::new(),
            pending: None,
            shows_which_key: false,
            shows_preview: false,
            captures_mouse: true,
            themes: Arc::new(themes),
            theme: 0,
            size,
            glyphs: GlyphSet::Unicode,
            keymap: Keymap::default(),
            seen: Hits::default(),
            subject: None,
            frozen: RefCell::default(),
        }
    }

    pub(crate) fn view(&self) -> &'static View {
        views::VIEWS.get(self.view).copied().unwrap_or(&views::OVERVIEW)
    }

    pub(crate) fn theme(&self) -> &Theme {
        &self.themes[self.theme.min(self.themes.len() - 1)]
    }

    /// The root file's name, for the title bar.
    pub(crate) fn file_name(&self) -> String {
        let name = self.path.as_deref().and_then(|it| it.file_name());
        name.map_or_else(|| "no file".to_owned(), |it| crate::text::clean(&it.to_string_lossy()))
    }

    pub(crate) fn filter(&self) -> &str {
        self.filters.get(self.view().id).map_or("", String::as_str)
    }

    /// The panes of the view as they are shown: filtered and sorted.
    pub(crate) fn panes(&self) -> Vec<Pane> {
        let Some(analysis) = &self.analysis else { return Vec::new() };
        let view = self.view();
        let mut panes = (view.panes)(self);
        let filter = Filter::parse(self.filter());
        let input = analysis.selectable();
        let matcher = (!filter.is_empty()).then(|| Matcher::new(&filter, analysis, &input));
        for (index, pane) in panes.iter_mut().enumerate() {
            if let Some(matcher) = &matcher {
                keep_matching(pane, |target, text| matcher.matches(target, text));
            }
            if let Some(sort) = self.sorts.get(&(view.id, index)) {
                sort_rows(pane, *sort);
            }
        }
        panes
    }

    /// Pane and row of the selection; `None` where nothing can be selected.
    pub(crate) fn position(&self, panes: &[Pane]) -> Option<(usize, usize)> {
        let cursor = self.cursors.get(self.view().id).cloned().unwrap_or_default();
        if let Some(target) = &cursor.target {
            let pane = panes.get(cursor.pane)?;
            // Several rows may stand for the same thing: the one that was chosen goes first.
            let chosen = pane.selectable().get(cursor.index).copied();
            if let Some(row) = chosen.filter(|it| pane.rows[*it].target.as_ref() == Some(target)) {
                return Some((cursor.pane, row));
            }
            if let Some(row) = pane.rows.iter().position(|it| it.target.as_ref() == Some(target)) {
                return Some((cursor.pane, row));
            }
        }
        let pane = panes
            .get(cursor.pane)
            .filter(|it| it.has_targets())
            .map(|_| cursor.pane)
            .or_else(|| panes.iter().position(Pane::has_targets))?;
        let rows = panes[pane].selectable();
        let row = rows.get(cursor.index.min(rows.len().saturating_sub(1)))?;
        Some((pane, *row))
    }

    pub(crate) fn selected(&self) -> Option<Target> {
        if let Some(frozen) = &*self.frozen.borrow() {
            return frozen.selected.clone();
        }
        if self.view().keeps_cursor {
            return self.cursors.get(self.view().id)?.target.clone();
        }
        let panes = self.panes();
        let (pane, row) = self.position(&panes)?;
        panes[pane].rows[row].target.clone()
    }

    /// Moves the selection of the shown view to a thing, in whatever pane it is.
    pub(crate) fn select(&mut self, target: &Target) {
        let id = self.view().id;
        let panes = self.panes();
        let current = self.cursors.get(id).map_or(0, |it| it.pane);
        let order = std::iter::once(current).chain(0..panes.len());
        let mut found = Cursor { pane: current, target: Some(target.clone()), index: 0 };
        for pane in order {
            let rows = panes.get(pane).map(Pane::selectable).unwrap_or_default();
            let at =
                rows.iter().position(|row| panes[pane].rows[*row].target.as_ref() == Some(target));
            if let Some(index) = at {
                found.pane = pane;
                found.index = index;
                break;
            }
        }
        for (_, scroll) in self.scrolls.iter_mut().filter(|(key, _)| key.0 == id) {
            scroll.is_free = false;
        }
        self.scrolls.remove(&(id, super::detail::DETAIL));
        self.cursors.insert(id, found);
    }

    pub(crate) fn visit(&self) -> Visit {
        let id = self.view().id;
        Visit {
            view: self.view,
            cursor: self.cursors.get(id).cloned().unwrap_or_default(),
            filter: self.filter().to_owned(),
            subject: self.subject.clone(),
            reach: views::reach_of(self),
        }
    }

    /// Remembers where we are before going elsewhere.
    pub(crate) fn leave_here(&mut self) {
        let here = self.visit();
        if self.back.last() != Some(&here) {
            self.back.push(here);
        }
        if self.back.len() > HISTORY_MAX {
            self.back.remove(0);
        }
        self.forward.clear();
    }

    pub(crate) fn return_to(&mut self, visit: Visit) {
        self.view = visit.view;
        self.subject = visit.subject;
        let id = self.view().id;
        self.cursors.insert(id, visit.cursor);
        self.filters.insert(id, visit.filter);
        views::look_again_at(self, visit.reach);
    }

    pub(crate) fn say(&mut self, toast: Toast) {
        self.note(toast.clone());
        // Older ones are in the log.
        self.toasts = vec![toast];
    }

    /// Into the log only.
    pub(crate) fn note(&mut self, toast: Toast) {
        self.log.push(toast);
        if self.log.len() > LOG_LINES_MAX {
            self.log.remove(0);
        }
    }

    /// What is said now is bad news, which nothing that happens by itself may take away.
    pub(crate) fn is_alarmed(&self) -> bool {
        self.toasts.last().is_some_and(|it| matches!(it.tone, Tone::Danger | Tone::Warn))
    }

    /// What the loss of a component does.
    pub(crate) fn loss_of(&self, component: Component) -> Option<Rc<Blast>> {
        Some(self.states.losses.of(self.analysis.as_ref()?, component))
    }

    /// Where the thing is written.
    pub(crate) fn place_of(&self, target: &Target) -> Option<Place> {
        let analysis = self.analysis.as_ref()?;
        let span = match target {
            Target::Finding(key) => self.finding(key)?.span,
            Target::Line(name) => explain::affected(self, name)
                .map_or_else(|| target.span(analysis), |it| it.need.span),
            other => other.span(analysis),
        };
        analysis.sources.place(span)
    }

    /// A finding of the stack as it is, else of the staged scenario.
    pub(crate) fn finding(&self, key: &str) -> Option<&Diagnostic> {
        let of_stack = self.analysis.as_deref().and_then(|it| finding(it, key));
        of_stack.or_else(|| finding(&self.simulation.as_deref()?.after, key))
    }

    /// Problems of the text, of the file as it is now, with the texts they are about.
    pub(crate) fn problems(&self) -> Option<(&[Diagnostic], &Sources)> {
        match (&self.broken, &self.analysis) {
            (Some(broken), _) => Some((&broken.problems, &broken.sources)),
            (None, Some(analysis)) => Some((&analysis.problems, &analysis.sources)),
            (None, None) => None,
        }
    }
}

/// Keeps the rows that match together with the heading above them, and those headings.
fn keep_matching(pane: &mut Pane, matches: impl Fn(&Target, &str) -> bool) {
    let (mut heading, mut above) = (None, String::new());
    for row in std::mem::take(&mut pane.rows) {
        if row.is_heading {
            above = row.plain();
            heading = Some(row);
            continue;
        }
        let text = format!("{above} {}", row.plain());
        if row.target.as_ref().is_some_and(|it| matches(it, &text)) {
            pane.rows.extend(heading.take());
            pane.rows.push(row);
        }
    }
}

fn sort_rows(pane: &mut Pane, sort: Sort) {
    let rows = std::mem::take(&mut pane.rows);
    let key = |row: &Row| row.cells.get(sort.column).map(|it| it.sort.clone());
    let mut keyed: Vec<(Option<SortKey>, Row)> =
        rows.into_iter().map(|it| (key(&it), it)).collect();
    keyed.sort_by(|(left, _), (right, _)| {
        let unknown = |it: &Option<SortKey>| matches!(it, None | Some(SortKey::Unknown));
        let known_first = unknown(left).cmp(&unknown(right));
        let order = left.partial_cmp(right).unwrap_or(std::cmp::Ordering::Equal);
        known_first.then(match sort.order {
            Order::Rising => order,
            Order::Falling => order.reverse(),
        })
    });
    pane.rows = keyed.into_iter().map(|(_, row)| row).collect();
}
