"""The activities of a key task, with the schedule keys a definition may add."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.errors import Place
from generator.model.keytask import Activity, Estimate, MilestoneKind, Party
from generator.model.schedule import Link
from generator.model.text import RichText
from generator.schedule.links import parse_links
from generator.sources.fields import Entry, Fields
from generator.sources.markup import rich_text
from generator.sources.tree import Mapping, Node, Scalar, Sequence

MAX_DAYS = 9_999
"""A duration beyond it (38 years) is a slip of the keyboard."""

_KEYS = (
    "text", "responsibleParty", "id", "duration", "predecessors", "milestone", "level_of_effort",
    "owner", "output", "basis", "template", "example", "preamble",
)  # fmt: skip
_OLDER = ("template", "example", "preamble")
_ID = re.compile(r"[A-Za-z0-9._-]{1,60}")
_DAYS = "write working days: `duration: 10` or `duration: {low: 5, likely: 10, high: 20}`"


def read_activities(
    fields: Fields,
    flat: Node | None,
    groups: Node | None,
    key_task: str,
    default: tuple[Party, ...],
) -> tuple[Activity, ...]:
    """All activities in reading order; one without a party takes the key task's.

    An activity without an `id` takes `<key task>.<position>`, or the next number that no other
    activity has.
    """
    entries = list(_entries(fields, flat, groups))
    ids = _ids(fields, [entry for _, entry in entries], key_task)
    return tuple(
        _activity(fields, entry, group, activity_id, default)
        for (group, entry), activity_id in zip(entries, ids, strict=True)
    )


def read_parties(fields: Fields, node: Node | None) -> tuple[Party, ...]:
    """One of the playbook's four words, or a list of them; the choices where it is another."""
    parties: list[Party] = []
    for item in fields.items(node):
        source = fields.source(item, "a responsible party")
        for word in filter(None, re.split(r"[,\s]+", source)):
            if word.lower() in list(Party):
                parties.append(Party(word.lower()))
            else:
                fact = f"`{word}` is not a responsible party"
                fields.error(item.place, fact, f"write one of {', '.join(Party)}")
    return tuple(dict.fromkeys(parties))


def _entries(
    fields: Fields, flat: Node | None, groups: Node | None
) -> Iterator[tuple[RichText, Entry]]:
    for entry in fields.entries(flat, _KEYS, "an activity"):
        yield RichText(), entry
    for group in fields.items(groups):
        if not isinstance(group, Mapping):
            remedy = "write `- group:` with its name and below it `activities:`"
            fields.error(group.place, "a group of activities must have keys", remedy)
            continue
        values = fields.known(group, ("group", "activities"), "a group of activities")
        name = rich_text(fields.source(values.get("group"), "a group's name"))
        for entry in fields.entries(values.get("activities"), _KEYS, "an activity"):
            yield name, entry


def _ids(fields: Fields, entries: list[Entry], key_task: str) -> list[str]:
    given: dict[str, Place] = {}
    ids = [_given_id(fields, entry.values.get("id"), given) for entry in entries]
    last = 0
    for position, activity_id in enumerate(ids, 1):
        if not activity_id:
            last = max(position, last + 1)
            while f"{key_task}.{last}".casefold() in given:
                last += 1
            ids[position - 1] = f"{key_task}.{last}"
    return ids


def _given_id(fields: Fields, node: Node | None, given: dict[str, Place]) -> str:
    """The ID a person gave, or nothing; `given` gathers them to find the one given twice."""
    activity_id = fields.source(node, "an activity's `id`").strip()
    if node is None or not activity_id:
        return ""
    if not _ID.fullmatch(activity_id):
        remedy = "use letters, digits, `.`, `_` and `-`, at most 60"
        fields.error(node.place, f"`{activity_id}` cannot be an activity ID", remedy)
    elif (key := activity_id.casefold()) in given:
        fact = f"the ID `{activity_id}` is given twice: here and on line {given[key].line}"
        fields.error(node.place, fact, "give each activity its own ID; letter case does not count")
    else:
        given[key] = node.place
    return activity_id


def _activity(
    fields: Fields, entry: Entry, group: RichText, activity_id: str, default: tuple[Party, ...]
) -> Activity:
    values = entry.values
    for key in _OLDER:
        if key in values:
            fact = f"the activity's `{key}` belongs to an older playbook and is not used"
            fields.warn(values[key].place, fact, "name the document among `outputs` or delete it")
    estimate = _estimate(fields, values.get("duration"))
    milestone = _milestone(fields, values.get("milestone"))
    supports = _supports(fields, values.get("level_of_effort"))
    if milestone and supports:
        fact = "an activity cannot be a milestone and a level of effort"
        fields.error(values["milestone"].place, fact, "keep one of the two keys")
    if milestone and estimate and estimate.high:
        fact = "a milestone takes no time, and this one has a duration"
        fields.error(values["milestone"].place, fact, "delete `duration` or `milestone`")
    return Activity(
        id=activity_id,
        text=rich_text(entry.source),
        parties=read_parties(fields, values.get("responsibleParty")) or default,
        place=entry.place,
        group=group,
        estimate=estimate,
        predecessors=_predecessors(fields, values.get("predecessors")),
        milestone=milestone,
        supports=supports,
        owner=fields.text(values.get("owner"), "an owner"),
        output=_output(fields, values.get("output")),
        basis=fields.text(values.get("basis"), "a basis"),
    )


def _estimate(fields: Fields, node: Node | None) -> Estimate | None:
    if node is None or (isinstance(node, Scalar) and node.value is None):
        return None
    if not isinstance(node, Mapping):
        days = _days(fields, node, "a duration")
        return None if days is None else Estimate(days, days, days)
    values = fields.known(node, ("low", "likely", "high"), "a duration")
    if missing := [key for key in ("low", "likely", "high") if key not in values]:
        fields.error(node.place, f"the duration has no {' and no '.join(missing)}", _DAYS)
        return None
    low, likely, high = (_days(fields, values[key], key) for key in ("low", "likely", "high"))
    if low is None or likely is None or high is None:
        return None
    if not low <= likely <= high:
        fact = f"low {low:g}, likely {likely:g} and high {high:g} are not in rising order"
        fields.error(node.place, fact, "write the smallest as low and the largest as high")
        return None
    return Estimate(low, likely, high)


def _days(fields: Fields, node: Node, what: str) -> float | None:
    days = fields.number(node, what, _DAYS)
    if days is not None and days > MAX_DAYS:
        fields.error(node.place, f"{what} of {days:g} working days is too long", _DAYS)
        return None
    return days


def _predecessors(fields: Fields, node: Node | None) -> tuple[Link, ...] | None:
    if node is None or (isinstance(node, Scalar) and node.value is None):
        return None
    text = ", ".join(fields.source(item, "a predecessor") for item in fields.items(node))
    links, problems = parse_links(text, node.place)
    fields.problems += problems
    return links


def _milestone(fields: Fields, node: Node | None) -> MilestoneKind | None:
    if node is None or (isinstance(node, Scalar) and node.value in (None, False)):
        return None
    if isinstance(node, Scalar):
        if node.value is True:
            return MilestoneKind.FINISH
        if node.text.strip().lower() in list(MilestoneKind):
            return MilestoneKind(node.text.strip().lower())
    remedy = f"write one of {', '.join(MilestoneKind)}, or true for finish"
    fields.error(node.place, "this is no kind of milestone", remedy)
    return None


def _supports(fields: Fields, node: Node | None) -> tuple[str, ...]:
    """What a level of effort spans: `key_task`, `phase`, or activity IDs; true means phase."""
    if node is None or (isinstance(node, Scalar) and node.value in (None, False)):
        return ()
    if isinstance(node, Scalar) and node.value is True:
        return ("phase",)
    if isinstance(node, Scalar):
        word = re.sub(r"[-_\s]", "", node.text).lower()
        if word in ("keytask", "phase"):
            return ("key_task" if word == "keytask" else "phase",)
    text = ",".join(fields.source(item, "an activity ID") for item in fields.items(node))
    ids = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not ids or not all(_ID.fullmatch(activity_id) for activity_id in ids):
        remedy = "write `key_task`, `phase`, or the IDs of the activities: [1.2.3, 1.2.4]"
        fields.error(node.place, "this is nothing a level of effort can span", remedy)
        return ()
    return ids


def _output(fields: Fields, node: Node | None) -> str:
    if isinstance(node, Sequence | Mapping):
        fact = "the activity's `output` has the shape of an older playbook and is not used"
        fields.warn(node.place, fact, "write the name of one output")
        return ""
    return fields.text(node, "an output's name")
