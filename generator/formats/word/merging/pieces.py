"""A paragraph in pieces: words, fields, controls, links, and the marks between them.

Two versions of a paragraph are held against each other piece by piece, so that what both begin
and end with is left as it stands.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from lxml import etree

from generator.formats.word.effective import Styles, local
from generator.formats.word.lists import Lists
from generator.formats.word.looks import Looks
from generator.formats.word.markup import Element, value_at, w
from generator.formats.word.parts import Parts
from generator.formats.word.story import Story

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORDS = re.compile(r"\S+|\s+")
_ENOUGH = 3  # words
_INSIDE = frozenset(("rPr", "lastRenderedPageBreak", "annotationRef"))
_NOTES = {"footnoteReference": "/footnotes", "endnoteReference": "/endnotes"}
_RANGES = re.compile(r"(bookmark|commentRange|perm|(move|customXml).*Range)(Start|End)")


@dataclass(slots=True)
class Piece:
    """A word, or nodes that only mean something together.

    Attributes:
        key: equal, with the look, for pieces that are equal to a reader; a word is its text.
        first: the paragraph's child it begins in.
        last: the one it ends in.
        within: where in its run it begins: the run's child and the place in its text; None for
            its very beginning.
        look: how a word looks; None for anything else.
    """

    key: Hashable
    first: Element
    last: Element
    within: tuple[Element, int] | None = None
    look: Hashable = None

    def equals(self, other: Piece) -> bool:
        """Whether a reader sees the same."""
        return self.key == other.key and self.look == other.look


class Change(NamedTuple):
    """Pieces of theirs, and the pieces of ours that take their place; either may be none."""

    start: int
    end: int
    our_start: int
    our_end: int


@dataclass(slots=True)
class Pieces:
    """A paragraph's pieces, and its marks with the number of pieces before each."""

    pieces: list[Piece] = field(default_factory=list)
    marks: list[tuple[int, Element]] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        """Adds a piece; the rest of a word that is split over runs joins its beginning."""
        last = self.pieces[-1] if self.pieces else None
        marked = bool(self.marks) and self.marks[-1][0] == len(self.pieces)
        same = last is not None and not marked and last.look == piece.look is not None
        if last and same and str(last.key)[-1:].isspace() == str(piece.key)[:1].isspace():
            last.key, last.last = f"{last.key}{piece.key}", piece.last
        else:
            self.pieces.append(piece)


def is_mark(node: Element) -> bool:
    """Whether it is the start or end of a range, or the mark of a comment: no content itself."""
    name = local(node)
    if name == "r":
        return node.find(w("commentReference")) is not None
    return _RANGES.fullmatch(name) is not None


def parent_of(element: Element) -> Element:
    """The element around one that stands in a document."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("what stands in a document has a parent")
    return parent


def nodes(paragraph: Element) -> list[Element]:
    """The children of a paragraph, or of another holder of runs, without its properties."""
    return [one for one in paragraph if local(one) not in ("pPr", "sdtPr", "sdtEndPr")]


class PieceReader:
    """Reads paragraphs of one document as pieces."""

    def __init__(self, parts: Parts, styles: Styles) -> None:
        self._parts = parts
        self._looks = Looks(styles, Lists(None))  # an item's number is no piece

    def read(self, paragraph: Element, style: str) -> Pieces:
        """The pieces of a paragraph, as they look in a style."""
        found = Pieces()
        compound: list[Element] = []
        depth = 0
        for node in nodes(paragraph):
            if is_mark(node):
                found.marks.append((len(found.pieces), node))
                continue
            marks = [one.get(w("fldCharType")) for one in node.iter(w("fldChar"))]
            depth = max(0, depth + marks.count("begin") - marks.count("end"))
            if marks or compound or local(node) != "r":
                if local(node) != "proofErr":
                    compound.append(node)
                if not depth and compound:
                    found.pieces.append(self._compound(compound, style))
                    compound = []
            else:
                for piece in self._words(node, style):
                    found.add(piece)
        if compound:  # a field that ends in another paragraph
            found.pieces.append(self._compound(compound, style))
        return found

    def _compound(self, together: list[Element], style: str) -> Piece:
        tags = tuple(
            value_at(properties, w("tag")) or value_at(properties, w("alias"))
            for one in together
            for properties in one.iter(w("sdtPr"))
        )
        notes = tuple(self._notes(together))
        return Piece((tags, self._lines(together, style), notes), together[0], together[-1])

    def _words(self, run: Element, style: str) -> Iterator[Piece]:
        look = tuple(sorted(self._looks.run(style, run.find(w("rPr")), False).items()))
        begun = False
        for child in run:
            name = local(child)
            if name in _INSIDE or not isinstance(child.tag, str):
                continue
            if name == "t":
                texts = [(word[0], word.start()) for word in _WORDS.finditer(child.text or "")]
                found: list[tuple[Hashable, int]] = [*texts]
            elif name in _NOTES:
                found = [((name, *self._notes([run])), 0)]
            else:
                alone = etree.Element(run.tag)
                alone.extend(copy.deepcopy([*run.iterchildren(w("rPr")), child]))
                found = [((name, self._lines([alone], style)), 0)]
            for key, at in found:
                within = (child, at) if begun else None
                yield Piece(key, run, run, within, look if name == "t" else None)
                begun = True

    def _lines(self, together: list[Element], style: str) -> tuple[str, ...]:
        """The nodes in canonical form, notes aside: their numbers are no content."""
        body = etree.Element(w("body"))
        paragraph = etree.SubElement(body, w("p"))
        properties = etree.SubElement(paragraph, w("pPr"))
        etree.SubElement(properties, w("pStyle"), {w("val"): style})
        paragraph.extend(copy.deepcopy(one) for one in together if not is_mark(one))
        for note in [one for name in _NOTES for one in paragraph.iter(w(name))]:
            note.attrib.pop(w("id"), "")
        return tuple(Story(self._parts, self._looks, self._parts.main).lines(body))

    def _notes(self, together: list[Element]) -> Iterator[str]:
        """The lines of the notes that nodes refer to."""
        for name, kind in _NOTES.items():
            for reference in (one for node in together for one in node.iter(w(name))):
                part = self._parts.name_of(kind)
                for note in self._parts.tree(part) if part else ():
                    if note.get(w("id")) == reference.get(w("id")):
                        yield from Story(self._parts, self._looks, part).lines(note)


def cut(pieces: list[Piece], index: int) -> Element | None:
    """The node a piece begins with, its run split before it; None behind the last piece.

    Cut from the end of a paragraph to its beginning: the pieces behind a cut are then out of date.
    """
    if index >= len(pieces):
        return None
    piece = pieces[index]
    if piece.within is None:
        return piece.first
    run, (child, at) = piece.first, piece.within
    rest = run.makeelement(run.tag)
    rest.attrib.update(run.attrib)
    rest.extend(copy.deepcopy(run.findall(w("rPr"))))
    if at:
        later = child.makeelement(child.tag)
        text = child.text or ""
        child.text, later.text = text[:at], text[at:]
        for half in (child, later):
            half.set(_SPACE, "preserve")
        behind = list(child.itersiblings())
        rest.append(later)
    else:
        behind = [child, *child.itersiblings()]
    rest.extend(behind)
    run.addnext(rest)
    return rest


def changes(theirs: list[Piece], ours: list[Piece]) -> list[Change]:
    """Where two paragraphs differ, in order; a few words in common between are not left alone."""
    start, end = _common(theirs, ours)
    middles = [one[start : len(one) - end] for one in (theirs, ours)]
    old, new = ([(piece.key, piece.look) for piece in one] for one in middles)
    found: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal" and _tells(middles[0][a:b]):
            continue
        change = Change(start + a, start + b, start + c, start + d)
        if found and found[-1].end == change.start:
            change = Change(found[-1].start, change.end, found.pop().our_start, change.our_end)
        found.append(change)
    return found


def _tells(pieces: list[Piece]) -> bool:
    """Whether what stands between two changes is enough for a reader to hold on to."""
    words = [piece for piece in pieces if not str(piece.key).isspace()]
    return len(words) >= _ENOUGH or any(piece.look is None for piece in pieces)


def _common(theirs: list[Piece], ours: list[Piece]) -> tuple[int, int]:
    """How many pieces two paragraphs begin with in common, and how many they end with."""
    most = min(len(ours), len(theirs))
    start = 0
    while start < most and ours[start].equals(theirs[start]):
        start += 1
    end = 0
    while end < most - start and ours[-1 - end].equals(theirs[-1 - end]):
        end += 1
    return start, end
