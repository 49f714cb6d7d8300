"""What a schedule from elsewhere says that whole working days cannot: rounded, and listed."""

from __future__ import annotations

import math
from fractions import Fraction

from generator.errors import Place, Problem, Severity

LISTED = 40
"""Losses of one kind up to this number have a line each; more are one line."""


class Losses:
    """Gathers what is rounded or left out, by kind."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str], list[tuple[Place, str, str]]] = {}

    def add(self, place: Place, who: str, what: str, kind: str, remedy: str) -> None:
        """Notes one loss.

        Args:
            who: the row, for a person.
            what: what is lost of it, "its duration of 2.5 days is rounded to 3".
            kind: what the losses have in common, "durations are rounded to whole working days".
            remedy: what a person can do about all of the kind.
        """
        self._kinds.setdefault((kind, remedy), []).append((place, who, what))

    def problems(self) -> tuple[Problem, ...]:
        """A warning for each loss, or for each kind that has too many to be read."""
        found = []
        for (kind, remedy), losses in self._kinds.items():
            if len(losses) <= LISTED:
                found += [
                    Problem(place, f"{who}: {what}", remedy, Severity.WARNING)
                    for place, who, what in losses
                ]
                continue
            first = "; ".join(f"{who}: {what}" for _, who, what in losses[:3])
            fact = f"{len(losses):,} {kind} ({first}; …)"
            found.append(Problem(Place(losses[0][0].file), fact, remedy, Severity.WARNING))
        return tuple(found)


def whole_days(days: Fraction) -> int:
    """The nearest whole number of working days, a half going up; work has at least one."""
    nearest = math.floor(abs(days) + Fraction(1, 2))
    return max(1, nearest) if days > 0 else -nearest


def shown_days(days: Fraction) -> str:
    """A number of days for a person: 2.5, 0.33."""
    return f"{float(days):.2f}".rstrip("0").rstrip(".")
