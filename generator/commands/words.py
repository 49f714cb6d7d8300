"""What the template folders say: the rules of a plan, the document templates, the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.errors import Problem
from generator.model.library import Library
from generator.model.report import HealthRules
from generator.model.rules import PlanRules
from generator.sources.health import HEALTH_FILE, read_health
from generator.sources.library import read_library
from generator.sources.projects import Defaults, read_defaults
from generator.sources.templates import RULE_FILES, read_rules


@dataclass(frozen=True, slots=True)
class Words:
    """All of `templates/` as values, and what is wrong with them."""

    rules: PlanRules
    library: Library
    defaults: Defaults
    health: HealthRules
    problems: tuple[Problem, ...]


def read_words(texts: Mapping[str, str]) -> Words:
    """The words of the texts, which are given by their path inside the folder."""
    rules, found = read_rules(
        {f"templates/{name}": texts[name] for name in RULE_FILES if name in texts}
    )
    library, wrong = read_library(texts)
    starters = {name: text for name, text in texts.items() if name.startswith("starters/")}
    defaults = read_defaults(starters, texts["facts.yml"])
    health, bad = read_health(texts[HEALTH_FILE], f"templates/{HEALTH_FILE}")
    return Words(rules, library, defaults, health, (*found, *wrong, *bad))
