"""The cells of a schedule kept as a table: which column is which, and what its cells say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction

from generator.errors import Place, Problem, Severity
from generator.model.project import RowFile
from generator.schedule.losses import Losses, shown_days, whole_days

# Our column, and the headings it is known by; capitals, blanks and signs do not count.
_HEADINGS = {
    "id": ("id", "activity id", "task id"),
    "unique_id": ("unique id",),
    "wbs": ("wbs", "wbs code", "outline number"),
    "level": ("outline level", "level"),
    "phase": ("phase",),
    "name": ("task name", "name", "activity name", "activity", "task"),
    "type": ("type", "kind"),
    "milestone": ("milestone",),
    "duration": ("duration",),
    "percent_complete": ("% complete", "percent complete"),
    "start": ("start", "start date"),
    "finish": ("finish", "finish date", "end date"),
    "actual_start": ("actual start",),
    "actual_finish": ("actual finish",),
    "remaining_duration": ("remaining duration",),
    "predecessors": ("predecessors", "predecessor"),
    "resource_type": ("resource type",),
    "owner": ("owner", "resource names", "responsible"),
    "constraint": ("constraint",),
    "constraint_type": ("constraint type",),
    "constraint_date": ("constraint date",),
    "deadline": ("deadline",),
    "baseline_start": ("baseline start",),
    "baseline_finish": ("baseline finish",),
    "output": ("output",),
    "basis": ("basis of estimate", "basis"),
}
# Columns of our own files that are computed anew.
_COMPUTED = (
    *("successors", "finish variance", "total float", "free float", "critical", "status"),
    *("row note", "external id", "early start", "early finish", "late start", "late finish"),
)
_DAYS = {
    "m": Fraction(1, 480),
    "h": Fraction(1, 8),
    "d": Fraction(1),
    "w": Fraction(5),
    "mo": Fraction(20),
    "y": Fraction(240),
}
_UNIT = r"(e?)(mins?|m|hrs?|hours?|h|days?|dys?|d|wks?|weeks?|w|mons?|months?|mo|yrs?|years?|y)"
_DURATION = re.compile(rf"([0-9]{{1,6}}(?:\.[0-9]{{1,4}})?)\s*(?:{_UNIT})?\s*\??", re.IGNORECASE)
_LAG = re.compile(
    rf"(?<=FS|SS|FF|SF)\s*([+-])\s*([0-9]{{1,6}}(?:\.[0-9]{{1,4}})?)\s*(?:(e?%)|{_UNIT})?",
    re.IGNORECASE,
)
_DATES = ("%m/%d/%Y", "%m/%d/%y", "%d-%b-%y", "%d-%b-%Y", "%B %d, %Y", "%b %d, %Y", "%b %d %Y")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+", re.IGNORECASE)
_TIME = re.compile(r"[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s*(?:[AP]M)?$", re.IGNORECASE)


def known_headings(named: Iterable[str]) -> frozenset[str]:
    """The headings that a schedule may have, case-folded, and those that project.yml names."""
    ours = (head for heads in _HEADINGS.values() for head in heads)
    return frozenset(" ".join(head.split()).casefold() for head in (*ours, *named))


def read_columns(
    table: RowFile, named: Mapping[str, tuple[str, Place]]
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The heading of each of our columns that the table has, and what is wrong with them.

    Args:
        named: our column to the heading in the file, with the place that says so.
    """
    known = {_fold(head): column for column, heads in _HEADINGS.items() for head in heads}
    present = {_fold(heading): heading for heading in table.headings}
    columns: dict[str, str] = {}
    problems: list[Problem] = []
    for ours, (heading, place) in named.items():
        column = known.get(_fold(ours))
        if column is None:
            remedy = "name one of: " + ", ".join(heads[0] for heads in _HEADINGS.values())
            problems.append(Problem(place, f"`import.columns` has no column `{ours}`", remedy))
        elif _fold(heading) in present:
            columns[column] = present[_fold(heading)]
        else:
            fact = f"`import.columns` names '{heading}', which is no heading of {table.file}"
            remedy = "its headings are: " + ", ".join(table.headings)
            problems.append(Problem(place, fact, remedy))
    taken = set(columns.values())
    for fold, column in known.items():
        if column not in columns and fold in present and present[fold] not in taken:
            columns[column] = present[fold]
    used = {*columns.values()}
    computed = {_fold(name) for name in _COMPUTED}
    unread = [head for head in table.headings if head not in used and _fold(head) not in computed]
    first = next(iter(table.headings.values()), Place(table.file))
    if "name" not in columns:
        remedy = "head it 'Task Name', or name it in project.yml: import: {columns: {name: …}}"
        problems.append(Problem(first, "no column has the names of the activities", remedy))
    elif unread:
        fact = f"these columns are not read: {', '.join(unread)}"
        remedy = "name what they are in project.yml (`import: {columns: …}`), or leave them"
        problems.append(Problem(first, fact, remedy, Severity.WARNING))
    return columns, tuple(problems)


def _fold(heading: str) -> str:
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


class Cells:
    """The cells of one row by our columns; what cannot be read is a problem at its place."""

    def __init__(
        self,
        values: Mapping[str, object],
        places: Mapping[str, Place],
        columns: Mapping[str, str],
        problems: list[Problem],
        losses: Losses,
    ) -> None:
        self._values, self._places, self._columns = values, places, columns
        self._problems, self._losses = problems, losses

    def place(self, column: str = "name") -> Place:
        """Where the cell stands, else the first cell of its row."""
        here = self._places.get(self._columns.get(column, ""))
        return here or next(iter(self._places.values()))

    def value(self, column: str) -> object:
        """What the cell holds; None where it is blank or there is no such column."""
        value = self._values.get(self._columns.get(column, ""))
        if isinstance(value, str):
            # The apostrophe of our own CSV keeps a text from being taken for a formula.
            value = " ".join(value.removeprefix("'").split())
        return None if value == "" else value

    def text(self, column: str) -> str:
        """The cell as text: 3 for 3.0."""
        value = self.value(column)
        if isinstance(value, float):
            return f"{value:.15g}"
        return "" if value is None else str(value)

    def day(self, column: str) -> date | None:
        """The cell as a date; ISO, or as Project and Excel write it in the United States."""
        value = self.value(column)
        if isinstance(value, datetime):
            return value.date()
        if value is None or isinstance(value, date):
            return value
        text = _TIME.sub("", _WEEKDAY.sub("", str(value))).strip()
        if text.casefold() in ("na", "n/a", "none", "tbd"):
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            for form in _DATES:
                try:
                    return datetime.strptime(text, form).date()
                except ValueError:
                    continue
        self._wrong(column, "no date", "write it as 2026-03-02")
        return None

    def days(self, column: str, who: str) -> int | None:
        """The cell as whole working days: 5, "5 days", "2 wks", "4 hrs"."""
        value = self.value(column)
        if value is None:
            return None
        match = _DURATION.fullmatch(self.text(column))
        if not match:
            self._wrong(column, "no duration", "write working days: 5, or 2 wks")
            return None
        exact = _exact(match[1], match[2], match[3])
        if exact != whole_days(exact):
            what = f"its {column.replace('_', ' ')} of {shown_days(exact)} days is rounded to "
            kind = "durations are rounded to whole working days"
            remedy = "write whole working days, or accept the rounding"
            self._losses.add(self.place(column), who, f"{what}{whole_days(exact)}", kind, remedy)
        return whole_days(exact)

    def number(self, column: str) -> float | None:
        """The cell as a number; a `%` behind it does not count."""
        value = self.value(column)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            return None if value is None else float(value)
        try:
            return float(str(value).rstrip("% "))
        except ValueError:
            self._wrong(column, "no number", "write a number such as 50")
            return None

    def links(self, who: str) -> str:
        """The predecessors, their lags in whole working days; percent lags are left out."""

        def whole(match: re.Match[str]) -> str:
            sign, amount, percent, elapsed, unit = match.groups()
            exact = Fraction(0) if percent else _exact(amount, elapsed, unit)
            days = whole_days(exact) if exact else 0
            if percent or exact != days:
                what = f"the lag {match[0].strip()} counts as {days} days"
                kind = "lags are turned into whole working days"
                remedy = "write whole working days, or accept the rounding"
                self._losses.add(self.place("predecessors"), who, what, kind, remedy)
            return f"{sign}{days}d" if days else ""

        return _LAG.sub(whole, self.text("predecessors"))

    def _wrong(self, column: str, fact: str, remedy: str) -> None:
        text = self.text(column)[:40]
        self._problems.append(Problem(self.place(column), f"'{text}' is {fact}", remedy))


def _exact(amount: str, elapsed: str | None, unit: str | None) -> Fraction:
    word = (unit or "d").casefold()
    size = _DAYS["mo" if word.startswith("mo") else word[0]]
    days = Fraction(amount) * size
    return days * 5 / 7 if elapsed else days
