"""The health of a schedule: every rule applied, every practice with what measures it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.checks import dcma, gao
from generator.checks.case import Case, Measure
from generator.model.report import Finding, Health, HealthRules, Practice, Rule, Unit, Verdict
from generator.model.schedule import Schedule

MEASURES: Mapping[str, Callable[[Case], Measure]] = {
    measure.__name__: measure
    for measure in (
        dcma.missing_logic,
        dcma.leads,
        dcma.lags,
        dcma.finish_to_start,
        dcma.hard_constraints,
        dcma.high_float,
        dcma.negative_float,
        dcma.high_duration,
        dcma.invalid_dates,
        dcma.no_owner,
        dcma.missed,
        dcma.critical_path_test,
        dcma.critical_path_length,
        dcma.baseline_execution,
        gao.rough_work,
        gao.same_name,
        gao.loose_ends,
        gao.loose_milestones,
        gao.assumed_durations,
        gao.gates_without_path,
        gao.critical_work,
        gao.held_path,
        gao.without_range,
        gao.started_early,
        gao.without_baseline,
    )
}
"""What a rule of templates/health.yml may measure, by name."""


def health_of(schedule: Schedule, rules: HealthRules) -> Health:
    """What the rules find in a schedule; each is measured once."""
    case = Case(schedule)
    found = {rule.id: judged(rule, MEASURES[rule.measure](case)) for rule in rules.rules}
    return Health(
        data_date=schedule.data_date,
        metrics=tuple(found[rule.id] for rule in rules.rules if rule.is_metric),
        practices=tuple(
            Practice(
                one.number, one.name, tuple(map(found.__getitem__, one.indicators)), one.questions
            )
            for one in rules.practices
        ),
    )


def judged(rule: Rule, measure: Measure) -> Finding:
    """A measure against the limits of its rule."""
    value = _value(rule.unit, measure)
    verdict = _verdict(rule, value)
    notes = {Verdict.NOT_APPLICABLE: rule.none, Verdict.OUTSIDE: rule.remedy}
    return Finding(
        id=rule.id,
        name=rule.name,
        counts=rule.counts,
        numerator=measure.numerator,
        denominator=measure.denominator,
        value=value,
        unit=rule.unit,
        threshold=rule.threshold,
        verdict=verdict,
        severity=measure.severity or rule.severity,
        standard=rule.standard,
        rows=measure.rows,
        note=notes.get(verdict, ""),
    )


def _value(unit: Unit, measure: Measure) -> float | None:
    if not measure.denominator:
        return None
    if unit is Unit.COUNT:
        return measure.numerator
    return measure.numerator * (100 if unit is Unit.PERCENT else 1) / measure.denominator


def _verdict(rule: Rule, value: float | None) -> Verdict:
    if value is None:
        return Verdict.NOT_APPLICABLE
    if rule.least is None and rule.most is None:
        return Verdict.REPORTED
    low = rule.least is not None and value < rule.least
    high = rule.most is not None and value > rule.most
    return Verdict.OUTSIDE if low or high else Verdict.WITHIN
