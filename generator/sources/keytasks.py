"""A key-task definition, as the playbook publishes it, to a `KeyTask`."""

from __future__ import annotations

import re

from generator.errors import Problem, errors_of
from generator.model.keytask import Item, KeyTask, Stakeholder
from generator.model.text import RichText
from generator.sources.activities import read_activities, read_parties
from generator.sources.fields import Fields, nearest
from generator.sources.frontmatter import read_front_matter
from generator.sources.markup import link_target, plain_text, rich_text
from generator.sources.repairs import repair_key_task
from generator.sources.tree import Document, Mapping, Node, Scalar, plain

CATEGORIES = ("programManagement", "workforce", "technology", "process")

_LISTS = ("activities", "activitiesGroups", "inputs", "outputs", "stakeholders", "bestPractice")
_KEYS = (
    "layout", "phase", "keyTask", "permalink", "name", "objective", "responsibleParty", "category",
    "activitiesText", "activities-text", *_LISTS,
)  # fmt: skip
_MAX_NUMBER = 999


def parse_key_task(text: str | bytes, file: str) -> tuple[KeyTask | None, tuple[Problem, ...]]:
    """The key task, and all problems of its file in the order of their places.

    The key task is None where any problem is an error. It reads every shape the playbook has had
    since 2019; unknown top-level keys are kept in `extra`.
    """
    document, _, _, problems = read_front_matter(text, file, repair=repair_key_task)
    if document is None:
        return None, tuple(sorted(problems))
    fields = Fields(problems)
    key_task = _key_task(fields, document)
    found = tuple(sorted(dict.fromkeys(fields.problems)))
    return (None if errors_of(found) else key_task), found


def _key_task(fields: Fields, document: Document) -> KeyTask | None:
    if not isinstance(document.root, Mapping):
        remedy = "write `phase: 1`, `keyTask: 2`, `name: ...` and so on, one key a line"
        fields.error(document.place(), "the front matter is not a list of keys", remedy)
        return None
    root = document.root
    broken = errors_of(fields.problems)  # a list may be missing only because of one of these
    values = fields.known(root, _KEYS, "")
    read = {id(value) for value in values.values()}
    phase, number = _number(fields, values, "phase", root), _number(fields, values, "keyTask", root)
    name = fields.text(values.get("name"), "the name")
    if not name:
        _missing(fields, root, "name", "name: Establish the Program Management Office")
    parties = read_parties(fields, values.get("responsibleParty"))
    noted = len(fields.problems)
    activities = read_activities(
        fields,
        values.get("activities"),
        values.get("activitiesGroups"),
        f"{phase}.{number}",
        parties,
    )
    if not activities and not broken and len(fields.problems) == noted:
        _missing(fields, root, "activities", "activities:` and below it `- text: ...")
    if phase is None or number is None:
        return None
    return KeyTask(
        phase=phase,
        number=number,
        name=name,
        objective=rich_text(fields.source(values.get("objective"), "the objective")),
        parties=parties,
        category=_category(fields, values.get("category")),
        activities=activities,
        inputs=_items(fields, values.get("inputs"), "an input"),
        outputs=_items(fields, values.get("outputs"), "an output"),
        stakeholders=_stakeholders(fields, values.get("stakeholders")),
        best_practices=tuple(
            rich_text(entry.source)
            for entry in fields.entries(values.get("bestPractice"), ("text",), "a best practice")
        ),
        place=document.key_place(("keyTask",)),
        lead_in=_lead_in(fields, values),
        permalink=fields.text(values.get("permalink"), "the permalink"),
        extra={key: plain(value) for key, value in root if id(value) not in read},
    )


def _missing(fields: Fields, root: Mapping, key: str, example: str) -> None:
    written = root.key(key)
    fact = f"`{key}` has no value" if written else f"the key `{key}` is missing"
    fields.error(written.place if written else root.place, fact, f"write `{example}`")


def _number(fields: Fields, values: dict[str, Node], key: str, root: Mapping) -> int | None:
    """A whole number; `keyTask: 1.10` is refused, for as a number it would be 1.1."""
    node = values.get(key)
    example = f"{key}: {1 if key == 'phase' else 2}"
    if node is None or (isinstance(node, Scalar) and not node.text):
        _missing(fields, root, key, example)
        return None
    text = node.text.strip() if isinstance(node, Scalar) else ""
    if re.fullmatch("0|[1-9][0-9]{0,2}", text):
        return int(text)
    if match := re.fullmatch(r"([0-9]+)\.([0-9]+)", text):
        remedy = f"write `phase: {int(match[1])}` and `keyTask: {int(match[2])}`"
    elif re.fullmatch("0+[1-9][0-9]{0,2}", text):
        remedy = f"write `{key}: {int(text)}`"
    else:
        remedy = f"write a number up to {_MAX_NUMBER}, such as `{example}`"
    written = f"`{text}` is not a whole number" if text else "a whole number must stand here"
    fields.error(node.place, f"{key}: {written}", remedy)
    return None


def _category(fields: Fields, node: Node | None) -> str:
    category = fields.text(node, "the category")
    if node is None or not category or category in CATEGORIES:
        return category
    meant = nearest(category, CATEGORIES)
    remedy = f"write `{meant}`" if meant else f"the playbook has {', '.join(CATEGORIES)}"
    fields.warn(node.place, f"the category `{category}` is unknown", remedy)
    return category


def _lead_in(fields: Fields, values: dict[str, Node]) -> RichText:
    node = values.get("activitiesText", values.get("activities-text"))
    return rich_text(fields.source(node, "the text above the activities"))


def _items(fields: Fields, node: Node | None, what: str) -> tuple[Item, ...]:
    items = []
    for entry in fields.entries(node, ("text", "filename", "url"), what):
        url_node = entry.values.get("url")
        url = fields.source(url_node, "a link")
        if url_node is not None and url and not link_target(url) and not url.startswith("/"):
            fact = f"`{url}` is no web address and is left out"
            fields.warn(url_node.place, fact, "write an address that begins with https://")
        filename = fields.text(entry.values.get("filename"), "a file name")
        items.append(Item(rich_text(entry.source), filename, link_target(url), entry.place))
    return tuple(items)


def _stakeholders(fields: Fields, node: Node | None) -> tuple[Stakeholder, ...]:
    return tuple(
        Stakeholder(
            RichText.of(plain_text(entry.source)),
            read_parties(fields, entry.values.get("responsibleParty")),
            entry.place,
        )
        for entry in fields.entries(node, ("text", "responsibleParty"), "a stakeholder")
    )
