from pathlib import Path

from generator.errors import Place
from generator.model.deliverable import DeliverableSpec
from generator.model.keytask import Estimate, MilestoneKind
from generator.model.rules import (
    EstimateRule,
    MilestoneRule,
    Phase,
    PlanningPackage,
    PlanRules,
    ReviewRule,
)
from generator.model.schedule import ConstraintType, Link, LinkType
from generator.sources.templates import RULE_FILES, read_rules

TEMPLATES = Path(__file__).parents[2] / "templates"


def read(name, text):
    return read_rules({f"templates/{name}": text})


def at(name, line, column):
    return Place(f"templates/{name}.yml", line, column)


def test_phases_have_their_planning_packages():
    rules, problems = read(
        "phases.yml",
        """\
- {number: 1, name: Readiness, objective: Get ready}
- number: 3
  name: Engagement
  planning_packages:
    - {id: 3.P1, name: Plan, duration: 120, low: 90, high: 180, basis: "Assumed: x", owner: Lead}
""",
    )
    package = PlanningPackage(
        "3.P1",
        "Plan",
        Estimate(90, 120, 180),
        "Assumed: x",
        "Lead",
        at("phases", 5, 7),
    )
    assert problems == ()
    assert rules.phases == (
        Phase(1, "Readiness", "Get ready", place=at("phases", 1, 3)),
        Phase(3, "Engagement", "", (package,), at("phases", 2, 3)),
    )


def test_milestones_of_project_key_tasks_phases_and_deliverables():
    rules, problems = read(
        "milestones.yml",
        """\
project:
  - {n: M1, name: Start, kind: start, after: []}
  - {n: M3, name: Live, after: [4.P1, 1.10.2SS+1d], fact: target_go_live, constraint: fnlt}
key_tasks:
  "1.10":
    - {n: M1, name: Done, after: "1.10.1", charter: true}
phases:
  1:
    - {n: M2, name: Gate, gate: true}
deliverables:
  - {suffix: R, name: "{deliverable}: review", after: D, lag: 5}
""",
    )

    assert problems == ()
    assert rules.project == (
        MilestoneRule("M1", "Start", MilestoneKind.START, place=at("milestones", 2, 5)),
        MilestoneRule(
            "M3",
            "Live",
            after=(Link("4.P1"), Link("1.10.2", LinkType.SS, 1)),
            fact="target_go_live",
            constraint=ConstraintType.FNLT,
            place=at("milestones", 3, 5),
        ),
    )
    done = MilestoneRule(
        "M1",
        "Done",
        after=(Link("1.10.1"),),
        charter=True,
        place=at("milestones", 6, 7),
    )
    gate = MilestoneRule("M2", "Gate", gate=True, place=at("milestones", 9, 7))
    assert rules.key_tasks == {"1.10": (done,)}
    assert rules.phase_gates == {"1": (gate,)}
    assert rules.reviews == (
        ReviewRule("R", "{deliverable}: review", "D", 5, at("milestones", 11, 5)),
    )


def test_estimates_and_the_default():
    rules, problems = read(
        "estimates.yml",
        r"""
rules:
  - {match: '\bweekly\b', level_of_effort: phase, why: it recurs}
  - {match: ^test, low: 1, likely: 2.5, high: 4, why: one cycle}
default: {low: 3, likely: 5, high: 10, why: one week}
""",
    )
    assert problems == ()
    assert rules.estimates == (
        EstimateRule(r"\bweekly\b", "it recurs", supports="phase"),
        EstimateRule("^test", "one cycle", Estimate(1, 2.5, 4)),
    )
    assert rules.default == EstimateRule("", "one week", Estimate(3, 5, 10))


def test_aliases_and_deliverables():
    rules, problems = read_rules(
        {
            "a/aliases.yml": "roles: {PMO Lead: [Lead, Office Lead]}\ndocuments: {Log: }\n"
            "files: {log.xlsx: Log}\n",
            "a/deliverables.yml": "- {name: Log, aliases: [RAID], file: Log, first_version: 1.10,"
            " updated_in: [2.1]}\n",
        }
    )
    assert problems == ()
    assert rules.roles == {"PMO Lead": "PMO Lead", "Lead": "PMO Lead", "Office Lead": "PMO Lead"}
    assert (rules.documents, rules.files) == ({"Log": "Log"}, {"log.xlsx": "Log"})
    assert rules.specs == (
        DeliverableSpec("Log", ("RAID",), "Log", first_version="1.10", updated_in=("2.1",)),
    )


def test_wrong_values_are_told_with_their_place():
    _, problems = read_rules(
        {
            "milestones.yml": "project:\n  - {n: M1, name: x, kind: begin, after: 1.2.1FS+2w}\n",
            "estimates.yml": "rules:\n  - {match: '(', likely: many, why: x}\n",
            "phases.yml": "- Readiness\n",
        }
    )
    assert [str(problem) for problem in problems] == [
        "phases.yml:1:3: an entry must have keys; write `- key: value`",
        "milestones.yml:2:5: `kind: begin` is not known; write one of start, finish",
        "milestones.yml:2:42: the lag '+2w' of predecessor 1.2.1 is not in whole working days; "
        "write it like +2d or -2d, at most 9999d",
        "estimates.yml:2:5: `(` is no regular expression: missing ), unterminated subpattern "
        "at position 0; correct the pattern",
        "estimates.yml:2:26: `likely` must be a number that is not negative, not `many`; "
        "write a number",
    ]


def test_without_files_there_are_no_rules():
    assert read_rules({}) == (PlanRules(), ())


def test_the_shipped_rules_are_read_without_a_problem():
    texts = {f"templates/{name}": (TEMPLATES / name).read_text("utf-8") for name in RULE_FILES}
    rules, problems = read_rules(texts)
    assert problems == ()
    assert [phase.number for phase in rules.phases] == [0, 1, 2, 3, 4, 5]
    assert {spec.name for spec in rules.specs} >= {"Program Charter", "IV&V Plan"}
    assert [review.suffix for review in rules.reviews] == ["M1", "M2", "M3"]
