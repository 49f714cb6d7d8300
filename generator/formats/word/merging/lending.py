"""Styles and lists of a new document, as a person's document has them; what it lacks is lent."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from itertools import count

from generator.formats.patching import Patched
from generator.formats.word.looks import style_of
from generator.formats.word.markup import Element, value_at, w
from generator.formats.word.merging.pieces import parent_of
from generator.formats.word.parts import Parts

_NUMBER = f"{w('pPr')}/{w('numPr')}/{w('numId')}"
_USES = tuple(map(w, ("pStyle", "rStyle", "tblStyle", "basedOn", "link")))
_LINKS_TO_STYLES = tuple(map(w, ("pStyle", "styleLink", "numStyleLink")))


class Lending:
    """Which style and which list of the target stands for one of the source."""

    def __init__(self, source: Parts, target: Patched) -> None:
        self._source, self._target = source, target
        self._ours, self._theirs = (_Styles(one) for one in (source, target))
        self._numbers: dict[str, str] = {"": "", "0": "0"}
        self._abstracts: dict[str, str] = {}

    def learn(self, ours: Element, theirs: Element) -> None:
        """Notes which list of the target the paragraph of a list of ours is in."""
        number = value_at(ours, _NUMBER)
        style = style_of(theirs.find(w("pPr")), "pStyle")
        their_number = value_at(theirs, _NUMBER) or self._theirs.number(style)
        if number and their_number.strip("0"):
            self._numbers.setdefault(number, their_number)

    def adapt(self, new: Element) -> None:
        """Gives a copy of ours the ids by which the target knows its styles and lists."""
        for numbering in list(new.iter(w("numPr"))):
            number = numbering.find(w("numId"))
            style = style_of(numbering.getparent(), "pStyle")
            if number is not None:
                number.set(w("val"), self._number(str(number.get(w("val"))), style))
        for reference in new.iter(*_USES):
            reference.set(w("val"), self._style(str(reference.get(w("val")))))

    def _style(self, ours: str) -> str:
        """The id of the target's style of the same name, lent where there is none."""
        style = self._ours.by_id.get(ours)
        if style is None:
            return ours
        key = _key(style)
        if key not in self._theirs.ids:
            new = copy.deepcopy(style)
            new.attrib.pop(w("default"), "")
            new_id = next(
                one for n in count() if (one := f"{ours}{n or ''}") not in self._theirs.by_id
            )
            new.set(w("styleId"), new_id)
            for following in new.findall(w("next")):
                new.remove(following)  # itself, which every document has
            self._theirs.add(new)
            self._target.changed_part("styles").append(new)
            self.adapt(new)
        return self._theirs.ids[key]

    def _number(self, ours: str, style: str) -> str:
        """The number of the target's list for one of ours.

        That is the one that was learnt; for bullets that of their style; for others a new one
        that counts as ours does.
        """
        num = self._num(self._source, ours)
        if ours not in self._numbers and num is not None:
            their_style = self._theirs.number(self._style(style)) if style else ""
            model = self._num(self._target, their_style)
            if model is not None and self._is_bullet(num):
                self._numbers[ours] = their_style
            else:
                abstract = value_at(model, w("abstractNumId"))
                abstract = abstract or self._abstract(value_at(num, w("abstractNumId")))
                self._numbers[ours] = self._add_number(num, abstract)
        return self._numbers.get(ours, ours)

    def _add_number(self, ours: Element, abstract: str) -> str:
        numbering = self._target.changed_part("numbering")
        nums = numbering.findall(w("num"))
        number = _free(one.get(w("numId")) for one in nums)
        new = copy.deepcopy(ours)
        new.set(w("numId"), number)
        new[0].set(w("val"), abstract)
        _put_behind(numbering, ("numPicBullet", "abstractNum", "num"), new)
        return number

    def _abstract(self, ours: str) -> str:
        """The id, in the target, of a definition of ours."""
        if ours not in self._abstracts:
            numbering = self._target.changed_part("numbering")
            new = copy.deepcopy(_find(self._source, "abstractNum", "abstractNumId", ours))
            if new is None:
                return ours
            there = numbering.findall(w("abstractNum"))
            self._abstracts[ours] = _free(one.get(w("abstractNumId")) for one in there)
            new.set(w("abstractNumId"), self._abstracts[ours])
            for link in list(new.iter(*_LINKS_TO_STYLES)):
                parent_of(link).remove(link)
            _put_behind(numbering, ("numPicBullet", "abstractNum"), new)
        return self._abstracts[ours]

    def _is_bullet(self, num: Element) -> bool:
        abstract = value_at(num, w("abstractNumId"))
        definition = _find(self._source, "abstractNum", "abstractNumId", abstract)
        return value_at(definition, f"{w('lvl')}/{w('numFmt')}") == "bullet"

    def _num(self, package: Parts, number: str) -> Element | None:
        return _find(package, "num", "numId", number)


class _Styles:
    """The styles of a document, by id, by kind and name, and with their lists."""

    def __init__(self, package: Parts) -> None:
        self.by_id: dict[str, Element] = {}
        self.ids: dict[tuple[str, str], str] = {}
        name = package.name_of("/styles")
        for style in package.tree(name).iterfind(w("style")) if name else ():
            self.add(style)

    def add(self, style: Element) -> None:
        """Adds a style."""
        style_id = str(style.get(w("styleId")))
        self.by_id[style_id] = style
        self.ids.setdefault(_key(style), style_id)

    def number(self, style_id: str) -> str:
        """The number of the list a style puts its paragraphs in; empty for none."""
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            if found := value_at(self.by_id[style_id], _NUMBER):
                return found
            style_id = value_at(self.by_id[style_id], w("basedOn"))
        return ""


def _key(style: Element) -> tuple[str, str]:
    return str(style.get(w("type"))), value_at(style, w("name")).lower()


def _find(package: Parts, tag: str, attribute: str, value: str) -> Element | None:
    name = package.name_of("/numbering")
    found = package.tree(name).iterfind(w(tag)) if name else ()
    return next((one for one in found if one.get(w(attribute)) == value), None)


def _free(taken: Iterable[str | None]) -> str:
    known = set(taken)
    return next(str(number) for number in count(1) if str(number) not in known)


def _put_behind(parent: Element, names: tuple[str, ...], new: Element) -> None:
    before = {w(name) for name in names}
    place = max((n for n, one in enumerate(parent, 1) if one.tag in before), default=0)
    parent.insert(place, new)
