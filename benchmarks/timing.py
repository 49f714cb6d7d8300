"""Times whole processes in turn, so that a machine's drift hits both sides alike."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Pair:
    """Medians in seconds of two commands run in turn, and the medians of their ratios.

    Attributes:
        ratio: of the time on the clock.
        cpu_ratio: of the processor time, which other work on the machine disturbs less.
    """

    ours: float
    peer: float
    ratio: float
    cpu_ratio: float


class Stopwatch:
    """Runs commands as an installed program runs: with byte code and a cache, kept in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._environment = {
            **{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }

    def paired(self, ours: Sequence[str], peer: Sequence[str], *, runs: int = 7) -> Pair:
        """A B A B …, one warm-up each; the ratios are taken pair by pair."""
        self._run(ours), self._run(peer)
        pairs = [(self._run(ours), self._run(peer)) for _ in range(runs)]
        return Pair(
            statistics.median(ours[0] for ours, _ in pairs),
            statistics.median(peer[0] for _, peer in pairs),
            statistics.median(ours[0] / peer[0] for ours, peer in pairs),
            statistics.median(ours[1] / peer[1] for ours, peer in pairs),
        )

    def _run(self, command: Sequence[str]) -> tuple[float, float]:
        """Seconds on the clock, and of the processor."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=self._environment)
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def report(what: str, pair: Pair, budget: float | None = None) -> bool:
    """Prints a line and says whether the budget holds."""
    held = budget is None or pair.ratio <= budget
    verdict = "    " if budget is None else "ok  " if held else "OVER"
    allowed = "no budget" if budget is None else f"budget {budget:.2f} x"
    print(
        f"{verdict} {what}: {pair.ratio:.2f} x ({allowed}; "
        f"{pair.ours * 1000:.0f} ms against {pair.peer * 1000:.0f} ms; "
        f"processor time {pair.cpu_ratio:.2f} x)"
    )
    return held
