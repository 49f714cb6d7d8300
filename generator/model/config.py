"""project.yml as pydantic models: frozen, and unknown keys are refused at any depth.

A key that says nothing, or says `tbd`, is to be decided: its field keeps its default, and a default
that is used is listed as an assumption (generator/sources/facts.py).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, TypeAlias, get_args

from pydantic import BeforeValidator, Field, model_validator

from generator.model import config_rows as rows
from generator.model.config_fields import (
    Amount,
    Colour,
    Count,
    Day,
    Flag,
    FontSize,
    Holidays,
    Hours,
    IntegrityLevel,
    KeyTaskNumbers,
    Month,
    Name,
    OneOf,
    Percent,
    Picture,
    Prefix,
    Reference,
    Seed,
    Text,
    Texts,
    When,
    WorkDays,
    Workweek,
    Year,
    as_list,
)
from generator.model.config_rows import Budget, Closure, Part, Person

SERVICE_AREAS = (
    *("financial_management", "human_capital", "payroll", "procurement", "grants", "travel"),
    *("real_property", "fleet", "records", "contact_center", "information_technology"),
    *("cybersecurity", "other"),
)
ServiceAreas: TypeAlias = Annotated[
    tuple[Annotated[str, OneOf(*SERVICE_AREAS)], ...], BeforeValidator(as_list)
]
Formats: TypeAlias = Annotated[
    tuple[Annotated[str, OneOf("docx", "pdf")], ...], BeforeValidator(as_list)
]


class Scope(Part):
    """What the program covers and what it does not."""

    in_: tuple[rows.Line, ...] = Field(
        default=(), alias="in", description="In scope, one line each"
    )
    out: tuple[rows.Line, ...] = Field(default=(), description="Out of scope, one line each")


class Roles(Part):
    """Roles beyond the starter roles, and other names for roles."""

    add: tuple[rows.RoleAdded, ...] = Field(
        default=(), description="Roles this program has in addition"
    )
    alias: dict[Name, Texts] = Field(
        default_factory=dict, description="Role of the pack: the names it has here"
    )


class PhaseDates(Part):
    """When a phase is meant to start and finish."""

    start: Day | None = None
    finish: Day | None = None

    @model_validator(mode="after")
    def _ends_after_start(self) -> PhaseDates:
        rows.in_order(self.start, self.finish)
        return self


class WorkCalendar(Part):
    """When work is done."""

    workweek: Workweek = Field(default=(0, 1, 2, 3, 4), description="Working days, `Mon-Fri`")
    hours: Hours = Field(default=Decimal(8), description="Working hours per day")
    holidays: Holidays = Field(
        default="US", description="Country code, such as US or US-VA, or none"
    )
    closures: tuple[Closure, ...] = Field(
        default=(), description="Further days off: a date, or start, end and name"
    )


class RiskSettings(Part):
    """How risks are scored, and the risks."""

    scales: tuple[rows.RiskScale, ...] = Field(default=(), description="What levels 1 to 5 mean")
    items: tuple[rows.Risk, ...] = Field(default=(), description="The risk register")
    bands: tuple[rows.RiskBand, ...] = Field(
        default=(), description="Bands of the score, such as High"
    )
    seed: Seed = Field(default=1, description="Seed of the schedule risk simulation")


class Quality(Part):
    """Measures of quality and how long a review takes."""

    metrics: tuple[rows.Metric, ...] = Field(
        default=(), description="Measures with target and limits"
    )
    review_days: WorkDays = Field(
        default=5, description="Working days for the review of a deliverable"
    )


class Clocks(Part):
    """Working days in which a finding is answered, by severity."""

    critical: WorkDays = 2
    high: WorkDays = 5
    medium: WorkDays = 10
    low: WorkDays = 20


class Ivv(Part):
    """Independent verification and validation."""

    provider: Name = Field(default="", description="Who does IV&V")
    contract: Name = Field(default="", description="The contract that pays for it")
    funding: Name = Field(default="", description="The funding line, apart from the PMO's")
    reports_to: Name = Field(
        default="", description="Sponsor and top body, never the Program Manager"
    )
    cor: Name = Field(default="", description="COR of the IV&V contract")
    plan_author: Name = Field(
        default="", description="Who writes the plan until IV&V is on contract"
    )
    form: Name = Field(
        default="", description="Form of independence, such as classical or modified"
    )
    integrity_level: IntegrityLevel | None = Field(
        default=None, description="1 (negligible) to 4 (grave)"
    )
    cadence: Name = Field(default="", description="How often IV&V reports")
    clocks: Clocks = Field(default=Clocks(), description="Working days to answer a finding")
    factors: tuple[rows.FreeRow, ...] = Field(
        default=(), description="Why and how far IV&V is used"
    )
    tasks: tuple[rows.FreeRow, ...] = Field(default=(), description="IV&V tasks by key task")
    reports: tuple[rows.FreeRow, ...] = Field(default=(), description="Reports of the IV&V team")
    independence: tuple[rows.FreeRow, ...] = Field(default=(), description="Tests of independence")
    rigor: tuple[rows.FreeRow, ...] = Field(
        default=(), description="What each level of rigor asks for"
    )
    severity: tuple[rows.FreeRow, ...] = Field(default=(), description="Severities of findings")
    components: tuple[rows.FreeRow, ...] = Field(
        default=(), description="Components and their level"
    )


class Pmo(Part):
    """The PMO itself."""

    model: Annotated[str, OneOf("supportive", "controlling", "directive")] = ""
    mission: Text = ""
    scope_units: Texts = ()
    objectives: tuple[rows.Objective, ...] = ()
    capacity_days: Count | None = None
    funding: Text = ""
    sunset: When = ""
    location: Text = ""
    waves: tuple[rows.Wave, ...] = ()
    services: tuple[rows.Service, ...] = ()
    gaps: dict[Name, rows.Gap] = Field(default_factory=dict)


class Compliance(Part):
    """Security, privacy, records, accessibility and approvals."""

    fips199: Annotated[str, OneOf("low", "moderate", "high")] = ""
    pii: Flag | None = None
    records_schedule: Text = ""
    section508_contact: Person | None = None
    fibf: Text = ""
    sapoc: Text = ""
    qsmo: Text = ""
    omb: Text = ""
    gsa: Text = ""


class Documents(Part):
    """What stands in the title block of every document, and which documents are written."""

    prefix: Prefix = Field(default="", description="Begins every file name")
    version: Name = ""
    status: Annotated[str, OneOf("Draft", "For approval", "Approved")] = ""
    sensitivity: Name = Field(default="", description="Marking, such as Controlled Unclassified")
    location: Name = Field(default="", description="Where the controlled copy is kept")
    author: Name = ""
    review_cycle: Name = ""
    next_review: Day | None = None
    approvers: dict[Name, Name] = Field(
        default_factory=dict, description="Deliverable: the role that approves it"
    )
    formats: Formats = ()
    omit: Texts = Field(default=(), description="Deliverables that are not written")


class Standards(Part):
    """Editions of standards the documents cite."""

    vv: Name = ""
    far: Name = ""


class Branding(Part):
    """How documents look."""

    font: Name = ""
    size: FontSize | None = None
    colours: dict[Name, Colour] = Field(default_factory=dict)
    reference: Reference = Field(default="", description="A Word file whose styles replace ours")


class Status(Part):
    """Status words a person sets."""

    overrides: tuple[rows.StatusOverride, ...] = ()


class Import(Part):
    """How the columns of an imported schedule are called."""

    columns: dict[Name, Name] = Field(
        default_factory=dict, description="Our column: its heading in the file"
    )


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
    scope: Scope = Field(default=Scope())
    sites: Texts = ()
    users: Text = Field(default="", description="How many, or who")
    bargaining_units: Texts = Field(default=(), description="Their names, or yes or no")
    executive_sponsor: Person | None = None
    program_manager: Person | None = None
    pmo_lead: Person | None = None
    roster: tuple[rows.RosterRow, ...] = Field(default=(), description="Roles and who fills them")
    roles: Roles = Field(default=Roles())
    phase_dates: dict[Name, PhaseDates] = Field(
        default_factory=dict, description="Phase number: start and finish"
    )
    milestones: tuple[rows.MilestoneRow, ...] = ()
    target_go_live: Day | None = Field(default=None, description="Never inferred")
    legacy_contract_end: Day | None = None
    data_date: Day | None = Field(default=None, description="Only where no refresh has set it")
    calendar: WorkCalendar = Field(default=WorkCalendar())
    fiscal_year_start: Month = Field(default=10, description="Month, such as October")
    budget: Budget = Field(
        default=Budget(), description="A total, or fiscal years with an amount or its parts"
    )
    budget_year: Year | None = None
    presidents_budget: dict[Year, Amount] = Field(default_factory=dict)
    funding_source: Name = ""
    funding: tuple[rows.FundingRow, ...] = ()
    estimates: tuple[rows.CostEstimate, ...] = ()
    discount_rate: Percent | None = None
    reserve_percent: Percent | None = Field(default=None, description="No reserve is assumed")
    governance: tuple[rows.GovernanceBody, ...] = ()
    tolerances: tuple[rows.Tolerance, ...] = ()
    decision_rights: tuple[rows.DecisionRight, ...] = ()
    raci: tuple[rows.RaciRow, ...] = ()
    risk: RiskSettings = Field(default=RiskSettings())
    stakeholders: tuple[rows.StakeholderRow, ...] = ()
    communications: tuple[rows.Communication, ...] = ()
    acquisitions: tuple[rows.Acquisition, ...] = ()
    vendors: tuple[rows.Contract, ...] = ()
    legacy_contracts: tuple[rows.Contract, ...] = ()
    quality: Quality = Field(default=Quality())
    ivv_provider: Name = Field(default="", description="Short for ivv.provider")
    ivv: Ivv = Field(default=Ivv())
    pmo: Pmo = Field(default=Pmo())
    compliance: Compliance = Field(default=Compliance())
    documents: Documents = Field(default=Documents())
    standards: Standards = Field(default=Standards())
    branding: Branding = Field(default=Branding())
    status: Status = Field(default=Status())
    assumptions_list: tuple[rows.Line, ...] = ()
    constraints: tuple[rows.Line, ...] = ()
    dependencies: tuple[rows.Line, ...] = ()
    tailoring: tuple[rows.Tailoring, ...] = ()
    decisions: tuple[rows.Decision, ...] = ()
    import_: Import = Field(default=Import(), alias="import")


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
