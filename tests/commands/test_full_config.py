"""A config that says everything: each row and fact stands in its section, and nothing is assumed.

The outlines are written by hand from the content reference of the pack, in its order.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
import yaml

from generator.commands.generate import Result, generate
from generator.commands.workspace import Workspace
from tests.every_field import keys_of
from tests.reading import Section, sections_of, whole_text

CASE = Path(__file__).resolve().parents[1] / "cases" / "full"

CHARTER = """\
Executive summary
Authority and purpose
. Purpose of this charter
. Authorizing official and basis
. Program Manager authority limits
Background and business need
. Current state
. Problem or opportunity
. Strategic and policy alignment
. Vision
Objectives, outcomes and benefits
. Objectives and success criteria
. Benefits
Scope
. In scope
. Out of scope
. Program components
. Deliverables
. Acceptance
Alternatives considered
Milestones and phase gates
Funding and cost summary
Organization and governance
. Roles
. Governance bodies and decision rights
. Escalation and tolerances
. Program office mandate
. Independent verification line
Stakeholders
Assumptions, constraints and dependencies
Initial risks
Approach
Success, review and termination criteria
Approvals
"""
RESOURCES = """\
Purpose and audience
Resource strategy
. Sourcing mix
. Alignment to schedule, acquisition and budget
. Key-personnel continuity
Organization
. Structure
. Reporting lines
. Places and tools for working together
Roles
. Role catalogue
. Responsibilities, authority and competencies
. Subject matter experts
. Federal and contractor count by workstream
RACI matrix
Staffing plan
. Staffing status
. Effort by phase
. Use and over-allocation
. Gaps and mitigation
Acquire and onboard
. Procedure
. Onboarding checklist
. Access and clearance
Develop and retain
. Training plan
. Performance
. Recognition and retention
Release and off-board
. Off-boarding checklist
. Knowledge transfer
. Succession
Physical and tool resources
Control
"""
MANAGEMENT = """\
Introduction
. Purpose
. Relationship of plans
. Charter summary
. Plan maintenance
Management approach
. Phases and tailoring
. Critical success factors
. Governance and decision rights
. Escalation and tolerances
. Program calendar of meetings
Scope, requirements and change control
. Scope baseline and WBS
. Requirements approach
. Change control
. Configuration and documents
Schedule management
. Method and tool
. Weekly update cycle
. Baseline control
. Schedule health thresholds
Cost management
. Estimating basis
. Cost baseline by fiscal year
. Funding sources
. Recurring and non-recurring cost by WBS
. Contract obligation schedule
. Reserve and sensitivity
. Tracking, variance thresholds and reporting
Risk and issue management
. Roles
. Process
. Scales and scoring
. Responses
. Escalation
. Risk register
. Issues, actions and decisions
. Closure
. Phase 1 risk self-assessment
Acquisition management
. Needs and make-or-buy
. Acquisition table
. FAR acquisition plan coverage
. QASP measures
. Contracting Officer and COR
. Legacy contract bridge
. Vendor management and close
Communications and stakeholder engagement
. Stakeholder register
. Engagement assessment
. Communications matrix
. Meetings
. Rules
. Effectiveness measures
Quality management
. Objectives and standards
. Deliverable acceptance criteria and review cycle
. Assurance activities
. Metrics
. Non-conformity and corrective action
. Interface to IV&V
Resource management
Organizational change, training and labor relations
Security, privacy, records and accessibility
Performance measurement and reporting
Phase exit and closeout
"""
IVV = """\
Purpose, scope and decision
. Purpose
. Why IV&V is used here
. Period and phases covered
References and definitions
Independence
. Technical, managerial and financial tests
. Form selected and waivers
. Conflict-of-interest screen
. Funding and contract separation
Organization and interfaces
. Reporting line
. Roles
. Points of contact and access rights
. Relation to PMO quality, Inspector General and QSMO
Rigor
. Integrity level
. Rigor by level
. Selection of items
IV&V tasks by M3 phase
Deliverables under review
Methods, tools, evidence and sampling
Reporting
. Report set and cadence
. Simultaneous release
. Rating scale
. Report outline
Findings management
. Life cycle
. Severity and response clock
. Disagreement and escalation
. Link to RAID, schedule and change
. Closure by IV&V only
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
"""
FRAME = """\
About this document
. Document control
. Revision history
. Approvals
. Where this document is used next
. References
. Terms and acronyms
. Tailoring and waivers
. Standards crosswalk
"""
OUTLINES = {
    "Program-Charter.docx": CHARTER + FRAME.replace(". Approvals\n", ""),
    "Resource-Management-Plan.docx": RESOURCES + FRAME,
    "Program-Management-Plan.docx": MANAGEMENT + FRAME,
    "IVV-Plan.docx": IVV + FRAME,
}
ROWS = [
    ("Program-Charter", "Objectives and success criteria", "O2|Retire the four ledgers|Ledgers in"
     " use|4|0|Sep 29, 2028|Business Owner"),
    ("Program-Charter", "Benefits", "Hours of reconciliation saved|Cashable|Hours per year|41000|"
     "9000|Dec 29, 2028|Business Owner"),
    ("Program-Charter", "Program Manager authority limits", "Cost|Up to 4 %|Up to 9 %|Above 9 %"),
    ("Program-Charter", "Funding and cost summary", "FY 2026|$1,500,000|$2,000,000|$0|$750,000|"
     "$200,000|$4,450,000|Working Capital Fund"),
    ("Program-Charter", "Governance bodies and decision rights", "Accept the Charter|Executive "
     "Sponsor|Financial Systems Board|Always|6 working days"),
    ("Program-Charter", "Current state", "Old Ledger LLC|Operation of the 1994 ledger|$3,300,000|"
     "Sep 30, 2028|Six months"),
    ("Resource-Management-Plan", "Succession", "PMO Lead|Ann Poe|Tom Day|Named"),
    ("Program-Management-Plan", "Cost baseline by fiscal year", "FY 2027|$9,000,000|$9,300,000|"
     "$300,000|3.3 %"),
    ("Program-Management-Plan", "Funding sources", "Working Capital Fund|2026|$4,450,000|Planning "
     "and DME only|Sep 30, 2027"),
    ("Program-Management-Plan", "Recurring and non-recurring cost by WBS", "1.2|Program office|"
     "Recurring|Actual cost of the payroll program|$1,900,000|70 %"),
    ("Program-Management-Plan", "Scales and scoring", "Stormy|10 to 25|Act at once"),
    ("Program-Management-Plan", "Risk register", "R1|Dependency|Mitigate: Letter of intent in "
     "March|Capacity notice"),
    ("Program-Management-Plan", "Acquisition table", "A1|Support of the program office|Services|"
     "GSA Schedule order|Labor hours|$2,100,000"),
    ("Program-Management-Plan", "Vendor management and close", "Ledger Systems Inc|Solution and "
     "hosting|$12,000,000|Sep 30, 2031|Two option years"),
    ("Program-Management-Plan", "Stakeholder register", "Bureau controllers|The 14 bureaus|Users "
     "of reports|Close on time|High"),
    ("Program-Management-Plan", "Communications matrix", "C1|Controllers' forum|State and next "
     "steps|Bureau controllers|Meeting"),
    ("IVV-Plan", "Why IV&V is used here", "Cost of failure|High|What does a failed close cost?|"
     "Study of 2025"),
    ("IVV-Plan", "Rigor by level", "4|Full recalculation|All items|Full|All tests|Long report"),
    ("IVV-Plan", "IV&V tasks by M3 phase", "V1|Examine the Charter twice|Charter|Two readers|3|"
     "Memo V1|1.2"),
    ("IVV-Plan", "Deliverables under review", "Program Charter|V1|Feb 27, 2026|Mar 6, 2026|"
     "Mar 13, 2026|1.2.2.M2"),
    ("IVV-Plan", "Severity and response clock", "Critical|The close stops|1|Financial Systems "
     "Board"),
    ("IVV-Plan", "Integrity level", "Posting engine|Serious|Frequent|4|Every payment passes it"),
    ("IVV-Plan", "Tailoring and waivers", "Program Charter 6|Shortened|The alternatives stand in "
     "the business case|Executive Sponsor"),
]  # fmt: skip
# One word each of rows that stand in for a config that says nothing.
STARTERS = ("Executive Steering Committee", "R02", "O3", "A3 ", "V03", "C05")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The output folder of the full config, with its rows in CSV and XLSX files."""
    folder = tmp_path_factory.mktemp("full")
    for name in ("project.yml", "roster.csv", "budget.csv"):
        shutil.copy(CASE / name, folder)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ID", "Condition", "Consequence", "Type", "Probability", "Impact", "Response"])
    sheet.append(["R1", "the shared service closes", "the selection starts over", "Dependency"])
    for column, text in enumerate((2, 5, "Mitigate"), start=5):
        sheet.cell(2, column, text)
    more = {
        "Plan": "Letter of intent in March",
        "Owner": "Business Owner",
        "Trigger": "Capacity notice",
        "Status": "Open",
    }
    for column, (heading, text) in enumerate(more.items(), start=8):
        sheet.cell(1, column, heading)
        sheet.cell(2, column, text)
    book.save(folder / "risks.xlsx")
    return folder / "output", generate(Workspace.at(folder))


def section(path: Path, heading: str) -> Section:
    (found,) = [one for one in sections_of(path) if one.heading == heading]
    return found


def test_the_full_config_uses_every_key_of_the_model() -> None:
    written = yaml.safe_load((CASE / "project.yml").read_text(encoding="utf-8"))

    def has(key: str) -> bool:
        here = written
        for step in key.split("."):
            if not isinstance(here, dict) or step not in here:
                return isinstance(here, str) and here.endswith(".csv")
            here = here[step]
        return here not in (None, "", [], {})

    # Pictures and brands are files of their own; budget stands in budget.csv.
    files = {"logo", "branding.reference"}
    assert [key for key in keys_of() if key not in files and not has(key)] == []


@pytest.mark.parametrize("file", OUTLINES)
def test_nothing_of_the_outline_is_missing(full: tuple[Path, Result], file: str) -> None:
    headings = [
        ". " * (one.level - 1) + one.heading
        for one in sections_of(full[0] / f"CFM-{file}")
        if one.level < 3
    ][1:]
    assert headings == OUTLINES[file].splitlines()


@pytest.mark.parametrize(
    ("file", "heading", "row"), ROWS, ids=[f"{file}: {heading}" for file, heading, _ in ROWS]
)
def test_a_given_row_stands_in_its_table(
    full: tuple[Path, Result], file: str, heading: str, row: str
) -> None:
    tables = section(full[0] / f"CFM-{file}.docx", heading).tables
    assert row.split("|") in [cells for table in tables for cells in table]


@pytest.mark.parametrize(
    ("file", "heading", "words"),
    [
        ("Program-Charter", "In scope", "General ledger"),
        ("Program-Charter", "Out of scope", "Payroll"),
        ("Program-Charter", "Vision", "closes in three working days"),
        ("Program-Charter", "Problem or opportunity", "41,000 hours"),
        ("Program-Charter", "Authorizing official and basis", "Delegation order 12-3"),
        ("Program-Charter", "Initial risks", "10 Stormy"),
        ("Program-Charter", "Assumptions, constraints and dependencies", "single sign-on"),
        ("Program-Charter", "Milestones and phase gates", "Budget hearing"),
        ("Program-Charter", "Approach", "two-week iterations"),
        ("Resource-Management-Plan", "Staffing status", "Mia Orr"),
        ("Resource-Management-Plan", "Role catalogue", "Grants Liaison"),
        ("Resource-Management-Plan", "Places and tools for working together", "Room 4100"),
        ("Program-Management-Plan", "Reserve and sensitivity", "12 %"),
        ("Program-Management-Plan", "Metrics", "Defects per release"),
        ("Program-Management-Plan", "Security, privacy, records and accessibility", "GRS 1.1"),
        ("Program-Management-Plan", "FAR acquisition plan coverage", "FAC 2026-01"),
        ("IVV-Plan", "Funding and contract separation", "Task order 47-0815"),
        ("IVV-Plan", "Form selected and waivers", "Modified"),
        ("IVV-Plan", "Report set and cadence", "Letter to the board"),
        ("IVV-Plan", "Document control", "Twice a year"),
    ],
)
def test_a_given_fact_stands_in_its_section(
    full: tuple[Path, Result], file: str, heading: str, words: str
) -> None:
    one = section(full[0] / f"CFM-{file}.docx", heading)
    assert words in one.text
    assert "Assumed" not in one.text or heading == "Role catalogue"


@pytest.mark.parametrize("file", OUTLINES)
def test_no_cell_is_empty_and_no_starter_row_is_left(full: tuple[Path, Result], file: str) -> None:
    for one in sections_of(full[0] / f"CFM-{file}"):
        for table in one.tables:
            assert all(cell.strip() for row in table for cell in row), one.heading
    text = whole_text(full[0] / f"CFM-{file}")
    assert [word for word in STARTERS if word in text] == []


def test_nothing_is_assumed_and_what_is_left_are_values_no_key_replaces(
    full: tuple[Path, Result],
) -> None:
    folder, result = full
    assert result.assumptions == ()
    for file in OUTLINES:
        text = whole_text(folder / f"CFM-{file}")
        assert "(Assumed)" not in text
        assert "Assumed: starter rows; set" not in text


def test_every_file_begins_with_the_prefix_and_the_omitted_one_is_not_there(
    full: tuple[Path, Result],
) -> None:
    assert sorted(path.name for path in full[0].iterdir()) == [
        *("CFM-IVV-Plan.docx", "CFM-Initial-Master-Schedule.xlsx", "CFM-Program-Charter.docx"),
        *("CFM-Program-Management-Plan.docx", "CFM-Resource-Management-Plan.docx"),
        "CFM-Schedule-Basis.docx",
    ]


def test_the_facts_stand_in_the_workbook(full: tuple[Path, Result]) -> None:
    book = openpyxl.load_workbook(full[0] / "CFM-Initial-Master-Schedule.xlsx")
    calendar = [str(cell.value) for row in book["Calendar"].iter_rows() for cell in row]
    assert any("Year-end closure" in text for text in calendar)
    milestones = [str(cell.value) for row in book["Milestones"].iter_rows() for cell in row]
    assert "Budget hearing" in milestones
