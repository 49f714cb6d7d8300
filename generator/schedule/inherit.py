"""What a definition given by hand takes over from the shipped one of the same number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from generator.model.keytask import Activity, KeyTask

INHERITED = "Taken over from the shipped definition with the same words"


def inherit(named: KeyTask, shipped: KeyTask) -> KeyTask:
    """The named key task, with the schedule data of shipped activities that have the same text.

    Text is the same when it differs in case and blanks only; one that stands twice is matched in
    order. A match gives its ID, and what the named activity does not say itself of estimate,
    predecessors, milestone or level of effort, owner and output. Other activities keep their IDs
    or, where a match took theirs, get the next free number.
    """
    waiting: dict[str, list[Activity]] = defaultdict(list)
    for activity in shipped.activities:
        waiting[_key(activity)].append(activity)
    matches = [
        same.pop(0) if (same := waiting[_key(activity)]) else None for activity in named.activities
    ]
    matched = {match.id.casefold() for match in matches if match}
    used = matched | {activity.id.casefold() for activity in named.activities}
    activities = []
    renamed: dict[str, str] = {}
    for activity, match in zip(named.activities, matches, strict=True):
        one = activity
        if match:
            one = _joined(activity, match)
        elif activity.id.casefold() in matched:
            one = replace(activity, id=_next_id(named.id, used))
            used.add(one.id.casefold())
        renamed[activity.id.casefold()] = one.id
        activities.append(one)
    return replace(
        named,
        activities=tuple(
            _relinked(one, given, renamed)
            for one, given in zip(activities, named.activities, strict=True)
        ),
    )


def _relinked(activity: Activity, given: Activity, renamed: Mapping[str, str]) -> Activity:
    """The activity with the IDs it names itself changed where those activities got other IDs."""
    if given.predecessors:
        links = tuple(
            replace(link, predecessor=renamed.get(link.predecessor.casefold(), link.predecessor))
            for link in given.predecessors
        )
        activity = replace(activity, predecessors=links)
    if given.supports:
        supports = tuple(renamed.get(name.casefold(), name) for name in given.supports)
        activity = replace(activity, supports=supports)
    return activity


def _key(activity: Activity) -> str:
    return " ".join(activity.text.plain.casefold().split())


def _next_id(key_task: str, used: set[str]) -> str:
    number = 1
    while f"{key_task}.{number}".casefold() in used:
        number += 1
    return f"{key_task}.{number}"


def _joined(named: Activity, shipped: Activity) -> Activity:
    says_kind = named.estimate or named.milestone or named.supports
    kind = named if says_kind else shipped
    basis = "; ".join(filter(None, (named.basis, kind.basis, INHERITED)))
    return replace(
        named,
        id=shipped.id,
        estimate=kind.estimate,
        milestone=kind.milestone,
        supports=kind.supports,
        predecessors=shipped.predecessors if named.predecessors is None else named.predecessors,
        owner=named.owner or shipped.owner,
        output=named.output or shipped.output,
        basis=basis if kind is shipped else named.basis,
    )
