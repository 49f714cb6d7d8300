"""Rules against their limits, and the shipped rules over whole schedules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.checks.case import Measure
from generator.checks.health import MEASURES, health_of, judged
from generator.errors import Severity
from generator.model.report import Health, HealthRules, Rule, Unit, Verdict
from generator.model.schedule import PlanRow
from generator.sources.health import read_health
from tests.schedule.networks import row, scheduled

ROOT = Path(__file__).resolve().parents[2]
SHARE = Rule("X", "X", "x", "x", Unit.PERCENT, most=5, none="nothing", remedy="repair it")
INDEX = Rule("X", "X", "x", "x", Unit.RATIO, least=0.95)


@pytest.fixture(scope="module")
def rules() -> HealthRules:
    text = (ROOT / "templates" / "health.yml").read_text(encoding="utf-8")
    found, problems = read_health(text, "templates/health.yml")
    assert not problems
    return found


@pytest.fixture(scope="module")
def health(rules: HealthRules) -> Callable[..., Health]:
    return lambda *rows: health_of(scheduled(*rows), rules)


@pytest.mark.parametrize(
    ("rule", "measure", "value", "verdict"),
    [
        (SHARE, Measure(1, 20), 5.0, Verdict.WITHIN),
        (SHARE, Measure(6, 100), 6.0, Verdict.OUTSIDE),
        (SHARE, Measure(0, 0), None, Verdict.NOT_APPLICABLE),
        (INDEX, Measure(240, 250), 0.96, Verdict.WITHIN),
        (INDEX, Measure(230, 250), 0.92, Verdict.OUTSIDE),
        (INDEX, Measure(68, 80), 0.85, Verdict.OUTSIDE),
        (INDEX, Measure(19, 20), 0.95, Verdict.WITHIN),
        (replace(SHARE, most=None), Measure(9, 10), 90.0, Verdict.REPORTED),
    ],
)
def test_a_measure_is_judged_by_the_limit_of_its_rule(
    rule: Rule, measure: Measure, value: float | None, verdict: Verdict
) -> None:
    finding = judged(rule, measure)
    assert (finding.value, finding.verdict) == (value, verdict)


def test_a_finding_says_what_to_do_or_why_there_is_nothing_to_measure() -> None:
    assert judged(SHARE, Measure(1, 2)).note == "repair it"
    assert judged(SHARE, Measure(0, 0)).note == "nothing"
    assert judged(SHARE, Measure(0, 2)).note == ""


def test_figures_and_limits_are_said_in_words() -> None:
    assert judged(SHARE, Measure(3, 412)).measured == "3 of 412 (0.7 %)"
    assert judged(INDEX, Measure(68, 80)).measured == "68 of 80 (0.85)"
    assert judged(SHARE, Measure(0, 0)).measured == "nothing to measure"
    assert SHARE.threshold == "at most 5 %"
    assert INDEX.threshold == "at least 0.95"
    assert replace(SHARE, most=0).threshold == "0 %"
    assert replace(INDEX, least=600, most=600).threshold == "600"
    assert replace(SHARE, most=None).threshold == "no limit"


def test_every_measure_is_used_by_one_shipped_rule_and_every_rule_by_a_practice(
    rules: HealthRules,
) -> None:
    assert sorted(rule.measure for rule in rules.rules) == sorted(MEASURES)
    assert len([rule for rule in rules.rules if rule.is_metric]) == 14
    assert len(rules.practices) == 10
    named = {name for practice in rules.practices for name in practice.indicators}
    assert named == {rule.id for rule in rules.rules}
    assert all(practice.questions for practice in rules.practices)


CHAIN = (row("S", "s"), row("A", 5, "S"), row("B", 5, "A"), row("F", "f", "B"))


def test_only_logic_and_negative_float_of_a_new_baseline_are_errors(
    health: Callable[..., Health],
) -> None:
    assert health(*CHAIN).errors == ()
    assert [one.id for one in health(*CHAIN, row("C", 5)).errors] == ["DCMA 1"]
    late: PlanRow = row("F", "f", "B", "DEADLINE 2026-01-13")
    assert [one.id for one in health(*CHAIN[:3], late).errors] == ["DCMA 7"]
    long = (row("S", "s"), row("A", 90, "S"), row("B", 5, "AFS-2d"), row("F", "f", "B"))
    outside = [one for one in health(*long).metrics if one.verdict is Verdict.OUTSIDE]
    assert {one.severity for one in outside} == {Severity.WARNING}
    assert [one.id for one in outside] == ["DCMA 2", "DCMA 8", "DCMA 10"]  # nobody owns them


def test_a_schedule_without_work_has_nothing_to_measure(health: Callable[..., Health]) -> None:
    found = health(row("S", "s"))
    assert {one.verdict for one in found.metrics} == {
        Verdict.NOT_APPLICABLE,
    }
    assert health().errors == ()


def test_a_rule_that_is_wrong_is_told_with_its_place() -> None:
    text = """\
metrics:
  rules:
    - {id: A, measure: missing_logik, name: A, counts: a}
    - {id: B, measure: leads, name: B, counts: b, severity: bad}
practices:
  - {name: One, indicators: [B, C], questions: [Why?]}
"""
    _, problems = read_health(text, "health.yml")
    assert [str(problem) for problem in problems] == [
        "health.yml:3:7: `measure: missing_logik` is not known; write missing_logic",
        "health.yml:4:61: `bad` is not known; write one of error, warning",
        "health.yml:6:5: the practice names the rule C, which is not there; use the id of a rule",
    ]
