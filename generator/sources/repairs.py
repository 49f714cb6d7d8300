"""Slips of indentation in key tasks that can only mean one thing, mended with a warning."""

from __future__ import annotations

from generator.errors import Problem, Severity
from generator.sources.tree import Mapping, Node, Scalar, Sequence

_LISTS = ("activities", "inputs", "outputs", "stakeholders", "bestPractice")


def repair_key_task(root: Node) -> tuple[Problem, ...]:
    """Mends the tree of a key task in place and says what was mended."""
    if not isinstance(root, Mapping):
        return ()
    return (*_start_groups(root), *_lift_lists(root))


def _start_groups(root: Mapping) -> list[Problem]:
    """A `- group:` item inside a group's activities starts the next group.

    YAML files the activities below it under a second `activities` key of the group before, where
    a plain loader drops one of the two lists.
    """
    groups = root.get("activitiesGroups")
    if not isinstance(groups, Sequence):
        return []
    warnings: list[Problem] = []
    started: list[Node] = []
    for group in groups.items:
        started += _split(group, warnings) if isinstance(group, Mapping) else [group]
    groups.items = started
    return warnings


def _split(group: Mapping, warnings: list[Problem]) -> list[Mapping]:
    current = Mapping([], group.place)
    started = [current]
    for key, value in group.pairs:
        if key.text != "activities" or not isinstance(value, Sequence):
            current.pairs.append((key, value))
            continue
        kept = Sequence([], value.place)
        current.pairs.append((key, kept))
        for item in value.items:
            if isinstance(item, Mapping) and item.get("group") and not item.get("text"):
                fact = "this `- group:` stands among the activities of the group before it"
                remedy = "it is read as the next group; indent it as the first `- group:`"
                warnings.append(Problem(item.place, fact, remedy, Severity.WARNING))
                current = Mapping(list(item.pairs), item.place)
                started.append(current)
                kept = Sequence([], item.place)
            else:
                if not kept.items and not any(kept is own for _, own in current.pairs):
                    current.pairs.append((key, kept))
                kept.items.append(item)
    return started


def _lift_lists(root: Mapping) -> list[Problem]:
    """A list such as `outputs` that slipped under another list stands beside it again."""
    warnings: list[Problem] = []
    for place, (key, value) in enumerate(list(root.pairs)):
        if key.text not in _LISTS:
            continue
        holders = value.items if isinstance(value, Sequence) else [value]
        for holder in holders:
            if not isinstance(holder, Mapping):
                continue
            for slipped, items in list(holder.pairs):
                if slipped.text not in _LISTS or not _is_free(root, slipped.text):
                    continue
                holder.pairs.remove((slipped, items))
                root.pairs.append((slipped, items))
                fact = f"`{slipped.text}` stands under `{key.text}`"
                remedy = (
                    f"it is read as a list of its own; begin its line where `{key.text}` begins"
                )
                warnings.append(Problem(slipped.place, fact, remedy, Severity.WARNING))
        if isinstance(value, Mapping) and not value.pairs:
            root.pairs[place] = (key, Scalar("", None, key.place))
    return warnings


def _is_free(root: Mapping, name: str) -> bool:
    value = root.get(name)
    if isinstance(value, Scalar) and value.value is None:
        root.pairs = [pair for pair in root.pairs if pair[1] is not value]
        return True
    return value is None
