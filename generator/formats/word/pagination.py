"""The page numbers in the contents and the list of tables of a document that we wrote.

They stand in PAGEREF fields and are results of these fields, so they are no content: a document
with them and the same without have one fingerprint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.formats.package import read_package, write_package
from generator.formats.word.markup import run

_DOCUMENT = "word/document.xml"
_FIELD = re.compile(  # as `contents` writes it
    rb'(PAGEREF (\w+) \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>)'
    rb'(?:<w:r><w:t xml:space="preserve">(\d+)</w:t></w:r>)?'
)


def with_page_numbers(data: bytes, pages: Mapping[str, int]) -> bytes:
    """The document with the page of each bookmark it refers to; without where none is known."""

    def filled(match: re.Match[bytes]) -> bytes:
        page = pages.get(match[2].decode())
        return match[1] + (run(str(page)).encode() if page else b"")

    parts = read_package(data)
    return write_package(parts | {_DOCUMENT: _FIELD.sub(filled, parts[_DOCUMENT])})


def page_numbers(data: bytes) -> dict[str, int]:
    """Bookmark to the page that the document shows for it; empty when it shows none.

    Raises:
        InputError: the bytes are no Office package.
    """
    fields = _FIELD.finditer(read_package(data).get(_DOCUMENT, b""))
    return {field[2].decode(): int(field[3]) for field in fields if field[3]}
