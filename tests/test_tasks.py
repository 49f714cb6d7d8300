"""The shipped definitions: complete, in our own words, and one network without loose ends.

The network is rebuilt here with networkx from the links as written, so that it is judged without
the schedule engine. Counts are written by hand from the published playbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import networkx as nx
import pytest

from generator.model.keytask import Activity, KeyTask
from generator.model.rules import PlanRules
from generator.model.schedule import Link, LinkType
from generator.sources.keytasks import parse_key_task
from generator.sources.templates import read_rules

ROOT = Path(__file__).resolve().parents[1]
RULE_FILES = ("phases.yml", "milestones.yml", "estimates.yml", "aliases.yml")

# Activities, inputs, outputs, stakeholders and best practices of each key task as published.
PUBLISHED_COUNTS = {
    "1.1": (9, 2, 1, 4, 5),
    "1.2": (12, 2, 6, 4, 7),
    "1.3": (10, 3, 1, 8, 6),
    "1.4": (9, 5, 4, 6, 2),
    "1.5": (6, 2, 2, 6, 4),
    "1.6": (7, 3, 1, 7, 3),
    "1.7": (7, 4, 6, 4, 5),
    "1.8": (6, 5, 3, 3, 5),
    "1.9": (12, 3, 3, 7, 4),
    "1.10": (9, 4, 3, 6, 6),
    "1.11": (11, 7, 3, 7, 4),
    "1.12": (9, 7, 4, 10, 5),
    "1.13": (7, 5, 0, 8, 1),
    "1.14": (10, 5, 5, 6, 5),
    "2.1": (8, 6, 7, 8, 3),
    "2.2": (4, 6, 2, 6, 3),
    "2.3": (12, 7, 6, 5, 2),
    "2.4": (5, 3, 4, 7, 2),
    "2.5": (6, 5, 2, 4, 3),
    "2.6": (5, 4, 4, 4, 5),
    "2.7": (4, 2, 3, 6, 4),
    "2.8": (11, 1, 1, 7, 3),
    "2.9": (5, 1, 3, 6, 4),
}

GIVEN_1_2 = [
    "Onboard PMO lead and team to support Phase 1 activities",
    "Develop Program Charter",
    "Develop Resource Management Plan (including PMO roles and responsibilities)",
    "Develop Program Management Plan (including risk, acquisition, cost,"
    " communications/stakeholder, and quality)",
    "Develop Initial Master Schedule for Phases 1 and 2 activities",
    "Develop Independent Verification & Validation (IV&V) Plan",
    "Execute onboarding/off boarding activities as defined within the Resource Management Plan",
    "Begin executing against Program Management Plan",
    "Manage schedule weekly by updating activities, dates, duration, and dependencies in"
    " conjunction with activity owners",
    "Develop Status Report/Dashboard and report on schedule, issues, and risks",
    "Update the Project Business Case",
    "Populate the Investment Readiness Checklist",
]

# Work that the published words call recurring and our definitions bring to an end, because an
# exit criterion or a later phase waits for it.
BROUGHT_TO_AN_END = {"1.4.7", "2.3.6", "2.4.1", "2.6.3"}

GATES = {1: "1.M16", 2: "2.M9"}


def _read(file: Path) -> KeyTask:
    key_task, problems = parse_key_task(file.read_text("utf-8"), file.name)
    assert key_task is not None, problems
    return key_task


@pytest.fixture(scope="module")
def key_tasks() -> dict[str, KeyTask]:
    return {number: _read(ROOT / "tasks" / f"{number}.md") for number in PUBLISHED_COUNTS}


@pytest.fixture(scope="module")
def activities(key_tasks: dict[str, KeyTask]) -> dict[str, Activity]:
    return {one.id: one for key_task in key_tasks.values() for one in key_task.activities}


@pytest.fixture(scope="module")
def rules() -> PlanRules:
    found, problems = read_rules(
        {name: (ROOT / "templates" / name).read_text("utf-8") for name in RULE_FILES}
    )
    assert problems == ()
    return found


@pytest.fixture(scope="module")
def published(m3: Path) -> dict[str, KeyTask]:
    return {number: _read(m3 / "key-tasks" / f"{number}.md") for number in PUBLISHED_COUNTS}


def _links(activity: Activity) -> tuple[Link, ...]:
    assert activity.predecessors is not None, activity.id
    return activity.predecessors


def _outputs(activity: Activity) -> list[str]:
    return [name.strip() for name in activity.output.split(";") if name.strip()]


def _sentences(key_task: KeyTask) -> list[str]:
    return [
        key_task.objective.plain,
        *(one.text.plain for one in key_task.activities),
        *(practice.plain for practice in key_task.best_practices),
    ]


@pytest.fixture(scope="module")
def network(activities: dict[str, Activity], rules: PlanRules) -> nx.DiGraph:
    """Activities that end and milestones, an edge for each link; leftover ends reach the gate.

    Reviews and approvals are those of 1.2, as `generate` makes them when nothing else is chosen; a
    link to another approval means the activity itself.
    """
    graph = nx.DiGraph()
    graph.add_node("P.M1", days=0)
    for activity in activities.values():
        if activity.supports:
            continue
        assert activity.estimate is not None, activity.id
        graph.add_node(activity.id, days=activity.estimate.likely)
        for link in _links(activity):
            graph.add_edge(link.predecessor, activity.id, lag=link.lag)
        previous = activity.id
        for review in rules.reviews if activity.id.startswith("1.2.") and activity.output else ():
            milestone = f"{activity.id}.{review.suffix}"
            graph.add_node(milestone, days=0)
            graph.add_edge(previous, milestone, lag=review.lag)
            previous = milestone
    for owner, milestones in (*rules.key_tasks.items(), *rules.phase_gates.items()):
        for milestone in milestones:
            graph.add_node(f"{owner}.{milestone.n}", days=0)
            for link in milestone.after:
                approval = re.fullmatch(r"(.*)\.M3", link.predecessor)
                known = link.predecessor in graph or approval is None
                before = link.predecessor if known else approval[1]
                graph.add_edge(before, f"{owner}.{milestone.n}", lag=link.lag)
    for node in [n for n in graph if graph.out_degree(n) == 0 and n not in GATES.values()]:
        graph.add_edge(node, GATES[int(node.split(".")[0])], lag=0)
    return graph


def _finish(graph: nx.DiGraph, node: str) -> float:
    """Working days from the program start to the end of a node, all links being FS."""
    finish: dict[str, float] = {}
    for one in nx.topological_sort(graph):
        before = [finish[p] + graph.edges[p, one]["lag"] for p in graph.predecessors(one)]
        finish[one] = max(before, default=0) + graph.nodes[one]["days"]
    return finish[node]


# What is there


def test_the_folder_holds_the_key_tasks_of_phases_1_and_2_and_nothing_else() -> None:
    assert {file.stem for file in (ROOT / "tasks").glob("*.md")} == set(PUBLISHED_COUNTS)


@pytest.mark.parametrize("number", PUBLISHED_COUNTS)
def test_a_definition_is_read_without_a_problem(number: str) -> None:
    file = ROOT / "tasks" / f"{number}.md"
    key_task, problems = parse_key_task(file.read_text("utf-8"), file.name)
    assert problems == ()
    assert key_task is not None
    assert key_task.id == number


@pytest.mark.parametrize("number", PUBLISHED_COUNTS)
def test_a_definition_has_as_many_entries_as_the_published_one(
    key_tasks: dict[str, KeyTask], number: str
) -> None:
    one = key_tasks[number]
    lists = (one.activities, one.inputs, one.outputs, one.stakeholders, one.best_practices)
    assert tuple(map(len, lists)) == PUBLISHED_COUNTS[number]


def test_phase_1_has_124_activities_and_phase_2_has_60(activities: dict[str, Activity]) -> None:
    assert [sum(i.startswith(phase) for i in activities) for phase in ("1.", "2.")] == [124, 60]


def test_activities_are_numbered_in_reading_order(key_tasks: dict[str, KeyTask]) -> None:
    for number, key_task in key_tasks.items():
        ids = [activity.id for activity in key_task.activities]
        assert ids == [f"{number}.{n}" for n in range(1, len(ids) + 1)]


def test_the_eight_activities_of_2_1_stand_in_two_groups_of_four(
    key_tasks: dict[str, KeyTask],
) -> None:
    groups = [activity.group.plain for activity in key_tasks["2.1"].activities]
    assert len(set(groups)) == 2
    assert groups == [groups[0]] * 4 + [groups[4]] * 4


# Words


def test_1_2_keeps_the_given_words(key_tasks: dict[str, KeyTask]) -> None:
    assert [activity.text.plain for activity in key_tasks["1.2"].activities] == GIVEN_1_2


def test_1_2_without_our_keys_is_the_given_file_character_for_character(m3: Path) -> None:
    ours = (ROOT / "tasks" / "1.2.md").read_text("utf-8")
    added = r"    (id|owner|duration|predecessors|level_of_effort|output|basis): .*\n"
    assert re.sub(f"(?m)^{added}", "", ours) == (m3 / "1.2-2021.md").read_text("utf-8")


@pytest.mark.parametrize("number", [n for n in PUBLISHED_COUNTS if n != "1.2"])
def test_no_sentence_of_ours_is_a_published_one(
    key_tasks: dict[str, KeyTask], published: dict[str, KeyTask], number: str
) -> None:
    theirs = [sentence.casefold() for sentence in _sentences(published[number])]
    close = {
        ours
        for ours in _sentences(key_tasks[number])
        for their in theirs
        if SequenceMatcher(None, ours.casefold(), their).ratio() >= 0.8
    }
    assert close == set()


def test_no_two_activities_have_the_same_words(activities: dict[str, Activity]) -> None:
    texts = [activity.text.plain for activity in activities.values()]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("number", PUBLISHED_COUNTS)
def test_the_facts_are_the_published_ones(
    key_tasks: dict[str, KeyTask], published: dict[str, KeyTask], rules: PlanRules, number: str
) -> None:
    def canonical(names: dict[str, str], name: str) -> str:
        tidy = " ".join(name.split()).casefold()
        return {spelling.casefold(): to for spelling, to in names.items()}.get(
            tidy, tidy
        ).casefold()

    def facts(one: KeyTask) -> dict[str, object]:
        return {
            "name": one.name,
            "category": one.category,
            "parties": one.parties,
            "parties of activities": [activity.parties for activity in one.activities],
            "roles": [(canonical(rules.roles, s.name), s.parties) for s in one.stakeholders],
            "inputs": [canonical(rules.documents, item.name) for item in one.inputs],
            "outputs": [canonical(rules.documents, item.name) for item in one.outputs],
        }

    assert facts(key_tasks[number]) == facts(published[number])


# Estimates, owners, outputs


def test_every_activity_says_who_owns_it_and_on_what_its_estimate_rests(
    activities: dict[str, Activity], rules: PlanRules
) -> None:
    for activity in activities.values():
        assert activity.owner in set(rules.roles.values()), activity.id
        assert activity.basis.startswith("Assumed: "), activity.id


def test_39_activities_are_levels_of_effort_and_the_others_have_three_points(
    activities: dict[str, Activity],
) -> None:
    assert sum(bool(activity.supports) for activity in activities.values()) == 39
    for activity in activities.values():
        if activity.supports:
            assert activity.estimate is None, activity.id
            assert not activity.predecessors, activity.id
        else:
            estimate = activity.estimate
            assert estimate is not None, activity.id
            assert 0 < estimate.low <= estimate.likely <= estimate.high, activity.id


def test_a_level_of_effort_spans_its_key_task_its_phase_or_rows_that_are_there(
    activities: dict[str, Activity], network: nx.DiGraph
) -> None:
    for activity in activities.values():
        named = set(activity.supports) - {"key_task", "phase"}
        assert named <= set(network), activity.id


@pytest.mark.parametrize("number", PUBLISHED_COUNTS)
def test_each_output_comes_from_exactly_one_activity(
    key_tasks: dict[str, KeyTask], rules: PlanRules, number: str
) -> None:
    def canonical(names: Iterator[str] | list[str]) -> list[str]:
        return sorted(rules.documents.get(name, name) for name in names)

    one = key_tasks[number]
    tied = [name for activity in one.activities for name in _outputs(activity)]
    assert canonical(tied) == canonical([item.name for item in one.outputs])


def test_the_rules_find_the_recurring_work_in_the_published_words(
    published: dict[str, KeyTask], activities: dict[str, Activity], rules: PlanRules
) -> None:
    differ = set()
    for key_task in published.values():
        for activity in key_task.activities:
            text = activity.text.plain
            rule = next((r for r in rules.estimates if re.search(r.match, text, re.I)), None)
            recurs = bool(rule and rule.supports)
            if recurs != bool(activities[activity.id].supports):
                differ.add(activity.id)
    assert differ == BROUGHT_TO_AN_END


# The network


def test_every_link_leads_to_an_activity_that_ends_or_to_a_milestone(
    network: nx.DiGraph, activities: dict[str, Activity]
) -> None:
    unknown = {node for node, data in network.nodes(data=True) if "days" not in data}
    assert unknown == set()
    assert not any(activity.supports for i, activity in activities.items() if i in network)


def test_the_network_has_no_loop(network: nx.DiGraph) -> None:
    assert nx.is_directed_acyclic_graph(network)


def test_the_network_begins_at_the_program_start_alone_and_ends_at_the_last_gate(
    network: nx.DiGraph,
) -> None:
    assert [node for node in network if network.in_degree(node) == 0] == ["P.M1"]
    assert [node for node in network if network.out_degree(node) == 0] == ["2.M9"]


def test_phase_2_begins_after_the_gate_of_phase_1(
    network: nx.DiGraph, activities: dict[str, Activity]
) -> None:
    after = nx.descendants(network, GATES[1])
    assert {i for i in activities if i in network and i.startswith("2.")} <= after


def test_nearly_all_links_are_finish_to_start_without_lag(
    activities: dict[str, Activity],
) -> None:
    links = [link for one in activities.values() if not one.supports for link in _links(one)]
    assert sum(link.type is LinkType.FS for link in links) >= 0.9 * len(links)
    assert sum(link.lag != 0 for link in links) <= 0.05 * len(links)
    assert not any(link.lag < 0 for link in links)


def test_what_an_earlier_key_task_produces_is_there_before_it_is_needed(
    network: nx.DiGraph, key_tasks: dict[str, KeyTask], rules: PlanRules
) -> None:
    made: dict[str, str] = {}
    for key_task in key_tasks.values():
        ending = [one.id for one in key_task.activities if not one.supports]
        before = set().union(*(nx.ancestors(network, one) for one in ending))
        for item in key_task.inputs:
            source = made.get(rules.documents.get(item.name, item.name))
            assert source is None or source in before, (key_task.id, item.name, source)
        for activity in key_task.activities:
            for name in _outputs(activity) if not activity.supports else ():
                made[rules.documents.get(name, name)] = activity.id


def test_phase_1_takes_ten_to_twelve_months_and_phase_2_six_to_eight(network: nx.DiGraph) -> None:
    month = 21  # working days, holidays not counted
    first, second = (_finish(network, gate) for gate in GATES.values())
    assert 10 * month <= first <= 12 * month
    assert 6 * month <= second - first <= 8 * month


# Milestones and names


def test_phase_1_has_15_exit_criteria_and_phase_2_has_8_each_before_its_gate(
    rules: PlanRules,
) -> None:
    for phase, criteria in (("1", 15), ("2", 8)):
        *exits, gate = rules.phase_gates[phase]
        assert len(exits) == criteria
        assert (gate.gate, f"{phase}.{gate.n}") == (True, GATES[int(phase)])
        assert [link.predecessor for link in gate.after] == [f"{phase}.{one.n}" for one in exits]
        assert not any(one.gate for one in exits)


def test_a_deliverable_is_reviewed_and_approved_five_days_each(rules: PlanRules) -> None:
    assert [(one.suffix, one.after, one.lag) for one in rules.reviews] == [
        ("M1", "", 0),
        ("M2", "M1", 5),
        ("M3", "M2", 5),
    ]


def test_every_milestone_has_an_owner_with_a_canonical_name(rules: PlanRules) -> None:
    roles = set(rules.roles.values())
    groups = [rules.project, *rules.key_tasks.values(), *rules.phase_gates.values()]
    assert [one.name for group in groups for one in group if one.owner not in roles] == []


def test_one_spelling_stands_for_one_name() -> None:
    text = (ROOT / "templates" / "aliases.yml").read_text("utf-8")
    for table in ("roles", "documents"):
        part = re.split(r"(?m)^(?=\w+:$)", text)
        (body,) = [one for one in part if one.startswith(f"{table}:")]
        names = re.findall(r"(?m)^  (\S[^\n]*?):(?: |$)", body)
        aliases = re.findall(r"(?m)^    - (.*)$", body)
        for line in re.findall(r"(?m): \[(.*)\]$", body):
            aliases += [a or b for a, b in re.findall(r'"([^"]*)"|([^,"]+)', line)]
        spellings = [s.strip(' "').casefold() for s in (*names, *aliases) if s.strip(' "')]
        assert sorted({s for s in spellings if spellings.count(s) > 1}) == []


def test_phases_3_to_5_stand_as_one_planning_package_each(rules: PlanRules) -> None:
    assert [(phase.number, len(phase.packages)) for phase in rules.phases] == [
        (0, 0), (1, 0), (2, 0), (3, 1), (4, 1), (5, 1),
    ]  # fmt: skip
