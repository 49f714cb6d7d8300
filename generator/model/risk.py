"""Schedule risk: what many simulated courses of the remaining work say of its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Outlook:
    """The dates of a gate, or of the whole schedule, over all runs.

    Attributes:
        id: of its row.
        planned: as computed from the most likely durations.
        chance: share of the runs done by then, 0 to 1.
        p50, p80: the first days by which half and four fifths of the runs are done.
        margin: working days from the planned date to `p80`; negative when that is earlier.
    """

    id: str
    name: str
    planned: date
    chance: float
    p50: date
    p80: date
    margin: int


@dataclass(frozen=True, slots=True)
class Risk:
    """The result of a simulation.

    Attributes:
        gates: those that lie ahead, in the order of the schedule.
        curve: for 0 to 100 percent of the runs, the day by which so many are done.
        criticality: ID and share of the runs in which the row is critical, for all open work, the
            largest first.
        assumed, driving: how many durations on the driving path are defaults, and how many it has.
        ranged, open: how many durations of open work have a best and a worst case, and how many
            there are.
    """

    seed: int
    runs: int
    gates: tuple[Outlook, ...]
    finish: Outlook
    curve: tuple[date, ...]
    criticality: tuple[tuple[str, float], ...]
    assumed: int
    driving: int
    ranged: int
    open: int

    @property
    def is_meaningful(self) -> bool:
        """Whether somebody has estimated what drives the finish, and said how sure that is."""
        return self.ranged > 0 and not self.assumed
