"""Findings: what a rule measured in a schedule, and how that compares with its limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.errors import Place, Severity


class Verdict(StrEnum):
    """How a measure compares with its limit."""

    WITHIN = "Within limit"
    OUTSIDE = "Outside limit"
    REPORTED = "No limit set"
    NOT_APPLICABLE = "Not applicable"


class Unit(StrEnum):
    """What a value is: a share in percent, a ratio, or a plain number."""

    PERCENT = "%"
    RATIO = "ratio"
    COUNT = "number"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of templates/health.yml: its words and its limit.

    Attributes:
        id: `DCMA 1`; stable.
        measure: name of the function that measures it.
        counts: what the numerator counts, and of what; for a person.
        least, most: the limits in the unit; None where there is none.
        severity: what it means to be outside the limits.
        none: why there may be nothing to measure.
        remedy: what to do about it.
        is_metric: one of the fourteen metrics; else an indicator of a practice.
    """

    id: str
    name: str
    measure: str
    counts: str
    unit: Unit = Unit.COUNT
    least: float | None = None
    most: float | None = None
    severity: Severity = Severity.WARNING
    standard: str = ""
    none: str = ""
    remedy: str = ""
    is_metric: bool = True
    place: Place = Place("")

    @property
    def threshold(self) -> str:
        """The limit in words, `at most 5 %`."""
        sign = " %" if self.unit is Unit.PERCENT else ""
        if self.most is not None and (self.least or 0) == self.most:
            return f"{self.most:g}{sign}"
        parts = (("at least", self.least), ("at most", self.most))
        words = [f"{word} {limit:g}{sign}" for word, limit in parts if limit is not None]
        return " and ".join(words) or "no limit"


@dataclass(frozen=True, slots=True)
class PracticeRule:
    """One practice of a guide: the rules that measure it, and what is left to a person."""

    number: int
    name: str
    indicators: tuple[str, ...]
    questions: tuple[str, ...]
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class HealthRules:
    """The rules of schedule health, in the order they are shown."""

    rules: tuple[Rule, ...] = ()
    practices: tuple[PracticeRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found.

    Attributes:
        value: numerator by denominator, in percent where the unit is; the numerator itself where
            it is a number; None where there was nothing to measure.
        threshold: the limit in words, `at most 5 %`; `no limit` where there is none.
        rows: IDs of the rows that count, in the order of the schedule.
        note: why there was nothing to measure, or what to do; empty where nothing is.
    """

    id: str
    name: str
    counts: str
    numerator: int
    denominator: int
    value: float | None
    unit: Unit
    threshold: str
    verdict: Verdict
    severity: Severity
    standard: str
    rows: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_error(self) -> bool:
        return self.verdict is Verdict.OUTSIDE and self.severity is Severity.ERROR

    @property
    def measured(self) -> str:
        """The figures in words: `3 of 412 (0.7 %)`."""
        if self.value is None:
            return "nothing to measure"
        counted = f"{self.numerator} of {self.denominator}"
        match self.unit:
            case Unit.PERCENT:
                return f"{counted} ({self.value:.1f} %)"
            case Unit.RATIO:
                return f"{counted} ({self.value:.2f})"
        return counted


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice with its measured indicators and the questions left to a person."""

    number: int
    name: str
    indicators: tuple[Finding, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """The health of a schedule at its data date.

    Attributes:
        metrics: the findings of the fourteen metrics, in their order.
        practices: the ten practices, in their order.
    """

    data_date: date
    metrics: tuple[Finding, ...]
    practices: tuple[Practice, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What must be repaired; everything else outside its limit is a trip-wire."""
        return tuple(finding for finding in self.metrics if finding.is_error)
