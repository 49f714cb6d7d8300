"""The deliverables of a key task: its outputs, and what its activities develop or update."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.model.deliverable import Deliverable, DeliverableSpec
from generator.model.keytask import Activity, KeyTask
from generator.model.rules import PlanRules
from generator.model.schedule import Schedule
from generator.schedule.estimating import outputs_of
from generator.schedule.naming import Names, mentions, words_of

GENERAL_TEMPLATE = "deliverable.md.j2"
STEM_LENGTH = 30

_JOINING = {"a", "an", "and", "for", "in", "of", "or", "the", "to", "with"}

# Names Windows keeps for devices, whatever the extension.
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}


def deliverables_of(key_tasks: Iterable[KeyTask], rules: PlanRules) -> tuple[Deliverable, ...]:
    """The deliverables of key tasks, each once: outputs in their order, then what activities name.

    An output that no spec knows gets the general template and a file named after it.
    """
    names = Names(rules)
    specs = {words_of(spec.name): spec for spec in rules.specs}
    taken = {_stem(spec.file).casefold() for spec in rules.specs if spec.file}
    found: dict[tuple[str, ...], Deliverable] = {}
    for key_task in key_tasks:
        asked = [(names.document(item.name), item.name) for item in key_task.outputs]
        asked += [
            (name, activity.text.plain)
            for activity in key_task.activities
            if (name := names.object_of(activity.text.plain))
        ]
        for name, words in asked:
            if words_of(name) in found:
                continue
            spec = specs.get(words_of(name))
            if spec is None:
                stem = file_stem(name, taken)
                taken.add(stem.casefold())
                spec = DeliverableSpec(name, file=stem, template=GENERAL_TEMPLATE)
            found[words_of(name)] = Deliverable(
                name=spec.name,
                asked_as=words,
                key_task=key_task.id,
                file=_file_name(spec),
                template=spec.template,
                spec=spec,
            )
    return tuple(found.values())


def companions_of(
    deliverables: Iterable[Deliverable], specs: Iterable[DeliverableSpec]
) -> tuple[Deliverable, ...]:
    """The documents that accompany deliverables and are none themselves, in their order."""
    deliverables = tuple(deliverables)
    names = {one.name for one in deliverables}
    specs = [spec for spec in specs if spec.accompanies and spec.template]
    return tuple(
        Deliverable(
            name=spec.name,
            asked_as=f"Accompanies the {main.name}",
            key_task=main.key_task,
            file=_file_name(spec),
            template=spec.template,
            spec=spec,
        )
        for main in deliverables
        for spec in specs
        if spec.name not in names and words_of(spec.accompanies) == words_of(main.name)
    )


def producer_of(name: str, key_task: KeyTask, names: Names) -> Activity | None:
    """The activity that produces a document, None for a key task without activities.

    It is the one whose `output` says so, else the last to develop it, else the last to mention it,
    else the last that ends. Work that ends comes before levels of effort.
    """
    wanted = words_of(names.document(name))
    activities = key_task.activities
    for activity in activities:
        if any(words_of(names.document(one)) == wanted for one in outputs_of(activity)):
            return activity
    ending = [activity for activity in activities if not activity.supports]
    develop = [one for one in activities if words_of(names.object_of(one.text.plain)) == wanted]
    mention = [one for one in ending if mentions(one.text.plain, name)]
    choices = ([one for one in develop if not one.supports], mention, develop, ending, activities)
    return next((choice[-1] for choice in choices if choice), None)


def tie_deliverables(
    deliverables: Sequence[Deliverable], schedule: Schedule, rules: PlanRules
) -> tuple[Deliverable, ...]:
    """The deliverables with the IDs and dates of their draft, review and approval."""
    milestones: dict[tuple[str, str], list[tuple[str, object]]] = {}
    for row in schedule.rows:
        plan = row.plan
        if plan.kind.is_milestone and plan.output and plan.key_task:
            key = (plan.key_task, plan.output)
            milestones.setdefault(key, []).append((row.id, row.finish))
    tied = []
    fields = ("draft", "review", "approval")[: len(rules.reviews)]
    for deliverable in deliverables:
        names = (deliverable.name, deliverable.spec.accompanies)
        found = next(filter(None, (milestones.get((deliverable.key_task, n)) for n in names)), [])
        values: dict[str, object] = {}
        for field, (row_id, day) in zip(fields, found, strict=False):
            values |= {f"{field}_id": row_id, field: day}
        tied.append(replace(deliverable, **values))  # type: ignore[arg-type]
    return tuple(tied)


def file_stem(name: str, taken: Iterable[str] = ()) -> str:
    """A file name for a deliverable: at most 30 safe characters, cut at a word.

    `taken` are the case-folded stems in use; a number tells a further one from them.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"['&]", "", plain.replace("(s)", "s"))
    words = re.findall(r"[A-Za-z0-9]+", plain) or ["Deliverable"]
    taken = set(taken)
    stem, number = _cut(words, STEM_LENGTH), 1
    if stem.casefold() in _RESERVED:
        stem += "-Document"
    first = stem
    while stem.casefold() in taken:
        number += 1
        stem = f"{_cut(first.split('-'), STEM_LENGTH - len(str(number)) - 1)}-{number}"
    return stem


def _cut(words: Sequence[str], length: int) -> str:
    """The words that fit, joined; a name that is cut does not end in a joining word."""
    fitting = [words[0][:length]]
    for word in words[1:]:
        if len("-".join([*fitting, word])) > length:
            while len(fitting) > 1 and fitting[-1].casefold() in _JOINING:
                fitting.pop()
            break
        fitting.append(word)
    return "-".join(fitting)


def _stem(file: str) -> str:
    return re.sub(r"\.(docx|xlsx|pptx|html)$", "", file)


def _file_name(spec: DeliverableSpec) -> str:
    if not spec.template:
        return ""
    if _stem(spec.file) != spec.file:
        return spec.file
    ending = ".xlsx" if spec.template.endswith(".xlsx") else ".docx"
    return f"{spec.file or file_stem(spec.name)}{ending}"
