"""What a word of YAML without quotes means."""

from __future__ import annotations

import calendar
import math
import re
from datetime import date

from generator.errors import Place, Problem
from generator.sources.tree import Value

_NUMBER_STARTS = frozenset("+-.0123456789")
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def _in_all_cases(value: Value, *words: str) -> dict[str, Value]:
    return {form: value for word in words for form in (word, word.title(), word.upper())}


_WORDS: dict[str, Value] = {
    "": None,
    "~": None,
    **_in_all_cases(None, "null"),
    **_in_all_cases(True, "true", "yes", "on"),
    **_in_all_cases(False, "false", "no", "off"),
}


def value_of(text: str, place: Place) -> tuple[Value, tuple[Problem, ...]]:
    """The value, and the problem of a date that no calendar has.

    A number is a number only where it reads the same to everyone: `010`, `1:30`, `1_000`, `.nan`
    and what is too great for a float stay text.
    """
    if text in _WORDS:
        return _WORDS[text], ()
    if text[0] not in _NUMBER_STARTS:  # most words need no closer look
        return text, ()
    if _INT.fullmatch(text):
        return int(text), ()
    if _FLOAT.fullmatch(text):
        number = float(text)
        return (number if math.isfinite(number) else text), ()
    match = _DATE.fullmatch(text)
    if not match:
        return text, ()
    year, month, day = map(int, match.groups())
    try:
        return date(year, month, day), ()
    except ValueError:
        return text, (_impossible_date(place, text, year, month),)


def _impossible_date(place: Place, text: str, year: int, month: int) -> Problem:
    remedy = "write year-month-day, such as 2026-02-28"
    if year and 1 <= month <= 12:
        remedy = f"write a day from 01 to {calendar.monthrange(year, month)[1]}"
    return Problem(place, f"{text} is not a day of the calendar", remedy)
