"""The rows of the lists in project.yml; starter rows have the same fields.

Every field that says nothing stays empty, and an empty cell is printed as "To be decided".
"""

from __future__ import annotations

from collections.abc import ItemsView
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from generator.model.config_fields import (
    Amount,
    Count,
    Day,
    Email,
    Maturity,
    Name,
    OneOf,
    OneToFive,
    Percent,
    Score,
    Text,
    Texts,
    When,
    Year,
    refuse,
)

Kind: TypeAlias = Annotated[str, OneOf("federal", "contractor", "either")]
Staffing: TypeAlias = Annotated[str, OneOf("permanent", "acting", "vacant", "not planned")]
Raci: TypeAlias = Annotated[str, OneOf("R", "A", "C", "I")]
Dimension: TypeAlias = Annotated[
    str,
    OneOf(
        *("scope", "schedule", "cost", "risk", "resources", "acquisition", "quality"),
        *("stakeholder", "governance"),
    ),
]
StatusWord: TypeAlias = Annotated[str, OneOf("on track", "watch", "off track")]


class Part(BaseModel):
    """A part of project.yml: frozen, and every key it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


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
    roles: Annotated[dict[Name, Raci], Field(min_length=1)]


class StakeholderRow(Row):
    """A person or group with an interest in the program."""

    short = "name"
    name: Name
    organization: Name = ""
    role: Text = ""
    interest: Text = ""
    influence: Text = ""
    stance_now: Text = ""
    stance_target: Text = ""
    message: Text = ""
    channel: Text = ""


class Communication(Row):
    """One regular communication."""

    id_prefix = "C"
    id: Name = ""
    communication: Text
    message: Text = ""
    audience: Text = ""
    vehicle: Text = ""
    prepared_by: Name = ""
    frequency: Text = ""
    first_date: When = ""
    feedback: Text = ""
    status: Text = ""


class Risk(Row):
    """A risk: IF the condition THEN the consequence."""

    id_prefix = "R"
    id: Name = ""
    condition: Text
    consequence: Text = ""
    type: Text = ""
    probability: OneToFive | None = None
    impact: OneToFive | None = None
    response: Text = ""
    plan: Text = ""
    owner: Name = ""
    trigger: Text = ""
    trigger_date: When = ""
    contingency: Text = ""
    closure: Text = ""
    milestone: Name = ""
    status: Text = ""


class RiskScale(Row):
    """What one level of probability and impact means."""

    level: OneToFive
    probability: Text = ""
    impact_budget: Text = ""
    impact_schedule: Text = ""
    impact_scope: Text = ""


class RiskBand(Row):
    """The scores of one band and what is done about a risk in it."""

    band: Name
    low: Score
    high: Score
    action: Text = ""


class Acquisition(Row):
    """Something to be bought."""

    id_prefix = "A"
    id: Name = ""
    need: Text
    category: Text = ""
    method: Text = ""
    contract_type: Text = ""
    value: Amount | None = None
    period: Text = ""
    award_milestone: When = ""
    co: Name = ""
    cor: Name = ""


class Metric(Row):
    """A measure of quality with its limits."""

    metric: Text
    formula: Text = ""
    target: Text = ""
    amber: Text = ""
    red: Text = ""
    source: Text = ""
    frequency: Text = ""
    owner: Name = ""


class Contract(Row):
    """A vendor's contract, or a legacy contract that ends."""

    short = "vendor"
    vendor: Name
    scope: Text = ""
    value: Amount | None = None
    end: Day | None = None
    option: Text = ""


class FundingRow(Row):
    """One source of funds in one fiscal year."""

    short = "source"
    source: Name
    fy: Year | None = None
    amount: Amount | None = None
    restriction: Text = ""
    expires: When = ""


class CostEstimate(Row):
    """The cost of one element of the work breakdown."""

    wbs: Name = ""
    element: Text
    recurring: Text = ""
    basis: Text = ""
    amount: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    confidence: Text = ""


class Decision(Row):
    """A decision taken or asked for."""

    id_prefix = "D"
    id: Name = ""
    decision: Text
    body: Name = ""
    date: Day | None = None
    owner: Name = ""
    rationale: Text = ""


class Tailoring(Row):
    """Where the pack departs from its own outline, and why."""

    section: Text
    action: Text = ""
    reason: Text = ""
    approver: Name = ""


class MilestoneRow(Row):
    """A milestone somebody outside the schedule has set."""

    name: Name
    date: Day | None = None
    owner: Name = ""
    note: Text = ""


class StatusOverride(Row):
    """A status word a person sets beside the computed one; it needs a reason."""

    dimension: Dimension
    status: StatusWord
    reason: Text


class Wave(Row):
    """One wave of the PMO's deployment."""

    wave: Name
    goal: Text = ""
    services: Text = ""
    audience: Text = ""
    start: When = ""
    end: When = ""
    effort_days: Count | None = None
    exit_criteria: Text = ""


class Service(Row):
    """A product or service of the PMO."""

    id: Name = ""
    name: Name
    type: Text = ""
    purpose: Text = ""
    customer: Text = ""
    contents: Text = ""
    owner: Name = ""
    service_level: Text = ""
    measure: Text = ""
    wave: Name = ""
    effort: Text = ""
    status: Text = ""


class FreeRow(Row):
    """A row whose fields are those of its starter rows, all text."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Text] = Field(init=False)

    @model_validator(mode="before")
    @classmethod
    def _lists_as_text(cls, data: object) -> object:
        if isinstance(data, dict):
            return {key: "; ".join(map(str, value)) if isinstance(value, list) else value
                    for key, value in data.items()}  # fmt: skip
        return data


class Person(Part):
    """A person as written: `Jane Roe, Chief Financial Officer <jane.roe@example.gov>`.

    Attributes:
        text: as it is printed: what was written, without the address.
        vacant: the position has nobody; `name` is then empty.
    """

    text: Name
    name: Name = ""
    title: Name = ""
    email: Email | None = None
    vacant: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        if not isinstance(data, str):
            return data
        if data.strip().casefold() == "vacant":
            return {"text": "Vacant", "vacant": True}
        shown, parts = data, {}
        if data.rstrip().endswith(">") and "<" in data:
            shown, _, address = data.rstrip()[:-1].rpartition("<")
            if "@" in address:
                shown, parts = shown.strip().removesuffix(",").strip(), {"email": address.strip()}
            else:
                shown = data
        if not shown:
            refuse("an address without a name", "Jane Roe, Chief Financial Officer")
        name, _, title = shown.partition(",")
        if name.strip():
            parts["name"] = name.strip()
        if title.strip():
            parts["title"] = title.strip()
        return {"text": shown, **parts}


class FiscalYear(Part):
    """The money of one fiscal year in dollars: one amount, or its parts.

    Attributes:
        dme: development, modernization and enhancement without planning and government staff.
        om: operations and maintenance without government staff.
        fte_count: government full-time equivalents, a number of people.
    """

    amount: Amount | None = None
    planning: Amount | None = None
    dme: Amount | None = None
    om: Amount | None = None
    fte_cost: Amount | None = None
    fte_count: Count | None = None
    reserve: Amount | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_amount(cls, data: object) -> object:
        return data if isinstance(data, dict) else {"amount": data}

    @model_validator(mode="after")
    def _parts_add_up(self) -> FiscalYear:
        parts = self.parts_total
        if self.amount is not None and parts is not None and self.amount != parts:
            refuse(
                f"a year of ${self.amount:,} whose parts add up to ${parts:,}",
                "either the amount or the parts, or make them agree",
            )
        return self

    @property
    def parts_total(self) -> Decimal | None:
        """The sum of the parts that are given; None when none is."""
        parts = (self.planning, self.dme, self.om, self.fte_cost, self.reserve)
        given = [part for part in parts if part is not None]
        return sum(given, Decimal()) if given else None

    @property
    def total(self) -> Decimal | None:
        """All money of the year; None while nothing is given."""
        return self.amount if self.amount is not None else self.parts_total


def _budget_from_shape(data: object) -> object:
    if isinstance(data, dict):
        return data if data.keys() <= {"total", "years"} else {"years": data}
    return {"total": data}


class Budget(Part):
    """The budget: a total, or fiscal years; never split or inferred."""

    total_given: Amount | None = Field(default=None, alias="total")
    years: dict[Year, FiscalYear] = Field(default_factory=dict)

    _shape = model_validator(mode="before")(staticmethod(_budget_from_shape))

    def items(self) -> ItemsView[int, FiscalYear]:
        """Fiscal years with their money; none where only a total is given."""
        return self.years.items()

    @property
    def total(self) -> Decimal | None:
        """The budget in dollars; None while any fiscal year is to be decided."""
        if not self.years:
            return self.total_given
        totals = [year.total for year in self.years.values()]
        return None if None in totals else sum((t for t in totals if t is not None), Decimal())


class Closure(Part):
    """Days off beyond the holidays: one date, or a range with both ends off."""

    start: Day
    end: Day
    name: Name = "Closure"

    @model_validator(mode="before")
    @classmethod
    def _from_date(cls, data: object) -> object:
        if not isinstance(data, dict):
            return {"start": data, "end": data}
        data = dict(data)
        if "date" in data and not data.keys() & {"start", "end"}:
            data["start"] = data["end"] = data.pop("date")
        return data

    @model_validator(mode="after")
    def _ends_after_start(self) -> Closure:
        in_order(self.start, self.end)
        return self


def in_order(start: date | None, end: date | None) -> None:
    """Refuses a period that ends before it starts."""
    if start and end and end < start:
        refuse(f"a period that ends ({end}) before it starts ({start})", "the earlier date first")


def _maturity(value: object) -> object:
    if isinstance(value, list | tuple) and len(value) == 2:
        return tuple(value)
    return refuse("not a pair of levels, now and wanted", "[1, 3]")


Gap: TypeAlias = Annotated[tuple[Maturity, Maturity], BeforeValidator(_maturity)]
