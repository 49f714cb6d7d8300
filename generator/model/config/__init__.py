"""project.yml as pydantic models: frozen, and unknown keys are refused at any depth.

A key that says nothing, or says `tbd`, is to be decided: its field keeps its default, and a default
that is used is listed as an assumption (generator/sources/facts.py).

    readers    how one value is read, and refused in words
    fields     the kinds of value: a date, an amount, one of some words
    values     a person, a budget, days off
    rows       rows about objectives, scope, people, governance
    registers  rows of registers: risks, acquisitions, money, quality
    sections   the groups of keys
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, get_args

from pydantic import BeforeValidator, Field

from generator.model.config import registers, rows
from generator.model.config.fields import (
    Day,
    KeyTaskNumbers,
    Month,
    Name,
    OpenAmount,
    Percent,
    Phase,
    Picture,
    ServiceAreas,
    Text,
    Texts,
    Year,
)
from generator.model.config.readers import without_open
from generator.model.config.sections import (
    Branding,
    Compliance,
    Documents,
    Import,
    Ivv,
    PhaseDates,
    Pmo,
    Quality,
    RiskSettings,
    Roles,
    Scope,
    Standards,
    Status,
    WorkCalendar,
)
from generator.model.config.values import Budget, Part, Staff


class ProjectConfig(Part):
    """All of project.yml. Three keys are required: organization, program, start_date."""

    organization: Name = Field(description="The customer organization")
    program: Name = Field(description="The program or project")
    start_date: Day = Field(description="First day of the program, 2026-01-05")
    organization_short: Name = Field(default="", description="Short name; its initials otherwise")
    logo: Picture = Field(default="", description="A picture file")
    program_short: Name = Field(default="", description="Short name; its initials otherwise")
    investment_id: Name = Field(default="", description="Unique investment identifier (UII)")
    service_area: ServiceAreas = Field(default=(), description="One or several")
    key_tasks: KeyTaskNumbers = Field(
        default=("1.2",), description="Key tasks whose documents are written"
    )
    vision: Text = ""
    need: Text = Field(default="", description="The problem or opportunity")
    current_state: Text = ""
    alignment: Text = Field(default="", description="Strategy and policy the program serves")
    authority: Text = Field(default="", description="The basis on which the charter is issued")
    delivery_method: Text = Field(default="", description="Such as agile, waterfall or hybrid")
    objectives: tuple[rows.Objective, ...] = ()
    benefits: tuple[rows.Benefit, ...] = ()
    scope: Scope = Field(default=Scope.model_construct())
    sites: Texts = ()
    users: Text = Field(default="", description="How many, or who")
    bargaining_units: Texts = Field(default=(), description="Their names, or yes or no")
    executive_sponsor: Staff | None = None
    program_manager: Staff | None = None
    pmo_lead: Staff | None = None
    roster: tuple[rows.RosterRow, ...] = Field(default=(), description="Roles and who fills them")
    roles: Roles = Field(default=Roles.model_construct())
    phase_dates: Annotated[dict[Phase, PhaseDates], BeforeValidator(without_open)] = Field(
        default_factory=dict, description="Phase number: start and finish"
    )
    milestones: tuple[registers.MilestoneRow, ...] = ()
    target_go_live: Day | None = Field(default=None, description="Never inferred")
    legacy_contract_end: Day | None = None
    data_date: Day | None = Field(default=None, description="Only where no refresh has set it")
    calendar: WorkCalendar = Field(default=WorkCalendar.model_construct())
    fiscal_year_start: Month = Field(default=10, description="Month, such as October")
    budget: Budget = Field(
        default=Budget.model_construct(),
        description="A total, or fiscal years with an amount or its parts",
    )
    budget_year: Year | None = None
    presidents_budget: dict[Year, OpenAmount] = Field(default_factory=dict)
    funding_source: Name = ""
    funding: tuple[registers.FundingRow, ...] = ()
    estimates: tuple[registers.CostEstimate, ...] = ()
    discount_rate: Percent | None = None
    reserve_percent: Percent | None = Field(default=None, description="No reserve is assumed")
    governance: tuple[rows.GovernanceBody, ...] = ()
    tolerances: tuple[rows.Tolerance, ...] = ()
    decision_rights: tuple[rows.DecisionRight, ...] = ()
    raci: tuple[rows.RaciRow, ...] = ()
    risk: RiskSettings = Field(default=RiskSettings.model_construct())
    stakeholders: tuple[registers.StakeholderRow, ...] = ()
    communications: tuple[registers.Communication, ...] = ()
    acquisitions: tuple[registers.Acquisition, ...] = ()
    vendors: tuple[registers.Contract, ...] = ()
    legacy_contracts: tuple[registers.Contract, ...] = ()
    quality: Quality = Field(default=Quality.model_construct())
    ivv_provider: Name = Field(default="", description="Short for ivv.provider")
    ivv: Ivv = Field(default=Ivv.model_construct())
    pmo: Pmo = Field(default=Pmo.model_construct())
    compliance: Compliance = Field(default=Compliance.model_construct())
    documents: Documents = Field(default=Documents.model_construct())
    standards: Standards = Field(default=Standards.model_construct())
    branding: Branding = Field(default=Branding.model_construct())
    status: Status = Field(default=Status.model_construct())
    assumptions_list: tuple[rows.Line, ...] = ()
    constraints: tuple[rows.Line, ...] = ()
    dependencies: tuple[rows.Line, ...] = ()
    tailoring: tuple[registers.Tailoring, ...] = ()
    decisions: tuple[registers.Decision, ...] = ()
    import_: Import = Field(default=Import.model_construct(), alias="import")


@cache
def row_keys(model: type[Part] = ProjectConfig, above: str = "") -> dict[str, type[rows.Row]]:
    """The keys that hold rows (`risk.items`), each with the model of its row."""
    found: dict[str, type[rows.Row]] = {}
    for name, field in model.model_fields.items():
        key = above + (field.alias or name)
        inner = get_args(field.annotation)[:1]
        if inner and isinstance(inner[0], type) and issubclass(inner[0], rows.Row):
            found[key] = inner[0]
        elif isinstance(field.annotation, type) and issubclass(field.annotation, Part):
            found |= row_keys(field.annotation, key + ".")
    return found
