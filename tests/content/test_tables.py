"""Table definitions: rows and cells are expressions, and every mistake names table and column."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from generator.content import blocks
from generator.content.blocks import CrossReference, Run
from generator.model.project import Rows

Write = Callable[..., Any]
OPEN = (Run("To be decided"),)


def one(heading: str, cell: str, **more: object) -> dict[str, object]:
    return {"caption": "Own", "columns": [{"heading": heading, "cell": cell}], **more}


def test_a_table_has_a_cell_for_each_row_and_column(write: Write) -> None:
    document, problems = write(
        '{{ table("own") }}\n',
        tables={
            "own": {
                "caption": "Own",
                "description": "What it is.",
                "rows": [{"a": "x", "b": 1}, {"a": "y", "b": 2}],
                "columns": [
                    {"heading": "No.", "cell": "n", "width": 5, "align": "right"},
                    {"heading": "A", "cell": "a"},
                    {"heading": "B", "cell": "b * 2", "width": 30},
                ],
                "landscape": True,
                "note": "Made for **{{ project.facts['program'] }}**.",
            }
        },
    )
    assert problems == []
    assert document.blocks == (
        blocks.Table(
            id="own",
            caption="Own",
            description="What it is.",
            columns=(
                blocks.Column("No.", 5.0, "right"),
                blocks.Column("A", 1.0, "left"),
                blocks.Column("B", 30.0, "left"),
            ),
            rows=(
                ((Run("1"),), (Run("x"),), (Run("2"),)),
                ((Run("2"),), (Run("y"),), (Run("4"),)),
            ),
            note=document.blocks[0].note,
            landscape=True,
        ),
    )
    assert [i.text for i in document.blocks[0].note] == ["Made for ", "Core Financials", "."]


def test_an_empty_cell_says_to_be_decided_and_counts(write: Write) -> None:
    document, problems = write(
        '{{ table("own") }}\n',
        tables={"own": one("Owner", "owner", rows="rows('risk.items')")},
        rows={"risk.items": Rows("risk.items", ({"owner": ""}, {"owner": None}), False)},
    )
    assert problems == []
    assert document.blocks[0].rows == ((OPEN,), (OPEN,))
    assert (document.open_count, document.open_facts) == (2, ("risk.items",))


def test_starter_rows_are_marked_as_assumed(write: Write) -> None:
    rows = ({"owner": "PMO Lead"},)
    tables = {"own": one("Owner", "owner", rows="rows('risk.items')[:1]")}
    assumed, _ = write(
        '{{ table("own") }}\n', tables=tables, rows={"risk.items": Rows("risk.items", rows, True)}
    )
    given, _ = write(
        '{{ table("own") }}\n', tables=tables, rows={"risk.items": Rows("risk.items", rows, False)}
    )
    assert assumed.blocks[0].note == (
        Run("Assumed: starter rows; set "),
        Run("risk.items", code=True),
        Run(" in project.yml to replace them."),
    )
    assert given.blocks[0].note == ()


def test_a_table_without_rows_is_a_line_of_guidance(write: Write) -> None:
    document, problems = write(
        'See {{ ref("own") }}.\n\n{{ table("own") }}\n',
        tables={"own": one("Vendor", "vendor", rows="rows('vendors')")},
    )
    assert problems == []
    paragraph, guidance = document.blocks
    assert paragraph == blocks.Paragraph((Run("See Own."),))
    assert guidance == blocks.Guidance(
        (
            Run("Nothing is known yet for the table “Own”; set "),
            Run("vendors", code=True),
            Run(" in project.yml."),
        )
    )
    assert (document.open_count, document.open_facts) == (1, ("vendors",))


def test_the_total_row_stands_last_and_is_bold(write: Write) -> None:
    document, problems = write(
        '{{ table("own") }}\n',
        tables={
            "own": {
                "caption": "Own",
                "rows": [{"a": "x", "b": Decimal(100), "c": 1}, {"a": "y", "b": 5, "c": None}],
                "columns": [
                    {"heading": "A", "cell": "a"},
                    {"heading": "B", "cell": "money(b)"},
                    {"heading": "C", "cell": "c"},
                    {"heading": "D", "cell": "a"},
                ],
                "total": {
                    "heading": "Total",
                    "cells": {
                        "B": "money(total([{'b': 100}, {'b': 5}], 'b'))",
                        "C": "total([{'c': 1}, {'c': None}], 'c')",
                    },
                },
            }
        },
    )
    assert problems == []
    assert document.blocks[0].rows[-1] == (
        (Run("Total", bold=True),),
        (Run("$105", bold=True),),
        (Run("To be decided", bold=True),),
        (Run("-", bold=True),),
    )


def test_a_column_can_stand_for_one_of_each(write: Write) -> None:
    document, problems = write(
        '{{ table("own") }}\n',
        tables={
            "own": {
                "caption": "Own",
                "rows": [{"a": "x", "roles": {"Lead": "R"}}],
                "columns": [
                    {"heading": "A", "cell": "a"},
                    {"each": "['Lead', 'Team']", "heading": "item", "cell": "roles.get(item, '-')"},
                ],
            }
        },
    )
    assert problems == []
    table = document.blocks[0]
    assert [column.heading for column in table.columns] == ["A", "Lead", "Team"]
    assert table.rows == (((Run("x"),), (Run("R"),), (Run("-"),)),)


def test_rows_of_the_schedule_have_the_fields_of_their_plan(write: Write) -> None:
    document, problems = write(
        '{{ table("own") }}\n',
        tables={
            "own": {
                "caption": "Own",
                "rows": "milestones(gate=True)",
                "columns": [
                    {"heading": "ID", "cell": "id"},
                    {"heading": "Name", "cell": "name"},
                    {"heading": "Due", "cell": "day(finish)"},
                ],
            }
        },
    )
    assert problems == []
    assert document.blocks[0].rows == (
        ((Run("1.2.M1"),), (Run("Charter signed"),), (Run("Mar 6, 2026"),)),
    )


def test_a_literal_row_may_hold_values_and_format(write: Write) -> None:
    document, problems = write(
        '# Own {#own_section}\n\n{{ table("own") }}\n',
        tables={"own": one("A", "a", rows=[{"a": "**{{ 1 + 1 }}** in {{ ref('own_section') }}"}])},
    )
    assert problems == []
    assert document.blocks[1].rows == (
        ((Run("2", bold=True), Run(" in "), CrossReference("own_section", "Own")),),
    )


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        (one("A", "b", rows=[{"a": 1}]), "table own, column \"A\": `cell: b`: 'b' is undefined"),
        (one("A", "a +", rows=[{"a": 1}]), 'table own, column "A": `cell: a +`: '),
        (one("A", "a.b.c", rows=[{"a": 1}]), 'table own, column "A": `cell: a.b.c`: '),
        (one("A", "a", rows="rows('none')"), "table own: `rows: rows('none')`: there is no list"),
        (one("A", "a", rows=5), "table own: `rows` is no list"),
        (one("A", "a", rows="5"), "table own: `rows: 5` is no list"),
        (one("A", "a"), "table own: the table has no `rows`"),
        (one("A", "a", rows=[{"a": 1}], colums=[]), "table own: `colums` is no key of a table"),
        (one("A", "a", rows=[{"a": {"b": 1}}]), 'table own, column "A": a mapping cannot be'),
        (one("A", "a", rows=[{"a": 1}], note="{{ x }}"), "table own: `note`: 'x' is undefined"),
        (one("A", "ref('x')", rows=[1]), 'the reference leads to "x", which is no heading'),
        (
            {"caption": "O", "rows": [{"a": 1}], "columns": [{"heading": "A"}]},
            "table own: column 1 has no heading or no cell",
        ),
        (
            {"rows": [1], "caption": "O", "columns": [{"heading": "A", "cell": "n", "wide": 1}]},
            'table own, column "A": `wide` is no key of a column',
        ),
        (
            {"rows": [1], "caption": "O", "columns": [{"heading": "A", "cell": "n", "width": 0}]},
            'table own, column "A": the width 0',
        ),
        (
            one("A", "n", rows=[1], total={"heading": "T", "cells": {"B": "1"}}),
            'table own: `total` names the column "B"',
        ),
    ],
)
def test_a_mistake_in_a_table_names_file_table_and_column(
    write: Write, table: dict[str, object], problem: str
) -> None:
    _, problems = write('{{ table("own") }}\n', tables={"own": table})
    assert len(problems) == 1
    assert problems[0].startswith(f"templates/tables/own.yml:1: {problem}")


def test_a_mistake_in_many_rows_is_told_once(write: Write) -> None:
    _, problems = write('{{ table("own") }}\n', tables={"own": one("A", "b", rows=[1, 2, 3])})
    assert len(problems) == 1
