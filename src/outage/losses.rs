//! What becomes of the records that an integration misses.

use super::{Drain, FlowLoss, Mode};
use crate::network::Cut;
use crate::reliability::Range;
use crate::stack::{
    Delivery, Direction, Integration, IntegrationId, Method, MethodClass, Minutes, Stack, ToolId,
    Trigger,
};

const MINUTES_A_DAY: f64 = 1440.0;

pub(super) fn mode(integration: &Integration) -> Mode {
    if integration.method.class() == MethodClass::Manual
        || integration.trigger == Some(Trigger::Manual)
    {
        return Mode::Manual;
    }
    match (integration.delivery, integration.trigger, integration.method) {
        (Some(Delivery::Push), ..)
        | (None, Some(Trigger::Event), _)
        | (None, None, Method::Webhook | Method::ClientTag) => Mode::Push,
        (Some(Delivery::Pull), ..) | (None, Some(Trigger::Poll | Trigger::Schedule), _) => {
            Mode::Pull
        }
        // What runs every so often fetches what is new.
        (None, _, _) if integration.frequency.is_some() => Mode::Pull,
        (None, ..) if integration.method.class() == MethodClass::Scheduled => Mode::Pull,
        (None, ..) => Mode::Unknown,
    }
}

pub(super) fn of(stack: &Stack, id: IntegrationId, cut: &Cut, time: Minutes) -> FlowLoss {
    let integration = &stack.integrations[id];
    let mode = mode(integration);
    let is_down = |it: Option<ToolId>| it.is_some_and(|it| cut.has_tool(it));
    let is_silent = is_down(integration.from.id)
        && (integration.direction == Direction::OneWay || is_down(integration.to.id));
    let share = if is_silent {
        Range::exactly(0.0)
    } else {
        let expired = expired(stack, integration, time);
        let missed = missed(integration, mode, time);
        Range { low: missed.low.max(expired), high: missed.high.max(expired) }
    };
    let records = integration.volume_per_day.map(|it| it * time.get() / MINUTES_A_DAY);
    let records = records.filter(|_| !is_silent);
    let lost = records.map(|it| share.times(it));
    let backlog = records.map(|it| Range {
        low: it * (1.0 - share.high).max(0.0),
        high: it * (1.0 - share.low).max(0.0),
    });
    let drain = if is_silent || time == Minutes::ZERO {
        Drain::Nothing
    } else {
        drain(integration, backlog)
    };
    FlowLoss {
        integration: id,
        mode,
        is_silent,
        share,
        lost,
        backlog,
        drain,
        work_hours: integration.hours_per_run.filter(|_| mode == Mode::Manual && !is_silent),
    }
}

/// The share of what was sent in the outage that nobody sends again: `max(0, D − retry window) / D`, unless it can be
/// replayed.
fn missed(integration: &Integration, mode: Mode, time: Minutes) -> Range {
    let is_safe = match mode {
        Mode::Push => false,
        Mode::Pull | Mode::Manual => true,
        // It may be either.
        Mode::Unknown => return unless_replayable(integration, Range::between(0.0, 1.0)),
    };
    if is_safe || time == Minutes::ZERO {
        return Range::exactly(0.0);
    }
    let retry = integration.retry.as_ref();
    let window = match retry.map(|it| (it.window, it.attempts)) {
        Some((Some(window), _)) => Some(window.get()),
        Some((None, Some(attempts))) if attempts <= 0.0 => Some(0.0),
        Some((None, _)) | None => None,
    };
    let share = match window {
        Some(window) => Range::exactly((time.get() - window).max(0.0) / time.get()),
        None => Range::between(0.0, 1.0),
    };
    unless_replayable(integration, share)
}

fn unless_replayable(integration: &Integration, share: Range) -> Range {
    match integration.replayable {
        Some(true) => Range::exactly(0.0),
        Some(false) => share,
        None => Range { low: 0.0, high: share.high },
    }
}

/// The share that the source has deleted before anybody could fetch it.
fn expired(stack: &Stack, integration: &Integration, time: Minutes) -> f64 {
    let objects: Vec<_> = integration.objects.iter().filter_map(|it| it.object.id).collect();
    let source = integration.from.id.map(|it| &stack.tools[it].stores);
    let stores = source.into_iter().flatten();
    let kept = stores
        .filter(|it| it.object.id.is_some_and(|it| objects.contains(&it)))
        .filter_map(|it| it.retention_days)
        .chain(integration.retention_days)
        .fold(f64::INFINITY, f64::min);
    if time == Minutes::ZERO {
        return 0.0;
    }
    (time.get() - kept * MINUTES_A_DAY).max(0.0) / time.get()
}

/// `backlog / (throughput − rate)`; never where as much comes in as goes out.
fn drain(integration: &Integration, backlog: Option<Range>) -> Drain {
    let (Some(backlog), Some(rate)) = (backlog, integration.volume_per_day) else {
        return Drain::Unknown;
    };
    if backlog.high <= 0.0 {
        return Drain::Nothing;
    }
    match integration.throughput_per_hour.map(|it| it - rate / 24.0) {
        None => Drain::Unknown,
        Some(spare) if spare <= 0.0 => Drain::Never,
        Some(spare) => Drain::Hours(backlog.high / spare),
    }
}
