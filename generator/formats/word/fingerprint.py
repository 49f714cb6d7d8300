"""The fingerprint of a document's content: has a person edited this file?

What a reader can see or hear counts: text, styles, numbering, formatting, tables, pictures, links,
alternative text, notes, comments, tracked changes, headers and footers. What a save changes by
itself does not: revision marks, bookmarks, languages, results of fields, split runs, custom XML,
and where formatting is kept. In doubt something counts: an edit taken for noise would be lost,
noise taken for an edit only makes a person look.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from generator.formats.package import read_package
from generator.formats.word.looks import looks_of
from generator.formats.word.markup import w
from generator.formats.word.parts import Parts
from generator.formats.word.story import Story, line

_NOTES = ("/footnotes", "/endnotes", "/comments")


def content_fingerprint(data: bytes) -> str:
    """The hash of the content of a .docx, 64 hexadecimal digits.

    Raises:
        InputError: the bytes are no readable Word document.
    """
    digest = hashlib.sha256()
    for text in canonical_lines(data):
        digest.update(f"{text}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def canonical_lines(data: bytes) -> Iterator[str]:
    """The content of a .docx in one form, whichever program saved it last.

    Raises:
        InputError: the bytes are no readable Word document.
    """
    parts = Parts(read_package(data))
    looks = looks_of(parts)
    yield from Story(parts, looks, parts.main).lines(parts.tree(parts.main))
    for kind in _NOTES:
        name = parts.name_of(kind)
        for note in parts.tree(name) if name else ():
            if note.get(w("type")) in (None, "normal"):  # the others are the lines above notes
                yield line(kind, note.get(w("author"), ""))
                yield from Story(parts, looks, name).lines(note)
