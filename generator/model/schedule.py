"""The schedule: rows as planned, and rows with their dates.

Time is a whole number of working-day boundaries since the project start: boundary 0 is the start
of the first working day, boundary 1 its end and at once the start of the second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from generator.errors import Place
from generator.model.progress import Status


class LinkType(StrEnum):
    """Finish-to-start, start-to-start, finish-to-finish, start-to-finish."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


_ENDS_LIKE_A_LINK = re.compile(r"(FS|SS|FF|SF)(-[0-9]{1,4}(d|wd|days?)?)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A dependency on `predecessor`; `lag` in working days, negative for a lead.

    `basis` says where it comes from when it was derived and not written by a person.
    """

    predecessor: str
    type: LinkType = LinkType.FS
    lag: int = 0
    basis: str = ""

    def __str__(self) -> str:
        lag = f"{self.lag:+d}d" if self.lag else ""
        # An ID that ends like a link would be read as one, so its type is always written.
        misread = _ENDS_LIKE_A_LINK.search(self.predecessor)
        kind = self.type.value if lag or misread or self.type is not LinkType.FS else ""
        return f"{self.predecessor}{kind}{lag}"


class RowKind(StrEnum):
    """What a row of the schedule is.

    Attributes:
        is_summary: it spans the rows below it.
        is_milestone: it takes no time.
        is_scheduled: the network computes it; summaries and levels of effort follow others.
    """

    PROJECT = "project"
    PHASE = "phase"
    KEY_TASK = "key task"
    ACTIVITY = "activity"
    START_MILESTONE = "start milestone"
    FINISH_MILESTONE = "finish milestone"
    LEVEL_OF_EFFORT = "level of effort"
    PLANNING_PACKAGE = "planning package"

    def __init__(self, value: str) -> None:
        # Asked of every row many times: an attribute costs a tenth of a property.
        self.is_summary = value in ("project", "phase", "key task")
        self.is_milestone = value in ("start milestone", "finish milestone")
        self.is_scheduled = not self.is_summary and value != "level of effort"


class ConstraintType(StrEnum):
    """Date constraints. All but MSO and MFO leave logic in charge."""

    SNET = "SNET"
    FNET = "FNET"
    SNLT = "SNLT"
    FNLT = "FNLT"
    MSO = "MSO"
    MFO = "MFO"
    DEADLINE = "DEADLINE"


@dataclass(frozen=True, slots=True)
class Constraint:
    """A date constraint; the text form is `SNET 2026-03-02`."""

    type: ConstraintType
    date: date

    def __str__(self) -> str:
        return f"{self.type.value} {self.date.isoformat()}"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the schedule before dates.

    Attributes:
        id: identity, `1.2.3`; unique ignoring case.
        wbs: position; equal to the ID when first generated.
        parent: ID of the summary row above, empty for the project.
        level: outline level, 0 for the project.
        duration: working days; 0 for milestones, summaries and levels of effort.
        low, likely, high: three-point estimate in working days, None where none applies.
        supports: IDs of the rows a level of effort spans.
        gate: a milestone that ends a phase or that the charter shows.
        basis: basis of estimate, for a person; says "Assumed" where a rule made it.
        assumed: whether the duration is a rule's default that nobody has estimated.
    """

    id: str
    wbs: str
    parent: str
    level: int
    kind: RowKind
    name: str
    phase: str
    key_task: str = ""
    duration: int = 0
    low: float | None = None
    likely: float | None = None
    high: float | None = None
    links: tuple[Link, ...] = ()
    constraint: Constraint | None = None
    supports: tuple[str, ...] = ()
    owner: str = ""
    resource_type: str = ""
    output: str = ""
    basis: str = ""
    gate: bool = False
    charter: bool = False
    assumed: bool = False
    place: Place = Place("")

    @property
    def offsets(self) -> tuple[int, int]:
        """How many days after the boundaries of its start and finish it shows them.

        Work starts on the day after a boundary and ends on the day before it. What takes no time
        shows one day: a start milestone the day after, anything else the day before.
        """
        if self.kind.is_milestone:
            return (1, 1) if self.kind is RowKind.START_MILESTONE else (0, 0)
        return (1, 0) if self.duration or not self.kind.is_scheduled else (0, 0)


@dataclass(frozen=True, slots=True)
class Times:
    """What the network computes of one row, in boundaries; floats in working days.

    Of started work the early start is the actual one, the late start that of what remains. Of
    finished work early and late are the actual ones and the floats are 0.
    """

    early_start: int
    early_finish: int
    late_start: int
    late_finish: int
    total_float: int
    free_float: int


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A row of the plan with its dates. `start` and `finish` are inclusive working days.

    `times` of a summary spans its children: earliest start, latest finish, least float of what is
    not finished. What remains of a row ends at its early finish.

    Attributes:
        successors: who depends on this row, with type and lag as in their own links.
        percent_complete: 0 to 100; of a summary weighted by duration.
        actual_finish: of a summary only when all its work is finished.
        remaining_duration: working days, 0 when finished.
        baseline_duration: working days.
        finish_variance: working days from the baseline finish to the finish, positive when late;
            None without a baseline.
    """

    plan: PlanRow
    start: date
    finish: date
    times: Times
    critical: bool
    successors: tuple[Link, ...] = ()
    baseline_start: date | None = None
    baseline_finish: date | None = None
    baseline_duration: int | None = None
    finish_variance: int | None = None
    status: Status = Status.NOT_STARTED
    percent_complete: float = 0.0
    actual_start: date | None = None
    actual_finish: date | None = None
    remaining_duration: int = 0

    @property
    def id(self) -> str:
        return self.plan.id


@dataclass(frozen=True, slots=True)
class Schedule:
    """All rows in reading order, with the calendar facts that dated them.

    Attributes:
        source: the file it was imported from; empty where the key tasks plan it.
    """

    rows: tuple[ScheduleRow, ...]
    project_start: date
    project_finish: date
    data_date: date
    workweek: tuple[int, ...]
    holidays: tuple[tuple[date, str], ...]
    source: str = ""
    by_id: dict[str, ScheduleRow] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {row.id.casefold(): row for row in self.rows})

    def row(self, row_id: str) -> ScheduleRow | None:
        """The row with that ID, ignoring case, or None."""
        return self.by_id.get(row_id.casefold())
