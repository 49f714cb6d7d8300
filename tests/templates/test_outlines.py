"""The outlines, tables and starter rows of the four documents, as their design asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

OUTLINES = {
    "program-charter": """
        Executive summary
        Authority and purpose: Purpose of this charter; Authorizing official and basis;
            Program Manager authority limits
        Background and business need: Current state; Problem or opportunity;
            Strategic and policy alignment; Vision
        Objectives, outcomes and benefits: Objectives and success criteria; Benefits
        Scope: In scope; Out of scope; Program components; Deliverables; Acceptance
        Alternatives considered
        Milestones and phase gates
        Funding and cost summary
        Organization and governance: Roles; Governance bodies and decision rights;
            Escalation and tolerances; Program office mandate; Independent verification line
        Stakeholders
        Assumptions, constraints and dependencies
        Initial risks
        Approach
        Success, review and termination criteria
        Approvals
    """,
    "resource-management-plan": """
        Purpose and audience
        Resource strategy: Sourcing mix; Alignment to schedule, acquisition and budget;
            Key-personnel continuity
        Organization: Structure; Reporting lines; Places and tools for working together
        Roles: Role catalogue; Responsibilities, authority and competencies;
            Subject matter experts; Federal and contractor count by workstream
        RACI matrix
        Staffing plan: Staffing status; Effort by phase; Use and over-allocation;
            Gaps and mitigation
        Acquire and onboard: Procedure; Onboarding checklist; Access and clearance
        Develop and retain: Training plan; Performance; Recognition and retention
        Release and off-board: Off-boarding checklist; Knowledge transfer; Succession
        Physical and tool resources
        Control
    """,
    "schedule-basis": """
        Purpose
        Scope and WBS
        Ground rules: Calendar and working time; How dates are computed
        Estimating basis
        Logic and dependencies: External dependencies
        Resources and alignment: Alignment with the acquisitions
        Critical path
        Float and constraints: Constraints and their reasons
        Risk analysis and margin
        Baseline and change control
        Weekly cycle
        Health results: Fourteen metrics; Ten practices
        Assumptions and known gaps
    """,
    "program-management-plan": """
        Introduction: Purpose; Relationship of plans; Charter summary; Plan maintenance
        Management approach: Phases and tailoring; Critical success factors;
            Governance and decision rights; Escalation and tolerances;
            Program calendar of meetings
        Scope, requirements and change control: Scope baseline and WBS; Requirements approach;
            Change control; Configuration and documents
        Schedule management: Method and tool; Weekly update cycle; Baseline control;
            Schedule health thresholds
        Cost management: Estimating basis; Cost baseline by fiscal year; Funding sources;
            Recurring and non-recurring cost by WBS; Contract obligation schedule;
            Reserve and sensitivity; Tracking, variance thresholds and reporting
        Risk and issue management: Roles; Process; Scales and scoring; Responses; Escalation;
            Risk register; Issues, actions and decisions; Closure; Phase 1 risk self-assessment
        Acquisition management: Needs and make-or-buy; Acquisition table;
            FAR acquisition plan coverage; QASP measures; Contracting Officer and COR;
            Legacy contract bridge; Vendor management and close
        Communications and stakeholder engagement: Stakeholder register; Engagement assessment;
            Communications matrix; Meetings; Rules; Effectiveness measures
        Quality management: Objectives and standards;
            Deliverable acceptance criteria and review cycle; Assurance activities; Metrics;
            Non-conformity and corrective action; Interface to IV&V
        Resource management
        Organizational change, training and labor relations
        Security, privacy, records and accessibility
        Performance measurement and reporting
        Phase exit and closeout
    """,
    "ivv-plan": """
        Purpose, scope and decision: Purpose; Why IV&V is used here; Period and phases covered
        References and definitions
        Independence: Technical, managerial and financial tests; Form selected and waivers;
            Conflict-of-interest screen; Funding and contract separation
        Organization and interfaces: Reporting line; Roles; Points of contact and access rights;
            Relation to PMO quality, Inspector General and QSMO
        Rigor: Integrity level; Rigor by level; Selection of items
        IV&V tasks by M3 phase
        Deliverables under review
        Methods, tools, evidence and sampling
        Reporting: Report set and cadence; Simultaneous release; Rating scale; Report outline
        Findings management: Life cycle; Severity and response clock; Disagreement and escalation;
            Link to RAID, schedule and change; Closure by IV&V only
        Gate participation
        Administration
        Schedule, effort and budget
        Measures of IV&V value
        Assumptions, constraints and risks
        Appendix: task table of Phases 3 to 5
        Appendix: findings log
        Appendix: report template
        Appendix: independence statement
        Appendix: document list
    """,
}
COLUMNS = {
    "charter_objectives": "ID|Objective|Measure|Baseline|Target|Due|Owner",
    "charter_benefits": "Benefit|Type|Measure|Baseline|Target|When|Owner",
    "charter_deliverables": "Deliverable|Description|Owner|Accepted by|Schedule ID|Due",
    "charter_milestones": "Schedule ID|Milestone|Gate|Baseline date|Owner",
    "charter_funding": "Year|Planning|DME|O&M|Govt. FTE|Reserve|Total|Fund source",
    "charter_decisions": "Decision|Decides|Consulted|Threshold|Turnaround",
    "rmp_catalogue": "ID|Role|Sub-team|Kind|FTE|Time|Federal lead|Planned because",
    "rmp_duties": "Role|Responsibilities|Authority|Required skills|Training if gap",
    "rmp_counts": "Sub-team|Federal FTE|Contractor FTE|Either FTE|Total FTE|Federal lead",
    "rmp_status": "Role|Person|Status|On board|Needed from|Gap|Interim cover",
    "rmp_gaps": "Roles|Gap|Target date|Mitigation and cover",
    "rmp_succession": "Key position|Incumbent|Deputy or successor|Handover state",
    "pmp_cost": "FY|Planning|DME|O&M|FTE cost|FTE number|Reserve|Total",
    "pmp_estimates": "WBS|Element|Kind|Basis of estimate|Amount|Confidence",
    "pmp_sensitivity": "Driver|Low|Base|High|Effect, high minus low",
    "pmp_risks": "ID|Risk|P|I|Score|Owner",
    "pmp_risk_plans": "ID|Type|Response and plan|Trigger",
    "pmp_acquisitions": "ID|Need|Category|Method|Contract type|Value",
    "pmp_acquisition_dates": "ID|Period of performance|Award milestone|Contracting Officer|COR",
    "pmp_far": "Content|Where covered|State",
    "pmp_stakeholders": "Stakeholder|Organization|Role|Interest|Influence",
    "pmp_engagement": "Stakeholder|Stance today|Aimed at|Key message|Preferred channel",
    "pmp_communications": "ID|Communication|Message|Audience|Vehicle",
    "pmp_communication_dates": "ID|Prepared by|Frequency|First date|Feedback|Status",
    "pmp_acceptance": "Deliverable|Acceptance criteria|Reviewer; approver|Review days|Evidence",
    "pmp_metrics": "Metric and formula|Target|Amber|Red|Source, frequency|Owner",
    "ivv_factors": "Factor|Rating|Question|Evidence",
    "ivv_independence": "Test|Requirement|Evidence|Met",
    "ivv_components": "Component|Consequence|Likelihood|Level|Rationale",
    "ivv_rigor": "Level|Review|Sampling|Trace|Test witness|Report",
    "ivv_tasks": "ID|IV&V task|Inputs|Method|Level|Output|Schedule ID",
    "ivv_reports": "Report|Content|When|To at the same time|Factual check",
    "ivv_severity": "Severity|Meaning|Response due in working days|Escalates to",
    "frame_control_table": "Item|Value",
    "frame_revisions_table": "Version|Date|Author|Reviewed by|Description",
    "frame_approvals_table": "Role|Name|Decision|Signature|Date",
    "frame_references_table": "Document|Version|Location",
    "frame_tailoring_table": "Section|Tailored how|Reason|Approved by",
    "frame_crosswalk_table": "Section|Standard or source",
}
ROWS_OF_TABLES = {
    "charter_alternatives": 5,
    "charter_triggers": 5,
    "rmp_onboarding": 8,
    "rmp_offboarding": 6,
    "pmp_success": 8,
    "pmp_far": 15,
    "pmp_self_assessment": 11,
    "ivv_states": 8,
    "ivv_log": 7,
    "ivv_value": 5,
}
STARTERS = {
    "objectives": 4,
    "benefits": 4,
    "scope-out": 4,
    "tolerances": 4,
    "raci": 12,
    "assumptions_list": 4,
    "constraints": 3,
    "dependencies": 3,
    "ivv-factors": 8,
    "ivv-independence": 6,
    "ivv-components": 5,
    "ivv-rigor": 4,
    "ivv-tasks": 24,
    "ivv-reports": 7,
    "ivv-severity": 4,
}
RACI_ROLES = (
    "Executive Sponsor",
    "Business Owner",
    "Program Manager",
    "PMO Lead",
    "PMO Team",
    "Budget or Financial Analyst",
    "Contracting Officer",
    "COR",
    "IV&V Lead",
)
# Contracting Officer and COR share a column in the design.
RACI = [
    ("Onboard PMO lead", "AIRRICCCI"),
    ("Program Charter", "ACRCCCIII"),
    ("Resource Management Plan (", "ICARCCCCI"),
    ("Develop Program Management Plan", "ACRRCCCCI"),
    ("Initial Master Schedule", "ICARRICCI"),
    ("(IV&V) Plan", "ACCCIICCR"),
    ("Execute onboarding/off boarding", "IIARRICCI"),
    ("executing against Program Management Plan", "ICARRCCCI"),
    ("Manage schedule weekly", "ICIARICCI"),
    ("Status Report/Dashboard", "IIARRCCCI"),
    ("Project Business Case", "ARCCIRCCI"),
    ("Investment Readiness Checklist", "ICARCRCCI"),
]
# Who acts in a checklist without being a role of the program.
OTHERS = {
    *("Activity owners", "Federal lead", "Leaving member", "New member", "Response owner"),
    *("IV&V", "Facilities", "Chief Information Officer", "Outside the program"),
    *("As this plan says", "Supervisor", "Supervisor or COR", "COR of the IV&V contract"),
}
BODIES = {"Executive Steering Committee", "Change Control Board", "Agency head"}
WHO = ("owner", "by", "who", "acts", "releases", "approves", "decides", "chair", "provider")
WHO += ("prepared_by", "co", "cor", "reviewer", "approver", "escalates")


def read(path: str) -> object:
    return yaml.safe_load((TEMPLATES / path).read_text(encoding="utf-8"))


def starter(name: str) -> list[dict[str, object]]:
    data = read(f"starters/{name}.yml")
    assert isinstance(data, dict)
    assert str(data["reason"]).endswith("."), name
    return list(data["rows"])


def tables() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for path in sorted((TEMPLATES / "tables").glob("*.yml")):
        data = read(f"tables/{path.name}")
        assert isinstance(data, dict)
        found |= data
    return found


def catalogue() -> set[str]:
    roles = read("roles.yml")
    assert isinstance(roles, list)
    return {str(row["role"]) for row in roles}


def outline(text: str) -> list[tuple[int, str]]:
    """Level and title of each section: "Section: one; two", an appendix has none below it."""
    found: list[tuple[int, str]] = []
    for line in re.sub(r"\n {12}", " ", text).strip().splitlines():
        title, colon, below = line.strip().partition(": ")
        if title == "Appendix":
            title, below = f"{title}{colon}{below}", ""
        found.append((1, title))
        found += [(2, one.strip()) for one in below.split(";") if one]
    return found


@pytest.mark.parametrize("name", OUTLINES)
def test_a_document_has_the_sections_of_its_design(name: str) -> None:
    text = (TEMPLATES / f"{name}.md.j2").read_text(encoding="utf-8")
    headings = re.findall(r"^(#+) (.+?) \{#\w+\}$", text, re.MULTILINE)
    assert [(len(marks), title) for marks, title in headings] == outline(OUTLINES[name])


@pytest.mark.parametrize("name", [*OUTLINES, "deliverable"])
def test_the_outline_names_the_sections_in_their_order(name: str) -> None:
    _, front, body = (TEMPLATES / f"{name}.md.j2").read_text(encoding="utf-8").split("---\n", 2)
    ids = re.findall(r"^#+ .+ \{#(\w+)\}$", body, re.MULTILINE)
    named = yaml.safe_load(front)["outline"]
    assert [one for one in ids if one in named] == named
    if name != "deliverable":
        assert ids == named


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_has_the_columns_of_its_design(table: str) -> None:
    columns = tables()[table]["columns"]
    assert isinstance(columns, list)
    assert "|".join(str(column["heading"]) for column in columns) == COLUMNS[table]


@pytest.mark.parametrize(("table", "count"), ROWS_OF_TABLES.items())
def test_a_table_has_the_rows_of_its_design(table: str, count: int) -> None:
    rows = tables()[table]["rows"]
    assert isinstance(rows, list)
    assert len(rows) == count


@pytest.mark.parametrize(("name", "count"), STARTERS.items())
def test_a_list_starts_with_the_rows_of_its_design(name: str, count: int) -> None:
    assert len(starter(name)) == count


def test_the_role_catalog_is_that_of_the_design() -> None:
    roles = read("roles.yml")
    assert isinstance(roles, list)
    percent = {row["role"]: row["percent"] for row in roles}
    assert (
        percent.items()
        >= {
            "Executive Sponsor": 10,
            "Business Owner": 25,
            "Program Manager": 100,
            "Deputy Program Manager": 100,
            "PMO Lead": 100,
            "Scheduler/Project Control Analyst": 100,
            "Risk Manager": 50,
            "Budget or Financial Analyst": 50,
            "Quality Lead": 25,
            "Contracting Officer": 10,
            "COR": 25,
            "Communications Lead": 50,
            "Change Management Lead": 100,
            "Functional Lead": 100,
            "Technical Lead/Solution Architect": 100,
            "Data Conversion Lead": 50,
            "ISSO": 25,
            "Records/Privacy Officer": 10,
            "Section 508 Coordinator": 5,
            "Labor Relations/HR Leader": 10,
            "QSMO Liaison": 10,
        }.items()
    )
    (ivv,) = [row for row in roles if row["role"] == "IV&V Lead"]
    assert ivv["team"] == "Independent Oversight"
    assert ivv["federal_lead"] == "Executive Sponsor"


def test_the_matrix_is_that_of_the_design() -> None:
    rows = starter("raci")
    assert len(rows) == len(RACI)
    for row, (words, letters) in zip(rows, RACI, strict=True):
        assert words in str(row["activity"])
        assert row["roles"] == dict(zip(RACI_ROLES, letters, strict=True))


def test_a_row_of_the_matrix_has_one_who_answers_and_some_who_do() -> None:
    for row in starter("raci"):
        held = row["roles"]
        assert isinstance(held, dict)
        assert set(held) <= catalogue()
        assert list(held.values()).count("A") == 1, row["activity"]
        assert list(held.values()).count("R") >= 1, row["activity"]


def test_independence_holds_in_the_matrix() -> None:
    for row in starter("raci"):
        held = row["roles"]
        assert isinstance(held, dict)
        if "(IV&V) Plan" in str(row["activity"]):
            assert held["IV&V Lead"] == "R"
            assert held["Program Manager"] not in ("R", "A")
            assert held["PMO Lead"] not in ("R", "A")
        else:
            assert held["IV&V Lead"] not in ("R", "A"), row["activity"]


def named_people() -> Iterator[tuple[str, str]]:
    """Where a role is named, and the name."""

    def of(place: str, rows: object) -> Iterator[tuple[str, str]]:
        for row in rows if isinstance(rows, list) else ():
            for field in WHO:
                if isinstance(row, dict) and row.get(field):
                    yield f"{place}.{field}", str(row[field])

    for path in sorted((TEMPLATES / "starters").glob("*.yml")):
        yield from of(path.name, starter(path.stem))
    for table, definition in tables().items():
        yield from of(table, definition["rows"])
    yield from of("deliverables.yml", read("deliverables.yml"))
    phases = read("phases.yml")
    assert isinstance(phases, list)
    for phase in phases:
        yield from of("phases.yml", phase["planning_packages"])
    milestones = read("milestones.yml")
    assert isinstance(milestones, dict)
    yield from of("milestones.yml", milestones["project"])
    for group in ("key_tasks", "phases"):
        for rows in milestones[group].values():
            yield from of("milestones.yml", rows)


def test_whoever_is_named_is_a_role_of_the_catalog_or_a_governance_body() -> None:
    known = catalogue() | OTHERS | BODIES
    unknown = {
        (place, name)
        for place, name in named_people()
        if name not in known and "{{" not in name and not place.startswith("governance.yml.decides")
    }
    assert unknown == set()


def test_ivv_reports_past_the_program_manager() -> None:
    (independence,) = [row for row in starter("ivv-independence") if row["test"] == "Managerial"]
    assert "Executive Sponsor and the Executive Steering Committee" in str(
        independence["requirement"]
    )
    assert str(independence["requirement"]).endswith("not to the Program Manager")
    escalations = [row["escalates"] for row in starter("ivv-severity")]
    assert escalations == [
        "Executive Steering Committee",
        "Executive Sponsor",
        "Program Manager",
        "PMO Lead",
    ]


def test_an_objective_has_a_measure_and_three_of_four_have_a_target() -> None:
    rows = starter("objectives")
    assert [row["id"] for row in rows] == ["O1", "O2", "O3", "O4"]
    assert all(row["measure"] and row["owner"] for row in rows)
    assert [row.get("target", "") for row in rows][:2] == ["100 %", "15 of 15"]
    assert all(re.search(r"\d", str(row["target"])) for row in rows[:3])
    # Nobody but the agency knows a target unit cost, so it stays open.
    assert not rows[3].get("target")


def test_limits_of_authority_are_numbers() -> None:
    cost, schedule = starter("tolerances")[:2]
    for row in (cost, schedule):
        for level in ("program_manager", "sponsor", "board"):
            assert re.search(r"\d", str(row[level])), row
