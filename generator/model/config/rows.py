"""The rows of lists about objectives, scope, people and who decides.

Starter rows have the same fields. A field that says nothing stays empty, and an empty cell is
printed as "To be decided".
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, model_validator

from generator.model.config.fields import (
    Count,
    Day,
    Kind,
    Name,
    Percent,
    Raci,
    Staffing,
    Text,
    Texts,
    When,
)
from generator.model.config.readers import without_open
from generator.model.config.values import Part, in_order


class Row(Part):
    """One row of a list. A single text stands for a row with only its `short` field."""

    short: ClassVar[str] = ""
    id_prefix: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, data: object) -> object:
        if cls.short and isinstance(data, str):
            return {cls.short: data}
        return data


class Objective(Row):
    """What the program sets out to reach."""

    short = "objective"
    id_prefix = "O"
    id: Name = ""
    objective: Text
    measure: Text = ""
    baseline: Text = ""
    target: Text = ""
    due: When = ""
    milestone: Name = ""
    owner: Name = ""


class Benefit(Row):
    """What the agency gains."""

    short = "benefit"
    benefit: Text
    type: Text = ""
    measure: Text = ""
    baseline: Text = ""
    target: Text = ""
    when: When = ""
    owner: Name = ""


class Line(Row):
    """One line of text with an owner: a scope item, an assumption, a constraint, a dependency."""

    short = "text"
    text: Text
    owner: Name = ""


class RosterRow(Row):
    """A role and who fills it."""

    role: Name
    name: Name = ""
    org: Name = ""
    kind: Kind = ""
    fte: Count | None = None
    percent: Percent | None = None
    status: Staffing = ""
    start: Day | None = None
    end: Day | None = None
    federal_lead: Name = ""
    deputy: Name = ""
    skills_gap: Text = ""
    role_id: Name = ""
    team: Name = ""
    responsibilities: Text = ""
    authority: Text = ""
    skills: Text = ""
    training: Text = ""
    gap: Text = ""
    target: When = ""
    cover: Text = ""

    @model_validator(mode="after")
    def _ends_after_start(self) -> RosterRow:
        in_order(self.start, self.end)
        return self


class RoleAdded(Row):
    """A role this program has beyond the starter roles."""

    short = "role"
    role: Name
    team: Name = ""
    kind: Kind = ""
    fte: Count | None = None
    percent: Percent | None = None
    responsibilities: Text = ""
    authority: Text = ""
    skills: Text = ""


class GovernanceBody(Row):
    """A body that decides."""

    body: Name
    chair: Name = ""
    members: Texts = ()
    voting: Text = ""
    quorum: Text = ""
    cadence: Text = ""
    decides: Texts = ()
    escalates: Text = ""


class Tolerance(Row):
    """How far each level may let one dimension move."""

    dimension: Name
    key: Name = ""
    program_manager: Text = ""
    sponsor: Text = ""
    board: Text = ""


class DecisionRight(Row):
    """Who decides what."""

    decision: Text
    decides: Name = ""
    consulted: Text = ""
    threshold: Text = ""
    turnaround: Text = ""


class RaciRow(Row):
    """Who is responsible, accountable, consulted and informed for one activity."""

    activity: Text
    key_task: Name = ""
    roles: Annotated[dict[Name, Raci], BeforeValidator(without_open), Field(min_length=1)]
