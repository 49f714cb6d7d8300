"""The groups of keys in project.yml."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from generator.model.config import registers, rows, values
from generator.model.config.fields import (
    Colour,
    Count,
    Day,
    DocumentStatus,
    Flag,
    FontSize,
    Formats,
    Holidays,
    Hours,
    Impact,
    IntegrityLevel,
    Name,
    PmoModel,
    Prefix,
    Reference,
    Seed,
    Text,
    Texts,
    When,
    WorkDays,
    Workweek,
)
from generator.model.config.readers import without_open
from generator.model.config.registers import FreeRow
from generator.model.config.values import Closure, Part, Staff


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
    alias: Annotated[dict[Name, Texts], BeforeValidator(without_open)] = Field(
        default_factory=dict, description="Role of the pack: the names it has here"
    )


class PhaseDates(Part):
    """When a phase is meant to start and finish."""

    start: Day | None = None
    finish: Day | None = None

    @model_validator(mode="after")
    def _ends_after_start(self) -> PhaseDates:
        values.in_order(self.start, self.finish)
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

    scales: tuple[registers.RiskScale, ...] = Field(default=(), description="Levels 1 to 5")
    items: tuple[registers.Risk, ...] = Field(default=(), description="The risk register")
    bands: tuple[registers.RiskBand, ...] = Field(
        default=(), description="Bands of the score, such as High"
    )
    seed: Seed = Field(default=1, description="Seed of the schedule risk simulation")


class Quality(Part):
    """Measures of quality and how long a review takes."""

    metrics: tuple[registers.Metric, ...] = Field(
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
    clocks: Clocks = Field(
        default=Clocks.model_construct(), description="Working days to answer a finding"
    )
    factors: tuple[FreeRow, ...] = Field(default=(), description="Why and how far IV&V is used")
    tasks: tuple[FreeRow, ...] = Field(default=(), description="IV&V tasks by key task")
    reports: tuple[FreeRow, ...] = Field(default=(), description="Reports of the IV&V team")
    independence: tuple[FreeRow, ...] = Field(default=(), description="Tests of independence")
    rigor: tuple[FreeRow, ...] = Field(default=(), description="What each level of rigor asks for")
    severity: tuple[FreeRow, ...] = Field(default=(), description="Severities of findings")
    components: tuple[FreeRow, ...] = Field(default=(), description="Components and their level")


class Pmo(Part):
    """The PMO itself."""

    model: PmoModel = ""
    mission: Text = ""
    scope_units: Texts = ()
    objectives: tuple[rows.Objective, ...] = ()
    capacity_days: Count | None = None
    funding: Text = ""
    sunset: When = ""
    location: Text = ""
    waves: tuple[registers.Wave, ...] = ()
    services: tuple[registers.Service, ...] = ()
    gaps: Annotated[dict[Name, values.Gap], BeforeValidator(without_open)] = Field(
        default_factory=dict
    )


class Compliance(Part):
    """Security, privacy, records, accessibility and approvals."""

    fips199: Impact = ""
    pii: Flag | None = None
    records_schedule: Text = ""
    section508_contact: Staff | None = None
    fibf: Text = ""
    sapoc: Text = ""
    qsmo: Text = ""
    omb: Text = ""
    gsa: Text = ""


class Documents(Part):
    """What stands in the title block of every document, and which documents are written."""

    prefix: Prefix = Field(default="", description="Begins every file name")
    version: Name = ""
    status: DocumentStatus = ""
    sensitivity: Name = Field(default="", description="Marking, such as Controlled Unclassified")
    location: Name = Field(default="", description="Where the controlled copy is kept")
    author: Name = ""
    review_cycle: Name = ""
    next_review: Day | None = None
    approvers: Annotated[dict[Name, Name], BeforeValidator(without_open)] = Field(
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
    colours: Annotated[dict[Name, Colour], BeforeValidator(without_open)] = Field(
        default_factory=dict
    )
    reference: Reference = Field(default="", description="A Word file whose styles replace ours")


class Status(Part):
    """Status words a person sets."""

    overrides: tuple[registers.StatusOverride, ...] = ()


class Import(Part):
    """How the columns of an imported schedule are called."""

    columns: Annotated[dict[Name, Name], BeforeValidator(without_open)] = Field(
        default_factory=dict, description="Our column: its heading in the file"
    )
