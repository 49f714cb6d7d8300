"""Elements of a new document, brought into a person's: styles, lists, links, pictures and ids."""

from __future__ import annotations

import copy
import posixpath

from generator.formats.patching import Patched
from generator.formats.word.markup import WP, Element, R, w
from generator.formats.word.merging.lending import Lending
from generator.formats.word.parts import Parts

_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_PICTURES = {".jpg": "image/jpeg", ".svg": "image/svg+xml", ".emf": "image/x-emf"}
_OF_TEXT = (None, "normal")


class Transplant:
    """Brings elements from a document of ours into a person's.

    Args:
        source: our new document; it is not changed.
        target: the person's.
    """

    def __init__(self, source: Parts, target: Patched) -> None:
        self._source, self._target = source, target
        self._lending = Lending(source, target)
        self._body = target.tree(target.main)
        self._referred = self._references()
        self._holders: dict[str, list[Element]] = {}
        for start in self._body.iter(w("bookmarkStart")):
            self._holders.setdefault(str(start.get(w("name"))), []).append(start)

    def learn(self, ours: Element, theirs: Element) -> None:
        """Learns which list of theirs a list item of ours is in; before anything is brought.

        Args:
            ours: a paragraph of our document.
            theirs: the same paragraph in the person's.
        """
        self._lending.learn(ours, theirs)

    def bring(self, element: Element, *, replaces: Element | None = None) -> Element:
        """A copy of a paragraph, table, row, cell or inline of ours, fit for the person's document.

        It has no section break. A bookmark whose name stands elsewhere in the person's document is
        left out.

        Args:
            element: an element of our main part.
            replaces: what it will stand for: names in there may be taken.
        """
        new = copy.deepcopy(element)
        new.tail = None
        for section in list(new.iter(w("sectPr"))):
            _take_out(section)
        self._bookmarks(new, replaces)
        self._adapt(new, self._source.main, self._target.main)
        return new

    def tidy(self) -> None:
        """Takes out the notes that the target's text referred to, or that were brought, and no
        longer does; to be called last.
        """
        for kind, number in sorted(self._referred - self._references()):
            notes = self._target.changed_part(kind)
            for note in [one for one in notes if one.get(w("id")) == number]:
                notes.remove(note)

    def _adapt(self, new: Element, source: str, target: str) -> None:
        """Makes a copy fit for a part of the target, all but its bookmarks."""
        self._lending.adapt(new)
        for node in new.iter():
            for key, identity in list(node.attrib.items()):
                if str(key).startswith(f"{{{R}}}"):
                    node.set(key, self._relation(str(identity), source, target))
        for number in new.iterfind(f".//{w('sdtPr')}/{w('id')}"):
            number.set(w("val"), str(self._target.free_number()))
        for drawing in new.iter(f"{{{WP}}}docPr"):
            drawing.set("id", str(self._target.free_number()))
        for tag, kind in _NOTES.items():
            for reference in new.iter(tag):
                reference.set(w("id"), self._note(kind, str(reference.get(w("id")))))

    def _bookmarks(self, new: Element, replaces: Element | None) -> None:
        ends = {str(end.get(w("id"))): end for end in new.iter(w("bookmarkEnd"))}
        for start in list(new.iter(w("bookmarkStart"))):
            name, end = str(start.get(w("name"))), ends.pop(str(start.get(w("id"))), None)
            holders = self._holders.setdefault(name, [])
            if end is None or any(self._stands_elsewhere(one, replaces) for one in holders):
                for one in (start, end):
                    _take_out(one)
                continue
            number = str(self._target.free_number())
            start.set(w("id"), number)
            end.set(w("id"), number)
            holders.append(start)
        for end in ends.values():
            _take_out(end)

    def _stands_elsewhere(self, start: Element, replaces: Element | None) -> bool:
        if start.getroottree().getroot() is not self._body:
            return False
        return replaces is None or replaces not in start.iterancestors()

    def _relation(self, identity: str, source: str, target: str) -> str:
        """The id, in a part of the target, of what a relationship of ours leads to."""
        ours = self._source.relationships(source).get(identity)
        if ours is None:
            return identity
        if ours.external:
            return self._target.relate(target, ours.kind, ours.target, external=True)
        data = self._source.bytes_of(ours.target)
        name = self._target.name_of_content(data)
        if not name:
            start, end = posixpath.splitext(ours.target)
            name = self._target.free_name(start.rstrip("0123456789"), end)
            self._target.put(name, data, _PICTURES.get(end.lower(), f"image/{end[1:].lower()}"))
        return self._target.relate(target, ours.kind, name)

    def _note(self, kind: str, number: str) -> str:
        """The number, in the target, of a copy of a note of ours."""
        ours = self._source.name_of(f"/{kind}")
        notes = self._source.tree(ours) if ours else ()
        note = next((one for one in notes if one.get(w("id")) == number), None)
        if note is None:
            return number
        lacking = not self._target.name_of(f"/{kind}")
        there = self._target.changed_part(kind)
        if lacking:  # the lines above notes
            lines = [one for one in notes if one.get(w("type")) not in _OF_TEXT]
            there.extend(copy.deepcopy(lines))
        new = copy.deepcopy(note)
        new.set(w("id"), str(self._target.free_number()))
        self._adapt(new, ours, self._target.name_of(f"/{kind}"))
        there.append(new)
        self._referred.add((kind, str(new.get(w("id")))))
        return str(new.get(w("id")))

    def _references(self) -> set[tuple[str, str]]:
        """Kind and number of the notes the target's text refers to."""
        return {
            (kind, str(reference.get(w("id"))))
            for tag, kind in _NOTES.items()
            for reference in self._body.iter(tag)
        }


def _take_out(element: Element | None) -> None:
    if element is not None and (parent := element.getparent()) is not None:
        parent.remove(element)
