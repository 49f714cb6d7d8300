"""Fields with their results, and the text a reader sees.

What a tracked change took out is no text: not what is deleted, nor what was moved away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.formats.word.markup import Element, w

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SHOWN = {
    w("tab"): "\t", w("br"): " ", w("cr"): " ", w("noBreakHyphen"): "\u2011", w("softHyphen"): "",
}  # fmt: skip
_PIECES = (w("t"), *_SHOWN)
_DELETED_TEXT = w("delText")
_INSTRUCTION, _DELETED_INSTRUCTION = w("instrText"), w("delInstrText")
_MARK, _SIMPLE = w("fldChar"), w("fldSimple")
_TAKEN_OUT = frozenset((w("del"), w("moveFrom")))
TRACKED = tuple(map(w, ("ins", "del", "moveFrom", "moveTo")))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ON = ("1", "true", "on")


@dataclass(slots=True)
class Field:
    """A field of a document.

    Attributes:
        begin: its first mark, or the whole `w:fldSimple`.
        instruction: what it computes, `SEQ Table \\* ARABIC`, blanks put together.
        separate: the mark before its result; None for one without a result.
        end: the last mark; None for a field that is not closed.
        pieces: what its result is made of, results of fields within included.
    """

    begin: Element
    instruction: str = ""
    separate: Element | None = None
    end: Element | None = None
    pieces: list[Element] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The text of the result."""
        return _text(piece for piece in self.pieces if is_there(piece))

    def show(self, text: str) -> bool:
        """Puts a text in place of the result; says whether that changed anything.

        A result that a tracked change runs through is left alone, and a locked field too.
        """
        marks = [mark for mark in (self.begin, self.separate, self.end) if mark is not None]
        changes = {_changes(element) for element in (*marks, *self.pieces)}
        if self.begin.get(w("fldLock")) in _ON or len(changes) > 1 or changes.pop() & _TAKEN_OUT:
            return False
        texts = [piece for piece in self.pieces if piece.tag == w("t")]
        if not texts or self.shown == text:
            return False
        texts[0].text = text
        texts[0].set(_SPACE, "preserve")
        for piece in self.pieces:
            if piece is not texts[0]:
                parent_of(piece).remove(piece)
        self.pieces = texts[:1]
        return True


def read_fields(root: Element) -> list[Field]:
    """The fields below an element, in the order in which they begin."""
    found: list[Field] = []
    open_: list[Field] = []
    for element in root.iter(_MARK, _SIMPLE, _INSTRUCTION, *_PIECES, _DELETED_TEXT):
        if element.tag == _SIMPLE:
            pieces = [piece for piece in element.iter(*_PIECES, _DELETED_TEXT) if _in_run(piece)]
            words = " ".join(str(element.get(w("instr"), "")).split())
            found.append(Field(element, words, pieces=pieces))
        elif element.tag == _MARK:
            kind = element.get(w("fldCharType"))
            if kind == "begin":
                open_.append(Field(element))
                found.append(open_[-1])
            elif kind == "separate" and open_:
                open_[-1].separate = element
            elif kind == "end" and open_:
                open_.pop().end = element
        elif element.tag == _INSTRUCTION:
            if open_ and open_[-1].separate is None:
                open_[-1].instruction += element.text or ""
        elif _in_run(element):
            for one in open_:
                if one.separate is not None:
                    one.pieces.append(element)
    for one in found:
        one.instruction = " ".join(one.instruction.split())
    return [one for one in found if next(one.begin.iterancestors(_FALLBACK), None) is None]


def paragraphs_of(root: Element) -> Iterator[Element]:
    """The paragraphs below an element, each once: a drawing's second version is left out."""
    fallbacks = {id(one) for fallback in root.iter(_FALLBACK) for one in fallback.iter(w("p"))}
    return (one for one in root.iter(w("p")) if id(one) not in fallbacks)


def text_of(paragraph: Element, after: Element | None = None, before: Element | None = None) -> str:
    """What a reader sees of a paragraph on one line; only what stands between two elements."""
    pieces: list[Element] = []
    for element in paragraph.iter():
        if element is after:
            pieces.clear()
        elif element is before:
            break
        elif (
            element.tag in _PIECES
            and _in_run(element)
            and is_there(element)
            and paragraph_around(element) is paragraph
        ):
            pieces.append(element)
    return _text(pieces)


def is_there(element: Element) -> bool:
    """Whether no tracked change has taken the element out."""
    return not any(ancestor.tag in _TAKEN_OUT for ancestor in element.iterancestors())


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ by nothing but their blanks."""
    return one.split() == other.split()


def paragraph_around(element: Element) -> Element | None:
    """The paragraph that an element stands in."""
    return next(element.iterancestors(w("p")), None)


def parent_of(element: Element | None) -> Element:
    """The parent of an element that has one."""
    parent = None if element is None else element.getparent()
    if parent is None:
        raise ValueError("a root has no parent")
    return parent


def toggled(pattern: str, instruction: str) -> re.Match[str] | None:
    """The instruction held against a pattern, without the switches that only say how it looks."""
    words = re.sub(r"\\\*\s*(MERGEFORMAT|ARABIC)", "", instruction, flags=re.IGNORECASE)
    return re.fullmatch(pattern, " ".join(words.split()), re.IGNORECASE)


def _text(pieces: Iterable[Element]) -> str:
    return "".join(_SHOWN.get(str(piece.tag), piece.text or "") for piece in pieces)


def _in_run(element: Element) -> bool:
    return parent_of(element).tag == w("r")


def _changes(element: Element) -> frozenset[str]:
    return frozenset(str(one.tag) for one in element.iterancestors(*TRACKED))
