"""The links of a plan while it is being made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.model.schedule import Link, PlanRow


class Web:
    """Who waits for whom. IDs are compared ignoring case; only scheduled rows have links."""

    def __init__(self, rows: Iterable[PlanRow]) -> None:
        self.rows = {row.id.casefold(): row for row in rows if row.kind.is_scheduled}
        self.links: dict[str, list[Link]] = {key: [] for key in self.rows}
        self._after: dict[str, list[str]] = defaultdict(list)

    def add(self, row_id: str, link: Link) -> None:
        """Adds a predecessor to a row, unless it has that link already."""
        key, predecessor = row_id.casefold(), link.predecessor.casefold()
        if all(
            (known.predecessor.casefold(), known.type) != (predecessor, link.type)
            for known in self.links[key]
        ):
            self.links[key].append(link)
            self._after[predecessor].append(key)

    def successors(self, row_id: str) -> set[str]:
        """The case-folded IDs of the rows that wait for this one."""
        return set(self._after.get(row_id.casefold(), ()))

    def after(self, row_id: str) -> set[str]:
        """The case-folded IDs of the row and of everything that waits for it, however far."""
        return _reach(row_id.casefold(), self._after)

    def before(self, row_id: str) -> set[str]:
        """The case-folded IDs of the row and of everything it waits for, however far."""
        into = {
            key: [link.predecessor.casefold() for link in links]
            for key, links in self.links.items()
        }
        return _reach(row_id.casefold(), into)

    def linked(self, rows: Iterable[PlanRow]) -> tuple[PlanRow, ...]:
        """The rows with their links; those outside the network have none."""
        return tuple(
            replace(row, links=tuple(self.links.get(row.id.casefold(), ()))) for row in rows
        )


def _reach(start: str, neighbours: Mapping[str, Iterable[str]]) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for key in neighbours.get(waiting.pop(), ()):
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    return seen
