"""What the template folders say: the rules of a plan, and the document templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.errors import Problem
from generator.model.library import Library
from generator.model.report import HealthRules
from generator.model.rules import PlanRules


@dataclass(frozen=True, slots=True)
class Words:
    """`templates/` as values, and what is wrong with them; inputs.py reads what stands in there
    for project.yml."""

    rules: PlanRules
    library: Library
    health: HealthRules
    problems: tuple[Problem, ...]


def read_words(texts: Mapping[str, str]) -> Words:
    """The words of the texts, which are given by their path inside the folder."""
    # Only a template that changed pays for what reads it.
    from generator.sources.health import HEALTH_FILE, read_health
    from generator.sources.library import read_library
    from generator.sources.templates import RULE_FILES, read_rules

    rules, found = read_rules(
        {f"templates/{name}": texts[name] for name in RULE_FILES if name in texts}
    )
    library, wrong = read_library(texts)
    health, bad = read_health(texts[HEALTH_FILE], f"templates/{HEALTH_FILE}")
    return Words(rules, library, health, (*found, *wrong, *bad))
