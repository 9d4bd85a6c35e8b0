//! What the map draws now: laid out once, kept until something that it depends on changes.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use crate::analysis::Analysis;
use crate::layout::{Detail, Effort, Labels, Layout, Options, Prev};
use crate::map::{self, Drawing, FOCUS_FROM_TOOLS, Focus, Folding, Scope, Shown, Subject};
use crate::scenario::Simulation;
use crate::text::Label;
use crate::tui::model::Model;
use crate::tui::target::Target;

use super::lens::Lens;

/// More boxes or integrations than these are laid out by a thread of their own: they take longer than a frame.
const BOXES_AT_ONCE_MAX: usize = 500;
const LINES_AT_ONCE_MAX: usize = 300;
/// So few tools are drawn with their details and some air.
const CARDS_MAX: usize = 14;
/// Narrower drawings have shorter names and labels, so that three columns still fit.
const WIDE: u16 = 100;
/// Names of this length are still known, and a focus with middleware on both sides fits 84 columns.
const NAME_SHORT: u16 = 12;
/// Rows of the screen that are not the drawing's: bars, tabs, head, titles, legend and the line below.
const ROWS_AROUND: u16 = 8;
/// Further than this is nearly everything.
pub(super) const HOPS_MAX: u32 = 6;

/// What the map remembers between frames.
#[derive(Default)]
pub(crate) struct State {
    pub(super) reach: Reach,
    /// One less than the hops around the focus.
    pub(super) more_hops: u32,
    /// `None`: cards where there are few.
    pub(super) detail: Option<Detail>,
    pub(super) lens: Lens,
    /// How often a fresh layout was asked for.
    pub(super) tidied: u32,
    /// Where the mouse drags from.
    pub(super) drag: Option<(u16, u16)>,
    /// A narrow screen shows the drawing too, not the list.
    pub(super) is_drawn_narrow: bool,
    /// The line of the list that was chosen last: a tool may stand in several.
    pub(super) list_at: Cell<Option<usize>>,
    /// The mouse drags the part in sight over the small map.
    pub(super) grabs_minimap: bool,
    /// The tool whose lines are followed while a line is selected.
    pub(super) base: RefCell<Option<Target>>,
    /// What stands folded and what does not, where somebody has said so.
    pub(super) folding: Folding,
    memo: RefCell<Memo>,
    /// All of the stack, for views that show all of it.
    whole: RefCell<Memo>,
}

/// How much of the stack is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reach {
    /// All of a small stack, the surroundings of the first linchpin of a large one.
    #[default]
    Usual,
    All,
    Around(Label),
}

/// A scene that is kept, and the one that is to take its place.
#[derive(Default)]
struct Memo {
    shown: Option<(Request, Arc<Scene>)>,
    /// What the thread is at.
    asked: Option<Request>,
}

impl Memo {
    fn has(&self, request: &Request) -> bool {
        self.shown.as_ref().is_some_and(|(shown, _)| shown.is_same(request))
    }

    fn is_asked_for(&self, request: &Request) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.is_same(request))
    }

    /// The scene that is asked for, or the one before while a thread makes it.
    fn scene(&mut self, request: Request) -> Option<Arc<Scene>> {
        if !self.has(&request) {
            if self.is_asked_for(&request) || request.is_large() {
                return self.shown.as_ref().map(|it| it.1.clone());
            }
            let request = request.anchored(self);
            let scene = Arc::new(request.scene());
            // What a thread is still at is no longer wanted.
            self.asked = None;
            self.shown = Some((request, scene));
        }
        self.shown.as_ref().map(|it| it.1.clone())
    }

    /// What a thread has to make, if it has not been told yet.
    fn wanted(&mut self, request: Request) -> Option<Request> {
        if self.has(&request) {
            self.asked = None;
            return None;
        }
        if self.is_asked_for(&request) || !request.is_large() {
            return None;
        }
        let request = request.anchored(self);
        self.asked = Some(request.clone());
        Some(request)
    }
}

/// A drawing with its layout.
pub(crate) struct Scene {
    pub(crate) drawing: Drawing,
    pub(crate) layout: Layout,
}

/// What the names of folds among the targets begin with.
const FOLD: &str = "fold";

impl Scene {
    /// What the selection of a box is.
    pub(in crate::tui::views) fn target(&self, node: usize) -> Option<Target> {
        Some(match self.drawing.shown.get(node)? {
            Shown::Tool(id) => Target::Tool(id.clone()),
            Shown::Fold(fold) => Target::Line(format!("{FOLD}|{}|{}", fold.title(), fold.key)),
        })
    }

    /// The box of a tool or a fold.
    pub(in crate::tui::views) fn node(&self, target: &Target) -> Option<usize> {
        match target {
            Target::Tool(id) => self.drawing.node_of(id),
            Target::Line(_) => self.drawing.fold(fold_key(target)?),
            _ => None,
        }
    }
}

/// The key of the fold that a target stands for.
pub(super) fn fold_key(target: &Target) -> Option<&str> {
    let Target::Line(name) = target else { return None };
    let mut parts = name.splitn(3, '|');
    parts.next().filter(|it| *it == FOLD)?;
    parts.nth(1)
}

/// Everything that a scene depends on.
#[derive(Clone)]
pub(crate) struct Request {
    analysis: Arc<Analysis>,
    simulation: Option<Arc<Simulation>>,
    focus: Option<Focus>,
    folding: Folding,
    detail: Option<Detail>,
    width: u16,
    /// Rows that a focus should fit in.
    height: u16,
    tidied: u32,
    prev: Option<Prev>,
    /// As it was folded before.
    anchored_boxes_max: Option<usize>,
}

impl Request {
    fn of(model: &Model) -> Option<Self> {
        let analysis = model.analysis.clone()?;
        let state = &model.states.map;
        let focus = focus(model);
        let rows = model.size.1.saturating_sub(ROWS_AROUND);
        Some(Self {
            height: if focus.is_some() { rows } else { u16::MAX },
            focus,
            analysis,
            simulation: model.simulation.clone(),
            folding: Folding { boxes_max: Some(usize::MAX), ..state.folding.clone() },
            detail: state.detail,
            width: super::map_width(model.size.0, model.shows_preview),
            tidied: state.tidied,
            prev: None,
            anchored_boxes_max: None,
        })
    }

    /// No width and no details: neither has a say in the order.
    fn of_whole(model: &Model) -> Option<Self> {
        let detail = Some(Detail::Compact);
        let size = (0, u16::MAX);
        let of_map = Self::of(model)?;
        Some(Self { focus: None, width: size.0, height: size.1, tidied: 0, detail, ..of_map })
    }

    fn is_same(&self, other: &Self) -> bool {
        let simulations = match (&self.simulation, &other.simulation) {
            (None, None) => true,
            (Some(left), Some(right)) => Arc::ptr_eq(left, right),
            (Some(_), None) | (None, Some(_)) => false,
        };
        simulations
            && Arc::ptr_eq(&self.analysis, &other.analysis)
            && (self.width, self.height) == (other.width, other.height)
            && self.folding == other.folding
            && self.shows_same_part(other)
    }

    /// Only the stack has changed: what is drawn already should stay where it is.
    fn shows_same_part(&self, other: &Self) -> bool {
        self.focus == other.focus
            && self.folding.more == other.folding.more
            && self.detail == other.detail
            && self.tidied == other.tidied
    }

    fn anchored(mut self, memo: &Memo) -> Self {
        let old = memo.shown.as_ref().filter(|(request, _)| self.shows_same_part(request));
        self.prev = old.map(|(_, scene)| scene.layout.anchor());
        if let Some(boxes_max) = old.and_then(|(_, scene)| scene.drawing.boxes_max) {
            self.anchored_boxes_max = Some(boxes_max);
        }
        self
    }

    fn subject(&self) -> Subject<'_> {
        Subject { before: &self.analysis, simulation: self.simulation.as_deref() }
    }

    fn is_large(&self) -> bool {
        let stack = &self.analysis.stack;
        if stack.tools.len() <= BOXES_AT_ONCE_MAX && stack.integrations.len() <= LINES_AT_ONCE_MAX {
            return false;
        }
        let scope = map::scope(self.subject(), self.focus.as_ref());
        let size = map::size(self.subject(), &scope, &self.folding);
        size.boxes > BOXES_AT_ONCE_MAX || size.lines > LINES_AT_ONCE_MAX
    }

    /// Draws and lays out.
    pub(crate) fn scene(&self) -> Scene {
        let scope = map::scope(self.subject(), self.focus.as_ref());
        let is_small = scope.tools.len() <= CARDS_MAX;
        let usual = if is_small { Detail::Cards } else { Detail::Compact };
        let mut options = Options {
            detail: self.detail.unwrap_or(usual),
            row_gap: u16::from(is_small),
            // Who asks for a tidy map can wait for it.
            effort: if self.tidied == 0 { Effort::Quick } else { Effort::Thorough },
            text_max: if self.width < WIDE { 16 } else { 24 },
            label_max: if self.width < WIDE { 10 } else { 14 },
            labels: Labels::WhenTheyFit,
            width_hint: Some(self.width),
            ..Options::default()
        };
        let mut scene = self.scene_with(&scope, &options);
        if self.focus.is_none() {
            return scene;
        }
        // What surrounds one tool is to be seen at once: first without air and details, then with shorter names.
        if self.detail.is_none() && is_small && scene.layout.height > i32::from(self.height) {
            (options.detail, options.row_gap) = (Detail::Compact, 0);
            scene = self.scene_with(&scope, &options);
        }
        if scene.layout.width > i32::from(self.width) {
            (options.text_max, options.labels) = (NAME_SHORT, Labels::Off);
            scene = self.scene_with(&scope, &options);
        }
        scene
    }

    fn scene_with(&self, scope: &Scope, options: &Options) -> Scene {
        let mut folding = self.folding.clone();
        folding.boxes_max = self.anchored_boxes_max.or(folding.boxes_max);
        let prev = self.prev.as_ref();
        let (drawing, layout) = map::fit(self.subject(), scope, &folding, options, prev);
        Scene { drawing, layout }
    }
}

/// The scene of the model as it is, or the one before while a new one takes long.
pub(super) fn scene(model: &Model) -> Option<Arc<Scene>> {
    let request = Request::of(model)?;
    model.states.map.memo.borrow_mut().scene(request)
}

/// All of the stack, folded as the map would be, whatever part of it the map shows.
pub(in crate::tui::views) fn whole(model: &Model) -> Option<Arc<Scene>> {
    let request = Request::of_whole(model)?;
    model.states.map.whole.borrow_mut().scene(request)
}

/// A layout that a thread has to make before the map can show what it should.
pub(in crate::tui::views) fn wanted(model: &Model) -> Option<Request> {
    let request = Request::of(model)?;
    model.states.map.memo.borrow_mut().wanted(request)
}

/// The same for views that show all of the stack.
pub(in crate::tui::views) fn wanted_whole(model: &Model) -> Option<Request> {
    let request = Request::of_whole(model)?;
    model.states.map.whole.borrow_mut().wanted(request)
}

/// Takes what the thread has made, unless something else is wanted by now.
pub(super) fn arrive(model: &Model, request: Request, scene: Arc<Scene>) {
    for memo in [&model.states.map.memo, &model.states.map.whole] {
        let mut memo = memo.borrow_mut();
        if memo.is_asked_for(&request) {
            memo.asked = None;
            memo.shown = Some((request, scene));
            return;
        }
    }
}

impl State {
    /// A layout is under way.
    pub(crate) fn is_waiting(&self) -> bool {
        self.memo.borrow().asked.is_some() || self.whole.borrow().asked.is_some()
    }

    pub(super) fn hops(&self) -> u32 {
        self.more_hops + 1
    }
}

/// The tool whose surroundings are shown, if not everything is.
pub(super) fn focus(model: &Model) -> Option<Focus> {
    let analysis = model.analysis.as_deref()?;
    let state = &model.states.map;
    let tool = match &state.reach {
        Reach::All => return None,
        Reach::Usual if analysis.stack.tools.len() < FOCUS_FROM_TOOLS => return None,
        Reach::Usual => first_tool(analysis)?,
        Reach::Around(tool) => tool.clone(),
    };
    Some(Focus { tool, hops: state.hops() })
}

/// Where to begin to look: at the tool on which most depends, else at the first.
pub(super) fn first_tool(analysis: &Analysis) -> Option<Label> {
    let tools = &analysis.stack.tools;
    let linchpin = analysis.linchpins().first().map(|it| tools[it.tool].id.clone());
    linchpin.or_else(|| tools.values().next().map(|it| it.id.clone()))
}
