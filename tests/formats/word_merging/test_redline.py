"""What a person sees of a tracked change, and that other programs settle it as Word would."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.blocks import Heading, Paragraph, Run
from generator.formats.word import write_document
from tests.conftest import missing
from tests.formats.word_merging.desk import (
    Desk,
    Element,
    edited,
    element,
    find,
    holder,
    marked,
    redlined,
    texts,
)
from tests.formats.word_sample import MANAGER, REFERENCE, W, document, part, table, text, words

NEW = write_document(
    document(
        Heading(1, "summary", text("Summary")),
        Paragraph(text("What might perhaps go wrong.")),
        Paragraph(text("Plain ", Run("bold", bold=True), " and more")),
        Paragraph((Run("Manager: "), MANAGER)),
        table("t1", rows=((text("A1"), text("the first")), (text("A3"), text("third")))),
        table("t9"),
    ),
    REFERENCE,
)


def test_only_the_words_that_changed_are_marked(theirs: bytes) -> None:
    data = redlined(theirs, NEW, lambda desk: desk.replace("What may", "What might"))
    assert marked(data, "del") == ["may"]
    assert marked(data, "ins") == ["might perhaps"]


def test_each_change_of_a_long_paragraph_is_marked_alone(written: bytes) -> None:
    old, new = (
        write_document(document(Paragraph(text(words_))), REFERENCE)
        for words_ in (
            "The sponsor of the whole program is Jane Roe, who decides, and it begins in May.",
            "The sponsor of the whole program is John Doe, who decides, and it begins in June.",
        )
    )
    data = redlined(old, new, lambda desk: desk.replace("The", "The"))
    assert marked(data, "del") == ["Jane Roe,", "May."]
    assert marked(data, "ins") == ["John Doe,", "June."]


def test_a_change_says_who_made_it_and_for_which_day(theirs: bytes) -> None:
    data = redlined(theirs, NEW, lambda desk: desk.replace("What may", "What might"))
    for one in part(data).iter(W + "ins", W + "del"):
        assert one.get(W + "author") == "pmopack"
        assert one.get(W + "date") == "2026-03-02T00:00:00Z"


def test_a_paragraph_put_in_or_taken_out_is_marked_with_its_end(theirs: bytes) -> None:
    def work(desk: Desk) -> None:
        old = desk.old("What may")
        desk.pen.insert(desk.new("Manager"), after=old)
        desk.pen.remove(old)

    body = part(redlined(theirs, NEW, work))
    for start, kind in (("Manager", "ins"), ("", "del")):
        ends = body.findall(f".//{W}p/{W}pPr/{W}rPr/{W}{kind}")
        assert len(ends) == 1
        assert words(holder(ends[0], "p")).startswith(start)


def test_a_row_is_marked_as_a_row(theirs: bytes) -> None:
    def work(desk: Desk) -> None:
        row = holder(desk.old("A2"), "tr")
        desk.pen.insert_row(desk.transplant.bring(holder(desk.ours("A3"), "tr")), after=row)
        desk.pen.remove_row(row)

    body = part(redlined(theirs, NEW, work))
    rows = {
        kind: [holder(one, "tr") for one in body.iterfind(f".//{W}trPr/{W}{kind}")]
        for kind in ("ins", "del")
    }
    assert [words(row) for row in rows["ins"]] == ["A3third"]
    assert len(rows["del"]) == 1


def test_deleted_text_is_no_text(theirs: bytes) -> None:
    data = redlined(theirs, NEW, lambda desk: desk.pen.remove(desk.old("Table 1")))
    for one in part(data).iter(W + "del"):
        assert not list(one.iter(W + "t", W + "instrText"))
    assert len(list(part(data).iter(W + "delInstrText"))) > 0


def test_changes_carry_numbers_that_nothing_else_has(theirs: bytes) -> None:
    def work(desk: Desk) -> None:
        desk.replace("What may", "What might")
        desk.pen.insert(
            desk.transplant.bring(holder(desk.ours("first"), "tbl")), after=desk.old("End")
        )

    before = {one.get(W + "id") for one in part(theirs).iter() if one.get(W + "id")}
    after = [
        one.get(W + "id") for one in part(redlined(theirs, NEW, work)).iter(W + "ins", W + "del")
    ]
    assert len(after) == len(set(after)) > 5
    assert before.isdisjoint(after)


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Settle(command As String, source As String, target As String)
 Dim shown(0) As New com.sun.star.beans.PropertyValue
 shown(0).Name = "Hidden"
 shown(0).Value = True
 Dim opened As Object
 Dim helper As Object
 opened = StarDesktop.loadComponentFromURL(source, "_blank", 0, shown())
 helper = createUnoService("com.sun.star.frame.DispatchHelper")
 command = ".uno:" &amp; command &amp; "AllTrackedChanges"
 helper.executeDispatch(opened.CurrentController.Frame, command, "", 0, Array())
 Dim kind(0) As New com.sun.star.beans.PropertyValue
 kind(0).Name = "FilterName"
 kind(0).Value = "MS Word 2007 XML"
 opened.storeToURL(target, kind())
 opened.close(True)
End Sub
</script:module>"""


@pytest.fixture(scope="module")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], object]:
    """Calls LibreOffice, in a profile with a macro that settles tracked changes."""
    program = shutil.which("soffice")
    if program is None:
        missing("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("profile")

    def call(argument: str) -> object:
        command = [str(program), f"-env:UserInstallation={folder.as_uri()}", "--headless", argument]
        return subprocess.run(command, check=True, capture_output=True, timeout=120)

    call("--terminate_after_init")  # the first start puts its own macros there
    standard = folder / "user" / "basic" / "Standard"
    (standard / "Module1.xba").write_text(MACRO, encoding="utf-8")
    return call


def test_libreoffice_accepts_and_rejects_alike(
    written: bytes, tmp_path: Path, soffice: Callable[[str], object]
) -> None:
    """All but the values of controls: LibreOffice 7.4 drops what is tracked in them."""

    def work(desk: Desk) -> None:
        desk.replace("What may", "What might")
        desk.replace("Plain", "Plain")
        desk.pen.insert(desk.new("Plain"), after=desk.old("bullet"))
        desk.pen.remove(desk.old("one again"))
        row = holder(desk.old("A2"), "tr")
        desk.pen.insert_row(desk.transplant.bring(holder(desk.ours("A3"), "tr")), after=row)
        desk.pen.remove_row(row)
        cell = holder(desk.old("first"), "tc")
        new = desk.transplant.bring(holder(desk.ours("the first"), "tc"))
        desk.pen.replace_cell(cell, new)

    desk = Desk(written, NEW)
    work(desk)
    source = tmp_path / "redline.docx"
    source.write_bytes(redlined(written, NEW, work))
    for command, wanted in (("Accept", desk.data()), ("Reject", written)):
        target = tmp_path / f"{command}.docx"
        soffice(f"macro:///Standard.Module1.Settle({command},{source.as_uri()},{target.as_uri()})")
        there = texts(target.read_bytes())
        assert [one.strip() for one in there] == [one.strip() for one in texts(wanted)], command


def test_an_edit_of_a_person_is_not_struck(theirs: bytes) -> None:
    """A comment's mark stays what it is: it is theirs."""

    def comment(body: Element) -> None:
        paragraph = find(body, "What may")
        paragraph.append(element('<w:r><w:commentReference w:id="7001"/></w:r>'))

    data = redlined(
        edited(theirs, comment), NEW, lambda desk: desk.replace("What may", "What might")
    )
    (reference,) = part(data).iter(W + "commentReference")
    assert not list(reference.iterancestors(W + "del", W + "ins"))
