"""The fourteen measures of schedule quality, one function each; limits are in templates/health.yml.

Unless a function says otherwise it looks at the work that is not finished: no summary, milestone or
level of effort.

Source: the 14-point assessment of the Defense Contract Management Agency.
"""

from __future__ import annotations

from generator.checks.case import NOTHING, Case, Measure, share, share_of_links
from generator.errors import Severity
from generator.model.schedule import ConstraintType, LinkType, RowKind, ScheduleRow

LONG = 44
"""Working days, two months: more float or a longer duration hides what happens."""
ADDED = 600
"""Working days that the critical path test adds."""
_HARD = (ConstraintType.MSO, ConstraintType.MFO, ConstraintType.SNLT, ConstraintType.FNLT)


def missing_logic(case: Case) -> Measure:
    """1: without a predecessor or without a successor."""
    return share(case.open, lambda row: not row.plan.links or not row.successors)


def leads(case: Case) -> Measure:
    """2: links with a negative lag, of the links into what is not finished."""
    return share_of_links(case, lambda link: link.lag < 0)


def lags(case: Case) -> Measure:
    """3: links with a lag."""
    return share_of_links(case, lambda link: link.lag > 0)


def finish_to_start(case: Case) -> Measure:
    """4: links from finish to start; the rows are those with another type."""
    others = share_of_links(case, lambda link: link.type is not LinkType.FS)
    return Measure(others.denominator - others.numerator, others.denominator, others.rows)


def hard_constraints(case: Case) -> Measure:
    """5: held by a date in place of logic."""
    return share(case.open, lambda row: row.plan.constraint and row.plan.constraint.type in _HARD)


def high_float(case: Case) -> Measure:
    """6: with more than 44 working days of total float."""
    return share(case.open, lambda row: row.times.total_float > LONG)


def negative_float(case: Case) -> Measure:
    """7: that cannot be done in time. Work that runs late has it; a new baseline must not."""
    late = share(case.open, lambda row: row.times.total_float < 0)
    severity = None if case.is_new_baseline else Severity.WARNING
    return Measure(late.numerator, late.denominator, late.rows, severity)


def high_duration(case: Case) -> Measure:
    """8: planned longer than 44 working days, of what is planned in detail."""
    detailed = [row for row in case.open if row.plan.kind is RowKind.ACTIVITY]
    return share(detailed, lambda row: (row.baseline_duration or row.plan.duration) > LONG)


def invalid_dates(case: Case) -> Measure:
    """9: forecast before the data date, or actual after it; of all work."""
    day, boundary = case.schedule.data_date, case.replay.data_boundary

    def wrong(row: ScheduleRow) -> bool:
        actuals = (row.actual_start, row.actual_finish)
        forecasts = (row.times.early_start, row.times.early_finish)
        return any(
            actual > day if actual else forecast < boundary
            for actual, forecast in zip(actuals, forecasts, strict=True)
        )

    return share(case.work, wrong)


def no_owner(case: Case) -> Measure:
    """10: that nobody owns."""
    return share(case.open, lambda row: not row.plan.owner)


def missed(case: Case) -> Measure:
    """11: finished or forecast late, of what was due by the data date."""
    return share(case.due, lambda row: (row.finish_variance or 0) > 0)


def critical_path_test(case: Case) -> Measure:
    """12: working days the end moves when 600 are added to a critical activity."""
    if not case.open:
        return NOTHING
    replay, end = case.replay, case.end
    driving = [row for row in case.paths.to(end.id) if row.remaining_duration]
    first = (driving or [row for row in case.open if row.critical] or case.open)[0]
    index = {row.id: i for i, row in enumerate(replay.rows)}
    after = replay.times({index[first.id]: ADDED})[index[end.id]]
    return Measure(after.early_finish - end.times.early_finish, ADDED, (first.id,))


def critical_path_length(case: Case) -> Measure:
    """13, CPLI: length of the critical path with its float to the baseline, by that length."""
    finishes = [row.baseline_finish for row in case.schedule.rows if row.baseline_finish]
    calendar, finish = case.replay.calendar, case.schedule.project_finish
    length = calendar.last_day(finish) - case.replay.data_boundary
    if not finishes or length <= 0:
        return NOTHING
    margin = calendar.last_day(max(finishes)) - calendar.last_day(finish)
    return Measure(length + margin, length)


def baseline_execution(case: Case) -> Measure:
    """14, BEI: finished, of what was due by the data date or has no baseline."""
    unplanned = [row for row in case.work if not row.baseline_finish]
    if len(unplanned) == len(case.work):
        return NOTHING
    done = sum(bool(row.actual_finish) for row in case.due)
    late = [row.id for row in case.due if not row.actual_finish]
    rows = (*late, *(row.id for row in unplanned))
    return Measure(done, len(case.due) + len(unplanned), rows)
