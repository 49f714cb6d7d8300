"""The rules of schedule health from templates/health.yml."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

from generator.checks.health import MEASURES
from generator.errors import Problem, Severity
from generator.model.report import HealthRules, PracticeRule, Rule, Unit
from generator.sources.fields import Fields, nearest
from generator.sources.frontmatter import read_yaml
from generator.sources.tree import Mapping, Node

HEALTH_FILE = "health.yml"

_RULE = (
    *("id", "name", "measure", "counts", "unit", "least", "most"),
    *("severity", "none", "remedy"),
)
_PRACTICE = ("name", "indicators", "questions")
_K = TypeVar("_K", bound=StrEnum)


def read_health(text: str, file: str) -> tuple[HealthRules, tuple[Problem, ...]]:
    """The rules and the practices in their order, and what is wrong with them."""
    document, problems = read_yaml(text, file)
    reader = _Reader(Fields(problems))
    if document is None or not isinstance(document.root, Mapping):
        return HealthRules(), problems
    root = document.root
    rules = (
        *reader.rules(root.get("metrics"), is_metric=True),
        *reader.rules(root.get("indicators"), is_metric=False),
    )
    practices = tuple(reader.practices(root.get("practices"), {rule.id for rule in rules}))
    return HealthRules(rules, practices), tuple(reader.fields.problems)


class _Reader:
    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self._taken: set[str] = set()

    def rules(self, node: Node | None, *, is_metric: bool) -> Iterator[Rule]:
        section = self._known(node, ("standard", "rules"), "a section of rules")
        standard = self.fields.source(section.get("standard"), "`standard`")
        for entry in self.fields.items(section.get("rules")):
            given = self._known(entry, _RULE, "a rule")
            texts = {
                key: " ".join(self.fields.source(given.get(key), f"`{key}`").split())
                for key in ("id", "name", "measure", "counts", "none", "remedy")
            }
            if texts["measure"] not in MEASURES:
                fact = f"`measure: {texts['measure']}` is not known"
                meant = nearest(texts["measure"], MEASURES, 0.6) or ", ".join(MEASURES)
                self.fields.error(entry.place, fact, f"write {meant}")
            elif not texts["id"] or texts["id"] in self._taken:
                self.fields.error(entry.place, "a rule needs an `id` of its own", "give it one")
            else:
                self._taken.add(texts["id"])
                yield Rule(
                    **texts,
                    unit=self._one_of(given.get("unit"), Unit, Unit.COUNT),
                    least=self._number(given, "least"),
                    most=self._number(given, "most"),
                    severity=self._one_of(given.get("severity"), Severity, Severity.WARNING),
                    standard=standard,
                    is_metric=is_metric,
                    place=entry.place,
                )

    def practices(self, node: Node | None, known: set[str]) -> Iterator[PracticeRule]:
        for number, entry in enumerate(self.fields.items(node), 1):
            given = self._known(entry, _PRACTICE, "a practice")
            indicators = self._texts(given.get("indicators"))
            for name in indicators:
                if name not in known:
                    fact = f"the practice names the rule {name}, which is not there"
                    self.fields.error(entry.place, fact, "use the id of a rule")
            yield PracticeRule(
                number,
                self.fields.source(given.get("name"), "`name`"),
                tuple(name for name in indicators if name in known),
                self._texts(given.get("questions")),
                entry.place,
            )

    def _known(self, node: Node | None, keys: tuple[str, ...], what: str) -> dict[str, Node]:
        if isinstance(node, Mapping):
            return self.fields.known(node, keys, what)
        if node is not None:
            self.fields.error(node.place, f"{what} has keys", "write `key: value`")
        return {}

    def _texts(self, node: Node | None) -> tuple[str, ...]:
        return tuple(self.fields.source(item, "a line") for item in self.fields.items(node))

    def _number(self, given: dict[str, Node], key: str) -> float | None:
        if key not in given:
            return None
        return self.fields.number(given[key], f"`{key}`", "write a number")

    def _one_of(self, node: Node | None, kinds: type[_K], default: _K) -> _K:
        text = self.fields.source(node, "a choice")
        if text in [one.value for one in kinds]:
            return kinds(text)
        if node is not None:
            choices = ", ".join(one.value for one in kinds)
            self.fields.error(node.place, f"`{text}` is not known", f"write one of {choices}")
        return default
