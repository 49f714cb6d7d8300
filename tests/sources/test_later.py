from generator.errors import Severity
from generator.sources.later import KEPT
from generator.sources.projects import parse_project

REQUIRED = "organization: An Office\nprogram: A Program\nstart_date: 2026-01-05\n"


def notes(text: str) -> list[str]:
    _, problems = parse_project(REQUIRED + text, "project.yml", {}, "", {})
    return [str(problem) for problem in problems if problem.severity is Severity.WARNING]


def test_a_key_that_nothing_uses_yet_is_told_with_its_place():
    assert notes("pmo:\n  mission: Help\n") == [
        "project.yml:5:3: `pmo.mission` is understood, but no file of the pack uses it yet; "
        "leave it for later, or remove it"
    ]


def test_keys_that_are_used_and_keys_to_be_decided_are_not_told():
    assert notes("pmo:\n  mission: tbd\n  location: Room 5\nvision: One office\n") == []


def test_every_kept_key_is_one_of_project_yml():
    assert notes("") == []
    assert len(set(KEPT)) == len(KEPT)
