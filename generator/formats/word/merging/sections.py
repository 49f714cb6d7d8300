"""Sections and what stands in them, three ways."""

from __future__ import annotations

from collections.abc import Container, Hashable, Mapping, Sequence
from dataclasses import dataclass

from generator.formats.word.markup import Element
from generator.formats.word.merging.facts import keep_typed
from generator.formats.word.merging.hand import Hand, decide, typed
from generator.formats.word.merging.reading import Section, Unit
from generator.formats.word.merging.tables import merge_table
from generator.merge import Verdict, align, merge_order

_TABLE = "table "


@dataclass(frozen=True, slots=True)
class _Units:
    """The paragraphs and tables of one section, by the key of the one in the base."""

    base: Mapping[str, Unit]
    theirs: Mapping[str, Unit]
    ours: Mapping[str, Unit]

    @classmethod
    def of(cls, base: Section, theirs: Section, ours: Section) -> _Units:
        """The units of all three."""
        old = {unit.key or f"base {n}": unit for n, unit in enumerate(base.units)}
        their = _keyed(old, theirs.units, "theirs")
        return cls(old, their, _both_added(old, their, _keyed(old, ours.units, "ours")))

    def teach(self, hand: Hand) -> None:
        """Tells which list of theirs each list of ours is."""
        for key, unit in self.ours.items():
            if key in self.theirs and not unit.table:
                hand.transplant.learn(unit.element, self.theirs[key].element)


class SectionMerger:
    """Merges sections in a person's document.

    Attributes:
        held: keys of the sections left for another time, since they hold tracked changes or open
            comments.
    """

    def __init__(
        self,
        base: Sequence[Section],
        theirs: Sequence[Section],
        ours: Sequence[Section],
        hand: Hand,
    ) -> None:
        self._hand = hand
        self._base = {section.key: section for section in base}
        self._ours = {section.key: section for section in ours}
        self._theirs = _known(theirs, self._base.keys() | self._ours.keys())
        self.held = {key for key, one in self._theirs.items() if self._is_held(one)}
        self._places = {
            unit.key: unit
            for key, section in self._theirs.items()
            for unit in section.units
            if unit.key and key not in self.held
        }
        self._units = {
            key: _Units.of(self._base[key], self._theirs[key], self._ours[key])
            for key in self._base
            if key in self._theirs and key in self._ours and key not in self.held
        }
        for units in self._units.values():
            units.teach(hand)

    @property
    def free_blocks(self) -> dict[Element, str]:
        """The paragraphs and tables that were there and are not left for another time, each with
        the title of its section.
        """
        return {
            unit.element: section.title
            for key, section in self._theirs.items()
            if key not in self.held
            for unit in section.units
        }

    def merge(self) -> None:
        """Brings every section up to date; the order of sections is theirs."""
        base, theirs, ours = self._base, self._theirs, self._ours
        for key, section in base.items():
            if key not in theirs:
                self._hand.section = section.title
                self._merge_lost(section, ours.get(key))
        order = merge_order([*base], [*theirs], [*ours], follow_ours=False)
        previous: Element | None = None
        for key in order:
            self._hand.section = (theirs.get(key) or ours[key]).title
            previous = self._merge(key, previous)

    def _merge(self, key: str, previous: Element | None) -> Element | None:
        """Merges one section; returns the element it now ends with."""
        base, theirs, ours = (side.get(key) for side in (self._base, self._theirs, self._ours))
        if theirs is None:
            if ours is not None:
                self._hand.tell(Verdict.ADDED, ours.title)
            for unit in ours.units if ours else ():
                previous = self._hand.insert(unit.element, previous)
            return previous
        last = theirs.units[-1].element if theirs.units else previous
        if base is None:
            if ours and _fulls(theirs) != _fulls(ours):
                self._hand.disagree(theirs.units[0].element, theirs.title, _words(ours))
            return last
        changed = ours is None or _fulls(base) != _fulls(ours)
        if key in self.held:
            if changed:
                self._hand.tell(Verdict.HELD, theirs.title)
            return last
        if ours is not None:
            return self._merge_units(self._units[key], previous)
        if _fulls(base) != _fulls(theirs):
            self._hand.tell(Verdict.ORPHAN, theirs.title)
            return last
        self._hand.tell(Verdict.REMOVED, theirs.title)
        for unit in theirs.units:
            self._hand.pen.remove(unit.element)
        return previous

    def _merge_lost(self, base: Section, ours: Section | None) -> None:
        """A section without its anchor: deleted, or found again by its title and left as it is."""
        found = (
            section
            for key, section in self._theirs.items()
            if section.title == base.title and key not in self._base
        )
        section = next(found, None)
        if section is None:
            self._hand.tell(Verdict.DELETED, base.title)
        elif ours is None or _fulls(ours) != _fulls(base):
            text = _words(ours) if ours else ""
            self._hand.disagree(section.units[0].element, base.title, text)

    def _merge_units(self, units: _Units, previous: Element | None) -> Element | None:
        old, their, our = units.base, units.theirs, units.ours
        elsewhere = {
            key: self._places[key] for key in old if key not in their and key in self._places
        }
        for key, unit in old.items():
            if key in elsewhere and key in our:
                self._merge_unit(unit, elsewhere[key], our[key], stays=False)
            elif key not in their and key in our and unit.text.shape != our[key].text.shape:
                self._hand.tell(Verdict.DELETED, unit.text.words)
        for key in merge_order([*old], [*their], [*our], follow_ours=False):
            if key in elsewhere:
                continue
            if key not in their:
                self._hand.tell(Verdict.ADDED, our[key].text.words)
                previous = self._hand.insert(our[key].element, previous)
                continue
            stays = f"{_TABLE}{key}" in their and self._is_orphan(f"{_TABLE}{key}", old, their, our)
            standing = self._merge_unit(old.get(key), their[key], our.get(key), stays=stays)
            previous = previous if standing is None else standing
        return previous

    def _merge_unit(
        self, base: Unit | None, theirs: Unit, ours: Unit | None, *, stays: bool
    ) -> Element | None:
        """Merges one paragraph or table; returns what stands there now."""
        hand = self._hand
        if base is None:
            if ours and theirs.text.full != ours.text.full:
                hand.disagree(theirs.element, theirs.text.words, ours.text.words)
            return theirs.element
        if ours is None:
            if theirs.text.full != base.text.full or stays:
                hand.tell(Verdict.ORPHAN, theirs.text.words)
                return theirs.element
            hand.tell(Verdict.REMOVED, theirs.text.words)
            hand.pen.remove(theirs.element)
            return None
        if base.table and theirs.table and ours.table:
            return merge_table(base, theirs, ours, hand)
        verdict = decide(base.text, theirs.text, ours.text)
        if verdict is Verdict.UPDATED:
            new = hand.transplant.bring(ours.element, replaces=theirs.element)
            keep_typed(new, theirs.element, typed(base.text, theirs.text))
            hand.pen.replace(theirs.element, new)
            hand.tell(verdict, theirs.text.words)
        elif verdict is Verdict.CONFLICT:
            hand.disagree(theirs.element, theirs.text.words, ours.text.words)
        elif verdict is Verdict.KEPT:
            hand.tell(verdict, theirs.text.words)
        return theirs.element

    @staticmethod
    def _is_orphan(
        key: str, base: Mapping[str, Unit], theirs: Mapping[str, Unit], ours: Mapping[str, Unit]
    ) -> bool:
        """Whether a table is left out by us but stays, and so its caption stays."""
        return key in base and key not in ours and theirs[key].text.full != base[key].text.full

    def _is_held(self, section: Section) -> bool:
        return any(self._hand.comments.under_review(unit.element) for unit in section.units)


def _known(theirs: Sequence[Section], keys: Container[str]) -> dict[str, Section]:
    """Their sections by key; one without an anchor that is known is theirs alone."""
    return {
        section.key if not n or (section.key and section.key in keys) else f"theirs {n}": section
        for n, section in enumerate(theirs)
    }


def _keyed(base: Mapping[str, Unit], units: Sequence[Unit], prefix: str) -> dict[str, Unit]:
    """The units by the key of the one in the base that each came from."""
    keys = [*base]
    places = align([*base.values()], units, _same, lambda unit: unit.text.words, _kind)
    return {
        unit.key or f"{prefix} {n}" if place is None else keys[place]: unit
        for n, (unit, place) in enumerate(zip(units, places, strict=True))
    }


def _both_added(
    base: Mapping[str, Unit], theirs: Mapping[str, Unit], ours: Mapping[str, Unit]
) -> dict[str, Unit]:
    """Ours, with the keys of theirs for what both have added word for word."""
    new = {unit.text.full: key for key, unit in theirs.items() if key not in base}
    return {
        key if key in base else new.pop(unit.text.full, key): unit for key, unit in ours.items()
    }


def _same(unit: Unit) -> Hashable:
    return ("key", unit.key) if unit.key else unit.text.shape


def _kind(unit: Unit) -> Hashable:
    return unit.key or unit.table is not None


def _words(section: Section) -> str:
    return "\n".join(unit.text.words for unit in section.units)


def _fulls(section: Section) -> list[str]:
    return [unit.text.full for unit in section.units]
