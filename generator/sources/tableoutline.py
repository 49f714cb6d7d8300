"""The outline of a schedule kept as a table: the level of each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SUMMARIES = ("project", "phase", "key task")


@dataclass(frozen=True, slots=True)
class Line:
    """What a row says of its place: outline level, WBS, phase and type, each empty if nothing."""

    level: str = ""
    wbs: str = ""
    phase: str = ""
    kind: str = ""


def levels_of(lines: Sequence[Line]) -> list[int]:
    """The outline level of each row: 0 is the project, of which there is at most one, the first."""
    if any(line.level for line in lines):
        levels = [int(line.level) if line.level.isdecimal() else 1 for line in lines]
    elif any(line.wbs for line in lines):
        levels = _by_wbs(lines)
    elif any(line.phase for line in lines) and not all(line.phase for line in lines):
        levels = _by_phase(lines)
    else:
        levels = [1] * len(lines)
    # Our own sheet Schedule says "All" where the phase of the project would stand.
    is_project = lines and (lines[0].kind == "project" or lines[0].phase == "All")
    if lines and (is_project or levels[0] == 0):
        levels = [0, *(max(level, 1) for level in levels[1:])]
    else:
        levels = [max(level, 1) for level in levels]
    return _without_gaps(levels)


def _by_wbs(lines: Sequence[Line]) -> list[int]:
    """One level below the row whose WBS is the longest that this one goes on from."""
    found: dict[str, int] = {}
    levels = []
    for line in lines:
        above, level = line.wbs.rpartition(".")[0], 1
        while above and level == 1:
            level = found.get(above, 0) + 1
            above = above.rpartition(".")[0]
        if line.wbs:
            found[line.wbs] = level
        levels.append(level)
    return levels


def _by_phase(lines: Sequence[Line]) -> list[int]:
    """Rows with a phase above rows without one; one row above the first phase is the project."""
    first = next(n for n, line in enumerate(lines) if line.phase)
    before = [0] if first == 1 else [1] * first
    return before + [1 if line.phase else 2 for line in lines[first:]]


def _without_gaps(levels: Sequence[int]) -> list[int]:
    """Levels that rise by one at most."""
    above: list[int] = []
    found = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        base = 0 if levels[0] == 0 else 1
        found.append(base + len(above))
        above.append(level)
    return found
