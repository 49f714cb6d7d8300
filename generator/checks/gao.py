"""What can be measured of the ten practices beside the fourteen measures, one function each.

Source: GAO-16-89G, Schedule Assessment Guide.
"""

from __future__ import annotations

from collections import Counter

from generator.checks.case import Case, Measure, ids, share
from generator.model.schedule import RowKind
from generator.schedule.network import ENDS
from generator.schedule.paths import out_of_sequence


def rough_work(case: Case) -> Measure:
    """Work not yet planned in detail."""
    return share(case.open, lambda row: row.plan.kind is RowKind.PLANNING_PACKAGE)


def same_name(case: Case) -> Measure:
    """Work that cannot be told from other work by its name."""
    names = Counter(row.plan.name.casefold() for row in case.work)
    return share(case.open, lambda row: names[row.plan.name.casefold()] > 1)


def loose_ends(case: Case) -> Measure:
    """Work whose start nothing drives or whose finish drives nothing, though it is linked."""
    return share(
        case.open,
        lambda row: (
            (row.plan.links and all(ENDS[link.type][1] for link in row.plan.links))
            or (row.successors and not any(ENDS[link.type][0] for link in row.successors))
        ),
    )


def loose_milestones(case: Case) -> Measure:
    """Milestones without a predecessor or a successor, but for one start and one finish."""
    starts = [row for row in case.milestones if not row.plan.links]
    ends = [row for row in case.milestones if not row.successors]
    found = {row.id for row in (*starts[1:], *ends[:-1])}
    return share(case.milestones, lambda row: row.id in found)


def assumed_durations(case: Case) -> Measure:
    """Work whose duration is a default that nobody has estimated."""
    return share(case.open, lambda row: row.plan.assumed)


def gates_without_path(case: Case) -> Measure:
    """Gates that no work drives."""
    gates = [row for row in case.milestones if row.plan.gate]
    return share(
        gates, lambda gate: not any(row.remaining_duration for row in case.paths.to(gate.id))
    )


def critical_work(case: Case) -> Measure:
    """Work that is critical."""
    return share(case.open, lambda row: row.critical)


def held_path(case: Case) -> Measure:
    """Rows of the longest path that a date or a lag holds, and not work alone."""
    return share(
        case.longest,
        lambda row: row.plan.constraint or any(link.lag for link in case.paths.drivers(row.id)),
    )


def without_range(case: Case) -> Measure:
    """Work whose duration is given as one value, without a best and a worst case."""
    return share(
        case.open,
        lambda row: not row.plan.high or not row.plan.low or row.plan.low >= row.plan.high,
    )


def started_early(case: Case) -> Measure:
    """Work done before its logic let it, of what has started."""
    started = [row for row in case.work if row.actual_start]
    early = set(ids(row for row, _ in out_of_sequence(case.schedule)))
    return share(started, lambda row: row.id in early)


def without_baseline(case: Case) -> Measure:
    """Work that nothing is compared with."""
    return share(case.work, lambda row: not row.baseline_finish)
