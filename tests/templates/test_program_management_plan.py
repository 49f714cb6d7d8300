"""The Program Management Plan: its outline, its starter rows, and the key task in its sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from generator.commands.generate import generate
from generator.commands.workspace import Workspace
from generator.model.config import row_keys
from tests.reading import Section, sections_of, whole_text

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
NAME = "program-management-plan"
STARTERS = {
    "acquisitions": 8,
    "communications": 14,
    "decision_rights": 7,
    "governance": 3,
    "quality.metrics": 15,
    "risk.bands": 3,
    "risk.items": 15,
    "risk.scales": 5,
    "stakeholders": 18,
    "tolerances": 4,
}
# The types of OMB Circular A-11 that the starter risks use.
RISK_TYPES = {
    "Schedule",
    "Initial costs",
    "Life-cycle costs",
    "Feasibility",
    "Capability of agency to manage the investment",
    "Overall risk of project failure",
    "Project resources/financial",
    "Business/operational",
    "Organizational and change management",
    "Data/information",
    "Security",
    "Strategic",
}
CONFIG = """\
organization: Department of Example
program: Core Financials Modernization
executive_sponsor: Jane Roe, Chief Financial Officer
start_date: 2026-01-05
budget: {2026: 1200000, 2027: 3400000}
"""
KEY_TASK = """\
---
phase: 1
keyTask: 2
name: Do what nobody has planned for
objective: Show that nothing is lost.
responsibleParty: customer
category: process
activities:
  - {text: Count the green chairs, responsibleParty: customer}
  - {text: Assess risk regularly, responsibleParty: customer}
  - {text: Develop Program Management Plan, responsibleParty: customer}
outputs: [Program Management Plan]
stakeholders:
  - {text: Executive Sponsor, responsibleParty: customer}
bestPractice: [Paint the chairs before the winter, Collaborate with everyone]
---
"""


def rows_of(key: str) -> list[dict[str, object]]:
    text = (TEMPLATES / "starters" / f"{key.replace('.', '-')}.yml").read_text(encoding="utf-8")
    return list(yaml.safe_load(text)["rows"])


def template() -> tuple[dict[str, object], str]:
    _, front, body = (TEMPLATES / f"{NAME}.md.j2").read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


def tables() -> dict[str, dict[str, object]]:
    return dict(yaml.safe_load((TEMPLATES / "tables" / f"{NAME}.yml").read_text(encoding="utf-8")))


@pytest.fixture
def plan(tmp_path: Path) -> Callable[..., Path]:
    """Makes a pack and returns its Program Management Plan."""

    def make(config: str = CONFIG, key_task: str = "") -> Path:
        (tmp_path / "project.yml").write_text(config, encoding="utf-8")
        files = []
        if key_task:
            files = [tmp_path / "task.md"]
            files[0].write_text(key_task, encoding="utf-8")
        generate(Workspace.at(tmp_path), tasks=files)
        return tmp_path / "output" / "Program-Management-Plan.docx"

    return make


def section(path: Path, heading: str) -> Section:
    (found,) = [one for one in sections_of(path) if one.heading == heading]
    return found


def test_the_outline_is_the_headings_in_their_order() -> None:
    front, body = template()
    assert re.findall(r"^#+ .*\{#(\w+)\}$", body, re.MULTILINE) == front["outline"]


def test_every_table_is_defined_and_used() -> None:
    _, body = template()
    assert sorted(re.findall(r'table\("(\w+)"\)', body)) == sorted(tables())


@pytest.mark.parametrize(("key", "count"), STARTERS.items())
def test_starter_rows_are_rows_of_the_configuration(key: str, count: int) -> None:
    rows = rows_of(key)
    assert len(rows) == count
    model = row_keys()[key]
    for row in rows:
        assert set(row) <= set(model.model_fields)
        model.model_validate({name: value for name, value in row.items() if value is not None})


def test_a_starter_risk_has_everything_a_risk_needs() -> None:
    for number, row in enumerate(rows_of("risk.items"), start=1):
        assert row["id"] == f"R{number:02}"
        assert all(row.values()), row["id"]
        assert not re.match(r"(?i)(if|then)\b", f"{row['condition']}")
        assert not re.match(r"(?i)(if|then)\b", f"{row['consequence']}")
        assert row["type"] in RISK_TYPES
        assert row["response"] in {"Avoid", "Mitigate", "Transfer", "Accept"}


def test_every_score_falls_into_exactly_one_band() -> None:
    scores = {p * i for p in range(1, 6) for i in range(1, 6)}
    bands = [(row["band"], row["low"], row["high"]) for row in rows_of("risk.bands")]
    assert bands == [("Low", 1, 5), ("Medium", 6, 12), ("High", 15, 25)]
    for score in scores:
        assert sum(low <= score <= high for _, low, high in bands) == 1, score


def named_roles() -> Iterator[str]:
    for key, field in [
        ("risk.items", "owner"),
        ("quality.metrics", "owner"),
        ("communications", "prepared_by"),
        ("acquisitions", "co"),
        ("acquisitions", "cor"),
        ("governance", "chair"),
    ]:
        yield from (str(row[field]) for row in rows_of(key))
    for table in tables().values():
        if isinstance(table["rows"], list):
            yield from (str(row["owner"]) for row in table["rows"] if "owner" in row)


def test_every_owner_is_a_role_of_the_catalogue() -> None:
    catalogue = yaml.safe_load((TEMPLATES / "roles.yml").read_text(encoding="utf-8"))
    assert set(named_roles()) <= {row["role"] for row in catalogue}


def test_every_stakeholder_is_in_the_audience_of_a_communication() -> None:
    audiences = "; ".join(
        f"{row['audience']}, {row['prepared_by']}" for row in rows_of("communications")
    )
    missing = [row["name"] for row in rows_of("stakeholders") if str(row["name"]) not in audiences]
    assert missing == []


def test_high_influence_is_met_every_month() -> None:
    often = [
        str(row["audience"])
        for row in rows_of("communications")
        if row["frequency"] in {"Weekly", "Biweekly", "Monthly"}
    ]
    high = [str(row["name"]) for row in rows_of("stakeholders") if row["influence"] == "High"]
    assert len(high) >= 8
    assert [name for name in high if not any(name in audience for audience in often)] == []


def test_no_acquisition_has_an_assumed_value() -> None:
    assert [row["value"] for row in rows_of("acquisitions")] == [None] * 8


def test_no_vague_word_stands_in_the_plan() -> None:
    files = [TEMPLATES / f"{NAME}.md.j2", TEMPLATES / "tables" / f"{NAME}.yml"]
    files += [TEMPLATES / "starters" / f"{key.replace('.', '-')}.yml" for key in STARTERS]
    vague = r"(?i)\b(adequate\w*|timely|robust\w*|as appropriate|as needed|various|etc)\b"
    for file in files:
        assert re.findall(vague, file.read_text(encoding="utf-8")) == [], file.name


def test_each_text_of_any_key_task_stands_in_the_plan_once(plan: Callable[..., Path]) -> None:
    path = plan(key_task=KEY_TASK)
    text = whole_text(path)
    for words in ("Count the green chairs", "Paint the chairs before", "Assess risk regularly"):
        assert text.count(words) == 1, words
    rest = section(path, "Phases and tailoring").text
    assert "Count the green chairs" in rest
    assert "Paint the chairs before the winter" in rest
    # "labor" inside a longer word is no labor relations.
    assert "Collaborate with everyone" in rest
    assert "Assess risk regularly" in section(path, "Risk and issue management").text


def test_an_amount_of_a_year_is_not_divided(plan: Callable[..., Path]) -> None:
    (table,) = section(plan(), "Cost baseline by fiscal year").tables
    assert table[0][1:4] == ["Planning", "DME", "O&M"]
    for row, total in zip(table[1:], ("$1,200,000", "$3,400,000", "$4,600,000"), strict=True):
        assert row[-1] == total
        assert set(row[1:-1]) <= {"To be decided", "-"}


def test_a_risk_of_the_project_is_printed_as_if_then_with_its_score(
    plan: Callable[..., Path],
) -> None:
    risk = (
        "risk: {items: [{condition: IF the vendor leaves, consequence: THEN work stops,"
        " probability: 5, impact: 4, owner: COR}]}\n"
    )
    register, plans = section(plan(CONFIG + risk), "Risk register").tables
    assert register[1] == [
        "R01",
        "IF the vendor leaves THEN work stops",
        "5",
        "4",
        "20 High",
        "COR",
    ]
    assert plans[1] == ["R01", "To be decided", "To be decided", "To be decided"]
    assert len(register) == len(plans) == 2


def test_change_from_the_presidents_budget_is_worked_out(plan: Callable[..., Path]) -> None:
    path = plan(CONFIG + "presidents_budget: {2026: 1000000}\n")
    _, table = section(path, "Cost baseline by fiscal year").tables
    assert table[1][1:] == ["$1,000,000", "$1,200,000", "$200,000", "20.0 %"]
    assert table[2][1:] == ["To be decided", "$3,400,000", "To be decided", "To be decided"]
