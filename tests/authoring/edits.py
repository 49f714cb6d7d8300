"""What a person does to the text of a document in Word, edit by edit.

Each edit takes a manuscript and the number of the place among those where it is possible (by
chance without one), and returns what must be found afterwards; None where there is no such place.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from tests.authoring.manuscript import (
    Element,
    Expectation,
    Manuscript,
    Section,
    W,
    canonical,
    parsed,
    plain_runs,
    remove,
    section_key,
    set_text,
    split,
    table_key,
    text_of,
)
from tests.authoring.strokes import NEW, PROSE, like, prose, typed, words_at

_ITEMS = ("list bullet", "list number")
_LOST = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr")
_HUNG = ("commentReference", "footnoteReference", "drawing", "ins", "del", "sectPr")


# Paragraphs and lists


def reword(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Types over two words in the middle of a paragraph."""
    paragraph = manuscript.pick(prose(manuscript), where)
    if paragraph is None:
        return None
    run = manuscript.chance.choice(plain_runs(paragraph, 4))
    start, length = words_at(manuscript, run, 2)
    _, middle, _ = split(run, start, length)
    word = manuscript.word()
    set_text(middle, f"what {word} said")
    middle.set(W + "rsidR", "00C41A27")
    manuscript.touch(paragraph)
    return Expectation("reword", (word,), section=manuscript.section_of(paragraph).key)


def add_paragraph(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Types a new paragraph below another one."""
    before = manuscript.pick(manuscript.paragraphs(*PROSE), where)
    if before is None or before.find(f"{W}pPr/{W}sectPr") is not None:
        return None
    word = manuscript.word()
    new = like(before, f"The board wants to see {word} &amp; its costs &lt;each month&gt;.")
    before.addnext(new)
    manuscript.touch(before, new)
    return Expectation("add paragraph", (word,), section=manuscript.section_of(new).key)


def delete_paragraph(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Deletes a paragraph with its text."""
    candidates = [
        one
        for one in manuscript.paragraphs(*PROSE)
        if text_of(one) and not any(True for name in _HUNG for _ in one.iter(W + name))
    ]
    paragraph = manuscript.pick(candidates, where)
    if paragraph is None:
        return None
    return Expectation("delete paragraph", gone=_take_out(manuscript, paragraph))


def _take_out(manuscript: Manuscript, paragraph: Element) -> tuple[tuple[str, str], ...]:
    """Deletes a paragraph; its text must not come back unless it stands there once more."""
    section, text = manuscript.section_of(paragraph), text_of(paragraph)
    others = (one for part in section.elements for one in part.iter(W + "p"))
    gone = sum(text_of(one) == text for one in others) == 1
    remove(paragraph)
    return (("text", f"{section.key}|{text}"),) if gone else ()


def add_list_item(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    before = manuscript.pick(manuscript.paragraphs(*_ITEMS), where)
    if before is None:
        return None
    word = manuscript.word()
    new = like(before, f"Ask {word} first")
    before.addnext(new)
    manuscript.touch(before, new)
    return Expectation("add list item", (word,), section=manuscript.section_of(new).key)


def remove_list_item(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    items = [
        one
        for one in manuscript.paragraphs(*_ITEMS)
        if not any(True for name in _HUNG for _ in one.iter(W + name))
    ]
    item = manuscript.pick(items, where)
    if item is None:
        return None
    return Expectation("remove list item", gone=_take_out(manuscript, item))


def emphasise(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Makes a word bold and gives it a colour."""
    paragraph = manuscript.pick(prose(manuscript), where)
    if paragraph is None:
        return None
    run = manuscript.chance.choice(plain_runs(paragraph, 4))
    _, middle, _ = split(run, *words_at(manuscript, run, 1))
    remove(*middle.findall(W + "rPr"))
    middle.insert(0, parsed(f'<w:rPr><w:b/><w:color w:val="{manuscript.color()}"/></w:rPr>'))
    manuscript.touch(paragraph)
    return Expectation("emphasise", xml=(("word/document.xml", canonical(middle[0])),))


# Tables


def _rows(manuscript: Manuscript) -> list[tuple[Element, Element]]:
    """Caption and row, header rows left out."""
    return [
        (caption, row)
        for caption, table in manuscript.tables()
        for row in table.iterchildren(W + "tr")
        if row.find(f"{W}trPr/{W}tblHeader") is None and manuscript.is_free(row)
    ]


def _first_cell(row: Element) -> str:
    return text_of(row.findall(W + "tc")[0])


def change_cell(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Types a sentence behind the text of a cell that is not the first of its row."""
    cells = [
        (row, cell)
        for _, row in _rows(manuscript)
        for cell in row.findall(W + "tc")[1:]
        if manuscript.is_free(cell)
    ]
    found = manuscript.pick(cells, where)
    if found is None:
        return None
    row, cell = found
    word = manuscript.word()
    cell.findall(W + "p")[-1].append(parsed(typed(f" See {word}.")))
    manuscript.touch(row)
    return Expectation("change cell", (word,), row=_first_cell(row))


def shade_cell(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    cells = [(row, cell) for _, row in _rows(manuscript) for cell in row.findall(W + "tc")]
    found = manuscript.pick(cells, where)
    if found is None:
        return None
    row, cell = found
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{manuscript.color()}"/>'
    properties = cell.find(W + "tcPr")
    assert properties is not None
    remove(*properties.findall(W + "shd"))
    width = properties.findall(W + "tcW") + properties.findall(W + "tcBorders")
    properties.insert(list(properties).index(width[-1]) + 1, parsed(shading))
    manuscript.touch(row)
    return Expectation("shade cell", xml=(("word/document.xml", canonical(parsed(shading))),))


def add_row(
    manuscript: Manuscript, where: int | None = None, *, at_end: bool | None = None
) -> Expectation | None:
    """Types a new row below another one, or below the last one."""
    rows = _rows(manuscript)
    if at_end is not None:
        rows = [one for one in rows if (one[1].getnext() is None) == at_end]
    found = manuscript.pick(rows, where)
    if found is None:
        return None
    caption, row = found
    first, second = manuscript.word(), manuscript.word()
    new = deepcopy(row)
    for name in ("sdt", "hyperlink", *_LOST):
        for one in list(new.iter(W + name)):
            remove(one)
    for cell, text in zip(new.findall(W + "tc"), (first, f"For {second}"), strict=False):
        _fill(cell, text)
    for cell in new.findall(W + "tc")[2:]:
        _fill(cell, "")
    row.addnext(new)
    manuscript.touch(row, new)
    words = (first, second) if len(new.findall(W + "tc")) > 1 else (first,)
    return Expectation("add row", words, section=manuscript.section_of(caption).key, row=first)


def _fill(cell: Element, text: str) -> None:
    """Gives a cell one paragraph with a text."""
    first, *others = cell.findall(W + "p")
    remove(*others, *(child for child in first if child.tag != W + "pPr"))
    if text:
        first.append(parsed(typed(text)))


def delete_row(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    rows = [one for one in _rows(manuscript) if len(one[1].getparent().findall(W + "tr")) > 2]
    found = manuscript.pick(rows, where)
    if found is None:
        return None
    caption, row = found
    gone = f"{table_key(caption)}|{_first_cell(row)}"
    remove(row)
    return Expectation("delete row", gone=(("row", gone),))


def add_column(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """A new last column, with a text in its header and in its first row."""
    tables = [one for one in manuscript.tables() if manuscript.is_free(one[1])]
    found = manuscript.pick(tables, where)
    if found is None:
        return None
    caption, table = found
    grid = table.find(W + "tblGrid")
    assert grid is not None
    grid.append(parsed('<w:gridCol w:w="1200"/>'))
    words = (manuscript.word(), manuscript.word())
    for index, row in enumerate(table.findall(W + "tr")):
        new = deepcopy(row.findall(W + "tc")[-1])
        for width in new.iter(W + "tcW"):
            width.set(W + "w", "1200")
        for one in list(new.iter(W + "sdt", W + "hyperlink", *(W + name for name in _LOST))):
            remove(one)
        _fill(new, words[index] if index < 2 else "")
        row.append(new)
    manuscript.touch(caption, table)
    return Expectation("add column", words, section=manuscript.section_of(caption).key)


def delete_table(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Deletes a table with its caption."""
    tables = [
        (caption, table)
        for caption, table in manuscript.tables()
        if manuscript.is_free(caption)
        and manuscript.is_free(table)
        and not any(True for name in _HUNG for _ in table.iter(W + name))
        and section_key(caption).startswith("_pmo_")
    ]
    found = manuscript.pick(tables, where)
    if found is None:
        return None
    gone = table_key(found[0])
    remove(*found)
    return Expectation("delete table", gone=(("table", gone),))


# Sections


def _loose(manuscript: Manuscript) -> list[Section]:
    """Sections that can be taken out whole."""
    return [
        one
        for one in manuscript.sections()[1:]
        if all(manuscript.is_free(element) for element in one.elements)
        and not any(True for e in one.elements for name in _HUNG for _ in e.iter(W + name))
        and not any(" TOC " in text_ for e in one.elements for text_ in e.itertext())
    ]


def delete_section(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    section = manuscript.pick(_loose(manuscript), where)
    if section is None or len(manuscript.sections()) < 4:
        return None
    remove(*section.elements)
    return Expectation("delete section", gone=(("section", section.key),))


def add_section(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Types a new heading with two paragraphs before another heading."""
    headings = [
        one.heading
        for one in manuscript.sections()[1:]
        if one.heading is not None and manuscript.is_free(one.heading)
    ]
    heading = manuscript.pick(headings, where)
    if heading is None:
        return None
    words = (manuscript.word(), manuscript.word(), manuscript.word())
    title = like(heading, f"Views of {words[0]}")
    normal = next(
        (key for key, name in manuscript.style_names.items() if name == "normal"), "Normal"
    )
    style = f'<w:pPr><w:pStyle w:val="{normal}"/></w:pPr>'
    body = [
        parsed(f"<w:p{NEW}>{style}{typed(f'They hold that {word} is settled.')}</w:p>")
        for word in words[1:]
    ]
    for one in (title, *body):
        heading.addprevious(one)
    manuscript.touch(heading, title, *body)
    return Expectation("add section", words, section=section_key(title))


def move_section(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Cuts a section and pastes it before another heading."""
    section = manuscript.pick(_loose(manuscript), where)
    if section is None or section.heading is None:
        return None
    targets = [
        one.heading
        for one in manuscript.sections()[1:]
        if one.heading is not None
        and one.heading is not section.heading
        and one.heading is not section.elements[-1].getnext()
        and one.heading.getprevious() is not None
        and one.heading.getprevious().tag == W + "p"
    ]
    target = manuscript.pick(targets, None)
    if target is None:
        return None
    for one in section.elements:
        target.addprevious(one)
    manuscript.touch(*section.elements, target)
    return Expectation("move section", order=(section.key, section_key(target)))


def copy_section(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Copies a section, pastes it below and types a new title; bookmarks stay with the original."""
    sections = [one for one in _loose(manuscript) if one.heading is not None]
    section = manuscript.pick(sections, where)
    if section is None:
        return None
    copies = [deepcopy(one) for one in section.elements]
    for copy in copies:
        for one in list(copy.iter(*(W + name for name in _LOST))):
            remove(one)
        for identity in copy.iterfind(f".//{W}sdtPr/{W}id"):
            identity.set(W + "val", str(manuscript.chance.randrange(-(2**31), 2**31)))
    word = manuscript.word()
    heading = copies[0]
    heading.append(parsed(typed(f" for {word}")))
    for copy in reversed(copies):
        section.elements[-1].addnext(copy)
    manuscript.touch(*section.elements, *copies)
    return Expectation("copy section", (word,), section=section_key(heading))


def rename_heading(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Types another title over the words of a heading; its bookmarks stay."""
    sections = [
        one
        for one in manuscript.sections()[1:]
        if one.heading is not None
        and manuscript.is_free(one.heading)
        and plain_runs(one.heading)
        and one.key.startswith("_pmo_")
    ]
    section = manuscript.pick(sections, where)
    if section is None or section.heading is None:
        return None
    first, *others = plain_runs(section.heading)
    word = manuscript.word()
    set_text(first, f"Terms of {word}")
    remove(*others)
    manuscript.touch(section.heading)
    return Expectation("rename heading", (word,), section=section.key)


# Facts


def _controls(manuscript: Manuscript, *, is_open: bool) -> list[Element]:
    return [
        one
        for one in manuscript.body.iter(W + "sdt")
        if one.find(f"{W}sdtPr/{W}text") is not None
        and (one.find(f"{W}sdtPr/{W}showingPlcHdr") is not None) == is_open
        and manuscript.is_free(one)
    ]


def _type_into(manuscript: Manuscript, control: Element) -> str:
    """What Word leaves of a control in which a person typed a value."""
    remove(*control.findall(f"{W}sdtPr/{W}showingPlcHdr"))
    content = control.find(W + "sdtContent")
    assert content is not None
    remove(*content)
    word = manuscript.word()
    content.append(parsed(typed(word)))
    manuscript.touch(control)
    return word


def fill_control(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Types a value into a control that is open."""
    control = manuscript.pick(_controls(manuscript, is_open=True), where)
    if control is None:
        return None
    word = _type_into(manuscript, control)
    return Expectation("fill control", (word,), section=manuscript.section_of(control).key)


def retype_control(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Types another value over a fact that is given."""
    control = manuscript.pick(_controls(manuscript, is_open=False), where)
    if control is None:
        return None
    word = _type_into(manuscript, control)
    return Expectation("retype control", (word,), section=manuscript.section_of(control).key)


EDITS: Sequence = (
    reword, add_paragraph, delete_paragraph, add_list_item, remove_list_item, emphasise,
    change_cell, shade_cell, add_row, delete_row, add_column, delete_table, delete_section,
    add_section, move_section, copy_section, rename_heading, fill_control, retype_control,
)  # fmt: skip
