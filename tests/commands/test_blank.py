"""`generate --blank`: Word templates in which every fact is an empty, named control."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from generator.commands.emit import Action
from generator.commands.generate import generate
from generator.commands.workspace import Workspace
from generator.errors import InputError
from generator.formats.package import CONTENT_TYPES
from tests.commands.conftest import TEN_LINES
from tests.every_field import fill
from tests.reading import W, body_of, sections_of, text_of, whole_text

NAMES = {
    "IVV-Plan.dotx",
    "Program-Charter.dotx",
    "Program-Management-Plan.dotx",
    "Resource-Management-Plan.dotx",
    "Schedule-Basis.dotx",
    "Status-Report.dotx",
}
DOCUMENT, TEMPLATE = (
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml"
    for kind in ("document", "template")
)
CHARTER = "Program-Charter.dotx"


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of `generate --blank`."""
    folder = tmp_path_factory.mktemp("blank")
    (folder / "project.yml").write_text(TEN_LINES, encoding="utf-8")
    generate(Workspace.at(folder), blank=True)
    return folder / "output"


def controls(path: Path) -> list[tuple[str, str, str, bool]]:
    """Tag, alias, text and whether it shows its placeholder, of each content control."""
    found = []
    for control in body_of(path).iter(W + "sdt"):
        properties = control.find(W + "sdtPr")
        tag, alias = (
            str(properties.find(W + name).get(W + "val"))  # type: ignore[union-attr]
            for name in ("tag", "alias")
        )
        shows = properties.find(W + "showingPlcHdr") is not None  # type: ignore[union-attr]
        found.append((tag, alias, text_of(control.find(W + "sdtContent")), shows))
    return found


def table(path: Path, heading: str) -> list[list[str]]:
    """The first table of a section."""
    return next(one.tables[0] for one in sections_of(path) if one.heading == heading)


def as_docx(path: Path) -> io.BytesIO:
    """The template with the content type of a document, which python-docx opens."""
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == CONTENT_TYPES:
                data = data.replace(TEMPLATE.encode(), DOCUMENT.encode())
            new.writestr(name, data)
    return changed


def edit(path: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, new)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_each_word_document_has_its_template_and_nothing_else_is_written(blank: Path) -> None:
    assert {path.name for path in blank.iterdir()} == NAMES


def test_the_files_are_word_templates(blank: Path) -> None:
    for path in blank.iterdir():
        types = etree.fromstring(zipfile.ZipFile(path).read(CONTENT_TYPES))
        main = [one.get("ContentType") for one in types if one.get("PartName") == DOCUMENT_PART]
        assert main == [TEMPLATE]
        assert docx.Document(as_docx(path)).paragraphs


DOCUMENT_PART = "/word/document.xml"


def test_word_templates_are_valid(blank: Path, ooxml_errors) -> None:
    for path in sorted(blank.iterdir()):
        assert ooxml_errors(path) == [], path.name


def test_every_fact_is_an_empty_control_that_shows_its_name(blank: Path) -> None:
    for path in blank.iterdir():
        found = controls(path)
        assert len(found) > 20
        for tag, alias, text, shows in found:
            assert tag.startswith("pmopack:fact/")
            assert alias
            assert text[0] + text[-1] == "[]"
            assert text[1:-1].startswith(alias)
            assert shows
    tags = {tag: alias for tag, alias, _, _ in controls(blank / CHARTER)}
    assert tags["pmopack:fact/executive_sponsor"] == "Executive Sponsor"
    assert tags["pmopack:fact/program"] == "Program"


def test_a_fact_has_the_tag_that_it_has_in_the_pack(blank: Path, small_pack: Path) -> None:
    for path in blank.iterdir():
        if path.name.startswith("Resource"):
            continue  # it lists who holds which role, which a template cannot
        body = body_of(small_pack / f"{path.stem}.docx")
        in_text = {str(tag.get(W + "val")) for tag in body.iterfind(f"{W}p//{W}sdt//{W}tag")}
        assert len(in_text) > 5
        assert in_text <= {tag for tag, *_ in controls(path)}


def test_rows_of_a_project_become_one_row_of_empty_controls(blank: Path) -> None:
    rows = table(blank / CHARTER, "Objectives and success criteria")
    assert rows[0] == ["ID", "Objective", "Measure", "Baseline", "Target", "Due", "Owner"]
    assert rows[1:] == [[f"[{heading}]" for heading in rows[0]]]
    tags = [tag for tag, *_ in controls(blank / CHARTER)]
    assert "pmopack:fact/charter_objectives.measure" in tags
    assert len(table(blank / CHARTER, "Milestones and phase gates")) == 2
    assert len(table(blank / CHARTER, "Initial risks")) == 2


def test_rows_of_the_template_stay(blank: Path, small_pack: Path) -> None:
    for heading in ("Strategic and policy alignment", "Standards crosswalk"):
        given = table(small_pack / "Program-Charter.docx", heading)
        assert [row[0] for row in table(blank / CHARTER, heading)] == [row[0] for row in given]
        assert len(given) > 3


def test_the_sections_are_those_of_the_document(blank: Path, small_pack: Path) -> None:
    for path in blank.iterdir():
        ours = [one.heading for one in sections_of(path)]
        theirs = [one.heading for one in sections_of(small_pack / f"{path.stem}.docx")]
        assert set(ours) <= set(theirs)
        assert len(ours) > len(theirs) - 3  # what an empty project has nothing for


def test_nothing_is_to_be_decided_or_dated_or_paid_in_a_template(blank: Path) -> None:
    months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    for path in blank.iterdir():
        text = whole_text(path)
        for word in ("Core Financials", "Department of Example", "Jane Roe", "John Doe"):
            assert word not in text
        assert not re.findall(rf"\b(?:{months}) \d{{1,2}}, \d{{4}}|\$\d[\d,]+", text)
        assert "To be decided" not in text
        xml = zipfile.ZipFile(path)
        for name in xml.namelist():
            if re.fullmatch(r"word/(header|footer)\d*\.xml|docProps/.*\.xml", name):
                part = re.sub("<[^>]+>", "", xml.read(name).decode())
                assert "Example" not in part
                assert "Core Financials" not in part


def test_of_a_full_config_only_the_rule_who_approves_gets_into_a_template(tmp_path: Path) -> None:
    """Every text of this config is a number in double brackets, so that a leak is seen.

    Looked through is every part of the file: headers, properties, alternative texts as well.
    """
    numbers: dict[str, int] = {}

    def text(path: str, most: int) -> str:
        return f"[[{numbers.setdefault(path, len(numbers) + 1)}]]"[:most]

    (tmp_path / "project.yml").write_text(fill(text).yaml, encoding="utf-8")
    generate(Workspace.at(tmp_path), blank=True)
    keys = {number: path for path, number in numbers.items()}
    for path in (tmp_path / "output").iterdir():
        package = zipfile.ZipFile(path)
        whole = "".join(package.read(name).decode("latin-1") for name in package.namelist())
        leaked = {keys[int(number)] for number in re.findall(r"\[\[(\d+)\]\]", whole)}
        assert leaked <= {"documents.approvers.*"}, path.name


def test_templates_repeat_byte_for_byte(blank: Path, workspace: Path, run) -> None:
    run(workspace, blank=True)
    for path in blank.iterdir():
        assert (workspace / "output" / path.name).read_bytes() == path.read_bytes()


def test_a_template_that_a_person_edited_is_kept(workspace: Path, run) -> None:
    run(workspace, blank=True)
    charter = workspace / "output" / CHARTER
    edit(charter, b"Executive summary", b"Our summary")
    edited = charter.read_bytes()
    result = run(workspace, blank=True)
    assert charter.read_bytes() == edited
    assert [write.target.name for write in result.kept] == ["Program-Charter.new.dotx"]
    assert (workspace / "output" / "Program-Charter.new.dotx").exists()


def test_a_template_that_was_only_saved_is_brought_up_to_date(workspace: Path, run) -> None:
    run(workspace, blank=True)
    charter = workspace / "output" / CHARTER
    edit(charter, b"<w:p>", b'<w:p w:rsidR="00AA11BB">')
    result = run(workspace, blank=True)
    actions = {write.output.name: write.action for write in result.writes}
    assert actions[CHARTER] is Action.UPDATED


def test_templates_leave_the_pack_and_its_bases_alone(workspace: Path, run) -> None:
    run(workspace)

    def files() -> dict[Path, bytes]:
        folders = (workspace / "output", workspace / ".pmopack" / "base")
        return {path: path.read_bytes() for one in folders for path in one.iterdir()}

    before = files()
    run(workspace, blank=True)
    after = files()
    assert {path.name for path in after.keys() - before.keys()} == NAMES
    assert {path: after[path] for path in before} == before
    assert {write.action for write in run(workspace).writes} == {Action.SAME}


def test_only_narrows_templates_and_the_schedule_has_none(workspace: Path, run) -> None:
    run(workspace, blank=True, only=["Program Charter"])
    assert [path.name for path in (workspace / "output").iterdir()] == [CHARTER]
    with pytest.raises(InputError, match="no deliverable 'Initial Master Schedule'"):
        run(workspace, blank=True, only=["Initial Master Schedule"])


def pmopack(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "generate", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_says_what_it_made(workspace: Path) -> None:
    done = pmopack("--blank", "-C", str(workspace), "--only", CHARTER)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:2] == ["Templates in output/", "  Program-Charter.dotx  new"]
    assert lines[-1].startswith("Next: open a template in Word")
    shutil.rmtree(workspace / "output")
    done = pmopack("--blank", "--json", "-C", str(workspace))
    assert {entry["file"] for entry in json.loads(done.stdout)["files"]} == NAMES


def test_blank_and_pages_exclude_each_other(workspace: Path) -> None:
    done = pmopack("--blank", "--pages", "-C", str(workspace))
    assert done.returncode == 2
    assert "--blank or --pages" in done.stderr
    assert not (workspace / "output").exists()


def test_libreoffice_opens_a_template(blank: Path, to_pdf) -> None:
    assert to_pdf(blank / CHARTER).read_bytes().startswith(b"%PDF")
