"""Accepts or rejects every tracked change of a .docx: what Word does, written after the standard.

A test's own hand: it shares nothing with the code that writes tracked changes.
"""

from __future__ import annotations

from lxml import etree

from tests.formats.word_sample import W, part, with_parts

MAIN = "word/document.xml"
Element = etree._Element


def accept_all(data: bytes) -> bytes:
    return _settled(data, stays="ins", goes="del")


def reject_all(data: bytes) -> bytes:
    return _settled(data, stays="del", goes="ins")


def _settled(data: bytes, stays: str, goes: str) -> bytes:
    root = part(data)
    _edges(root, stays, goes)
    for change in list(root.iter(W + "pPrChange")):
        _properties(change, keep=stays == "ins")
    for row in list(root.iter(W + "tr")):
        if row.find(f"{W}trPr/{W}{goes}") is not None:
            _remove(row)
    for table in list(root.iter(W + "tbl")):
        if table.find(W + "tr") is None:
            _remove(table)
    for gone in list(root.iter(W + goes)):
        if not _is_mark(gone):
            _remove(gone)
    for kept in list(root.iter(W + stays)):
        if not _is_mark(kept):
            _unwrap(kept)
    for paragraph in list(root.iter(W + "p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{goes}") is not None:
            _join(paragraph)
    for mark in [*root.iter(W + stays), *root.iter(W + goes)]:
        _remove(mark)
    for old, new in (("delText", "t"), ("delInstrText", "instrText")):
        for text in root.iter(W + old):
            text.tag = W + new
    for link in list(root.iter(W + "hyperlink")):
        if link.find(W + "r") is None:
            _remove(link)
    return _without_notes(with_parts(data, {MAIN: etree.tostring(root)}), _notes(part(data)))


def _without_notes(data: bytes, before: set[str | None]) -> bytes:
    """The notes whose references went go along."""
    gone = before - _notes(part(data))
    if not gone:
        return data
    notes = part(data, "word/footnotes.xml")
    for note in [one for one in notes if one.get(W + "id") in gone]:
        notes.remove(note)
    return with_parts(data, {"word/footnotes.xml": etree.tostring(notes)})


def _notes(root: Element) -> set[str | None]:
    return {one.get(W + "id") for one in root.iter(W + "footnoteReference")}


def _edges(root: Element, stays: str, goes: str) -> None:
    """Controls whose edges go: each edge stands between a start and an end of a range."""
    names = {kind: f"{W}customXml{kind.capitalize()}Range" for kind in (stays, goes)}
    ends = {one.get(W + "id"): one for one in root.iter(names[goes] + "End")}
    for control in list(root.iter(W + "sdt")):
        before = control.getprevious()
        if before is not None and before.tag == names[goes] + "Start":
            content = control.find(W + "sdtContent")
            assert content is not None
            first = next(one for one in content if one.tag != W + "pPr")
            assert first is ends[before.get(W + "id")]
            last, after = content[-1], control.getnext()
            assert last.tag == names[goes] + "Start"
            assert after is ends[last.get(W + "id")]
            content_nodes = list(content)
            for node in content_nodes:
                control.addprevious(node)
            _remove(control)
    for name in names.values():
        for edge in [*root.iter(name + "Start"), *root.iter(name + "End")]:
            _remove(edge)


def _properties(change: Element, *, keep: bool) -> None:
    properties = change.getparent()
    assert properties is not None
    properties.remove(change)
    if keep:
        return
    others = [one for one in properties if one.tag in (W + "rPr", W + "sectPr")]
    for one in list(properties):
        properties.remove(one)
    (old,) = change
    properties.extend([*old, *others])


def _join(paragraph: Element) -> None:
    """A paragraph without its end: what is left of it begins the next one."""
    left = [one for one in paragraph if one.tag != W + "pPr"]
    following = paragraph.getnext()
    while following is not None and following.tag not in (W + "p", W + "tbl"):
        following = following.getnext()
    if following is None or following.tag == W + "tbl":
        assert not any(one.tag == W + "r" for one in left), "nothing to join"
        for one in left:
            paragraph.addprevious(one)
    else:
        place = 1 if following.find(W + "pPr") is not None else 0
        for one in reversed(left):
            following.insert(place, one)
    _remove(paragraph)


def _is_mark(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in (W + "rPr", W + "trPr")


def _unwrap(element: Element) -> None:
    for node in list(element):
        element.addprevious(node)
    _remove(element)


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
