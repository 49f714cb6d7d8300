"""`pmopack init`: whatever is answered reads back from the project.yml it writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import Problem
from generator.model.project import Project
from generator.sources.frontmatter import read_yaml
from generator.sources.projects import init_text, parse_project, read_questions

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = read_questions((ROOT / "templates" / "init.yml").read_text("utf-8"))
FACTS = (ROOT / "templates" / "facts.yml").read_text("utf-8")
EXAMPLES = {question.key: question.example for question in QUESTIONS}


def parse(text: str) -> tuple[Project | None, tuple[Problem, ...]]:
    return parse_project(text, "project.yml", {}, FACTS, {})


def test_the_ten_questions_are_those_of_the_ten_lines() -> None:
    assert [question.key for question in QUESTIONS] == [
        *("organization", "program", "service_area", "executive_sponsor", "program_manager"),
        *("pmo_lead", "start_date", "budget", "funding_source", "ivv_provider"),
    ]
    required = {question.key for question in QUESTIONS if question.required}
    assert required == {"organization", "program", "start_date"}
    assert all(question.prompt.endswith("?") for question in QUESTIONS)


def test_the_example_project_is_what_init_writes_for_the_examples() -> None:
    assert (ROOT / "project.yml").read_text("utf-8") == init_text(EXAMPLES, QUESTIONS)


def test_the_examples_give_a_project_without_a_problem() -> None:
    project, problems = parse(init_text(EXAMPLES, QUESTIONS))
    assert problems == ()
    assert project is not None
    assert project.facts["budget.total"].value == "$4,600,000"
    assert project.facts["ivv.provider"].value == ""


def test_the_keys_shown_as_comments_are_good_once_they_are_uncommented() -> None:
    lines = init_text(EXAMPLES, QUESTIONS).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("# More keys"))
    more = [line.removeprefix("# ") for line in lines[start + 1 :]]
    more = [line for line in more if "risks.csv" not in line and line != "risk:"]
    _, problems = parse("\n".join([*lines[:start], *more]))
    assert problems == ()


def test_what_is_not_answered_is_tbd() -> None:
    text = init_text({"organization": "O"}, QUESTIONS)
    assert [line for line in text.splitlines() if line.endswith(": tbd")] == [
        f"{question.key}: tbd" for question in QUESTIONS if question.key != "organization"
    ]


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("2026: $1,200,000, 2027: 3400000", 'budget: {2026: "$1,200,000", 2027: 3400000}'),
        ("1200000", "budget: 1200000"),
        ("$1,200,000", 'budget: "$1,200,000"'),
        ("{FY2026: 5}", "budget: {FY2026: 5}"),
        ("about a million", "budget: about a million"),
    ],
)
def test_a_budget_answer_becomes_fiscal_years(answer: str, line: str) -> None:
    assert line in init_text({"budget": answer}, QUESTIONS).splitlines()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.sampled_from([key for key in EXAMPLES if key != "budget"]))
def test_any_answer_reads_back_as_the_same_text_or_is_refused_in_its_line(
    answer: str, key: str
) -> None:
    text = init_text({**EXAMPLES, key: answer}, QUESTIONS)
    document, problems = read_yaml(text, "project.yml")
    line = next(n for n, one in enumerate(text.split("\n"), 1) if one.startswith(f"{key}: "))
    if problems:  # a control character
        assert {problem.place.line for problem in problems} == {line}
        return
    assert document is not None
    if not answer.strip() or answer.strip().casefold() == "tbd":
        assert document.text((key,)) == "tbd"
    elif key != "service_area" or "," not in answer:
        assert document.text((key,)) == answer
