"""The rules in templates/*.yml, as values: phases, milestones, estimates, aliases, deliverables."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Dict
from enum import StrEnum
from typing import TypeVar

from generator.errors import Place, Problem
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
from generator.model.schedule import ConstraintType, Link
from generator.schedule.links import parse_links
from generator.sources.fields import Fields
from generator.sources.frontmatter import read_yaml
from generator.sources.tree import Mapping, Node, Scalar

RULE_FILES = ("phases.yml", "milestones.yml", "estimates.yml", "aliases.yml", "deliverables.yml")

_T = TypeVar("_T")
_K = TypeVar("_K", bound=StrEnum)


def read_rules(texts: Dict[str, str | bytes]) -> tuple[PlanRules, tuple[Problem, ...]]:
    """The rules of a plan from the texts of `RULE_FILES`, and what is wrong with them.

    `texts` maps the file's path, as problems name it, to its text; the last part of the path says
    which file it is. A file that is not there has no rules.
    """
    fields = Fields()
    roots: dict[str, Node] = {}
    for file, text in texts.items():
        document, problems = read_yaml(text, file)
        fields.problems += problems
        if document is not None:
            roots[re.split(r"[/\\]", file)[-1]] = document.root
    reader = _Reader(fields)
    milestones, estimates = roots.get("milestones.yml"), roots.get("estimates.yml")
    aliases = roots.get("aliases.yml")
    default = _get(estimates, "default")
    rules = PlanRules(
        phases=reader.list_of(roots.get("phases.yml"), reader.phase),
        project=reader.list_of(_get(milestones, "project"), reader.milestone),
        key_tasks=reader.milestones_by(_get(milestones, "key_tasks")),
        phase_gates=reader.milestones_by(_get(milestones, "phases")),
        reviews=reader.list_of(_get(milestones, "deliverables"), reader.review),
        estimates=reader.list_of(_get(estimates, "rules"), reader.estimate_rule),
        default=reader.estimate_rule(default)
        if isinstance(default, Mapping)
        else PlanRules().default,
        roles=reader.spellings(_get(aliases, "roles")),
        documents=reader.spellings(_get(aliases, "documents")),
        files=reader.texts(_get(aliases, "files")),
        specs=reader.list_of(roots.get("deliverables.yml"), reader.spec),
    )
    return rules, tuple(fields.problems)


def _get(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None


class _Reader:
    """Reads one kind of entry a method."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields

    def list_of(self, node: Node | None, read: Callable[[Mapping], _T]) -> tuple[_T, ...]:
        found = []
        for item in self._fields.items(node):
            if isinstance(item, Mapping):
                found.append(read(item))
            else:
                self._fields.error(item.place, "an entry must have keys", "write `- key: value`")
        return tuple(found)

    def phase(self, entry: Mapping) -> Phase:
        return Phase(
            number=int(self._number(entry, "number", 0)),
            name=self._text(entry, "name"),
            objective=self._text(entry, "objective"),
            packages=self.list_of(entry.get("planning_packages"), self.package),
            place=entry.place,
        )

    def package(self, entry: Mapping) -> PlanningPackage:
        days = self._number(entry, "duration", 0)
        return PlanningPackage(
            id=self._text(entry, "id"),
            name=self._text(entry, "name"),
            estimate=Estimate(
                self._number(entry, "low", days), days, self._number(entry, "high", days)
            ),
            basis=self._text(entry, "basis"),
            owner=self._text(entry, "owner"),
            place=entry.place,
        )

    def milestones_by(self, node: Node | None) -> dict[str, tuple[MilestoneRule, ...]]:
        """Milestones by the number of a phase or key task."""
        pairs = node if isinstance(node, Mapping) else ()
        return {key: self.list_of(value, self.milestone) for key, value in pairs}

    def milestone(self, entry: Mapping) -> MilestoneRule:
        return MilestoneRule(
            n=self._text(entry, "n"),
            name=self._text(entry, "name"),
            kind=self._one_of(entry, "kind", MilestoneKind, MilestoneKind.FINISH),
            after=self._links(entry.get("after")),
            gate=self._flag(entry, "gate"),
            charter=self._flag(entry, "charter"),
            fact=self._text(entry, "fact"),
            constraint=self._one_of(entry, "constraint", ConstraintType, ConstraintType.DEADLINE),
            owner=self._text(entry, "owner"),
            place=entry.place,
        )

    def review(self, entry: Mapping) -> ReviewRule:
        return ReviewRule(
            suffix=self._text(entry, "suffix"),
            name=self._text(entry, "name"),
            after=self._text(entry, "after"),
            lag=int(self._number(entry, "lag", 0)),
            place=entry.place,
        )

    def estimate_rule(self, entry: Mapping) -> EstimateRule:
        pattern = self._text(entry, "match")
        try:
            re.compile(pattern)
        except re.error as wrong:
            fact = f"`{pattern}` is no regular expression: {wrong}"
            self._fields.error(entry.place, fact, "correct the pattern")
            pattern = r"(?!)"
        likely = self._number(entry, "likely", 5)
        return EstimateRule(
            match=pattern,
            why=self._text(entry, "why"),
            estimate=Estimate(
                self._number(entry, "low", likely), likely, self._number(entry, "high", likely)
            ),
            supports=self._text(entry, "level_of_effort"),
        )

    def spec(self, entry: Mapping) -> DeliverableSpec:
        return DeliverableSpec(
            name=self._text(entry, "name"),
            aliases=self._texts(entry, "aliases"),
            file=self._text(entry, "file"),
            template=self._text(entry, "template"),
            description=self._text(entry, "description"),
            owner=self._text(entry, "owner"),
            reviewer=self._text(entry, "reviewer"),
            approver=self._text(entry, "approver"),
            criteria=self._text(entry, "criteria"),
            evidence=self._text(entry, "evidence"),
            first_version=self._text(entry, "first_version"),
            updated_in=self._texts(entry, "updated_in"),
            used_in=self._texts(entry, "used_in"),
            accompanies=self._text(entry, "accompanies"),
        )

    def spellings(self, node: Node | None) -> dict[str, str]:
        """Every spelling, the canonical one among them, to the canonical name."""
        pairs = node if isinstance(node, Mapping) else ()
        return {spelling: name for name, value in pairs for spelling in (name, *self._all(value))}

    def texts(self, node: Node | None) -> dict[str, str]:
        pairs = node if isinstance(node, Mapping) else ()
        return {key: self._fields.source(value, f"`{key}`") for key, value in pairs}

    def _all(self, node: Node | None) -> tuple[str, ...]:
        return tuple(self._fields.source(item, "a name") for item in self._fields.items(node))

    def _texts(self, entry: Mapping, key: str) -> tuple[str, ...]:
        return self._all(entry.get(key))

    def _text(self, entry: Mapping, key: str) -> str:
        return " ".join(self._fields.source(entry.get(key), f"`{key}`").split())

    def _number(self, entry: Mapping, key: str, default: float) -> float:
        node = entry.get(key)
        if node is None:
            return default
        number = self._fields.number(node, f"`{key}`", "write a number")
        return default if number is None else number

    def _flag(self, entry: Mapping, key: str) -> bool:
        node = entry.get(key)
        return isinstance(node, Scalar) and node.value is True

    def _links(self, node: Node | None) -> tuple[Link, ...]:
        links, problems = parse_links(", ".join(self._all(node)), node.place if node else Place(""))
        self._fields.problems += problems
        return links

    def _one_of(self, entry: Mapping, key: str, kinds: type[_K], default: _K) -> _K:
        text = self._text(entry, key)
        for kind in kinds:
            if text.casefold() == kind.value.casefold():
                return kind
        if text:
            fact, choices = f"`{key}: {text}` is not known", ", ".join(one.value for one in kinds)
            self._fields.error(entry.place, fact, f"write one of {choices}")
        return default
