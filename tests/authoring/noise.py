"""What one save in Word, or in LibreOffice, changes without being asked.

Modelled on files that Word saved: revision marks, paragraph ids, spelling marks, split runs,
bookmarks and controls numbered anew, page breaks seen, conditional formatting spelled out, its own
properties and styles. It was not run in Word.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from tests.authoring.manuscript import (
    Element,
    Manuscript,
    W,
    parsed,
    plain_runs,
    split,
    text_of,
)

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SPACES = {
    "mc": _MC,
    "w14": _W14,
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "w16cid": "http://schemas.microsoft.com/office/word/2016/wordml/cid",
}
_RSIDS = ("00035EBD", "000572F4", "00127A13", "001A5CD6", "005E2F19", "00866D52")
_FIRST_ROW = (
    '<w:cnfStyle w:val="100000000000" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
    ' w:lastColumn="0" w:oddVBand="0" w:evenVBand="0" w:oddHBand="0" w:evenHBand="0"'
    ' w:firstRowFirstColumn="0" w:firstRowLastColumn="0" w:lastRowFirstColumn="0"'
    ' w:lastRowLastColumn="0"/>'
)
_STORIES = re.compile(r"word/(document|header\d+|footer\d+|footnotes|comments)\.xml")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def word_save(data: bytes, seed: int = 0) -> bytes:
    """The file as a save in Word leaves it: other bytes, nothing else for a reader."""
    manuscript, chance = Manuscript(data), random.Random(seed)
    for name in sorted(manuscript.parts):
        if _STORIES.fullmatch(name):
            root = _declared(manuscript.root(name))
            manuscript._roots[name] = root
            if name == "word/document.xml":
                _renumber(root, chance)
                _spell(root, chance)
                _tables(root)
                _pages(root, chance)
            _mark(root, chance)
            _trim(root)
    _settings(manuscript)
    return manuscript.save()


def libreoffice_save(data: bytes, libreoffice: Callable[..., list[Path]], folder: Path) -> bytes:
    """The file as LibreOffice saves it.

    Args:
        libreoffice: the fixture of that name.
        folder: where the file may be put.
    """
    file = folder / "edited.docx"
    file.write_bytes(data)
    (saved,) = libreoffice([file], "docx:MS Word 2007 XML")
    return saved.read_bytes()


def _declared(root: Element) -> Element:
    """The root with the namespaces that Word declares."""
    new = etree.Element(root.tag, dict(root.attrib), nsmap=_SPACES | dict(root.nsmap))
    new.set(f"{{{_MC}}}Ignorable", "w14 w15 w16cid")
    new.extend(list(root))
    return new


def _mark(root: Element, chance: random.Random) -> None:
    """Revision marks on paragraphs, runs, rows and sections, ids on paragraphs and rows."""
    for one in root.iter(W + "p", W + "tr"):
        one.set(f"{{{_W14}}}paraId", f"{chance.randrange(1, 2**31):08X}")
        one.set(f"{{{_W14}}}textId", "77777777")
        kinds = ("rsidR", "rsidTr") if one.tag == W + "tr" else ("rsidR", "rsidRDefault", "rsidP")
        for kind in kinds:
            one.set(W + kind, chance.choice(_RSIDS))
    for one in root.iter(W + "r"):
        if chance.random() < 0.3:
            one.set(W + "rsidRPr", chance.choice(_RSIDS))
    for one in root.iter(W + "sectPr"):
        one.set(W + "rsidR", chance.choice(_RSIDS))


def _renumber(root: Element, chance: random.Random) -> None:
    """Bookmarks count from 0, controls get numbers by chance, comments and changes count too."""
    numbers: dict[str, str] = {}
    for one in root.iter(W + "bookmarkStart"):
        numbers[str(one.get(W + "id"))] = str(len(numbers))
    for one in root.iter(W + "bookmarkStart", W + "bookmarkEnd"):
        one.set(W + "id", numbers.get(str(one.get(W + "id")), str(one.get(W + "id"))))
    for one in root.iterfind(f".//{W}sdtPr/{W}id"):
        one.set(W + "val", str(chance.randrange(-(2**31), 2**31)))
    last = next(iter(reversed(list(root.iter(W + "p")))))
    number = len(numbers)
    last.append(parsed(f'<w:bookmarkStart w:id="{number}" w:name="_GoBack"/>'))
    last.append(parsed(f'<w:bookmarkEnd w:id="{number}"/>'))


def _spell(root: Element, chance: random.Random) -> None:
    """Splits runs around words it does not know, as it takes them, and marks these."""
    for paragraph in list(root.iter(W + "p")):
        for run in plain_runs(paragraph, 3):
            if chance.random() < 0.5:
                words = text_of(run).split(" ")
                at = chance.randrange(1, len(words) - 1)
                before = len(" ".join(words[:at])) + 1
                _, middle, _ = split(run, before, len(words[at]))
                kind = chance.choice(("spell", "gram"))
                middle.addprevious(parsed(f'<w:proofErr w:type="{kind}Start"/>'))
                middle.addnext(parsed(f'<w:proofErr w:type="{kind}End"/>'))


def _tables(root: Element) -> None:
    """Says in header rows and their cells which part of the table's style holds."""
    for mark in root.iter(W + "tblHeader"):
        properties = mark.getparent()
        assert properties is not None
        properties.insert(0, parsed(_FIRST_ROW))


def _pages(root: Element, chance: random.Random) -> None:
    """Notes where pages began when it last showed them."""
    for paragraph in root.iter(W + "p"):
        runs = plain_runs(paragraph)
        if runs and chance.random() < 0.05:
            place = int(runs[0].find(W + "rPr") is not None)
            runs[0].insert(place, parsed("<w:lastRenderedPageBreak/>"))


def _trim(root: Element) -> None:
    """Keeps `xml:space` where there is a blank to keep."""
    for text in root.iter(W + "t"):
        if text.text == (text.text or "").strip():
            text.attrib.pop(_SPACE, None)


def _settings(manuscript: Manuscript) -> None:
    settings = manuscript.root("word/settings.xml")
    marks = "".join(f'<w:rsid w:val="{one}"/>' for one in _RSIDS)
    for old in settings.findall(W + "rsids"):
        settings.remove(old)
    compat = settings.find(W + "compat")
    if compat is not None:
        compat.addnext(parsed(f'<w:rsids><w:rsidRoot w:val="{_RSIDS[0]}"/>{marks}</w:rsids>'))
    app = manuscript.root("docProps/app.xml")
    for one in app:
        if str(one.tag).endswith("}Application"):
            one.text = "Microsoft Office Word"
    core = manuscript.root("docProps/core.xml")
    for one in core:
        if str(one.tag).endswith("}lastModifiedBy"):
            one.text = "Rita Reader"
    for style in manuscript.root("word/styles.xml").iter(W + "style"):
        if style.find(W + "rsid") is None and style.find(W + "qFormat") is not None:
            qualified = style.find(W + "qFormat")
            assert qualified is not None
            qualified.addnext(parsed(f'<w:rsid w:val="{_RSIDS[1]}"/>'))


SAVES: Sequence = (word_save,)
