"""The tasks of an MSPDI file as rows of a plan, with their progress, baseline and dates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from generator.errors import Problem
from generator.formats.mspdi.calendars import WorkTimes
from generator.formats.mspdi.elements import Element
from generator.formats.mspdi.whole import ELAPSED, Rounder
from generator.model.imported import Dates
from generator.model.progress import Baseline, Progress
from generator.model.schedule import Constraint, ConstraintType, Link, LinkType, PlanRow, RowKind
from generator.schedule.losses import Losses, whole_days

LINK_TYPES = {0: LinkType.FF, 1: LinkType.FS, 2: LinkType.SF, 3: LinkType.SS}
CONSTRAINTS = {
    2: ConstraintType.MSO,
    3: ConstraintType.MFO,
    4: ConstraintType.SNET,
    5: ConstraintType.SNLT,
    6: ConstraintType.FNET,
    7: ConstraintType.FNLT,
}
OUR_FIELDS = {
    "188743731": "Resource Type",
    "188743734": "Output",
    "188743737": "Activity Type",
    "188743740": "Supports",
}
"""Custom texts that we write, by the number of their field (Text1 to Text4)."""

PROJECT_ID = "0"
_ALAP = 1
_OF_STARTS = (ConstraintType.MSO, ConstraintType.SNET, ConstraintType.SNLT)
_NOT_AFTER = (ConstraintType.SNLT, ConstraintType.FNLT, ConstraintType.DEADLINE)
_OUR_KINDS = {kind.value: kind for kind in (RowKind.LEVEL_OF_EFFORT, RowKind.PLANNING_PACKAGE)}


@dataclass(frozen=True, slots=True)
class Task:
    """A row with what the file says of its progress, its baseline and its dates.

    Attributes:
        is_even: whether its duration is all there is between its start and its finish.
    """

    row: PlanRow
    progress: Progress | None
    baseline: Baseline | None
    dates: Dates
    is_even: bool


class TaskReader:
    """Reads the tasks of a project.

    Args:
        root: the project.
        times: its calendar.
        calendars: calendars with other times: UID to name.
        losses: takes what does not fit.
    """

    def __init__(
        self, root: Element, times: WorkTimes, calendars: Mapping[int, str], losses: Losses
    ) -> None:
        self._root = root
        self._times = times
        self._calendars = calendars
        self._losses = losses
        self._round = Rounder(times, losses, frozenset(day for day, _ in times.days_off))
        self._owners = _owners(root)
        self._fields = {
            one.text("FieldID"): one.text("Alias")
            for one in root.children("ExtendedAttributes", "ExtendedAttribute")
        }
        self._exact: dict[str, Fraction] = {}
        self.problems: list[Problem] = []

    def tasks(self, name: str) -> list[Task]:
        """The tasks in outline order, below a row for the project of that name."""
        kept = [one for one in self._root.children("Tasks", "Task") if self._is_kept(one)]
        levels = [max(one.number("OutlineLevel", 1), 0) for one in kept]
        tasks: list[Task] = []
        above: list[tuple[int, PlanRow]] = []
        if not levels or levels[0] > 0:
            top = PlanRow(PROJECT_ID, PROJECT_ID, "", 0, RowKind.PROJECT, name, phase="")
            tasks.append(Task(top, None, None, (None, None), is_even=True))
            above.append((-1, top))
        for n, one in enumerate(kept):
            while above and above[-1][0] >= levels[n]:
                above.pop()
            is_summary = n + 1 < len(kept) and levels[n + 1] > levels[n]
            task = self._task(one, [row for _, row in above], name, is_summary=is_summary)
            tasks.append(task)
            if is_summary:
                above.append((levels[n], task.row))
        links = [()] * (len(tasks) - len(kept)) + [self._links(one) for one in kept]
        return [
            replace(task, row=replace(task.row, links=found)) if found else task
            for task, found in zip(tasks, links, strict=True)
        ]

    def _is_kept(self, one: Element) -> bool:
        if one.flag("IsNull"):  # a blank line
            return False
        if not re.fullmatch("[0-9]{1,10}", one.text("UID")):
            fact = f"a task has the UniqueID '{one.text('UID')[:40]}'"
            self.problems.append(Problem(one.place, fact, "save the file in Project again"))
            return False
        if one.flag("ExternalTask"):
            self._lose(one, "it is a task of another project and is left out", "tasks are left out")
            return False
        if one.has("Active") and not one.flag("Active"):
            self._lose(one, "it is inactive in Project and is left out", "tasks are left out")
            return False
        return True

    def _task(self, one: Element, above: list[PlanRow], project: str, *, is_summary: bool) -> Task:
        uid, who = one.text("UID"), _who(one)
        parent = above[-1] if above else None
        level = parent.level + 1 if parent else 0
        days, exact = (0, Fraction(0)) if is_summary else self._round.duration(one, who)
        self._exact[uid] = exact
        texts = {
            self._fields.get(text.text("FieldID"), ""): text.text("Value")
            for text in one.children("ExtendedAttribute")
        }
        kind = RowKind.KEY_TASK
        if not parent:
            kind = RowKind.PROJECT
        elif is_summary:
            kind = RowKind.PHASE if level == 1 else RowKind.KEY_TASK
        elif texts.get("Activity Type") in _OUR_KINDS:
            kind = _OUR_KINDS[texts["Activity Type"]]
        else:
            kind = RowKind.ACTIVITY if days else self._milestone(one)
        phase = next((row.wbs for row in above if row.kind is RowKind.PHASE), "")
        wbs = one.text("WBS") or one.text("OutlineNumber") or uid
        row = PlanRow(
            id=uid,
            wbs=wbs,
            parent=parent.id if parent else "",
            level=level,
            kind=kind,
            name=one.text("Name") or (f"Task {uid}" if parent else project),
            phase=wbs if kind is RowKind.PHASE else phase,
            key_task=parent.id if parent and parent.kind is RowKind.KEY_TASK else "",
            duration=days if kind is not RowKind.LEVEL_OF_EFFORT else 0,
            owner=one.text("Contact") or self._owners.get(uid, ""),
            resource_type=texts.get("Resource Type", ""),
            output=texts.get("Output", ""),
            basis=one.text("Notes"),
            place=one.place,
        )
        if kind is RowKind.LEVEL_OF_EFFORT:
            supports = (uid.strip() for uid in texts.get("Supports", "").split(","))
            row = replace(row, supports=tuple(filter(None, supports)))
        else:
            row = replace(row, constraint=self._constraint(one, row, who))
        self._note_rest(one, row)
        return Task(
            row=row,
            progress=self._progress(one, row, who) if kind.is_scheduled else None,
            baseline=self._baseline(one, row),
            dates=self._dates(row, one.time("Start"), one.time("Finish")),
            is_even=one.number("CalendarUID", -1) not in self._calendars
            and one.number("DurationFormat") not in ELAPSED,
        )

    def _milestone(self, one: Element) -> RowKind:
        """A start milestone stands at the start of a working day in Project."""
        asked = one.number("ConstraintType") in CONSTRAINTS
        names = ("ActualStart", "ConstraintDate", "Start") if asked else ("ActualStart", "Start")
        when = next((time for name in names if (time := one.time(name))), None)
        if when is None or self._times.part_of_day(when) > 0:
            return RowKind.FINISH_MILESTONE
        return RowKind.START_MILESTONE

    def _constraint(self, one: Element, row: PlanRow, who: str) -> Constraint | None:
        kind = CONSTRAINTS.get(one.number("ConstraintType"))
        when = one.time("ConstraintDate")
        if one.number("ConstraintType") == _ALAP and row.kind.is_scheduled:
            what = "it is scheduled as late as possible in Project, and as soon as possible here"
            self._lose(one, what, "activities are scheduled as soon as possible")
        deadline = one.time("Deadline")
        if kind is None or when is None:
            kind, when = (ConstraintType.DEADLINE, deadline) if deadline else (None, None)
        elif deadline:
            what = f"its deadline {deadline:%Y-%m-%d} is left out: it has the constraint {kind} too"
            self._lose(one, what, "deadlines are left out beside constraints")
        if kind is None or when is None:
            return None
        at_start = kind in _OF_STARTS
        if row.kind.is_milestone:
            at_start = row.kind is RowKind.START_MILESTONE
        not_after = kind in _NOT_AFTER
        day = self._round.limit(
            when, at_start=at_start, not_after=not_after, place=one.place, who=who
        )
        return Constraint(kind, day)

    def _progress(self, one: Element, row: PlanRow, who: str) -> Progress | None:
        start, finish = one.time("ActualStart"), one.time("ActualFinish")
        percent = one.number("PercentComplete")
        if not (start or finish or percent):
            return None
        begun, ended = self._dates(row, start, finish)
        remaining = None
        if begun and not ended and one.has("RemainingDuration") and not row.kind.is_milestone:
            remaining = self._round.remaining(one, who)
        return Progress(float(percent), begun, ended, remaining, one.place)

    def _baseline(self, one: Element, row: PlanRow) -> Baseline | None:
        for baseline in one.children("Baseline"):
            start, finish = self._dates(row, baseline.time("Start"), baseline.time("Finish"))
            if baseline.number("Number") == 0 and start and finish:
                days = self._times.days(baseline.minutes("Duration", self._times.day))
                return Baseline(start, finish, whole_days(days))
        return None

    def _dates(self, row: PlanRow, start: datetime | None, finish: datetime | None) -> Dates:
        first, last = self._round.first_day, self._round.last_day
        if row.kind.is_milestone:
            first = last = first if row.kind is RowKind.START_MILESTONE else last
        return first(start) if start else None, last(finish) if finish else None

    def _links(self, one: Element) -> tuple[Link, ...]:
        links = {}
        for link in one.children("PredecessorLink"):
            uid, kind = link.text("PredecessorUID"), LINK_TYPES.get(link.number("Type", 1))
            if link.flag("CrossProject") or uid not in self._exact or kind is None:
                what = f"its link to {uid or 'a task'}, which is not in this file, is left out"
                self._lose(one, what, "links are left out")
                continue
            found = Link(uid, kind, self._round.lag(link, self._exact[uid], _who(one)))
            links[uid, kind] = found
        return tuple(links.values())

    def _note_rest(self, one: Element, row: PlanRow) -> None:
        """Lists what else Project schedules by and we do not."""
        if row.kind.is_summary:
            return
        if name := self._calendars.get(one.number("CalendarUID", -1)):
            what = f"its own calendar '{name}' is left out; the project's calendar counts"
            self._lose(one, what, "activities have calendars of their own")
        if one.flag("Manual"):
            what = "it is scheduled by hand in Project; here its links and constraint date it"
            self._lose(one, what, "activities are scheduled by hand")
        if one.number("LevelingDelay"):
            what = "its leveling delay is left out"
            self._lose(one, what, "leveling delays are left out")
        if one.flag("IsSubproject"):
            what = "it stands for another project, whose tasks are not in this file"
            self._lose(one, what, "inserted projects are single activities")

    def _lose(self, one: Element, what: str, kind: str) -> None:
        remedy = "change it in Project and import again, or accept it"
        self._losses.add(one.place, _who(one), what, kind, remedy)


def _who(one: Element) -> str:
    return f"{one.text('UID')} '{one.text('Name')[:60]}'"


def _owners(root: Element) -> dict[str, str]:
    """Who works on each task, by its UID; materials and costs are nobody."""
    people = {
        one.text("UID"): one.text("Name")
        for one in root.children("Resources", "Resource")
        if one.number("Type", 1) == 1 and not one.flag("IsCostResource")
    }
    found: dict[str, list[str]] = defaultdict(list)
    for one in root.children("Assignments", "Assignment"):
        if name := people.get(one.text("ResourceUID")):
            found[one.text("TaskUID")].append(name)
    return {uid: ", ".join(dict.fromkeys(names)) for uid, names in found.items()}
