"""What a person edited is never overwritten; what nobody edited is brought up to date."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from generator.commands.emit import Action, Copies, Output, apply_writes, plan_writes
from generator.commands.workspace import Workspace
from generator.errors import InputError, WriteError

CHARTER = "Program-Charter.docx"
SCHEDULE = "Initial-Master-Schedule.xlsx"


def actions(result) -> dict[str, Action]:
    return {write.output.name: write.action for write in result.writes}


def edit_word(path: Path, text: str = "A sentence the sponsor wrote.") -> None:
    document = docx.Document(str(path))
    document.add_paragraph(text)
    document.save(str(path))


def rename_program(folder: Path, name: str = "Another Name") -> None:
    config = folder / "project.yml"
    old = config.read_text(encoding="utf-8")
    config.write_text(old.replace("Core Financials Modernization", name), encoding="utf-8")


def test_a_second_run_changes_nothing(workspace: Path, run) -> None:
    run(workspace)
    before = {
        p: (p.read_bytes(), p.stat().st_mtime_ns) for p in workspace.rglob("*") if p.is_file()
    }
    result = run(workspace)
    after = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in workspace.rglob("*") if p.is_file()}
    assert set(actions(result).values()) == {Action.SAME}
    assert after == before


def test_an_unedited_file_is_brought_up_to_date_and_the_old_one_kept(workspace, run) -> None:
    run(workspace)
    old = (workspace / "output" / CHARTER).read_bytes()
    rename_program(workspace)
    result = run(workspace)
    assert actions(result)[CHARTER] is Action.UPDATED
    assert (workspace / "output" / CHARTER).read_bytes() != old
    kept = [p.read_bytes() for p in (workspace / ".pmopack").rglob("*.docx") if p.is_file()]
    assert old in kept


def test_an_edited_word_file_is_brought_up_to_date_around_the_edit(workspace, run) -> None:
    run(workspace)
    charter = workspace / "output" / CHARTER
    edit_word(charter)
    edited = charter.read_bytes()
    rename_program(workspace)
    result = run(workspace)
    body = zipfile.ZipFile(charter).read("word/document.xml").decode()
    assert actions(result)[CHARTER] is Action.MERGED
    assert "A sentence the sponsor wrote." in body
    assert "Another Name" in body
    assert "Core Financials Modernization" not in body
    assert not result.decisions
    kept = (workspace / ".pmopack" / "kept").rglob("*.docx")
    assert edited in [path.read_bytes() for path in kept if path.is_file()]
    assert actions(run(workspace))[CHARTER] is Action.SAME


def test_an_edited_workbook_stays_and_the_new_one_stands_beside_it(workspace, run) -> None:
    run(workspace)
    path = workspace / "output" / SCHEDULE
    edit_workbook(path)
    edited = path.read_bytes()
    result = run(workspace)
    assert path.read_bytes() == edited
    assert actions(result)[SCHEDULE] is Action.BESIDE
    assert (workspace / "output" / "Initial-Master-Schedule.new.xlsx").exists()


def edit_workbook(path: Path, text: str = "Waiting for the contract") -> None:
    book = openpyxl.load_workbook(path)
    book["Schedule"]["Z8"] = text
    book.save(path)


def test_a_new_file_that_was_edited_too_is_not_overwritten_either(workspace, run) -> None:
    run(workspace)
    edit_workbook(workspace / "output" / SCHEDULE)
    run(workspace)
    beside = workspace / "output" / "Initial-Master-Schedule.new.xlsx"
    edit_workbook(beside, "I worked in the new one.")
    edited = beside.read_bytes()
    run(workspace)
    assert beside.read_bytes() == edited
    assert (workspace / "output" / "Initial-Master-Schedule.new-2.xlsx").exists()


def test_taking_the_new_file_over_ends_the_conflict(workspace, run) -> None:
    run(workspace)
    edit_workbook(workspace / "output" / SCHEDULE)
    rename_program(workspace)
    run(workspace)
    beside = workspace / "output" / "Initial-Master-Schedule.new.xlsx"
    beside.replace(workspace / "output" / SCHEDULE)
    assert actions(run(workspace))[SCHEDULE] is Action.SAME


def test_a_copy_that_a_share_enriched_is_not_edited(workspace, run) -> None:
    run(workspace)
    path = workspace / "output" / CHARTER
    enriched = path.with_suffix(".tmp")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(enriched, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(
                    b"</Types>",
                    b'<Override PartName="/customXml/itemProps1.xml" ContentType="application/'
                    b'vnd.openxmlformats-officedocument.customXmlProperties+xml"/></Types>',
                )
            new.writestr(name, data)
        new.writestr("customXml/item1.xml", "<p:properties xmlns:p='urn:share'/>")
        new.writestr(
            "customXml/itemProps1.xml",
            '<ds:datastoreItem ds:itemID="{00000000-0000-0000-0000-000000000001}" '
            'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>',
        )
    enriched.replace(path)
    rename_program(workspace)
    assert actions(run(workspace))[CHARTER] is Action.UPDATED
    with zipfile.ZipFile(path) as updated:
        assert updated.read("customXml/item1.xml") == b"<p:properties xmlns:p='urn:share'/>"
        assert "Another Name" in updated.read("word/document.xml").decode()


def test_without_a_memory_every_file_counts_as_a_persons(workspace, run) -> None:
    run(workspace)
    shutil.rmtree(workspace / ".pmopack")
    rename_program(workspace)
    result = run(workspace)
    assert actions(result)[CHARTER] is Action.BESIDE


def test_a_damaged_file_is_left_alone(workspace, run) -> None:
    run(workspace)
    path = workspace / "output" / CHARTER
    path.write_bytes(b"not a zip any more")
    assert actions(run(workspace))[CHARTER] is Action.BESIDE
    assert path.read_bytes() == b"not a zip any more"


@pytest.mark.parametrize("lock", ["~$ogram-Charter.docx", ".~lock.Program-Charter.docx#"])
def test_an_open_file_stops_the_run_before_anything_is_written(workspace, run, lock) -> None:
    run(workspace)
    (workspace / "output" / lock).write_text("someone")
    rename_program(workspace)
    before = {p: p.read_bytes() for p in (workspace / "output").iterdir()}
    with pytest.raises(InputError) as stopped:
        run(workspace)
    (problem,) = stopped.value.problems()
    assert str(problem.place) == "output/Program-Charter.docx"
    assert "open in Word" in problem.fact
    assert {p: p.read_bytes() for p in (workspace / "output").iterdir()} == before


def test_a_dry_run_writes_nothing(workspace: Path, run: Callable) -> None:
    result = run(workspace, dry_run=True)
    assert actions(result)[CHARTER] is Action.NEW
    assert sorted(p.name for p in workspace.iterdir()) == ["project.yml"]


def test_output_that_was_deleted_comes_back_with_the_same_bytes(workspace, run) -> None:
    run(workspace)
    before = {p.name: p.read_bytes() for p in (workspace / "output").iterdir()}
    shutil.rmtree(workspace / "output")
    run(workspace)
    assert {p.name: p.read_bytes() for p in (workspace / "output").iterdir()} == before


def test_a_folder_in_the_place_of_a_file_is_told_and_nothing_is_lost(workspace, run) -> None:
    (workspace / "output").write_text("I am a file")
    with pytest.raises((WriteError, InputError)) as stopped:
        run(workspace)
    assert stopped.value.problems()
    assert (workspace / "output").read_text() == "I am a file"


@pytest.mark.parametrize("meanwhile", ["came", "went", "changed"])
def test_a_file_that_moves_under_our_eyes_is_left_as_it_is(workspace, run, meanwhile) -> None:
    run(workspace)
    path = workspace / "output" / CHARTER
    place = Workspace.at(workspace)
    written, kept = Copies(place.state / "written"), Copies(place.state / "kept")
    if meanwhile == "came":
        path.unlink()
    writes = plan_writes([Output(CHARTER, b"the new one")], place, written, None)
    if meanwhile == "went":
        path.unlink()
    else:
        path.write_bytes(b"a person's")
    with pytest.raises(WriteError) as stopped:
        apply_writes(writes, place, written, kept)
    (problem,) = stopped.value.problems()
    assert str(problem.place) == "output/Program-Charter.docx"
    assert "changed while" in problem.fact
    assert (path.read_bytes() if path.exists() else None) == (
        None if meanwhile == "went" else b"a person's"
    )
