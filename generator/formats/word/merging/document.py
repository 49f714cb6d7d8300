"""A whole document, three ways: what was written, what a person made of it, what it would be now.

A section runs from heading to heading; what a person did not touch is brought up to date in place,
what they edited stays, and what both changed stays theirs with ours in a comment beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lxml import etree

from generator.formats.package import read_package
from generator.formats.patching import Patched
from generator.formats.word.markup import Element, w
from generator.formats.word.merging.comments import Comments
from generator.formats.word.merging.facts import settle_facts
from generator.formats.word.merging.frame import merge_headers, merge_properties
from generator.formats.word.merging.hand import Hand, Item, Typed
from generator.formats.word.merging.numbers import refresh_fields
from generator.formats.word.merging.pens import PlainPen, RedlinePen
from generator.formats.word.merging.reading import (
    ANCHOR,
    Known,
    Section,
    aliases_of,
    fact_key,
    read_sections,
)
from generator.formats.word.merging.sections import SectionMerger
from generator.formats.word.merging.transplant import Transplant
from generator.formats.word.merging.turning import turn_pages
from generator.formats.word.parts import Parts

_REFERENCE = re.compile(r"\s*REF (_Ref\d+)\b")


@dataclass(frozen=True, slots=True)
class Merged:
    """A person's document brought up to date.

    Attributes:
        data: the file; theirs, byte for byte, where nothing was to be done.
        items: what became of each place, in the order of the document.
        typed: what people typed into controls, by the fact's key of project.yml.
        held: sections left for another time, for the base of the next run to stay what it was.
        waiting: our comments that nobody has answered yet.
        broken: titles of the sections in which a cross-reference leads to what is not there.
    """

    data: bytes
    items: tuple[Item, ...]
    typed: Mapping[str, Typed]
    held: frozenset[str]
    waiting: tuple[str, ...]
    broken: tuple[str, ...] = ()


def merge_documents(
    base: bytes,
    theirs: bytes,
    ours: bytes,
    *,
    day: date,
    redline: bool = False,
    held: Mapping[str, bytes] | None = None,
) -> Merged | None:
    """The person's document with what is new, or None where no anchor of it is left.

    Args:
        base: what was written last time; `held` has older ones, for sections held back since then.
        theirs: what stands there now.
        ours: what would be written now.
        day: the data date, which comments and tracked changes carry.
        redline: whether changes are written as tracked ones, for a person to accept or reject.

    Raises:
        InputError: theirs is no readable Word document.
    """
    old, new = Parts(read_package(base)), Patched(read_package(ours))
    parts = read_package(theirs)
    their = Patched(parts)
    tree = their.tree(their.main)
    before = etree.tostring(tree)
    old_tree, new_tree = old.tree(old.main), new.tree(new.main)
    aliases = aliases_of(new_tree) | aliases_of(old_tree)
    known: defaultdict[tuple[bytes, ...], Known] = defaultdict(dict)
    old_sections = read_sections(old, old_tree, aliases, (), known[_looks(old)])
    old_sections = _with_held(old_sections, held or {}, aliases)
    anchors = {section.key for section in old_sections if section.key}
    if anchors.isdisjoint(_bookmarks(tree)):
        return None
    body = next(tree.iter(w("body")))
    pen = RedlinePen(their, day) if redline else PlainPen(their)
    hand = Hand(body, pen, Transplant(new, their), Comments(their, day))
    sections = SectionMerger(
        old_sections,
        read_sections(their, tree, aliases, anchors, known[_looks(their)]),
        read_sections(new, new_tree, aliases, (), known[_looks(new)]),
        hand,
    )
    sections.merge()
    turn_pages(body, hand.inserted, next(new_tree.iter(w("body"))))
    facts = {
        (fact.key, fact.text)
        for section in old_sections
        for unit in section.units
        for fact in unit.text.facts
    }
    settle_facts(sections.free_blocks, facts, _controls(new_tree), aliases, hand)
    merge_headers(old, their, new, hand)
    merge_properties(old, their, new)
    refresh_fields(tree, _root(their, "/styles"), _root(their, "/numbering"))
    hand.transplant.tidy()
    now = their.parts()
    unchanged = etree.tostring(tree) == before and now | {their.main: b""} == parts | {
        their.main: b""
    }
    return Merged(
        data=theirs if unchanged else their.data(),
        items=tuple(hand.items),
        typed=hand.typed,
        held=frozenset(sections.held),
        waiting=tuple(hand.comments.waiting()),
        broken=tuple(_broken(tree, their, aliases)),
    )


def _looks(parts: Parts) -> tuple[bytes, ...]:
    """What decides how a paragraph looks beside its own XML."""
    names = (parts.name_of(kind) for kind in ("/styles", "/numbering", "/theme"))
    return tuple(parts.bytes_of(name) if name else b"" for name in names)


def _root(parts: Parts, kind: str) -> Element | None:
    name = parts.name_of(kind)
    return parts.tree(name) if name else None


def _with_held(
    sections: list[Section], held: Mapping[str, bytes], aliases: Mapping[str, str]
) -> list[Section]:
    """The sections of the base; those held back are what they were when they were last offered."""
    older: dict[bytes, dict[str, Section]] = {}
    for data in set(held.values()):
        parts = Parts(read_package(data))
        read = read_sections(parts, parts.tree(parts.main), aliases)
        older[data] = {section.key: section for section in read}
    kept = {key: older[data][key] for key, data in held.items() if key in older[data]}
    known = {section.key for section in sections}
    return [
        *(kept.get(section.key, section) for section in sections),
        *(section for key, section in kept.items() if key not in known),
    ]


def _broken(tree: Element, parts: Parts, aliases: Mapping[str, str]) -> Iterator[str]:
    """The title of each section with a cross-reference of ours whose target was deleted."""
    names = {str(one.get(w("name"))) for one in tree.iter(w("bookmarkStart"))}
    lost = {
        one
        for one in tree.iter(w("instrText"))
        if (found := _REFERENCE.match(one.text or "")) and found[1] not in names
    }
    for section in read_sections(parts, tree, aliases) if lost else ():
        if any(not lost.isdisjoint(unit.element.iter(w("instrText"))) for unit in section.units):
            yield section.title


def _bookmarks(tree: Element) -> set[str]:
    names = (str(one.get(w("name"), "")) for one in tree.iter(w("bookmarkStart")))
    return {name for name in names if name.startswith(ANCHOR)}


def _controls(tree: Element) -> dict[str, Element]:
    """A control for each fact; the first that shows it stands for all."""
    found: dict[str, Element] = {}
    for control in tree.iter(w("sdt")):
        if key := fact_key(control, {}):
            found.setdefault(key, control)
    return found
