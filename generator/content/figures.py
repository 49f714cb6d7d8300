"""Figures that templates ask for by name: `{{ figure("organization_chart", ...) }}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.content import blocks
from generator.content.curve import finish_curve
from generator.content.drawing import Drawing
from generator.content.escalation import governance_chart
from generator.content.organization import organization_chart
from generator.content.values import BlockValue, Fault
from generator.model.project import Project
from generator.model.risk import Risk

MOST_ALTERNATIVE = 250  # characters that a screen reader is given in one breath


class Figures:
    """The figures of one document; each is drawn once."""

    def __init__(
        self, project: Project, teams: Sequence[Mapping[str, object]], risk: Risk | None = None
    ) -> None:
        self._project, self._teams, self._risk = project, teams, risk
        self._drawn: dict[tuple[str, str, str], BlockValue | Fault] = {}

    def block(self, name: str, *, caption: str, alternative: str) -> BlockValue | Fault:
        """The figure of that name; nothing where there is nothing to draw."""
        key = name, caption, alternative
        if key not in self._drawn:
            self._drawn[key] = self._block(*key)
        return self._drawn[key]

    def _block(self, name: str, caption: str, alternative: str) -> BlockValue | Fault:
        charts = {
            "organization_chart": self._organization,
            "governance_chart": self._governance,
            "finish_curve": self._finish,
        }
        if name not in charts:
            return Fault(f'there is no figure "{name}"', f"use {' or '.join(charts)}")
        if len(alternative) > MOST_ALTERNATIVE:
            fact = f'the alternative text of figure "{name}" has {len(alternative)} characters'
            return Fault(fact, f"say it in {MOST_ALTERNATIVE}; the text before it has the rest")
        drawing = charts[name]()
        if drawing is None:
            return BlockValue(())
        return BlockValue((blocks.Figure(name, caption, alternative, drawing),))

    def _organization(self) -> Drawing | None:
        board = self._project.facts.get("governance.board")
        return organization_chart(self._teams, board.value if board else "")

    def _governance(self) -> Drawing | None:
        rows = self._project.rows.get("governance")
        return governance_chart(rows.rows if rows else ())

    def _finish(self) -> Drawing | None:
        return finish_curve(self._risk)
