"""A person's document on the desk, ours beside it, and one of the pens at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from lxml import etree

from generator.formats.package import read_package
from generator.formats.patching import Patched
from generator.formats.word.fingerprint import canonical_lines
from generator.formats.word.merging.pens import PlainPen, RedlinePen
from generator.formats.word.merging.transplant import Transplant
from generator.formats.word.parts import Parts
from tests.formats.word_merging.tracked import accept_all, reject_all
from tests.formats.word_sample import W, part, with_parts, words

DAY = date(2026, 3, 2)
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
Element = etree._Element
Work = Callable[["Desk"], object]


class Desk:
    def __init__(self, theirs: bytes, ours: bytes, *, redline: bool = False) -> None:
        self.target = Patched(read_package(theirs))
        self.source = Parts(read_package(ours))
        self.transplant = Transplant(self.source, self.target)
        self.pen = RedlinePen(self.target, DAY) if redline else PlainPen(self.target)

    def old(self, start: str) -> Element:
        """Their paragraph that begins with these words, outside of the contents."""
        return find(self.target.body, start)

    def ours(self, start: str) -> Element:
        return find(self.source.body, start)

    def new(self, start: str, replaces: Element | None = None) -> Element:
        """Our paragraph that begins with these words, brought."""
        return self.transplant.bring(self.ours(start), replaces=replaces)

    def replace(self, old: str, new: str) -> None:
        standing = self.old(old)
        self.pen.replace(standing, self.new(new, standing))

    def data(self) -> bytes:
        self.transplant.tidy()
        return self.target.data()


def holder(element: Element, name: str) -> Element:
    """The table, row or cell around an element."""
    return next(element.iterancestors(W + name))


def both(theirs: bytes, ours: bytes, work: Work) -> bytes:
    """What the plain pen makes; the redline gives the same accepted, and rejected what was."""
    plain, tracked = (_worked(theirs, ours, work, redline=one) for one in (False, True))
    accepted, rejected = accept_all(tracked), reject_all(tracked)
    assert list(canonical_lines(accepted)) == list(canonical_lines(plain))
    assert list(canonical_lines(rejected)) == list(canonical_lines(theirs))
    known = Counter(flaws(theirs))
    for data in (plain, tracked, accepted, rejected):
        assert not list((Counter(flaws(data)) - known).elements())
    return plain


def redlined(theirs: bytes, ours: bytes, work: Work) -> bytes:
    return _worked(theirs, ours, work, redline=True)


def _worked(theirs: bytes, ours: bytes, work: Work, *, redline: bool) -> bytes:
    desk = Desk(theirs, ours, redline=redline)
    work(desk)
    return desk.data()


def edited(data: bytes, edit: Callable[[Element], object]) -> bytes:
    """The document after an edit of its body by a person."""
    root = part(data)
    edit(root.find(W + "body"))
    return with_parts(data, {"word/document.xml": etree.tostring(root)})


def find(body: Element, start: str) -> Element:
    """The paragraph that begins with these words, outside of the contents."""
    for paragraph in body.iter(W + "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        kind = "" if style is None else str(style.get(W + "val")).lower()
        if words(paragraph).strip().startswith(start) and not kind.startswith(("toc", "tableof")):
            return paragraph
    raise AssertionError(f"no paragraph begins with {start!r}")


def element(xml: str) -> Element:
    """WordprocessingML as an element."""
    return etree.fromstring(f'<w:x xmlns:w="{W[1:-1]}">{xml}</w:x>')[0]


def texts(data: bytes) -> list[str]:
    return [words(paragraph) for paragraph in part(data).iter(W + "p")]


def marked(data: bytes, kind: str) -> list[str]:
    """The words of each insertion (`ins`) or deletion (`del`)."""
    found = part(data).iter(W + kind)
    return [
        "".join(one.text or "" for one in change.iter(W + "t", W + "delText"))
        for change in found
        if change.getparent() is not None and change.getparent().tag != W + "rPr"
    ]


def flaws(data: bytes) -> Iterator[str]:
    """What would not hold together: pairs, numbers, names, and what must stand somewhere."""
    root = part(data)
    body = root.find(W + "body")
    for kind in ("bookmark", "commentRange"):
        starts = Counter(one.get(W + "id") for one in root.iter(f"{W}{kind}Start"))
        ends = Counter(one.get(W + "id") for one in root.iter(f"{W}{kind}End"))
        yield from (
            f"{kind} {one} without its other half" for one in (starts - ends) + (ends - starts)
        )
        yield from _twice(f"number of {kind}", starts)
    names = (one.get(W + "name") for one in root.iter(W + "bookmarkStart"))
    yield from _twice("name", Counter(names))
    yield from _twice("control", Counter(_values(root, f".//{W}sdtPr/{W}id")))
    yield from _twice("drawing", Counter(one.get("id") for one in root.iter(WP + "docPr")))
    changes = root.iter(W + "ins", W + "del", W + "pPrChange")
    yield from _twice("change", Counter(one.get(W + "id") for one in changes))
    for cell in root.iter(W + "tc"):
        if cell[-1].tag != W + "p":
            yield "a cell that does not end with a paragraph"
    for table in root.iter(W + "tbl"):
        blocks = (
            one for one in table.itersiblings() if one.tag[len(W) :] in ("p", "tbl", "sectPr")
        )
        if next(blocks, table).tag != W + "p":
            yield "a table without a paragraph behind it"
        if len({len(list(row.iter(W + "tc"))) for row in table.iter(W + "tr")}) > 1:
            yield "rows of different lengths"
    if body[-1].tag != W + "sectPr":
        yield "the last section's properties are not last"
    known = {one.get("Id") for one in part(data, "word/_rels/document.xml.rels")}
    for one in root.iter(etree.Element):
        for key, value in one.attrib.items():
            if key.startswith(R) and value not in known:
                yield f"no relationship {value}"
    lists = {one.get(W + "numId") for one in part(data, "word/numbering.xml").iter(W + "num")}
    styles = {one.get(W + "styleId") for one in part(data, "word/styles.xml").iter(W + "style")}
    for name, there in (("numId", lists | {"0"}), ("pStyle", styles), ("rStyle", styles)):
        yield from (
            f"no {name} {one}" for one in _values(root, f".//{W}{name}") if one not in there
        )


def _twice(what: str, counts: Counter[str | None]) -> Iterator[str]:
    return (f"{what} {one} more than once" for one, count in counts.items() if count > 1)


def _values(root: Element, path: str) -> list[str]:
    return [str(one.get(W + "val")) for one in root.iterfind(path)]
