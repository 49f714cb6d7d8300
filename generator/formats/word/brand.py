"""An organisation's own reference document, made ready to be written into.

Its styles, theme, lists, page, header, footer and a cover drawn up to `[[content]]` are kept.
What it lacks is lent by the shipped reference. What else stands in it does not go out with every
document: its other text, comments, notes, thumbnail and the pictures only they use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from lxml import etree

from generator.errors import InputError, Place, Problem, Severity
from generator.formats.word import cover
from generator.formats.word.footnotes import lend_footnotes
from generator.formats.word.house_table import dress_tables, house_table
from generator.formats.word.lending import (
    by_name,
    fit_tabs,
    keep_with_next,
    lend_styles,
    readable_header,
)
from generator.formats.word.lent_headers import lend_headers
from generator.formats.word.lent_lists import drop_unused, lend_lists
from generator.formats.word.logo import Logo, add_logo
from generator.formats.word.markup import Element, R, W, w
from generator.formats.word.parts import Parts
from generator.formats.word.readable import hard_to_read, pictures_without_words
from generator.formats.word.reference import open_reference, page_of
from generator.formats.word.settings import settle
from generator.formats.word.theme import restyle, theme_colours

_ID = f"{{{R}}}id"
_LEVEL = 1  # of deflate: it is read again at once
_ALWAYS_KEPT = (
    *("styles", "numbering", "settings", "webSettings", "fontTable", "theme", "customXml"),
    *("footnotes", "endnotes"),
)

Note = tuple[str, str]  # fact, remedy


def adopt_reference(data: bytes, file: str, shipped: bytes) -> tuple[bytes, tuple[Problem, ...]]:
    """An organisation's reference as one that `write_document` can use, and notes about it.

    Args:
        data: its bytes, a .docx or .dotx.
        file: its name, for messages.
        shipped: the shipped reference.

    Raises:
        InputError: it is no Word document, or what is kept of it has tracked changes or comments.
    """
    own, ours = open_reference(data, file), open_reference(shipped, "reference.docx")
    styles, our_styles, section = own.root("styles"), ours.root("styles"), ours.section
    notes = list(_body(own, section))
    house = house_table(styles, own.root("settings"))
    lent = lend_styles(styles, our_styles, theme_colours(own), file)
    if lent:
        names = ", ".join(f"'{name}'" for name in lent)
        fact = f"it has no style named {names}; added from the shipped reference.docx"
        notes.insert(0, (fact, "add a style of that name to give it your look"))
    numbering = own.root("numbering")
    listed = lend_lists(styles, numbering, our_styles, ours.root("numbering"))
    keep_with_next(styles)
    if changed := ", ".join(f"'{name}'" for name in listed if name not in lent):
        fact = f"no list of its own numbers {changed} as documents need; the shipped one does now"
        notes.append((fact, "link a multilevel list to these styles to have yours"))
    if house is None:
        readable_header(styles, lent)
    else:
        notes.append(dress_tables(styles, house, lent))
    notes += lend_headers(own, ours)
    for part in [own.body, *_margins(own)]:
        cover.join_marks(part)
        notes += cover.unknown_marks(part)
    widths = [page_of(one).text_width(landscape=False) for one in (section, own.section)]
    fit_tabs(styles, lent, *widths)
    drop_unused(numbering, [styles, own.body, *_margins(own)])
    lend_footnotes(own, ours)
    notes += settle(own, ours)
    notes += hard_to_read(styles, by_name(our_styles))
    notes += pictures_without_words([own.body, *_margins(own)])
    _check_kept(own, file)
    _leave_behind(own)
    _declare_prefixes(own)
    problems = (Problem(Place(file), *note, Severity.WARNING) for note in notes)
    return own.save(level=_LEVEL), tuple(problems)


def dress_reference(
    data: bytes,
    file: str,
    *,
    font: str = "",
    size: Decimal | None = None,
    colours: Mapping[str, str] | None = None,
    logo: Logo | None = None,
) -> bytes:
    """A reference with another typeface, body size, colours or a logo.

    Args:
        data: the shipped reference; with nothing but a logo, also an adopted one.
        colours: names of `theme.NAMED` to six hexadecimal digits, each without a fault.

    Raises:
        InputError: the logo is no picture.
    """
    package = open_reference(data, file)
    restyle(package, font, size, colours or {})
    if logo is not None:
        add_logo(package, logo)
    return package.save(level=_LEVEL)


def _body(own: Parts, shipped: Element) -> Iterator[Note]:
    """The cover and the page; the rest of the text goes."""
    body, section = own.body, own.section
    if dropped := cover.trim(body):
        paragraphs = "1 paragraph" if dropped == 1 else f"{dropped} paragraphs"
        fact = f"{paragraphs} of its text are not used" if dropped > 1 else "its text is not used"
        mark = f"a cover ends with a paragraph that reads {cover.CONTENT_MARK}"
        yield fact, f"delete it, or mark what is the cover: {mark}"
    cover.renumber(body)
    if cover.settle_page(section, shipped):
        yield "its page is turned sideways", "pages are upright here, and turned for wide tables"


def _margins(package: Parts) -> list[Element]:
    """The roots of the headers and footers that the kept sections name."""
    identities = [str(one.get(_ID)) for one in package.body.iter() if _is_margin(one)]
    names = [package.related(package.main, one) for one in dict.fromkeys(identities)]
    return [package.tree(name) for name in names if name]


def _is_margin(element: Element) -> bool:
    return element.tag in (w("headerReference"), w("footerReference"))


def _check_kept(own: Parts, file: str) -> None:
    """A brand goes out with every document, so that nothing undecided may stand in it."""
    kept = [("the cover", own.body)]
    kept += [("a header or footer", part) for part in _margins(own)]
    facts = [f"{place} has {what}" for place, one in kept for what in cover.leftovers(one)]
    remedy = "accept or delete them in Word, and save it"
    problems = [Problem(Place(file), fact, remedy) for fact in dict.fromkeys(facts)]
    if problems:
        raise InputError(problems)


def _leave_behind(own: Parts) -> None:
    """Takes out the parts that only the dropped text used, and the reference's own thumbnail."""
    text = own.tree(own.main)
    values = {str(value) for one in text.iter() for value in one.attrib.values()}
    relationships = own.relationships(own.main)
    for identity_, relationship in list(relationships.items()):
        kind = relationship.kind.rpartition("/")[2]
        if identity_ not in values and kind not in _ALWAYS_KEPT:
            del relationships[identity_]
        elif kind in ("footnotes", "endnotes"):
            notes = own.root(kind)
            used = {one.get(w("id")) for one in text.iter(w(f"{kind[:-1]}Reference"))}
            for note in list(notes):
                if note.get(w("type"), "normal") == "normal" and note.get(w("id")) not in used:
                    notes.remove(note)
    own.drop("", "/thumbnail")


def _declare_prefixes(package: Parts) -> None:
    """Declares `w:` and `r:` at the root of the package's text, as the writer needs them."""
    old = package.tree(package.main)
    if old.nsmap.get("w") != W or old.nsmap.get("r") != R or None in old.nsmap:
        names = {name: uri for name, uri in old.nsmap.items() if name}
        new = old.makeelement(old.tag, nsmap=names | {"w": W, "r": R})
        new.attrib.update(old.attrib)
        new.extend(list(old))
        package.put(package.main, etree.tostring(new, encoding="UTF-8"))
