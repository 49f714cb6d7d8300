"""A schedule in `tasks/`: `<name>.schedule.yml`, one row a line, as `import` writes it.

    schedule: Payroll
    source: payroll.xml
    start: 2026-01-05
    data_date: 2026-03-31
    workweek: [Mon, Tue, Wed, Thu, Fri]
    days_off: {2026-01-19: "Martin Luther King Jr. Day"}     # these four or none: project.yml then
    rows:
    - {id: "1", wbs: "1", level: 1, summary: true, name: "Build"}
    - {id: "2", wbs: "1.1", level: 2, name: "Pour", duration: 5, predecessors: "7FS+2d"}

A person may edit it: it is read with the same care as a definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.errors import Place, Problem, errors_of
from generator.model.imported import ImportedPlan
from generator.model.progress import Baseline, Progress
from generator.model.schedule import Constraint, ConstraintType, PlanRow, RowKind
from generator.schedule.links import parse_links
from generator.sources.fields import Fields
from generator.sources.frontmatter import read_yaml
from generator.sources.tree import Mapping, Node, Scalar

MAX_DAYS = 99_999
LARGEST = 40_000_000
"""Characters: a hundred thousand rows."""

_HEAD = ("schedule", "source", "start", "data_date", "workweek", "days_off", "rows")
_ROW = (
    *("id", "wbs", "level", "kind", "name", "duration", "predecessors", "constraint", "supports"),
    *("owner", "resource_type", "output", "basis", "percent_complete", "actual_start"),
    *("actual_finish", "remaining_duration", "baseline"),
)
_TEXTS = ("wbs", "name", "predecessors", "supports", "owner", "resource_type", "output", "basis")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_KINDS = {
    "summary": RowKind.KEY_TASK,
    "start milestone": RowKind.START_MILESTONE,
    "finish milestone": RowKind.FINISH_MILESTONE,
    "level of effort": RowKind.LEVEL_OF_EFFORT,
    "planning package": RowKind.PLANNING_PACKAGE,
}
_ID = re.compile(r"[A-Za-z0-9._-]{1,60}")


def parse_schedule(text: str | bytes, file: str) -> tuple[ImportedPlan | None, tuple[Problem, ...]]:
    """The plan of a `.schedule.yml`, and every problem; None where one of them is an error."""
    document, problems = read_yaml(text, file, largest=LARGEST)
    if document is None:
        return None, problems
    reader = _Reader(file, problems)
    plan = reader.plan(document.root)
    found = tuple(reader.fields.problems)
    return (None if errors_of(found) else plan), found


class _Reader:
    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        self.fields = Fields(problems)
        self._file = file
        self._progress: dict[str, Progress] = {}
        self._baseline: dict[str, Baseline] = {}

    def plan(self, root: Node) -> ImportedPlan | None:
        if not isinstance(root, Mapping):
            self.fields.error(
                root.place, "a schedule has keys", "begin with `schedule:` and a name"
            )
            return None
        values = self.fields.known(root, _HEAD, "a schedule")
        start = self._day(values.get("start"), "the start")
        if ("start" in values) != ("workweek" in values):
            fact = "`start` and `workweek` come together"
            self.fields.error(root.place, fact, "write both, or neither: project.yml says it then")
        name = self.fields.source(values.get("schedule"), "the name")
        return ImportedPlan(
            name=name,
            source=self.fields.source(values.get("source"), "the source"),
            start=start,
            data_date=self._day(values.get("data_date"), "the data date"),
            workweek=self._workweek(values.get("workweek")),
            days_off=self._days_off(values.get("days_off")),
            rows=tuple(self._rows(values.get("rows"))),
            progress=self._progress,
            baseline=self._baseline,
            place=Place(self._file, root.place.line),
        )

    def _rows(self, node: Node | None) -> Iterator[PlanRow]:
        above: list[PlanRow] = []
        seen: dict[str, Place] = {}
        for item in self.fields.items(node):
            if not isinstance(item, Mapping):
                remedy = 'write {id: "1", level: 1, name: "Build", duration: 5}'
                self.fields.error(item.place, "a row of the schedule has keys", remedy)
                continue
            row = self._row(item, above)
            if row is None:
                continue
            if (key := row.id.casefold()) in seen:
                fact = f"the ID `{row.id}` is given twice: here and on line {seen[key].line}"
                self.fields.error(item.place, fact, "give each row an ID of its own")
            seen[key] = item.place
            if row.kind.is_summary:
                above.append(row)
            yield row
        if not seen:
            place = node.place if node else Place(self._file)
            self.fields.error(place, "the schedule has no rows", "write them below `rows:`")

    def _row(self, item: Mapping, above: list[PlanRow]) -> PlanRow | None:
        fields = self.fields
        values = fields.known(item, _ROW, "a row of the schedule")
        row_id = fields.source(values.get("id"), "an ID").strip()
        if not _ID.fullmatch(row_id):
            remedy = "use letters, digits, `.`, `_` and `-`, at most 60"
            fields.error(item.place, f"`{row_id[:60]}` cannot be an ID", remedy)
            return None
        level = self._whole(values.get("level"), "the level")
        while above and above[-1].level >= level:
            above.pop()
        if (above[-1].level + 1 if above else 0) != level:
            fact = f"row {row_id} of level {level} has no summary of level {level - 1} above it"
            fields.error(
                item.place, fact, "give the row above it `kind: summary`, or mend its level"
            )
        kind = self._kind(values.get("kind"), level)
        text = {key: fields.source(values.get(key), key) for key in _TEXTS if key in values}
        links, wrong = parse_links(text.get("predecessors", ""), item.place)
        fields.problems += wrong
        phase = next((row.wbs for row in above if row.kind is RowKind.PHASE), "")
        parent = above[-1] if above else None
        wbs = text.get("wbs") or row_id
        self._say(row_id, values, item.place)
        return PlanRow(
            id=row_id,
            wbs=wbs,
            parent=parent.id if parent else "",
            level=level,
            kind=kind,
            name=text.get("name") or row_id,
            phase=wbs if kind is RowKind.PHASE else phase,
            key_task=parent.id if parent and parent.kind is RowKind.KEY_TASK else "",
            duration=self._whole(values.get("duration"), "the duration"),
            links=links,
            constraint=self._constraint(values.get("constraint")),
            supports=tuple(filter(None, map(str.strip, text.get("supports", "").split(",")))),
            owner=text.get("owner", ""),
            resource_type=text.get("resource_type", ""),
            output=text.get("output", ""),
            basis=text.get("basis", ""),
            place=item.place,
        )

    def _kind(self, node: Node | None, level: int) -> RowKind:
        word = self.fields.source(node, "the kind")
        if not word:
            return RowKind.ACTIVITY
        kind = _KINDS.get(word)
        if kind is None and node:
            self.fields.error(node.place, f"`{word}` is no kind", f"use one of {', '.join(_KINDS)}")
        if kind is RowKind.KEY_TASK and level < 2:
            return RowKind.PHASE if level else RowKind.PROJECT
        return kind or RowKind.ACTIVITY

    def _say(self, row_id: str, values: dict[str, Node], place: Place) -> None:
        keys = ("percent_complete", "remaining_duration", "actual_start", "actual_finish")
        if any(key in values for key in keys):
            percent, remaining = (self._number(values.get(key), key) for key in keys[:2])
            start, finish = (self._day(values.get(key), key) for key in keys[2:])
            self._progress[row_id] = Progress(percent or 0.0, start, finish, remaining, place)
        node = values.get("baseline")
        if isinstance(node, Mapping):
            known = self.fields.known(node, ("start", "finish", "duration"), "a baseline")
            start, finish = (self._day(known.get(key), key) for key in ("start", "finish"))
            days = self._whole(known.get("duration"), "the duration of the baseline")
            if start and finish:
                self._baseline[row_id] = Baseline(start, finish, days)

    def _constraint(self, node: Node | None) -> Constraint | None:
        text = self.fields.source(node, "a constraint")
        if not text or node is None:
            return None
        word, _, day = text.partition(" ")
        try:
            return Constraint(ConstraintType(word.upper()), date.fromisoformat(day.strip()))
        except ValueError:
            words = ", ".join(ConstraintType)
            remedy = f"write one of {words} and a date: SNET 2026-03-02"
            self.fields.error(node.place, f"`{text[:60]}` is no constraint", remedy)
            return None

    def _days_off(self, node: Node | None) -> tuple[tuple[date, str], ...]:
        days: dict[date, str] = {}
        for key, value in node.pairs if isinstance(node, Mapping) else ():
            try:
                days[date.fromisoformat(key.text)] = (
                    self.fields.source(value, "a name") or "Day off"
                )
            except ValueError:
                remedy = "write a date and a name: 2026-12-24: Closed"
                self.fields.error(key.place, f"`{key.text[:40]}` is no date", remedy)
        return tuple(sorted(days.items()))

    def _workweek(self, node: Node | None) -> tuple[int, ...]:
        if node is None:
            return ()
        words = [self.fields.source(item, "a weekday") for item in self.fields.items(node)]
        if not words or not set(words) <= set(WEEKDAYS):
            remedy = f"write `workweek: [{', '.join(WEEKDAYS[:5])}]`"
            self.fields.error(node.place, "this is no work week", remedy)
        return tuple(n for n, word in enumerate(WEEKDAYS) if word in words)

    def _day(self, node: Node | None, what: str) -> date | None:
        if node is None or (isinstance(node, Scalar) and node.value is None):
            return None
        if isinstance(node, Scalar) and isinstance(node.value, date):
            return node.value
        self.fields.error(node.place, f"{what} is no date", "write it as 2026-03-02")
        return None

    def _number(self, node: Node | None, what: str) -> float | None:
        if node is None:
            return None
        return self.fields.number(node, what, "write a number such as 5")

    def _whole(self, node: Node | None, what: str) -> int:
        number = self._number(node, what) or 0.0
        if node and not (number.is_integer() and number <= MAX_DAYS):
            fact = f"{what} must be a whole number up to {MAX_DAYS:,}"
            self.fields.error(node.place, fact, "write working days such as 5")
        return int(number)
