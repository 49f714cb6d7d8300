"""Links as definitions write them, to rows that are in the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.errors import Problem, Severity
from generator.model.schedule import Link, PlanRow, RowKind
from generator.schedule.web import Web


class Resolver:
    """Puts written links into a web, and says of which it could not.

    Args:
        rows: every row of the plan.
        web: its network; the links are added to it.
        suffixes: those of the reviews: `1.3.5.M3` means 1.3.5 where it has no such row.
    """

    def __init__(self, rows: Sequence[PlanRow], web: Web, suffixes: Iterable[str]) -> None:
        self.problems: list[Problem] = []
        self._web = web
        self._rows = {row.id.casefold(): row for row in rows}
        self._work: dict[str, list[PlanRow]] = {}
        for row in rows:
            if row.kind.is_scheduled and row.parent == row.key_task:
                self._work.setdefault(row.key_task.casefold(), []).append(row)
        letters = {re.escape(suffix.rstrip("0123456789")) for suffix in suffixes}
        marks = "|".join(sorted(letters)) or "(?!)"
        self._review = re.compile(rf"(.+)\.(?:{marks})\d*", re.IGNORECASE)

    def add(self, written: Iterable[tuple[PlanRow, Link]]) -> None:
        """Adds links; one to a summary becomes links to where its work ends."""
        to_summaries = []
        for row, link in written:
            target = self._target(link.predecessor)
            if target is None:
                self._add_instead(
                    row, link, f"predecessor {link.predecessor} of {row.id} does not exist"
                )
            elif target.kind.is_summary:
                to_summaries.append((row, link, target))
            elif target.kind is RowKind.LEVEL_OF_EFFORT:
                drives = f"predecessor {target.id} of {row.id} is a level of effort"
                self._add_instead(
                    row, replace(link, predecessor=target.id), f"{drives} and drives nothing"
                )
            elif target.id == row.id:
                fact = f"activity {row.id} is its own predecessor"
                self.problems.append(Problem(row.place, fact, "remove this link"))
            else:
                self._web.add(row.id, replace(link, predecessor=target.id))
        # Where a key task ends is only known once the links inside it are there.
        for row, link, summary in to_summaries:
            ends = [end for end in self._ends(summary) if end.id != row.id]
            for end in ends:
                self._web.add(row.id, replace(link, predecessor=end.id))
            if not ends:
                fact = f"predecessor {summary.id} of {row.id} has no work that ends"
                self._warn(row, fact, "it is left out; link to an activity")

    def _target(self, row_id: str) -> PlanRow | None:
        if target := self._rows.get(row_id.casefold()):
            return target
        review = self._review.fullmatch(row_id)
        reviewed = self._rows.get(review[1].casefold()) if review else None
        return None if reviewed and reviewed.kind.is_summary else reviewed

    def _add_instead(self, row: PlanRow, link: Link, fact: str) -> None:
        """Ties a link whose activity cannot drive to the end of that activity's key task."""
        key_task = ".".join(link.predecessor.split(".")[:2]).casefold()
        work = [one for one in self._work.get(key_task, ()) if one.kind is RowKind.ACTIVITY]
        if not work or work[-1].key_task == row.key_task:
            self._warn(row, fact, "the link is left out; give the ID of an activity")
            return
        last = work[-1]
        remedy = f"the link goes to {last.id}, the last activity of {last.key_task}, instead"
        self._warn(row, fact, f"{remedy}; give the ID of an activity")
        self._web.add(row.id, replace(link, predecessor=last.id))

    def _ends(self, summary: PlanRow) -> list[PlanRow]:
        if summary.kind is RowKind.PHASE:
            rows = self._rows.values()
            return [row for row in rows if row.gate and row.parent == summary.id]
        work = self._work.get(summary.id.casefold(), [])
        inside = {row.id.casefold() for row in work}
        return [row for row in work if not self._web.successors(row.id) & inside]

    def _warn(self, row: PlanRow, fact: str, remedy: str) -> None:
        self.problems.append(Problem(row.place, fact, remedy, Severity.WARNING))
