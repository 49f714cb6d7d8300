import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.deliverable import DeliverableSpec
from generator.model.keytask import Item
from generator.model.text import RichText
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from generator.schedule.deliverables import (
    companions_of,
    deliverables_of,
    file_stem,
    tie_deliverables,
)
from generator.schedule.naming import Names, mentions, words_of
from generator.schedule.plan import build_plan
from tests.schedule.keytasks import RULES, activity, key_task, project


def test_deliverables_are_the_outputs_then_what_activities_develop_update_or_populate():
    office = key_task(
        "1.2",
        "Develop Program Charter",
        "Update the Project Business Case",
        "Review the Vision Statement",
        "Develop a list of things",
        outputs=["Charter"],
    )
    found = deliverables_of([office], RULES)
    assert [(one.name, one.asked_as, one.file, one.template) for one in found] == [
        ("Program Charter", "Charter", "Program-Charter.docx", "program-charter.md.j2"),
        ("Project Business Case", "Update the Project Business Case", "", ""),
    ]


def test_an_output_without_a_spec_gets_the_general_template_and_a_file_of_its_name():
    (one,) = deliverables_of([key_task("1.2", "a", outputs=["Status Reports/Dashboards"])], RULES)
    assert (one.name, one.file, one.template) == (
        "Status Reports/Dashboards",
        "Status-Reports-Dashboards.docx",
        "deliverable.md.j2",
    )


def test_a_deliverable_of_two_key_tasks_is_one_deliverable_of_the_first():
    tasks = key_task("1.2", "a", outputs=["Charter"]), key_task("1.3", "b", outputs=["CHARTERS"])
    assert [one.key_task for one in deliverables_of(tasks, RULES)] == ["1.2"]


def test_a_file_made_from_a_name_never_takes_the_file_of_a_known_deliverable():
    names = ["Program: Charter?", "Program-Charter!"]
    found = deliverables_of(
        [key_task("1.2", "a", outputs=["Plan (A)", "Plan B", "plan, b"])], RULES
    )
    assert [one.file for one in found] == ["Plan-A.docx", "Plan-B.docx"]
    assert file_stem(names[0], {"program-charter"}) == "Program-Charter-2"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("IV&V Plan", "IVV-Plan"),
        ("Baseline and Target Performance Success Metrics", "Baseline-and-Target"),
        ("Pneumonoultramicroscopicsilicovolcanoconiosis", "Pneumonoultramicroscopicsilico"),
        ("In-scope Service Area(s) and Function(s)", "In-scope-Service-Areas"),
        ("Résumé of Naïve Users", "Resume-of-Naive-Users"),
        ("con", "con-Document"),
        ("COM1", "COM1-Document"),
        ("計画", "Deliverable"),
        ("../../etc/passwd", "etc-passwd"),
        ("  ", "Deliverable"),
    ],
)
def test_file_stems_are_short_and_safe_everywhere(name, stem):
    assert file_stem(name) == stem


@given(st.lists(st.text(max_size=60), max_size=30))
def test_any_names_get_different_safe_stems_of_at_most_30_characters(names):
    taken = set()
    for name in names:
        stem = file_stem(name, taken)
        assert re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", stem)
        assert len(stem) <= 30
        assert stem.casefold() not in taken
        taken.add(stem.casefold())


def test_names_are_compared_without_case_plural_punctuation_ampersands_and_parentheses():
    same = "Independent Verification & Validation (IV&V) Plans"
    assert words_of(same) == words_of("independent  verification and validation plan")
    assert words_of("Analysis") == words_of("analysis")
    assert words_of("(IMS)") == ("ims",)
    assert words_of("Process") != words_of("Proces")


def test_a_text_mentions_a_name_by_whole_words():
    assert mentions("Review the Program Charters (again)", "program charter")
    assert not mentions("Review the program chartering", "program charter")


def test_a_template_file_is_one_more_name_of_a_document():
    names = Names(RULES)
    item = Item(RichText.of("Founding paper"), filename="charter-template.docx")
    assert words_of("Program Charter") in names.keys(item)


def test_deliverables_carry_the_ids_and_dates_of_their_milestones():
    office = key_task("1.2", activity("Develop Program Charter", days=5), outputs=["Charter", "X"])
    rows, _ = build_plan([office], ["1.2"], project(), RULES)
    schedule = compute(rows, Calendar(date(2026, 1, 5), country=""), date(2026, 1, 5))
    charter, _ = tie_deliverables(deliverables_of([office], RULES), schedule, RULES)
    assert (charter.draft_id, charter.review_id, charter.approval_id) == (
        "1.2.1.D",
        "1.2.1.R",
        "1.2.1.A",
    )
    assert (charter.draft, charter.review, charter.approval) == (
        date(2026, 1, 9),
        date(2026, 1, 16),
        date(2026, 1, 21),
    )


APPENDIX = DeliverableSpec(
    "Charter Basis", file="Charter-Basis", template="basis.md.j2", accompanies="Program Charter"
)


def test_a_document_accompanies_the_deliverable_its_spec_names():
    asked = deliverables_of([key_task("1.2", "a", outputs=["Charter"])], RULES)
    (found,) = companions_of(asked, [*RULES.specs, APPENDIX])
    assert (found.name, found.file, found.key_task) == (
        "Charter Basis",
        "Charter-Basis.docx",
        "1.2",
    )
    assert companions_of([], [APPENDIX]) == ()


def test_a_document_that_a_key_task_asks_for_accompanies_nothing():
    rules = replace(RULES, specs=(*RULES.specs, APPENDIX))
    task = key_task("1.2", "a", outputs=["Charter", "Charter Basis"])
    asked = deliverables_of([task], rules)
    assert [one.name for one in asked] == ["Program Charter", "Charter Basis"]
    assert companions_of(asked, rules.specs) == ()
