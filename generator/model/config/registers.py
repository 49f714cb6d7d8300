"""The rows of registers and plans: stakeholders, risks, money, acquisitions, quality, the PMO."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from generator.model.config.fields import (
    Amount,
    Count,
    Day,
    Dimension,
    Name,
    OneToFive,
    Score,
    StatusWord,
    Text,
    When,
    Year,
)
from generator.model.config.readers import TEXT_LENGTH, Read, one_line
from generator.model.config.rows import Row


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


def _read_free(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(_read_free(one) for one in value)
    return one_line(TEXT_LENGTH)(value) if value not in ("", None) else ""


class FreeRow(Row):
    """A row whose fields are those of its starter rows, all text."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Annotated[str, Read(_read_free, type=["string", "array"])]] = (
        Field(init=False)
    )
