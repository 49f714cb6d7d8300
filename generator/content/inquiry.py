"""What a document asks the project: facts and rows by key, noted as they are asked for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from generator.content import blocks
from generator.content.values import ContentError, Fault, fact_run
from generator.model.project import FactState, Project, Row, Rows


class Inquiry:
    """Answers `fact`, `given`, `rows` and `assumed` for one rendering.

    Attributes:
        used: keys of the facts and rows that were asked for, in order.
        asked_rows: keys of the rows that were asked for, as often as they were.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.used: dict[str, None] = {}
        self.asked_rows: list[str] = []

    def fact(self, key: str) -> blocks.FactRun | Fault:
        """A fact as it prints: given, "X (Assumed)", or a placeholder."""
        fact = self._project.facts.get(key)
        if fact is None:
            return _unknown("fact", key, self._project.facts)
        self.used[fact.key] = None
        return fact_run(key, fact)

    def given(self, key: str) -> bool:
        """Whether a person gave the fact, or at least one row."""
        if key in self._project.facts:
            return self._project.facts[key].state is FactState.GIVEN
        rows = self._rows(key, "fact or list of rows", self._project.facts)
        return bool(rows.rows) and not rows.assumed

    def rows(self, key: str) -> tuple[Row, ...]:
        """The rows of a list of project.yml, or its starter rows."""
        rows = self._rows(key)
        self.used[key] = None
        self.asked_rows.append(key)
        return rows.rows

    def assumed(self, key: str) -> bool:
        """Whether the rows are starter rows."""
        return self._rows(key).assumed

    def _rows(self, key: str, what: str = "list of rows", others: Iterable[str] = ()) -> Rows:
        rows = self._project.rows.get(key)
        if rows is None:
            fault = _unknown(what, key, [*self._project.rows, *others])
            raise ContentError(fault.fact, fault.remedy)
        return rows


def _unknown(what: str, key: str, known: Iterable[str]) -> Fault:
    near = difflib.get_close_matches(key, list(known), n=3)
    remedy = f"did you mean {' or '.join(near)}?" if near else "use a key that the project knows"
    return Fault(f'there is no {what} "{key}"', remedy)
