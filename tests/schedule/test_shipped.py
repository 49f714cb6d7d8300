"""The plan of the shipped definitions, and of the playbook's own, from the files as they are."""

from datetime import date
from pathlib import Path

import pytest

from generator.schedule.calendar import project_calendar
from generator.schedule.cpm import compute
from generator.schedule.deliverables import deliverables_of
from generator.schedule.inherit import inherit
from generator.schedule.plan import build_plan
from generator.sources.keytasks import parse_key_task
from generator.sources.templates import RULE_FILES, read_rules
from tests.schedule.keytasks import project

ROOT = Path(__file__).parents[2]


def definitions(folder):
    found = (parse_key_task(file.read_bytes(), file.name)[0] for file in folder.glob("*.md"))
    return {one.id: one for one in found if one}


@pytest.fixture(scope="module")
def rules():
    texts = {
        f"templates/{name}": (ROOT / "templates" / name).read_text("utf-8") for name in RULE_FILES
    }
    return read_rules(texts)[0]


@pytest.fixture(scope="module")
def shipped():
    return definitions(ROOT / "tasks")


def schedule_of(key_tasks, rules, **config):
    """The schedule; it is linked from one start to one finish, or the test fails."""
    where = project(**config)
    rows, problems = build_plan(list(key_tasks.values()), ["1.2"], where, rules)
    calendar, _ = project_calendar(where)
    schedule = compute(rows, calendar, where.config.start_date)
    network = [row for row in schedule.rows if row.plan.kind.is_scheduled]
    assert [row.id for row in network if not row.plan.links] == ["P.M1"]
    assert [row.id for row in network if not row.successors] == ["P.M2"]
    return schedule, problems


def test_the_shipped_definitions_make_a_plan_without_a_problem(shipped, rules):
    schedule, problems = schedule_of(shipped, rules)
    assert problems == ()
    assert len([row for row in schedule.rows if row.plan.level == 3]) > 184
    assert min(row.times.total_float for row in schedule.rows) == 0
    assert schedule.row("P").finish == schedule.project_finish


def test_1_2_asks_for_its_six_outputs_and_for_what_it_updates_and_populates(shipped, rules):
    assert [one.name for one in deliverables_of([shipped["1.2"]], rules)] == [
        "Program Charter",
        "Resource Management Plan",
        "Program Management Plan",
        "Initial Master Schedule",
        "IV&V Plan",
        "Status Reports/Dashboards",
        "Project Business Case",
        "Investment Readiness Checklist",
    ]


def test_every_charter_milestone_has_an_owner_and_every_gate_ends_its_phase(shipped, rules):
    schedule, _ = schedule_of(shipped, rules)
    charter = [row.plan for row in schedule.rows if row.plan.charter]
    assert all(plan.owner for plan in charter)
    for number in "12":
        gate = next(r for r in schedule.rows if r.plan.gate and r.plan.parent == number)
        assert gate.finish == schedule.row(number).finish


def test_a_go_live_nobody_can_reach_shows_as_negative_float(shipped, rules):
    schedule, _ = schedule_of(shipped, rules, target_go_live="2026-12-31")
    assert schedule.row("P.M3").times.total_float < 0
    assert schedule.row("P.M3").finish > date(2026, 12, 31)


def test_the_given_file_of_1_2_takes_over_the_shipped_schedule(shipped, rules, m3):
    given, _ = parse_key_task((m3 / "1.2-2021.md").read_bytes(), "1.2-2021.md")
    named = shipped | {"1.2": inherit(given, shipped["1.2"])}
    ours, theirs = (schedule_of(one, rules)[0] for one in (shipped, named))
    assert [(row.id, row.start, row.finish) for row in theirs.rows] == [
        (row.id, row.start, row.finish) for row in ours.rows
    ]


def test_the_playbooks_own_definitions_make_a_plan_with_estimates_alone(rules, m3):
    schedule, problems = schedule_of(definitions(m3 / "key-tasks"), rules)
    assumed = [row for row in schedule.rows if row.plan.basis.startswith("Assumed")]
    assert len(assumed) > 200
    assert all("level of effort" in problem.fact for problem in problems)
    derived = {
        link.predecessor.rpartition(".")[0] + " " + row.plan.key_task
        for row in schedule.rows
        for link in row.plan.links
        if link.basis.startswith("Derived")
    }
    assert len(derived) > 20


@pytest.mark.parametrize("folder", ["older", "malformed"])
def test_odd_definitions_alone_still_make_a_plan(folder, rules, m3):
    schedule_of(definitions(m3 / folder), rules)
