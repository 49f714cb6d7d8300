"""Rows from CSV and XLSX files: read, refused with the cell's place, never guessed."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import Place
from generator.model.project import Project, RowFile
from generator.sources.projects import parse_project, read_csv, row_file_names

FACTS = (Path(__file__).resolve().parents[2] / "templates" / "facts.yml").read_text("utf-8")
THREE_LINES = "organization: O\nprogram: P\nstart_date: 2026-01-05\n"


def parse(text: str, row_files: dict[str, RowFile]) -> tuple[Project | None, list[str]]:
    project, problems = parse_project(THREE_LINES + text, "project.yml", {}, FACTS, row_files)
    return project, [str(problem) for problem in problems]


def table(text: str, file: str = "rows.csv") -> RowFile:
    found, problems = read_csv(text.encode(), file)
    assert problems == ()
    assert found is not None
    return found


def test_the_keys_that_name_row_files_are_found_at_any_depth() -> None:
    text = (
        "roster: people.XLSX\nbudget: money.csv\nrisk: {items: risks.csv}\n"
        "logo: brand.png\nstakeholders:\n  - {name: a.csv}\n"
    )
    assert row_file_names(text, "project.yml") == {
        "roster": ("people.XLSX", Place("project.yml", 1, 9)),
        "risk.items": ("risks.csv", Place("project.yml", 3, 15)),
        "budget": ("money.csv", Place("project.yml", 2, 9)),
    }


def test_headings_ignore_case_blanks_and_underscores() -> None:
    rows = table("ROLE,Federal Lead,skills-gap,Percent\nScheduler,PMO Lead,CPM,50 %\n")
    project, problems = parse("roster: rows.csv\n", {"roster": rows})
    assert problems == []
    assert project is not None
    row = project.rows["roster"].rows[0]
    shown = (row["role"], row["federal_lead"], row["skills_gap"], row["percent"])
    assert shown == ("Scheduler", "PMO Lead", "CPM", Decimal(50))


def test_an_unknown_heading_and_a_wrong_cell_are_told_with_their_places() -> None:
    rows = table('Condition;Probabilty;Impact\n"multi\nline";7;2\n;;\nA;2;9\n')
    assert parse("risk: {items: rows.csv}\n", {"risk.items": rows})[1] == [
        "rows.csv:1:11: the heading `Probabilty` is not known; did you mean `probability`?",
        "rows.csv:2:1: `risk.items` row 1 `condition` is more than one line; "
        "write one line; `>` after the colon folds the lines below it into one",
        "rows.csv:5:5: `risk.items` row 2 `impact` is `9`, not between 1 and 5; "
        "write for example `impact: 3`",
    ]


def test_a_budget_file_has_fiscal_years_with_an_amount_or_its_parts() -> None:
    rows = table('Fiscal Year,Amount,FTE cost\n2026,"$1,200,000",\nFY27,,3400000\n')
    project, problems = parse("budget: b.csv\n", {"budget": rows})
    assert problems == []
    assert project is not None
    assert project.config.budget.total == Decimal(4600000)


def test_a_budget_file_names_no_year_twice_and_has_amounts() -> None:
    rows = table("Fiscal Year,DME\n2026,abc\n2026,4\n,5\n", "b.csv")
    assert parse("budget: b.csv\n", {"budget": rows})[1] == [
        "b.csv:2:6: `budget.2026.dme` is `abc`, not an amount in dollars; "
        'write for example `dme: "$1,200,000"`',
        "b.csv:3:1: the fiscal year 2026 stands twice; write each row with a year of its own, 2026",
        "b.csv:4:1: the fiscal year is missing; write each row with a year of its own, 2026",
    ]


def test_cells_of_a_workbook_keep_their_sheet_and_cell() -> None:
    def at(cell: str) -> Place:
        return Place("people.xlsx", sheet="Roster", cell=cell)

    rows = RowFile(
        "people.xlsx",
        {"Role": at("A1"), "FTE": at("B1"), "Start": at("C1")},
        (({"Role": "PMO Lead", "FTE": 0.5, "Start": "soon"},
          {"Role": at("A2"), "FTE": at("B2"), "Start": at("C2")}),),
    )  # fmt: skip
    assert parse("roster: people.xlsx\n", {"roster": rows})[1] == [
        "people.xlsx!Roster!C2: `roster` row 1 `start` is `soon`, not a date written "
        "year-month-day; write for example `start: 2026-01-05`"
    ]


def test_a_row_file_that_its_reader_refused_hides_no_other_problem() -> None:
    assert parse("roster: people.csv\nusrs: 5\n", {})[1] == [
        "project.yml:5:1: the key `usrs` is not known; did you mean `users`?"
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "x.csv:1:1: the file is empty; begin with the headings"),
        (b"a,b\n1,2,3\n", "x.csv:2:5: this row has more cells than the 2 headings; "
         'put a text that holds the separator in quotes, "like, this"'),
        (b'a,b\n1,"2\n', "x.csv:2:3: a quoted cell that begins here is not closed; "
         'add the closing `"`'),
        (b"a,b\nJos\xe9,2\n", "x.csv:2:4: the byte 0xE9 is not UTF-8 text; "
         "save the file as UTF-8 (in Notepad: Save As, Encoding: UTF-8)"),
        (b"a,a\n1,2\n", "x.csv:1:3: two columns are headed `a`; keep one of them"),
    ],
)  # fmt: skip
def test_a_csv_file_that_cannot_be_read_is_refused_with_its_place(
    data: bytes, problem: str
) -> None:
    found, problems = read_csv(data, "x.csv")
    assert found is None
    assert [str(one) for one in problems] == [problem]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab ,;"\n\té'), max_size=6), min_size=2, max_size=2),
        min_size=1,
        max_size=4,
    )
)
def test_csv_cells_equal_those_of_the_standard_reader(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([["one", "two"], *rows])
    found, problems = read_csv(text.getvalue().encode("utf-8-sig"), "x.csv")
    assert problems == ()
    assert found is not None
    cells = [[values["one"], values["two"]] for values, _ in found.rows]
    assert cells == [row for row in rows if any(row)]
