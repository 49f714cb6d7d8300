"""Results of the fields that we compute, brought up to date after a merge.

Word would do so when a person updates all fields. Numbers of captions, cross-references to
captions and headings, the contents and the list of tables then say what stands in the document.
Fields of other kinds are a person's and stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.formats.word.effective import Styles
from generator.formats.word.lists import Lists
from generator.formats.word.markup import Element, w
from generator.formats.word.merging.fields import (
    Field,
    is_there,
    paragraph_around,
    read_fields,
    same_words,
    text_of,
    toggled,
)
from generator.formats.word.merging.headings import (
    Bookmark,
    Heading,
    bookmarks_of,
    headings_of,
)
from generator.formats.word.merging.listings import refresh_listings

_KINDS = ("Table", "Figure")


def refresh_fields(document: Element, styles: Element | None, numbering: Element | None) -> bool:
    """Whether a result was out of date; all are right afterwards, and nothing else has changed.

    Args:
        document: the root of the document's part; changed in place.
        styles: the root of its styles; None without.
        numbering: the root of its lists; None without.
    """
    fields = read_fields(document)
    captions = {kind: _captions(fields, kind) for kind in _KINDS}
    changed = [_count(captions[kind], kind) for kind in _KINDS]
    captioned = {kind: [paragraph for _, paragraph in captions[kind]] for kind in _KINDS}
    resolved = Styles(styles, {})
    headings = headings_of(document, resolved, Lists(numbering))
    bookmarks = bookmarks_of(document)
    paragraphs = [paragraph for kind in _KINDS for paragraph in captioned[kind]]
    changed.append(_refer(fields, bookmarks, headings, paragraphs))
    changed.append(refresh_listings(document, fields, headings, captioned, bookmarks, resolved))
    return any(changed)


def _captions(fields: Iterable[Field], kind: str) -> list[tuple[Field, Element]]:
    """The fields that number captions of a kind, and their paragraphs."""
    return [
        (field, paragraph)
        for field in fields
        if toggled(rf"SEQ {kind}\b.*", field.instruction) and is_there(field.begin)
        if (paragraph := paragraph_around(field.begin)) is not None
    ]


def _count(captions: Sequence[tuple[Field, Element]], kind: str) -> bool:
    """Numbers captions one by one, unless a person restarts or repeats numbers among them."""
    if not all(toggled(f"SEQ {kind}", field.instruction) for field, _ in captions):
        return False
    changed = [field.show(str(number)) for number, (field, _) in enumerate(captions, 1)]
    return any(changed)


def _refer(
    fields: Iterable[Field],
    bookmarks: Mapping[str, Bookmark],
    headings: Sequence[Heading],
    captions: Sequence[Element],
) -> bool:
    of_paragraph = {id(heading.paragraph): heading for heading in headings}
    captioned = set(map(id, captions))
    changed = []
    for field in fields:
        reference = toggled(r"REF (_Ref\d+)( \\r)?( \\h)?", field.instruction)
        bookmark = bookmarks.get(reference[1]) if reference else None
        if not reference or bookmark is None or bookmark.paragraph is None:
            continue
        heading = of_paragraph.get(id(bookmark.paragraph))
        if heading is not None:
            # Word leaves out the full stop that ends a number.
            right = heading.label.rstrip(".") if reference[2] else heading.text
            written = heading.label if reference[2] else right
        elif id(bookmark.paragraph) in captioned and not reference[2]:
            right = written = _marked(bookmark)
        else:
            continue
        if right and not same_words(field.shown, written):
            changed.append(field.show(right))
    return any(changed)


def _marked(bookmark: Bookmark) -> str:
    """The text of a bookmark that ends in the paragraph where it begins; else none."""
    number = bookmark.start.get(w("id"))
    if bookmark.paragraph is None:
        return ""
    for end in bookmark.paragraph.iter(w("bookmarkEnd")):
        if end.get(w("id")) == number:
            return text_of(bookmark.paragraph, after=bookmark.start, before=end)
    return ""
