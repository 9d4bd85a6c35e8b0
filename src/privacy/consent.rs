//! The matrix of a purpose: every tool in which people opt out against every tool that sends.

use std::sync::Arc;

use super::campaigns::exposed;
use super::routes::Search;
use super::{Cell, Choice, Deadline, Matrix, OPTOUT_HOURS_MAX, Route};
use crate::fragility::Fragility;
use crate::graph::{Direction, reach};
use crate::network::{Cargo, Layer, Network, Path};
use crate::stack::{
    Channel, Date, FieldRef, IntegrationId, Minutes, Purpose, PurposeId, Stack, ToolId,
};

/// Flows and tools that the searches of all purposes together may look at. One search looks at each of a stack's once or
/// twice: a stack of 5,000 tools and 9,000 integrations may have some 200 capture points.
const STEPS_MAX: usize = 3_000_000;
/// Cells of one matrix: more than anybody reads, and what bounds the memory.
const CELLS_MAX: usize = 40_000;

/// The matrices of all purposes, in the order of the file.
pub(crate) fn matrices(
    stack: &Stack,
    network: &Network,
    fragility: &[Fragility],
    as_of: Date,
) -> Vec<Matrix> {
    let mut steps = STEPS_MAX;
    let purposes = stack.consent.purposes.iter();
    let mut matrices: Vec<_> = purposes
        .map(|(id, purpose)| Maker { stack, network, fragility, purpose }.matrix(id, &mut steps))
        .collect();
    for matrix in &mut matrices {
        matrix.campaigns = exposed(stack, matrix, as_of);
    }
    matrices
}

/// The tools in use that a purpose binds: those it lists, else all that send on its channels.
pub(crate) fn senders(stack: &Stack, purpose: &Purpose) -> Vec<ToolId> {
    let listed =
        |tool| purpose.senders.as_ref().map(|senders| senders.iter().any(|it| it.id == Some(tool)));
    let tools = stack.tools.iter().filter(|(_, it)| it.is_in_use());
    tools
        .filter(|(id, tool)| {
            listed(*id).unwrap_or_else(|| {
                tool.sends.iter().any(|it| {
                    let is_meant = it.purpose.as_ref().is_none_or(|it| it.name == purpose.id);
                    is_meant && purpose.channels.contains(&it.channel)
                })
            })
        })
        .map(|(id, _)| id)
        .collect()
}

/// What the purpose says, else what mailbox providers expect of e-mail.
fn deadline(stack: &Stack, purpose: &Purpose) -> Option<Deadline> {
    if let Some(time) = purpose.deadline {
        return Some(Deadline { time, is_stated: true });
    }
    let hours = stack.company.policy(OPTOUT_HOURS_MAX.0, OPTOUT_HOURS_MAX.1);
    let time = Minutes::new(hours * 60.0).filter(|_| purpose.channels.contains(&Channel::Email));
    time.map(|time| Deadline { time, is_stated: false })
}

struct Maker<'a> {
    stack: &'a Stack,
    network: &'a Network,
    fragility: &'a [Fragility],
    purpose: &'a Purpose,
}

impl Maker<'_> {
    fn matrix(&self, id: PurposeId, steps: &mut usize) -> Matrix {
        let mut points: Vec<_> =
            self.purpose.capture_points.iter().filter_map(|it| it.id).collect();
        points.retain(|it| self.stack.tools[*it].is_in_use());
        points.sort_unstable();
        points.dedup();
        let mut matrix = Matrix {
            purpose: id,
            choice: None,
            deadline: deadline(self.stack, self.purpose),
            senders: senders(self.stack, self.purpose),
            capture_points: points,
            cells: Vec::new(),
            unsearched: Vec::new(),
            campaigns: Vec::new(),
        };
        let Some(field) = self.purpose.object_field.as_ref().filter(|it| it.object.is_some())
        else {
            return matrix;
        };
        matrix.choice = Some(self.choice(field, &matrix));
        self.fill(&mut matrix, steps);
        matrix
    }

    fn choice(&self, field: &FieldRef, matrix: &Matrix) -> Choice {
        let of_field = || {
            let object = &self.stack.objects[field.object?];
            object.system_of_record_of(field.field.as_deref())
        };
        let stated = self.purpose.system_of_record.as_ref().and_then(|it| it.id);
        let record = stated.or_else(of_field).filter(|it| self.stack.tools[*it].is_in_use());
        let mut starts: Vec<_> = matrix.capture_points.clone();
        starts.extend(&matrix.senders);
        starts.extend(record);
        starts.sort_unstable();
        starts.dedup();
        let cargo = Cargo { object: field.object, field: field.field.as_deref() };
        let layer = self.network.layer_from(self.stack, &starts, cargo);
        let one_way =
            record.map(|it| self.one_way(&layer, it, &matrix.senders)).unwrap_or_default();
        Choice { field: field.clone(), record, one_way, layer }
    }

    /// The senders that a record tells and that tell it nothing: one walk from the record either way.
    fn one_way(&self, layer: &Arc<Layer>, record: ToolId, senders: &[ToolId]) -> Vec<ToolId> {
        let Some(root) = layer.root(record) else { return Vec::new() };
        let is_open = |edge: crate::graph::EdgeId| {
            let flow = layer.legs[edge.index()].flow;
            flow.is_none_or(|it| !self.network.flow(it).excludes_opted_out)
        };
        let told = reach(&layer.graph, &[root], Direction::Downstream, None, &is_open);
        let mut here: Vec<_> = layer.nodes_of(record).collect();
        here.push(root);
        let tells = reach(&layer.graph, &here, Direction::Upstream, None, &is_open);
        let is_one_way = |sender: &ToolId| {
            let is_told = layer.nodes_of(*sender).any(|it| told.is_reached(it));
            let answers = layer.root(*sender).is_some_and(|it| tells.is_reached(it));
            *sender != record && self.takes_opt_outs(*sender) && is_told && !answers
        };
        senders.iter().copied().filter(is_one_way).collect()
    }

    /// People can say no in it: it is stated, or law and carriers want it of the channel (CAN-SPAM, 15 USC 7704(a)(3), a
    /// link in each mail; STOP in each text message).
    fn takes_opt_outs(&self, sender: ToolId) -> bool {
        let sends = self.stack.tools[sender].sends.iter().map(|it| it.channel);
        let mut channels = sends.filter(|it| self.purpose.channels.contains(it));
        self.purpose.capture_points.iter().any(|it| it.id == Some(sender))
            || channels.any(|it| matches!(it, Channel::Email | Channel::Sms))
    }

    fn fill(&self, matrix: &mut Matrix, steps: &mut usize) {
        let Some(choice) = &matrix.choice else { return };
        for &capture_point in &matrix.capture_points {
            let search = Search::new(self.network, &choice.layer, capture_point);
            // Some ways are looked for twice: past the filters, and all of them.
            let cost = search.steps().saturating_mul(2);
            let is_full = matrix.cells.len() + matrix.senders.len() > CELLS_MAX;
            if cost > *steps || is_full {
                matrix.unsearched.push(capture_point);
                continue;
            }
            *steps -= cost;
            for &sender in &matrix.senders {
                let route = if sender == capture_point { Route::Own } else { search.route(sender) };
                matrix.cells.push(Cell {
                    capture_point,
                    sender,
                    verdict: route.verdict(matrix.deadline),
                    weakest: route.path().and_then(|it| self.weakest(it)),
                    route,
                });
            }
        }
    }

    fn weakest(&self, path: &Path) -> Option<(IntegrationId, u8)> {
        let integrations = path.flows.iter().map(|it| self.network.flow(*it).integration);
        integrations
            .filter_map(|it| Some((it, self.fragility.get(it.index())?.score)))
            .max_by_key(|(id, score)| (*score, std::cmp::Reverse(*id)))
    }
}
