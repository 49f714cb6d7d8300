from dataclasses import replace
from datetime import date

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import LoopError, Severity, errors_of
from generator.model.keytask import Item, MilestoneKind
from generator.model.rules import MilestoneRule, PlanRules
from generator.model.schedule import RowKind
from generator.model.text import RichText
from generator.schedule.network import build_network
from generator.schedule.plan import build_plan
from tests.schedule.keytasks import RULES, activity, key_task, links, project


def plan(*key_tasks, selected=(), rules=RULES, **config):
    return build_plan(key_tasks, selected, project(**config), rules)


def rows_of(*key_tasks, **more):
    return {row.id: row for row in plan(*key_tasks, **more)[0]}


def links_of(*key_tasks, **more):
    found = rows_of(*key_tasks, **more)
    return {row_id: ", ".join(map(str, row.links)) for row_id, row in found.items()}


def facts(*key_tasks, **more):
    return [problem.fact for problem in plan(*key_tasks, **more)[1]]


CHARTER = key_task("1.2", "Develop Program Charter", outputs=["Charter"])


def test_rows_stand_in_reading_order_from_program_start_to_program_complete():
    found, _ = plan(key_task("2.1", "a"), CHARTER, selected=["1.2"])
    assert [(row.id, row.parent, row.level) for row in found] == [
        ("P", "", 0),
        ("P.M1", "P", 1),
        ("1", "P", 1),
        ("1.2", "1", 2),
        ("1.2.1", "1.2", 3),
        ("1.2.1.D", "1.2", 3),
        ("1.2.1.R", "1.2", 3),
        ("1.2.1.A", "1.2", 3),
        ("1.2.M1", "1.2", 3),
        ("1.M1", "1", 2),
        ("1.M3", "1", 2),
        ("2", "P", 1),
        ("2.1", "2", 2),
        ("2.1.1", "2.1", 3),
        ("2.M1", "2", 2),
        ("3", "P", 1),
        ("3.P1", "3", 2),
        ("4", "P", 1),
        ("4.P1", "4", 2),
        ("P.M2", "P", 1),
    ]
    assert all(row.wbs == row.id for row in found)


def test_key_task_1_10_comes_after_1_9():
    found = rows_of(key_task("1.10", "a"), key_task("1.9", "a"))
    assert list(found).index("1.9") < list(found).index("1.10")


def test_work_without_predecessors_follows_the_work_before_it_and_says_so():
    found = rows_of(key_task("1.2", "a", "b", "weekly c", "d"))
    assert [str(link) for link in found["1.2.4"].links] == ["1.2.2"]
    assert "Assumed: follows the activity before it" in found["1.2.4"].basis


def test_predecessors_that_are_given_are_taken_as_they_are():
    found = links_of(key_task("1.2", "a", "b", activity("c", after="1.2.1SS+2d")))
    assert found["1.2.3"] == "1.2.1SS+2d"


def test_an_estimate_comes_from_the_first_rule_that_fits_and_says_assumed():
    found = rows_of(key_task("1.2", "Develop it", "Think", activity("Do", days=7, basis="Known")))
    assert [(row.duration, row.basis.split(";")[0]) for row in list(found.values())[4:7]] == [
        (11, "Assumed: documents take two weeks"),
        (5, "Assumed: one week"),
        (7, "Known"),
    ]
    assert (found["1.2.1"].low, found["1.2.1"].likely, found["1.2.1"].high) == (8, 10.5, 20)


def test_recurring_work_is_a_level_of_effort_of_its_phase_without_links():
    effort = rows_of(key_task("1.2", "a", "Report weekly", "b"))["1.2.2"]
    assert (effort.kind, effort.duration) == (RowKind.LEVEL_OF_EFFORT, 0)
    assert (effort.supports, effort.links) == (("1",), ())


@pytest.mark.parametrize(
    ("supports", "rows"),
    [(("key_task",), ("1.2",)), (("phase",), ("1",)), (("1.2.1", "1.2.3"), ("1.2.1", "1.2.3"))],
)
def test_a_level_of_effort_supports_what_its_definition_names(supports, rows):
    found = rows_of(key_task("1.2", "a", activity("b", supports=supports), "c"))
    assert found["1.2.2"].supports == rows


def test_an_activity_that_takes_no_time_is_a_milestone():
    milestone = activity("c", milestone=MilestoneKind.START)
    found = rows_of(key_task("1.2", activity("a", days=0), milestone))
    assert found["1.2.1"].kind is RowKind.FINISH_MILESTONE
    assert found["1.2.2"].kind is RowKind.START_MILESTONE


def test_owners_have_their_canonical_role_or_the_one_who_leads_and_that_is_assumed():
    stakeholders = ["Executive Sponsor", "PMO Lead, if on boarded"]
    given_owner = activity("a", owner="PMO lead, if on boarded")
    found = rows_of(key_task("1.2", given_owner, "b", stakeholders=stakeholders))
    assert (found["1.2.1"].owner, found["1.2.2"].owner) == ("PMO Lead", "PMO Lead")
    assert "the owner is the PMO Lead" not in found["1.2.1"].basis
    assert "Assumed: the owner is the PMO Lead" in found["1.2.2"].basis


def test_the_owner_of_a_deliverable_owns_the_work_that_makes_it():
    maker = activity("Write it", output="charter")
    assert rows_of(key_task("1.2", maker, stakeholders=["PMO Lead"]))["1.2.1"].owner == (
        "Program Manager"
    )


def test_a_deliverable_of_a_selected_key_task_has_draft_review_and_approval():
    found = rows_of(CHARTER, selected=["1.2"])
    reviews = [found[f"1.2.1.{suffix}"] for suffix in "DRA"]
    assert [(row.name, str(row.links[0]), row.owner) for row in reviews] == [
        ("Program Charter: draft complete", "1.2.1", "Program Manager"),
        ("Program Charter: review complete", "1.2.1.DFS+5d", "Business Owner"),
        ("Program Charter: approved", "1.2.1.RFS+3d", "Executive Sponsor"),
    ]


def test_deliverables_of_one_activity_have_ids_of_their_own():
    maker = activity("Write both", output="Program Charter; Log")
    found = rows_of(key_task("1.2", maker, outputs=["Program Charter", "Log"]), selected=["1.2"])
    assert [row_id for row_id in found if row_id.startswith("1.2.1.")] == [
        *("1.2.1.D", "1.2.1.R", "1.2.1.A", "1.2.1.D4", "1.2.1.R4", "1.2.1.A4"),
    ]
    assert str(found["1.2.1.R4"].links[0]) == "1.2.1.D4FS+5d"


def test_review_ids_that_are_numbered_go_on_counting():
    reviews = tuple(
        replace(review, suffix=f"M{n}", after=f"M{n - 1}" if n > 1 else "")
        for n, review in enumerate(RULES.reviews, 1)
    )
    maker = activity("Write both", output="Program Charter; Log")
    task = key_task("1.2", maker, outputs=["Program Charter", "Log"])
    found = links_of(task, selected=["1.2"], rules=replace(RULES, key_tasks={}, reviews=reviews))
    assert [(one, found[one]) for one in found if one.startswith("1.2.1.")] == [
        ("1.2.1.M1", "1.2.1"),
        ("1.2.1.M2", "1.2.1.M1FS+5d"),
        ("1.2.1.M3", "1.2.1.M2FS+3d"),
        ("1.2.1.M4", "1.2.1"),
        ("1.2.1.M5", "1.2.1.M4FS+5d"),
        ("1.2.1.M6", "1.2.1.M5FS+3d"),
    ]


def test_a_milestone_of_a_phase_that_is_not_there_is_no_review_of_the_phase():
    found = links_of(key_task("1.2", activity("a", after="1.D")))
    assert found["1.2.1"] == "P.M1"


def test_key_tasks_that_are_not_selected_have_no_reviews_and_links_to_them_mean_the_activity():
    found = links_of(CHARTER)
    assert "1.2.1.A" not in found
    assert found["1.2.M1"] == "1.2.1"


def test_what_recurs_has_no_draft_that_is_complete():
    weekly = activity("Report weekly", output="Program Charter")
    found = rows_of(key_task("1.2", "a", weekly, outputs=["Program Charter"]), selected=["1.2"])
    assert not [row_id for row_id in found if row_id.endswith(".D")]


def test_an_input_that_an_earlier_key_task_produces_is_a_dependency_with_its_provenance():
    vision = key_task("1.1", activity("Write the Vision Statement"), "b", outputs=["Vision"])
    later = key_task("1.3", "c", "d", inputs=["vision statements"])
    (link,) = rows_of(vision, later)["1.3.1"].links
    assert (link.predecessor, link.basis) == (
        "1.1.1",
        "Derived: input 'vision statements' from 1.1",
    )


def test_the_latest_earlier_producer_counts():
    tasks = [key_task(f"1.{n}", "a", outputs=["Vision"]) for n in (1, 2, 4)]
    assert links_of(*tasks, key_task("1.3", "c", inputs=["Vision"]))["1.3.1"] == "1.2.1"


def test_the_same_template_file_makes_an_input_known():
    made = Item(RichText.of("Our founding paper"), filename="Charter-Template.docx")
    tasks = key_task("1.1", "a", outputs=[made]), key_task("1.3", "c", inputs=["Charter"])
    assert links_of(*tasks)["1.3.1"] == "1.1.1"


def test_no_dependency_is_derived_where_the_key_task_waits_already():
    tasks = (
        key_task("1.1", "a", outputs=["Vision"]),
        key_task("1.3", activity("c", after=""), activity("d", after="1.1.1"), inputs=["Vision"]),
    )
    assert links_of(*tasks)["1.3.1"] == "P.M1"


def test_a_dependency_that_would_close_a_loop_is_left_out_with_a_warning():
    tasks = (
        key_task("1.1", activity("a", after="1.3.1"), outputs=["Vision"]),
        key_task("1.3", activity("c", after="P.M1"), inputs=["Vision"]),
    )
    assert links_of(*tasks)["1.3.1"] == "P.M1"
    assert "input 'Vision' comes from 1.1.1, which waits for 1.3.1" in facts(*tasks)


def test_a_link_to_an_activity_that_is_gone_goes_to_the_end_of_its_key_task_with_a_warning():
    tasks = key_task("1.1", "a", "b", "weekly"), key_task("1.3", activity("c", after="1.1.9SS+2d"))
    assert links_of(*tasks)["1.3.1"] == "1.1.2SS+2d"
    (problem,) = (one for one in plan(*tasks)[1] if "1.1.9" in one.fact)
    assert problem.severity is Severity.WARNING
    assert "1.1.2, the last activity of 1.1" in problem.remedy


def test_a_link_to_nothing_that_is_loaded_is_left_out_with_a_warning():
    tasks = (key_task("1.3", activity("c", after="7.1.1")),)
    assert links_of(*tasks)["1.3.1"] == "P.M1"
    assert "predecessor 7.1.1 of 1.3.1 does not exist" in facts(*tasks)


def test_a_link_to_a_level_of_effort_goes_to_work_that_ends_with_a_warning():
    tasks = key_task("1.1", "a", "Report weekly"), key_task("1.3", activity("c", after="1.1.2"))
    assert links_of(*tasks)["1.3.1"] == "1.1.1"
    assert "predecessor 1.1.2 of 1.3.1 is a level of effort and drives nothing" in facts(*tasks)


def test_a_link_to_a_key_task_means_all_that_ends_in_it_and_one_to_a_phase_its_gate():
    first = key_task("1.1", "a", activity("b", after="1.1.1"), activity("c", after="1.1.1"))
    found = links_of(first, key_task("1.3", activity("d", after="1.1FS+1d")))
    assert found["1.3.1"] == "1.1.2FS+1d, 1.1.3FS+1d"
    found = links_of(first, key_task("2.3", activity("d", after="1")))
    assert found["2.3.1"] == "1.M3"


def test_an_activity_that_precedes_itself_and_an_id_used_twice_are_errors():
    tasks = key_task("1.1", activity("a", after="1.1.1")), key_task("1.3", activity("b", "1.1.1"))
    problems = errors_of(plan(*tasks)[1])
    assert {problem.fact for problem in problems} >= {
        "activity 1.1.1 is its own predecessor",
        "the ID 1.1.1 is used twice, first at task.md:1",
    }


def test_milestones_whose_key_tasks_are_not_loaded_are_left_out_with_one_warning():
    problems = plan(CHARTER)[1]
    (problem,) = problems
    assert problem.fact == "milestones 1.M2 have no activity, for their key tasks are not loaded"
    assert str(problem.place) == "m.yml:8"


def test_a_phase_without_a_gate_of_its_own_gets_one():
    found = rows_of(key_task("0.1", "a"), key_task("1.2", "b"))
    gate = found["0.M1"]
    assert (gate.name, gate.gate) == ("Phase 0 complete", True)
    assert [str(link) for link in found["1.2.1"].links] == ["0.M1"]


def test_what_nothing_follows_leads_to_the_gate_of_its_phase_and_the_next_phase_starts_there():
    found = links_of(key_task("1.2", "a"), key_task("1.3", "b", "c"), key_task("2.1", "d"))
    assert found["1.M3"] == "1.M1, 1.2.M1, 1.3.2"
    assert found["2.1.1"] == "1.M3"
    assert found["3.P1"] == "2.M1"
    assert found["4.P1"] == "3.P1"
    assert found["P.M2"] == "4.P1"


def test_work_that_waits_for_a_later_phase_leads_to_that_phase_and_closes_no_loop():
    found = links_of(
        key_task("1.2", "a", activity("late", after="2.1.1")),
        key_task("2.1", activity("b", after="")),
    )
    assert found["2.1.1"] == "1.M3"
    assert found["2.M1"] == "1.2.2"


def test_gates_that_work_ties_together_close_no_loop():
    # r leads from the first gate to the second, so r2, which waits for the second, cannot lead
    # to the first.
    first = key_task(
        "1.1",
        activity("a", after=""),
        activity("r", after="1.M1"),
        activity("r2", after="2.M1"),
    )
    found = links_of(first, key_task("2.1", activity("b", after="1.1.1")), rules=PlanRules())
    assert found["2.M1"] == "1.1.2, 2.1.1"
    assert found["P.M2"] == "1.1.3"
    assert found["1.M1"] == "P.M1"


def test_work_that_an_earlier_gate_waits_for_follows_no_gate_after_that_one():
    rules = PlanRules(
        phase_gates={
            "1": (MilestoneRule("M1", "Gate 1", after=links("1.1.1"), gate=True),),
            "2": (MilestoneRule("M1", "Gate 2", after=links("2.1.1"), gate=True),),
        }
    )
    found = links_of(
        key_task("1.1", activity("a", after="3.1.1")),
        key_task("2.1", "b"),
        key_task("3.1", "c"),
        rules=rules,
    )
    assert found["2.1.1"] == "1.M1"
    assert found["3.1.1"] == "P.M1"


def test_a_go_live_date_is_a_milestone_only_when_it_is_given_and_never_beats_logic():
    assert "P.M3" not in rows_of(CHARTER)
    found = rows_of(CHARTER, target_go_live="2027-06-30")
    assert str(found["P.M3"].constraint) == "DEADLINE 2027-06-30"
    assert [str(link) for link in found["P.M3"].links] == ["4.P1"]
    assert [str(link) for link in found["P.M2"].links] == ["P.M3"]


def test_milestones_set_from_outside_are_rows_that_start_no_earlier_than_their_date():
    given_one = {"name": "Budget passed", "date": "2026-10-01", "owner": "Executive Sponsor"}
    found = rows_of(CHARTER, milestones=[given_one, {"name": "Undated"}])
    assert (found["P.X1"].name, str(found["P.X1"].constraint)) == (
        "Budget passed",
        "SNET 2026-10-01",
    )
    assert "P.X2" not in found


def test_the_dates_of_a_phase_bind_its_first_work_and_its_gate():
    dates = {"1": {"start": "2026-02-02", "finish": "2026-06-30"}}
    found = rows_of(key_task("1.2", "a", "b"), phase_dates=dates)
    assert found["1.2.1"].constraint.date == date(2026, 2, 2)
    assert found["1.2.2"].constraint is None
    assert str(found["1.M3"].constraint) == "DEADLINE 2026-06-30"


def test_without_rules_there_is_still_one_start_and_one_finish():
    found = links_of(key_task("1.2", "a", "b"), rules=PlanRules())
    assert found == {
        "P": "",
        "P.M1": "",
        "1": "",
        "1.2": "",
        "1.2.1": "P.M1",
        "1.2.2": "1.2.1",
        "1.M1": "1.2.2",
        "P.M2": "1.M1",
    }


def test_without_key_tasks_there_are_the_planning_packages():
    assert links_of()["3.P1"] == "P.M1"


key_task_numbers = st.sampled_from(["1.1", "1.2", "1.3", "2.1", "2.2"])
any_links = st.lists(st.integers(0, 11), max_size=2)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["1.1", "1.2", "1.3", "2.1", "2.2"]), any_links), max_size=12
    )
)
def test_every_row_between_start_and_finish_has_a_predecessor_and_a_successor(work):
    """Whatever is linked to whatever: only a loop that the definitions make themselves remains."""
    ids = [f"{number}.{n}" for n, (number, _) in enumerate(work)]
    tasks = {}
    given_links = networkx.DiGraph()
    for n, (number, before) in enumerate(work):
        after = {ids[p] for p in before if p < len(ids) and p != n}
        given_links.add_edges_from((one, ids[n]) for one in after)
        one = activity(f"work {n}", ids[n], ", ".join(sorted(after)))
        tasks.setdefault(number, []).append(one)
    found, _ = plan(*(key_task(number, *ones) for number, ones in tasks.items()))
    if not networkx.is_directed_acyclic_graph(given_links):
        with pytest.raises(LoopError):
            build_network(found)
        return
    build_network(found)
    network = [row for row in found if row.kind.is_scheduled]
    followed = {link.predecessor for row in network for link in row.links}
    assert [row.id for row in network if not row.links] == ["P.M1"]
    assert [row.id for row in network if row.id not in followed] == ["P.M2"]


def test_a_key_task_keeps_its_own_words_and_place():
    found = rows_of(replace(CHARTER, name="Set up the office"))
    assert (found["1.2"].name, str(found["1.2"].place)) == ("Set up the office", "1.2.md:3")
