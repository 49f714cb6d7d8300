"""The template folder becomes a library; what is wrong with it has its file and line."""

from __future__ import annotations

from generator.model.library import TableSource, Template, Term
from generator.sources.library import read_library


def test_texts_become_templates_partials_tables_and_lists() -> None:
    library, problems = read_library(
        {
            "plan.md.j2": "---\ndeliverable: Plan\noutline: [a]\n---\n# A {#a}\n",
            "_partials/front.md.j2": "Front.\n",
            "tables/own.yml": "# said to authors\none:\n  caption: One\ntwo:\n  caption: Two\n",
            "glossary.yml": "- {term: PMO, expansion: Program Office, meaning: A team}\n",
            "phases.yml": "- {number: 1, name: Readiness}\n",
            "roles.yml": "- {id: RL01, role: PMO Lead}\n",
            "aliases.yml": "roles:\n  PMO Lead: [PMO Leader]\n",
            "starters/objectives.yml": "rows: []\n",
        }
    )
    assert problems == ()
    assert library.templates == {
        "plan.md.j2": Template(
            "plan.md.j2",
            "templates/plan.md.j2",
            {"deliverable": "Plan", "outline": ["a"]},
            "# A {#a}\n",
            5,
        )
    }
    assert library.partials == {"_partials/front.md.j2": "Front.\n"}
    assert library.tables == {
        "one": TableSource("one", "templates/tables/own.yml", 2, {"caption": "One"}),
        "two": TableSource("two", "templates/tables/own.yml", 4, {"caption": "Two"}),
    }
    assert library.glossary == (Term("PMO", "Program Office", "A team"),)
    assert library.phases == ({"number": 1, "name": "Readiness"},)
    assert library.catalogue == ({"id": "RL01", "role": "PMO Lead"},)
    assert library.roles == {"PMO Lead": "PMO Lead", "PMO Leader": "PMO Lead"}


def test_a_table_id_used_twice_is_told_with_both_places() -> None:
    _, problems = read_library(
        {"tables/a.yml": "one: {caption: One}\n", "tables/b.yml": "\none: {caption: Other}\n"}
    )
    assert [str(problem) for problem in problems] == [
        "templates/tables/b.yml:2: the table one is also defined in templates/tables/a.yml:1; "
        "give it another id"
    ]


def test_broken_yaml_is_told_with_its_line_and_the_rest_is_read() -> None:
    library, problems = read_library(
        {
            "plan.md.j2": "# No front matter {#a}\n",
            "tables/a.yml": "one:\n  caption: One\n  caption: Two\n",
            "tables/b.yml": "two: {caption: Two}\n",
        }
    )
    assert {str(problem.place).split(":")[0] for problem in problems} == {
        "templates/plan.md.j2",
        "templates/tables/a.yml",
    }
    assert "two" in library.tables
