"""Footnotes: numbered marks in the text, and the notes in a part of their own."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.formats.word.markup import NAMESPACES, Element, paragraph, run, w
from generator.formats.word.parts import Parts
from generator.formats.word.reference import Styles

_ID = w("id")


class Footnotes:
    """The notes of a document, behind those that a cover has.

    Word counts them; what stands here is only which mark belongs to which note.
    """

    def __init__(self, package: Parts, styles: Styles) -> None:
        self._package = package
        self._text = styles["footnote text"]
        self._mark = f'<w:rPr><w:rStyle w:val="{styles["footnote reference"]}"/></w:rPr>'

    def add(self, content: str) -> str:
        """The run with the mark of a new note that holds these runs."""
        notes = self._package.root("footnotes")
        number = 1 + max([0, *_numbers(notes)])
        words = f"<w:r>{self._mark}<w:footnoteRef/></w:r>{run(' ')}{content}"
        note = f'<w:footnote w:id="{number}">{paragraph(self._text, words)}</w:footnote>'
        notes.extend(etree.fromstring(f"<w:footnotes {NAMESPACES}>{note}</w:footnotes>"))
        return f'<w:r>{self._mark}<w:footnoteReference w:id="{number}"/></w:r>'


def _numbers(notes: Element) -> Iterator[int]:
    return (int(str(note.get(_ID))) for note in notes if note.get(_ID))


def lend_footnotes(own: Parts, ours: Parts) -> None:
    """Gives a reference without footnotes the lines that stand above them."""
    if not own.name_of("/footnotes"):
        own.add("footnotes", ours.bytes_of(ours.name_of("/footnotes")))
