"""What both pens do to a document, however it was saved: plainly and as tracked changes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.blocks import (
    Block,
    Column,
    FactRun,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
)
from generator.formats.package import read_package
from generator.formats.word import write_document
from generator.formats.word.fingerprint import canonical_lines
from generator.model.project import FactState
from tests.formats.word_merging.conftest import FORMS
from tests.formats.word_merging.desk import (
    Desk,
    Element,
    both,
    edited,
    element,
    find,
    flaws,
    holder,
    redlined,
    texts,
)
from tests.formats.word_merging.tracked import accept_all
from tests.formats.word_sample import (
    BLOCKS,
    MANAGER,
    REFERENCE,
    W,
    changed,
    document,
    part,
    table,
    text,
    words,
)

GIVEN = FactRun("executive_sponsor", "Executive Sponsor", "Grace Hopper", FactState.GIVEN)
OPEN_MANAGER = FactRun("program_manager", "Program Manager", "To be decided", FactState.OPEN)


def ours(*blocks: Block) -> bytes:
    return write_document(document(*blocks), REFERENCE)


NEW = ours(
    Heading(1, "summary", text("Summary of all")),
    Paragraph((Run("Sponsor: "), GIVEN, Run(", manager: "), MANAGER, Run(" alone."))),
    Paragraph(text("What may go badly wrong.")),
    Paragraph(text("Quite ", Run("another", bold=True), " paragraph.")),
    ListBlock((ListItem(0, False, text("bullet three")), ListItem(0, True, text("one more")))),
    table("t1", rows=((text("A1"), text("the 1st")), (text("A3"), text("third")))),
    table("t9", columns=(Column("X", 1), Column("Y", 1)), rows=((text("x1"), text("y1")),)),
)


def paragraph_of(data: bytes, start: str) -> Element:
    return next(one for one in part(data).iter(W + "p") if words(one).strip().startswith(start))


def test_a_paragraph_is_replaced(theirs: bytes) -> None:
    def work(desk: Desk) -> None:
        desk.replace("What may go", "What may go badly")

    before, after = texts(theirs), texts(both(theirs, NEW, work))
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        "What may go badly wrong."
    ]


def test_a_paragraph_becomes_what_a_new_document_shows(theirs: bytes) -> None:
    """Whatever style and words both have: so the next run sees that nobody edited it."""

    def work(desk: Desk) -> None:
        desk.replace("What may go", "Quite another")
        desk.replace("Sponsor: ", "Sponsor: ")

    lines = set(canonical_lines(both(theirs, NEW, work)))
    wanted = [one for one in canonical_lines(NEW) if "Quite " in one or "Hopper" in one]
    assert len(wanted) == 2
    assert lines >= set(wanted)


def test_a_heading_keeps_the_name_its_section_goes_by(theirs: bytes) -> None:
    plain = both(theirs, NEW, lambda desk: desk.replace("Summary", "Summary"))
    for data in (plain, accept_all(redlined(theirs, NEW, lambda d: d.replace("Summary", "Sum")))):
        heading = paragraph_of(data, "Summary of all")
        names = [str(one.get(W + "name")) for one in heading.iter(W + "bookmarkStart")]
        assert "_pmo_summary" in names
        assert any(name.startswith("_Toc") for name in names)


def test_a_bookmark_over_a_heading_spans_its_new_words(theirs: bytes) -> None:
    heading = paragraph_of(both(theirs, NEW, lambda d: d.replace("Summary", "Summary")), "Summary")
    start = next(
        one for one in heading.iter(W + "bookmarkStart") if one.get(W + "name")[:4] == "_Toc"
    )
    spanned = []
    for one in start.itersiblings():
        if one.tag == W + "bookmarkEnd" and one.get(W + "id") == start.get(W + "id"):
            break
        spanned.append(words(one) if one.tag != W + "r" else "".join(one.itertext(W + "t")))
    assert "".join(spanned) == "Summary of all"


def spanning(data: bytes) -> bytes:
    """A bookmark and a resolved comment of a person, from one paragraph into the next."""

    def edit(body: Element) -> None:
        first = find(body, "What may go")
        for kind in ("bookmark", "commentRange"):
            first.append(element(f'<w:{kind}Start w:id="7001" w:name="mine"/>'))
        second = first.getnext()
        assert second is not None
        for kind in ("bookmark", "commentRange"):
            second.insert(1, element(f'<w:{kind}End w:id="7001"/>'))
        second.insert(3, element('<w:r><w:commentReference w:id="7001"/></w:r>'))

    return edited(data, edit)


@pytest.mark.parametrize("how", ["replace", "remove", "remove the end"])
def test_ranges_of_a_person_stay_in_pairs(theirs: bytes, how: str) -> None:
    def work(desk: Desk) -> None:
        old = desk.old("What may go")
        if how == "replace":
            desk.pen.replace(old, desk.new("Quite another"))
        else:
            desk.pen.remove(old if how == "remove" else old.getnext())

    body = part(both(spanning(theirs), NEW, work))
    for kind in ("bookmark", "commentRange"):
        for edge in ("Start", "End"):
            found = body.findall(f".//{W}{kind}{edge}[@{W}id='7001']")
            assert len(found) == 1, f"{kind}{edge}"
    (reference,) = body.iter(W + "commentReference")
    assert holder(reference, "p") is not None


def test_a_bookmark_of_a_person_within_a_replaced_paragraph_stays(theirs: bytes) -> None:
    def mark(body: Element) -> None:
        paragraph = find(body, "What may go")
        paragraph.insert(1, element('<w:bookmarkStart w:id="7001" w:name="mine"/>'))
        paragraph.append(element('<w:bookmarkEnd w:id="7001"/>'))

    plain = both(edited(theirs, mark), NEW, lambda d: d.replace("What may", "Quite another"))
    assert [
        one.get(W + "name") for one in paragraph_of(plain, "Quite").iter(W + "bookmarkStart")
    ] == ["mine"]


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_paragraph_is_put_in(theirs: bytes, where: str) -> None:
    def work(desk: Desk) -> None:
        desk.pen.insert(desk.new("Quite another"), **{where: desk.old("What may go")})

    before, after = texts(theirs), texts(both(theirs, NEW, work))
    place = before.index("What may go wrong.") + (where == "after")
    assert after == [*before[:place], "Quite another paragraph.", *before[place:]]


def test_a_paragraph_is_taken_out(theirs: bytes) -> None:
    after = texts(both(theirs, NEW, lambda desk: desk.pen.remove(desk.old("What may go"))))
    before = texts(theirs)
    before.remove("What may go wrong.")
    assert after == before


def test_a_table_is_put_in_and_one_taken_out(theirs: bytes) -> None:
    def work(desk: Desk) -> None:
        old = holder(desk.old("A1"), "tbl")
        new = desk.transplant.bring(holder(desk.ours("x1"), "tbl"))
        desk.pen.insert(new, after=old)
        desk.pen.remove(old)

    plain = both(theirs, NEW, work)
    tables = [[words(one) for one in t.iter(W + "p")] for t in part(plain).iter(W + "tbl")]
    assert tables[0] == ["X", "Y", "x1", "y1"]
    assert len(tables) == len(list(part(theirs).iter(W + "tbl")))


def test_a_table_takes_the_place_of_another(theirs: bytes) -> None:
    def work(desk: Desk) -> None:
        old = holder(desk.old("A1"), "tbl")
        desk.pen.replace_table(old, desk.transplant.bring(holder(desk.ours("x1"), "tbl")))

    plain = both(theirs, NEW, work)
    assert rows_of(plain)[0] == [["X", "Y"], ["x1", "y1"]]
    assert len(texts(plain)) == len(texts(theirs)) - 2
    assert not flaws_of_neighbours(redlined(theirs, NEW, work))


def flaws_of_neighbours(data: bytes) -> list[str]:
    return [one for one in flaws(data) if "without a paragraph" in one]


def test_two_tables_never_stick_together(theirs: bytes) -> None:
    def work(desk: Desk) -> None:
        table_ = holder(desk.old("A1"), "tbl")
        for _ in range(2):
            desk.pen.insert(desk.transplant.bring(holder(desk.ours("x1"), "tbl")), after=table_)
        for between in [one for one in _between_tables(desk) if words(one)]:
            desk.pen.remove(between)

    root = part(both(theirs, NEW, work))
    for one in root.iter(W + "tbl"):
        following = one.getnext()
        assert following is not None
        assert following.tag != W + "tbl"


def _between_tables(desk: Desk) -> list[Element]:
    """Paragraphs with a table on both sides."""
    found = []
    for one in desk.target.body.iterchildren(W + "p"):
        sides = one.getprevious(), one.getnext()
        if all(side is not None and side.tag == W + "tbl" for side in sides):
            found.append(one)
    return found


def test_a_section_of_the_document_ends_where_it_ended(theirs: bytes) -> None:
    """Whatever becomes of the paragraph that closes it."""

    def closing(data: bytes) -> list[Element]:
        return [
            one for one in part(data).iter(W + "p") if one.find(f"{W}pPr/{W}sectPr") is not None
        ]

    sizes = [
        [one.get(W + "w") for one in part(theirs).iter(W + "pgSz")],
    ]
    for work in (
        lambda desk: [desk.pen.remove(one) for one in _closing(desk)],
        lambda desk: [desk.pen.replace(one, desk.new("Quite another")) for one in _closing(desk)],
    ):
        plain = both(theirs, NEW, work)
        assert len(closing(plain)) == len(closing(theirs)) > 0
        sizes.append([one.get(W + "w") for one in part(plain).iter(W + "pgSz")])
    assert sizes[0] == sizes[1] == sizes[2]


def _closing(desk: Desk) -> list[Element]:
    found = desk.target.body.iterfind(f"{W}p/{W}pPr/{W}sectPr")
    return [holder(one, "p") for one in found]


def test_the_last_paragraph_of_a_cell_stays(theirs: bytes) -> None:
    def work(desk: Desk) -> None:
        desk.pen.remove(desk.old("first"))

    cell = next(
        one
        for row in part(both(theirs, NEW, work)).iter(W + "tr")
        if words(row[1] if row[0].tag == W + "trPr" else row[0]) == "A1"
        for one in list(row.iter(W + "tc"))[1:]
    )
    assert [words(one) for one in cell.iterchildren(W + "p")] == [""]


def test_a_cell_gets_new_content_and_keeps_its_look(theirs: bytes) -> None:
    shaded = edited(
        theirs,
        lambda body: (
            holder(find(body, "first"), "tc")
            .find(W + "tcPr")
            .append(element('<w:shd w:val="clear" w:fill="FFFF00"/>'))
        ),
    )

    def work(desk: Desk) -> None:
        old = holder(desk.old("first"), "tc")
        desk.pen.replace_cell(old, desk.transplant.bring(holder(desk.ours("the 1st"), "tc")))

    cell = holder(paragraph_of(both(shaded, NEW, work), "the 1st"), "tc")
    assert cell.find(f"{W}tcPr/{W}shd").get(W + "fill") == "FFFF00"
    assert words(cell) == "the 1st"


def test_a_cell_of_several_paragraphs_becomes_one_of_one_and_back(theirs: bytes) -> None:
    longer = edited(
        theirs,
        lambda body: holder(find(body, "first"), "tc").append(
            element("<w:p><w:r><w:t>and more</w:t></w:r></w:p>")
        ),
    )

    def shorten(desk: Desk) -> None:
        old = holder(desk.old("first"), "tc")
        desk.pen.replace_cell(old, desk.transplant.bring(holder(desk.ours("the 1st"), "tc")))

    assert "and more" not in texts(both(longer, NEW, shorten))

    def lengthen(desk: Desk) -> None:
        new = desk.transplant.bring(holder(desk.ours("the 1st"), "tc"))
        new.append(desk.new("Quite another"))
        desk.pen.replace_cell(holder(desk.old("first"), "tc"), new)

    cell = holder(paragraph_of(both(theirs, NEW, lengthen), "the 1st"), "tc")
    assert [words(one) for one in cell.iterchildren(W + "p")] == [
        "the 1st",
        "Quite another paragraph.",
    ]


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_row_is_put_in(theirs: bytes, where: str) -> None:
    def work(desk: Desk) -> None:
        new = desk.transplant.bring(holder(desk.ours("A3"), "tr"))
        desk.pen.insert_row(new, **{where: holder(desk.old("A2"), "tr")})

    assert rows_of(both(theirs, NEW, work))[0] == [
        ["ID", "Measure"],
        ["A1", "first"],
        *([["A3", "third"]] if where == "before" else []),
        ["A2", "second"],
        *([["A3", "third"]] if where == "after" else []),
    ]


def rows_of(data: bytes) -> list[list[list[str]]]:
    return [
        [[words(cell) for cell in row.iter(W + "tc")] for row in table_.iter(W + "tr")]
        for table_ in part(data).iter(W + "tbl")
    ]


def test_a_row_goes_where_their_columns_are(theirs: bytes) -> None:
    """They put a column of their own between ours."""

    def add_column(body: Element) -> None:
        table_ = holder(find(body, "A1"), "tbl")
        grid = table_.find(W + "tblGrid")
        grid.insert(1, element('<w:gridCol w:w="700"/>'))
        for row in table_.iter(W + "tr"):
            first = row.find(W + "tc")
            first.addnext(
                element(
                    '<w:tc><w:tcPr><w:tcW w:w="700" w:type="dxa"/></w:tcPr>'
                    "<w:p><w:r><w:t>own</w:t></w:r></w:p></w:tc>"
                )
            )

    def work(desk: Desk) -> None:
        new = desk.transplant.bring(holder(desk.ours("A3"), "tr"))
        desk.pen.insert_row(new, after=holder(desk.old("A2"), "tr"), columns=[0, -1, 1])

    plain = both(edited(theirs, add_column), NEW, work)
    assert rows_of(plain)[0][-1] == ["A3", "", "third"]
    cells = [one.get(W + "w") for one in holder(paragraph_of(plain, "A3"), "tr").iter(W + "tcW")]
    above = [one.get(W + "w") for one in holder(paragraph_of(plain, "A2"), "tr").iter(W + "tcW")]
    assert cells == above
    assert cells[1] == "700"


def test_a_row_is_taken_out_and_the_last_takes_the_table_along(theirs: bytes) -> None:
    def one(desk: Desk) -> None:
        desk.pen.remove_row(holder(desk.old("A1"), "tr"))

    assert rows_of(both(theirs, NEW, one))[0] == [["ID", "Measure"], ["A2", "second"]]

    def every(desk: Desk) -> None:
        for row in list(holder(desk.old("A1"), "tbl").iter(W + "tr")):
            desk.pen.remove_row(row)

    assert len(rows_of(both(theirs, NEW, every))) == len(rows_of(theirs)) - 1


def test_a_table_wider_than_the_page_is_made_to_fit(written: bytes) -> None:
    wide = ours(table("t1", landscape=True, rows=((text("w1"), text("w2")),)))

    def work(desk: Desk) -> None:
        new = desk.transplant.bring(holder(desk.ours("w1"), "tbl"))
        desk.pen.insert(new, after=desk.old("bullet"))

    new = holder(paragraph_of(both(written, wide, work), "w1"), "tbl")
    widths = [int(one.get(W + "w")) for one in new.iter(W + "gridCol")]
    there = holder(paragraph_of(written, "A1"), "tbl")
    assert sum(widths) <= sum(int(one.get(W + "w")) for one in there.iter(W + "gridCol"))
    assert [int(one.get(W + "w")) for one in new.iter(W + "tcW")][:2] == widths


# Facts


def fact_of(control_: Element) -> str:
    tag = control_.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else str(tag.get(W + "val")).removeprefix("pmopack:fact/")


def control(data: bytes, name: str) -> Element:
    return next(one for one in part(data).iter(W + "sdt") if fact_of(one) == name)


def set_fact(desk: Desk, name: str) -> None:
    old, new = (
        next(one for one in body.iter(W + "sdt") if fact_of(one) == name)
        for body in (desk.target.body, desk.source.body)
    )
    desk.pen.set_fact(old, desk.transplant.bring(new))


FACTS = ours(Paragraph((GIVEN, Run(" and "), OPEN_MANAGER)))


@pytest.mark.parametrize("form", ["as written", "as Word saves"])
@pytest.mark.parametrize(
    ("name", "shown", "is_open"),
    [
        ("executive_sponsor", "Grace Hopper", False),
        ("program_manager", "To be decided", True),
    ],
)
def test_a_fact_shows_its_value_and_says_whether_it_is_open(
    forms: dict[str, bytes], form: str, name: str, shown: str, is_open: bool
) -> None:
    theirs = forms[form]
    plain = both(theirs, FACTS, lambda desk: set_fact(desk, name))
    old, new = control(theirs, name), control(plain, name)
    assert words(new) == shown
    assert (new.find(f"{W}sdtPr/{W}showingPlcHdr") is not None) is is_open
    kept = ("alias", "tag", "id", "text")
    for one in kept:
        assert dict(new.find(f"{W}sdtPr/{W}{one}").attrib) == dict(
            old.find(f"{W}sdtPr/{W}{one}").attrib
        )
    styles = [one.get(W + "val") for one in new.iter(W + "rStyle")]
    assert styles == (["PlaceholderText"] if is_open else [])


def test_a_value_keeps_the_format_a_person_gave_it(written: bytes) -> None:
    def embolden(body: Element) -> None:
        run = next(one for one in body.iter(W + "r") if "".join(one.itertext()) == "Ada Lovelace")
        run.insert(0, element("<w:rPr><w:b/></w:rPr>"))

    other = FactRun("program_manager", "Program Manager", "Grace Hopper", FactState.GIVEN)
    plain = both(
        edited(written, embolden),
        ours(Paragraph((other,))),
        lambda d: set_fact(d, "program_manager"),
    )
    value = control(plain, "program_manager")
    assert words(value) == "Grace Hopper"
    assert len(list(value.iter(W + "b"))) == 1


# All together


def play(desk: Desk, seed: int) -> None:
    """A random run of changes, the same for the same seed."""
    dice = random.Random(seed)
    body, ours_ = desk.target.body, desk.source.body
    paragraphs, new = (
        [one for one in root.iterchildren(W + "p") if b"TOC" not in _plain(one)]
        for root in (body, ours_)
    )
    tables, new_tables = (list(root.iterchildren(W + "tbl")) for root in (body, ours_))
    settled: set[Element] = set()
    for _ in range(30):
        old = dice.choice(paragraphs + tables)
        other = dice.choice(new if dice.random() < 0.7 else new_tables)
        if old in settled:
            continue
        kind = dice.random()
        if kind < 0.3:
            desk.pen.insert(desk.transplant.bring(other), **{dice.choice(["before", "after"]): old})
        elif kind < 0.5:
            settled.add(old)
            desk.pen.remove(old)
        elif old.tag == other.tag == W + "p":
            settled.add(old)
            desk.pen.replace(old, desk.transplant.bring(other, replaces=old))
        elif old.tag == other.tag:
            settled.add(old)
            row, new_row = (
                dice.choice(list(one.iterchildren(W + "tr"))[1:]) for one in (old, other)
            )
            cell, new_cell = (
                dice.choice(list(one.iterchildren(W + "tc"))) for one in (row, new_row)
            )
            desk.pen.replace_cell(cell, desk.transplant.bring(new_cell, replaces=cell))
            desk.pen.insert_row(desk.transplant.bring(new_row), after=row)
            if dice.random() < 0.5:
                desk.pen.remove_row(row)


def _plain(paragraph: Element) -> bytes:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else str(style.get(W + "val"))
    return "".join([*paragraph.itertext(), name.upper()]).encode()


OTHER = changed(
    ours(*BLOCKS),
    "word/document.xml",
    lambda xml: xml.replace("may go", "might go").replace("bullet", "point").replace("Ada", "A."),
)


@pytest.mark.parametrize("seed", range(4))
def test_any_run_of_changes_can_be_accepted_and_rejected(theirs: bytes, seed: int) -> None:
    both(theirs, OTHER, lambda desk: play(desk, seed))


def test_nothing_done_leaves_every_byte(theirs: bytes) -> None:
    desk = Desk(theirs, NEW)
    assert desk.target.parts() == dict(Desk(theirs, NEW, redline=True).target.parts())
    before = read_package(theirs)
    assert {name for name, data in desk.target.parts().items() if before.get(name) != data} <= {
        "word/document.xml"
    }


def errors_of(
    data: bytes, folder: Path, name: str, ooxml_errors: Callable[[Path], list[str]]
) -> set[str]:
    (folder / f"{name}.docx").write_bytes(data)
    return {re.sub(r'"xPath": "[^"]*"', "", one) for one in ooxml_errors(folder / f"{name}.docx")}


def test_what_a_pen_writes_is_valid(
    forms: dict[str, bytes], tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    known = errors_of(forms[FORMS[2]], tmp_path, "before", ooxml_errors)  # LibreOffice's own
    for form, redline in ((FORMS[0], False), (FORMS[1], True), (FORMS[2], True)):
        desk = Desk(forms[form], OTHER, redline=redline)
        play(desk, 7)
        found = errors_of(desk.data(), tmp_path, form, ooxml_errors)
        assert found <= (known if form == FORMS[2] else set()), form


def test_a_broken_pen_would_be_noticed(written: bytes) -> None:
    """The oracle and the list of flaws see what they are there for."""

    def careless(desk: Desk) -> None:
        row = holder(desk.old("A1"), "tr")
        row.getparent().remove(row)  # not tracked

    with pytest.raises(AssertionError):
        both(written, NEW, careless)
    for harm, flaw in HARM.items():
        found = set(flaws(edited(written, harm)))
        assert any(flaw in one for one in found), flaw


def _take_out(path: str) -> Callable[[Element], None]:
    def edit(body: Element) -> None:
        one = body.find(path)
        one.getparent().remove(one)

    return edit


HARM: dict[Callable[[Element], object], str] = {
    _take_out(f".//{W}bookmarkEnd"): "without its other half",
    _take_out(f".//{W}tc/{W}p"): "does not end with a paragraph",
    _take_out(f"{W}sectPr"): "not last",
    _take_out(f".//{W}tr/{W}tc"): "different lengths",
    lambda body: body.find(f".//{W}bookmarkStart").set(W + "name", "_pmo_risks"): "more than once",
    lambda body: body.find(f".//{W}hyperlink").set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "rId999"
    ): "no relationship",
    lambda body: body.find(f".//{W}numId").set(W + "val", "999"): "no numId",
    lambda body: body.find(f".//{W}pStyle").set(W + "val", "Gone"): "no pStyle",
}
