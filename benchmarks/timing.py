"""Times whole processes in turn, so that a machine's drift hits both sides alike."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Pair:
    """Medians in seconds of two commands run in turn, and the median of their ratios."""

    ours: float
    peer: float
    ratio: float


def seconds(command: Sequence[str], folder: Path | None = None) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return time.perf_counter() - start


def paired(
    ours: Sequence[str], peer: Sequence[str], *, runs: int = 5, folder: Path | None = None
) -> Pair:
    """A B A B …, one warm-up each; the ratio is taken pair by pair."""
    seconds(ours, folder), seconds(peer, folder)
    pairs = [(seconds(ours, folder), seconds(peer, folder)) for _ in range(runs)]
    return Pair(
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def report(what: str, pair: Pair, budget: float) -> bool:
    """Prints a line and says whether the budget holds."""
    held = pair.ratio <= budget
    print(
        f"{'ok  ' if held else 'OVER'} {what}: {pair.ratio:.2f} x (budget {budget:.2f} x; "
        f"{pair.ours * 1000:.0f} ms against {pair.peer * 1000:.0f} ms)"
    )
    return held
