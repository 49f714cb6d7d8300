"""project.yml: every refusal has its place and remedy, and everything given arrives.

A case is `<name>.yml` and beside it `<name>.txt`, its problems written by hand.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from generator.errors import Place, Problem
from generator.model.config import ProjectConfig, row_keys
from generator.model.project import FactState, Project, RowFile
from generator.sources.projects import parse_project

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases" / "projects"
FACTS = (ROOT / "templates" / "facts.yml").read_text(encoding="utf-8")
STARTERS = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates" / "starters").glob("*.yml"))
}
THREE_LINES = "organization: Department of Example\nprogram: Core Financials\n" + (
    "start_date: 2026-01-05\n"
)


def but_notes(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without the notes on keys that wait for a document: test_later has those."""
    return tuple(one for one in problems if "no file of the pack uses it yet" not in one.fact)


def read(text: str, row_files: Mapping[str, RowFile] | None = None) -> Project:
    project, problems = parse_project(
        THREE_LINES + text, "project.yml", STARTERS, FACTS, row_files or {}
    )
    assert but_notes(problems) == ()
    assert project is not None
    return project


def problems_of(text: str, row_files: Mapping[str, RowFile] | None = None) -> list[str]:
    _, problems = parse_project(text, "project.yml", STARTERS, FACTS, row_files or {})
    return [str(problem) for problem in but_notes(problems)]


@pytest.mark.parametrize("case", sorted(CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_every_problem_is_told_at_once_with_its_place_and_remedy(case: Path) -> None:
    expected = case.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert problems_of(case.read_text(encoding="utf-8")) == expected


def test_no_message_speaks_of_pydantic_or_of_classes() -> None:
    words = ("pydantic", "validation", "dict", "tuple", "str ", "int ", "Model", "Error", "input_")
    for case in CASES.glob("*.yml"):
        for line in problems_of(case.read_text(encoding="utf-8")):
            assert not [word for word in words if word in line], line


def test_three_lines_are_enough() -> None:
    project = read("")
    assert project.facts["organization"].value == "Department of Example"
    assert project.facts["start_date"].value == "Jan 5, 2026"
    assert project.facts["executive_sponsor"].state is FactState.OPEN


def test_tbd_in_any_case_is_as_if_the_key_were_not_there() -> None:
    said = read(
        "vision: TBD\nbudget: Tbd\nroster: tbd\ncalendar: {hours: tbd}\nexecutive_sponsor: tbd\n"
        "target_go_live: tbd\nrisk: {items: TBD}\n"
    )
    assert said.facts == read("").facts
    assert said.rows == read("").rows


def test_a_default_that_stands_is_an_assumption_and_a_given_value_is_none() -> None:
    assumed = {assumption.key: assumption.value for assumption in read("").assumptions}
    assert assumed["calendar.workweek"] == "Monday to Friday"
    assert assumed["calendar.holidays"] == "US federal holidays"
    assert assumed["organization_short"] == "DE"
    assert assumed["fiscal_year_start"] == "October"
    assert assumed["key_tasks"] == "1.2"
    assert assumed["risk.items"] == "15 starter rows"
    given = {
        assumption.key
        for assumption in read(
            "calendar: {workweek: Mon-Fri}\norganization_short: DoE\nkey_tasks: [1.2]\n"
            "risk: {items: [{condition: x}]}\n"
        ).assumptions
    }
    assert not given & {"calendar.workweek", "organization_short", "key_tasks", "risk.items"}
    assert "calendar.hours" in given


def test_every_assumed_fact_is_listed_under_the_key_that_settles_it() -> None:
    project = read("service_area: payroll\n")
    listed = {assumption.key for assumption in project.assumptions}
    for fact in project.facts.values():
        if fact.state is FactState.ASSUMED:
            assert fact.key in listed, fact


def test_no_reserve_and_no_go_live_are_ever_assumed() -> None:
    project = read("budget: 5000\n")
    assert project.facts["reserve_percent"].state is FactState.OPEN
    assert project.facts["target_go_live"].state is FactState.OPEN


@pytest.mark.parametrize(
    ("written", "total"),
    [
        ("1200000", "$1,200,000"),
        ('"$1,200,000"', "$1,200,000"),
        ('{2026: 1200000, FY27: "$3,400,000.50"}', "$4,600,000.50"),
        ("{2026: {planning: 10, dme: 20, om: 5, fte_cost: 4, fte_count: 7, reserve: 1}}", "$40"),
        ("{2026: 1200000, 2027: tbd}", ""),
    ],
)
def test_the_budget_is_added_up_and_never_split(written: str, total: str) -> None:
    assert read(f"budget: {written}\n").facts["budget.total"].value == total


def test_a_total_stays_a_total() -> None:
    budget = read("budget: 1200000\n").config.budget
    assert (budget.total, dict(budget.years)) == (Decimal(1200000), {})


def test_a_fiscal_year_to_be_decided_leaves_the_total_open() -> None:
    project = read("budget: {2026: 1200000, 2027: {fte_count: 3}}\n")
    assert project.facts["budget.total"].state is FactState.OPEN


def test_numbers_keep_the_digits_a_person_wrote() -> None:
    project = read(
        "key_tasks: [1.10, 1.2]\ninvestment_id: 0123456789\nusers: 1e3\n"
        "documents: {version: 0.10}\nprogram_short: No\nestimates: [{wbs: 1.10, element: x}]\n"
    )
    assert project.config.key_tasks == ("1.10", "1.2")
    assert project.config.investment_id == "0123456789"
    assert project.config.users == "1e3"
    assert project.facts["documents.version"].value == "0.10"
    assert project.config.program_short == "No"
    assert project.rows["estimates"].rows[0]["wbs"] == "1.10"


def test_people_are_read_with_title_and_address_or_as_vacant() -> None:
    project = read(
        "executive_sponsor: Jane Roe, Chief Financial Officer <jane.roe@example.gov>\n"
        "program_manager: John Doe\npmo_lead: VACANT\n"
    )
    values = {key: project.facts[key].value for key in project.facts}
    assert values["executive_sponsor"] == "Jane Roe, Chief Financial Officer"
    assert values["executive_sponsor.name"] == "Jane Roe"
    assert values["executive_sponsor.title"] == "Chief Financial Officer"
    assert values["executive_sponsor.email"] == "jane.roe@example.gov"
    assert values["program_manager"] == "John Doe"
    assert (values["pmo_lead"], project.facts["pmo_lead"].state) == ("Vacant", FactState.GIVEN)


def test_a_person_may_be_named_in_the_roster() -> None:
    project = read("roster:\n  - {role: Executive Sponsor, name: Jane Roe}\n")
    assert project.facts["executive_sponsor"].value == "Jane Roe"
    assert project.facts["executive_sponsor"].state is FactState.GIVEN


def test_facts_are_worked_out_from_others() -> None:
    project = read(
        "service_area: [grants, financial_management]\nfunding:\n  - {source: WCF}\n  - Fees\n"
        "legacy_contracts:\n  - {vendor: A, end: 2028-03-31}\n  - {vendor: B, end: 2027-03-31}\n"
        "governance:\n  - {body: Program Board, members: [Jane Roe, John Doe]}\n"
    )
    shown = {key: (project.facts[key].value, project.facts[key].state) for key in project.facts}
    assert shown["service_area"] == ("Grants; Financial management", FactState.GIVEN)
    assert shown["ivv.integrity_level"] == ("3", FactState.ASSUMED)
    assert shown["funding_source"] == ("WCF; Fees", FactState.GIVEN)
    assert shown["legacy_contract_end"] == ("Mar 31, 2027", FactState.GIVEN)
    assert shown["governance.board"] == ("Program Board", FactState.GIVEN)
    assert shown["ivv.reports_to"] == ("Executive Sponsor and Program Board", FactState.ASSUMED)
    assert shown["budget_year"] == ("2027", FactState.ASSUMED)
    assert project.rows["governance"].rows[0]["members"] == "Jane Roe; John Doe"


@pytest.mark.parametrize(
    ("start", "month", "year"),
    [("2026-01-05", "October", 2027), ("2026-10-01", "oct", 2028), ("2026-06-30", "1", 2027)],
)
def test_the_budget_year_follows_the_fiscal_year_of_the_start(
    start: str, month: str, year: int
) -> None:
    text = f"organization: O\nprogram: P\nstart_date: {start}\nfiscal_year_start: {month}\n"
    project, _ = parse_project(text, "project.yml", {}, FACTS, {})
    assert project is not None
    assert project.facts["budget_year"].value == str(year)


def test_the_calendar_takes_days_ranges_and_names() -> None:
    calendar = read(
        "calendar:\n  workweek: [Sunday-Wed, Thu]\n  hours: 7.5\n  holidays: us-va\n"
        "  closures:\n    - 2026-12-24\n"
        "    - {start: 2026-12-29, end: 2026-12-31, name: Shutdown}\n"
        "    - {date: 2027-01-04, name: Move}\n"
    ).config.calendar
    assert calendar.workweek == (0, 1, 2, 3, 6)
    assert calendar.hours == Decimal("7.5")
    assert calendar.holidays == "US-VA"
    assert [(one.start, one.end, one.name) for one in calendar.closures] == [
        (date(2026, 12, 24), date(2026, 12, 24), "Closure"),
        (date(2026, 12, 29), date(2026, 12, 31), "Shutdown"),
        (date(2027, 1, 4), date(2027, 1, 4), "Move"),
    ]


def test_the_word_NO_is_norway_and_none_has_no_holidays() -> None:  # noqa: N802
    assert read("calendar: {holidays: NO}\n").config.calendar.holidays == "NO"
    assert read("calendar: {holidays: none}\n").facts["calendar.holidays"].value == "None"


def test_given_rows_replace_the_starter_rows_and_have_the_same_fields() -> None:
    starter, own = read("").rows, read("risk: {items: [{condition: it rains}]}\n").rows
    assert (starter["risk.items"].assumed, own["risk.items"].assumed) == (True, False)
    assert [row["condition"] for row in own["risk.items"].rows] == ["it rains"]
    assert set(starter["risk.items"].rows[0]) == set(own["risk.items"].rows[0])


def test_an_empty_list_means_none_and_not_the_starter_rows() -> None:
    rows = read("risk: {items: []}\n").rows["risk.items"]
    assert (rows.rows, rows.assumed) == ((), False)


def test_rows_without_an_id_get_the_next_free_one() -> None:
    rows = read("acquisitions:\n  - {need: a}\n  - {id: A01, need: b}\n  - {need: c}\n").rows[
        "acquisitions"
    ]
    assert [row["id"] for row in rows.rows] == ["A02", "A01", "A03"]


def test_a_risk_has_its_score_and_band() -> None:
    rows = (
        read(
            "risk:\n  items:\n    - {condition: a, probability: 3, impact: 5}\n"
            "    - {condition: b, probability: 2, impact: 3}\n    - {condition: c}\n"
        )
        .rows["risk.items"]
        .rows
    )
    assert [(row["score"], row["band"]) for row in rows] == [
        (15, "High"),
        (6, "Medium"),
        (None, ""),
    ]


def test_tolerances_and_factors_written_as_keys_change_only_those_rows() -> None:
    project = read("tolerances: {cost: {sponsor: 8 %}}\nivv: {factors: {cost: High}}\n")
    rows = {row["key"]: row for row in project.rows["tolerances"].rows}
    assert rows["cost"]["sponsor"] == "8 %"
    assert str(rows["cost"]["board"]).endswith("(Assumed)")
    assert str(rows["schedule"]["sponsor"]).endswith("(Assumed)")
    ratings = {row["factor"]: row["rating"] for row in project.rows["ivv.factors"].rows}
    assert (ratings["Cost"], ratings["Novelty"]) == ("High", "Medium (Assumed)")


def test_a_wrong_value_in_rows_written_as_keys_has_its_own_place() -> None:
    text = THREE_LINES + "tolerances:\n  cost: {sponsr: 8 %}\n"
    assert problems_of(text) == [
        "project.yml:5:10: the key `sponsr` is not known in `tolerances.cost`; "
        "did you mean `sponsor`?"
    ]


def test_free_rows_take_the_fields_of_their_starter_rows_only() -> None:
    assert problems_of(THREE_LINES + "ivv:\n  rigor:\n    - {levl: 3}\n") == [
        "project.yml:6:8: the key `levl` is not known in `ivv.rigor` row 1; did you mean `level`?"
    ]


def test_added_roles_stand_in_the_roster() -> None:
    rows = read("roles: {add: [Data Steward], alias: {PMO Lead: PMO Director}}\n").rows["roster"]
    assert [row["role"] for row in rows.rows] == ["Data Steward"]


def test_a_starter_file_for_a_key_nobody_knows_yet_is_no_problem() -> None:
    starters = {"lessons.yml": "reason: why\nrows:\n  - {lesson: a, n: 1.10}\n"}
    project, problems = parse_project(THREE_LINES, "project.yml", starters, FACTS, {})
    assert problems == ()
    assert project is not None
    assert project.rows["lessons"].rows == ({"lesson": "a", "n": "1.10"},)


def test_a_misspelt_field_of_a_starter_row_is_told_with_its_place() -> None:
    starters = {"benefits.yml": "reason: why\nrows:\n  - {benefit: a, ownr: PMO Lead}\n"}
    _, problems = parse_project(THREE_LINES, "project.yml", starters, FACTS, {})
    assert [(problem.place, problem.remedy) for problem in problems] == [
        (Place("benefits.yml", 3, 18), "did you mean `owner`?")
    ]


def test_every_key_that_holds_rows_has_rows_and_every_fact_a_label() -> None:
    project = read("")
    assert set(row_keys()) <= set(project.rows)
    assert all(fact.label for fact in project.facts.values())
    for key, rows in project.rows.items():
        assert rows.key == key
        assert len({tuple(row) for row in rows.rows}) <= 1, key


def test_a_300_character_name_arrives_and_one_more_is_refused() -> None:
    assert read(f"vision: x\npmo_lead: {'n' * 300}\n").facts["pmo_lead"].value == "n" * 300
    assert "301 characters, at most 300" in problems_of(f"{THREE_LINES}pmo_lead: {'n' * 301}\n")[0]


LEGAL = st.characters(
    exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffe\uffff\ufeff"
)


@settings(max_examples=60, deadline=None)
@given(st.text(LEGAL, min_size=1, max_size=80))
def test_any_text_in_any_text_field_arrives_equal_or_means_to_be_decided(text: str) -> None:
    quoted = json.dumps(text)
    if any(ord(letter) > 0xFFFF for letter in text):  # JSON writes these as two escapes
        quoted = json.dumps(text, ensure_ascii=False)
    project, problems = parse_project(
        f"organization: O\nprogram: P\nstart_date: 2026-01-05\nneed: {quoted}\n"
        f"sites: [x, {quoted}]\ndecisions: [{{decision: x, rationale: {quoted}}}]\n"
        f"documents: {{approvers: {{Program Charter: {quoted}}}}}\n",
        "project.yml",
        {},
        FACTS,
        {},
    )
    if not text.strip() or text.strip().casefold() == "tbd":
        assert project is None
        assert 5 in {problem.place.line for problem in problems} <= {5, 7}
        return
    assert project is not None, problems
    assert project.config.need == project.facts["need"].value == text
    assert project.config.sites == ("x", text)
    assert project.rows["decisions"].rows[0]["rationale"] == text
    assert project.config.documents.approvers == {"Program Charter": text}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_in_any_field_is_read_or_refused_with_its_place(text: str) -> None:
    quoted = json.dumps(text)
    fields = ["budget", "executive_sponsor", "start_date", "key_tasks", "fiscal_year_start"]
    nested = ["calendar: {workweek: %s}", "calendar: {holidays: %s}", "calendar: {closures: [%s]}",
              "risk: {items: [{condition: x, probability: %s}]}", "raci: [{activity: %s}]",
              "reserve_percent: %s", "service_area: %s", "acquisitions: [{need: x, value: %s}]",
              "compliance: {pii: %s}", "branding: {colours: {accent: %s}}", "%s: 1"]  # fmt: skip
    lines = [f"{field}: {quoted}" for field in fields] + [
        line.replace("%s", quoted) for line in nested
    ]
    for line in lines:
        project, problems = parse_project(THREE_LINES + line, "project.yml", {}, FACTS, {})
        assert (project is None) == bool(problems)
        assert all(problem.place.line in (1, 3, 4) for problem in problems), problems


@settings(max_examples=40, deadline=None)
@given(st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from([*ProjectConfig.model_fields][:40]), inner, max_size=3),
    ),
    max_leaves=8,
))  # fmt: skip
def test_any_shape_at_any_key_is_never_an_exception(shape: object) -> None:
    for key in itertools.islice(ProjectConfig.model_fields, 0, None, 4):
        text = THREE_LINES + f"{key}: {json.dumps(shape, allow_nan=False) if _finite(shape) else 1}"
        parse_project(text, "project.yml", {}, FACTS, {})


def _finite(shape: object) -> bool:
    try:
        json.dumps(shape, allow_nan=False)
    except ValueError:
        return False
    return True


def test_the_full_config_gives_every_key_and_leaves_no_fact_of_it_open() -> None:
    text = (CASES / "full.yml").read_text(encoding="utf-8")
    project, _ = parse_project(text, "project.yml", STARTERS, FACTS, {})
    assert project is not None
    assert _not_given(project.config) == set()
    open_facts = {key for key, fact in project.facts.items() if fact.state is not FactState.GIVEN}
    assert open_facts == {
        # people whom this roster does not name, and a vacant position
        *("contracting_officer", "cor", "risk_manager", "ivv_lead", "program_manager.email"),
        *("pmo_lead.name", "pmo_lead.title", "pmo_lead.email", "governance.change_board"),
    }


def _not_given(part: BaseModel, above: str = "") -> set[str]:
    missing = {above + name for name in set(type(part).model_fields) - part.model_fields_set}
    for name in part.model_fields_set:
        value = getattr(part, name)
        rows = value if isinstance(value, tuple) else (value,)
        inner = [_not_given(row, f"{above}{name}.") for row in rows if isinstance(row, BaseModel)]
        missing |= set.intersection(*inner) if inner else set()
    return missing - {"budget.total_given", "tolerances.key"}
