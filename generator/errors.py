"""What can be wrong, and how it is told.

    Problem             a value: one line for a person; collected and shown together
    PmopackError        stops the job
      InputError        carries the problems that make the input unusable   exit 1
      LoopError         a loop of links; carries its activities in order    exit 1
      WriteError        a file could not be written; nothing was lost       exit 1

Usage errors are click's own and end with exit 2. Exit 3 is not an error: the work is done and a
person must decide something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: an error stops the run, a warning is listed."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a fact stands: `file:line:column` in text, `file!Sheet!Cell` in a workbook."""

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return "!".join(part for part in (self.file, self.sheet, self.cell) if part)
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.file, *numbers])


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with an input, as a person needs it: place, fact, remedy."""

    place: Place
    fact: str
    remedy: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.place}: {self.fact}; {self.remedy}"

    def as_data(self) -> dict[str, str]:
        """The problem as plain data, for `--json`."""
        return {
            "place": str(self.place),
            "fact": self.fact,
            "remedy": self.remedy,
            "severity": self.severity.value,
        }


def errors_of(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a run, in their order."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


class PmopackError(Exception):
    """The base of everything that stops a job."""

    def problems(self) -> tuple[Problem, ...]:
        """The problems to show, one line each."""
        return ()


class InputError(PmopackError):
    """The input cannot be used; nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self._problems = tuple(problems)

    def problems(self) -> tuple[Problem, ...]:
        return self._problems


class LoopError(PmopackError):
    """Links that lead back to where they started.

    Attributes:
        activities: the IDs in the order of the loop; the last links back to the first.
        places: the place of each activity's predecessors, in the same order.
    """

    def __init__(self, activities: Sequence[str], places: Sequence[Place]) -> None:
        super().__init__(" -> ".join([*activities, activities[0]]))
        self.activities = tuple(activities)
        self.places = tuple(places)

    def problems(self) -> tuple[Problem, ...]:
        stations = ", ".join(
            f"{activity} ({place})"
            for activity, place in zip(self.activities, self.places, strict=True)
        )
        fact = f"the predecessors run in a loop: {self}; it goes through {stations}"
        return (Problem(self.places[0], fact, "remove one of these predecessors"),)


class WriteError(PmopackError):
    """A file could not be written. What stood there before still stands."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self._problem = problem

    def problems(self) -> tuple[Problem, ...]:
        return (self._problem,)
