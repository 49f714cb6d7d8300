"""`generate --pages`: the page numbers of the contents are those of the PDF."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest

from generator.commands.emit import Action
from generator.errors import InputError
from generator.formats.word import content_fingerprint
from tests.commands.conftest import TEN_LINES
from tests.conftest import missing

WORD_FILES = 6
ENTRY = re.compile(
    r'<w:hyperlink w:anchor="(\w+)"[^>]*>(.*?)</w:hyperlink>', re.DOTALL
)  # a line of the contents or of the list of tables


def entries(path: Path) -> list[tuple[str, str, str]]:
    """Bookmark, words and page of each line of the contents and the list of tables."""
    xml = zipfile.ZipFile(path).read("word/document.xml").decode()
    found = []
    for anchor, content in ENTRY.findall(xml):
        before, field = content.split("PAGEREF")
        spaced = before.replace("<w:tab/>", " ")
        words = " ".join(html.unescape(re.sub(r"<[^>]+>", "", spaced)).split())
        page = "".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>", field))
        found.append((anchor, words, page))
    return found


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a pack that was made with page numbers."""
    if shutil.which("soffice") is None:
        missing("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("paged")
    (folder / "project.yml").write_text(TEN_LINES, encoding="utf-8")
    command = [sys.executable, "-m", "generator", "generate", "--pages", "-q", "-C", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture(scope="module")
def pdfs(paged: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """The PDF of each Word file, made without the code under test."""
    folder = tmp_path_factory.mktemp("pdfs")
    files = sorted((paged / "output").glob("*.docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
    made = {file: folder / f"{file.stem}.pdf" for file in files}
    assert len(made) == WORD_FILES
    return made


@pytest.fixture
def copy(paged: Path, tmp_path: Path) -> Path:
    """A copy of that workspace to change."""
    return Path(shutil.copytree(paged, tmp_path / "copy"))


def test_the_pages_of_headings_are_those_of_the_pdfs_outline(pdfs: dict[Path, Path]) -> None:
    for file, made in pdfs.items():
        with pikepdf.open(made) as pdf, pdf.open_outline() as outline:
            pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
            wanted: dict[str, str] = {}
            waiting = list(outline.root)
            while waiting:
                item = waiting.pop()
                waiting += item.children
                title = " ".join(str(item.title).split())
                wanted[title] = str(pages[item.destination[0].objgen])
        lines = entries(file)
        headings = {words: page for _, words, page in lines if not words.startswith("Table ")}
        assert len(headings) > 5
        assert headings == {words: wanted[words] for words in headings}


def test_the_pages_of_tables_are_those_where_poppler_reads_their_captions(
    pdfs: dict[Path, Path],
) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        missing("poppler (pdftotext) is not installed")
    seen = 0
    for file, made in pdfs.items():
        command = [str(program), "-layout", str(made), "-"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        pages = text.split("\f")
        lists = re.compile(r"^ *Tables$", re.MULTILINE)
        end = next(number for number, text in enumerate(pages, 1) if lists.search(text))
        for _, words, page in entries(file):
            if words.startswith("Table "):
                start = re.compile(rf"^ *{re.escape(words[:22])}", re.MULTILINE)
                found = [number for number, text in enumerate(pages, 1) if start.search(text)]
                # The list of tables stands at the end; a caption may share its page.
                assert [one for one in found if one < end] in ([int(page)], []), words
                assert int(page) in found
                seen += int(page) < end
    assert seen > 50


def test_page_numbers_are_no_edit(copy: Path, run) -> None:
    """The memory has the file without numbers only, as when Word updated the contents."""
    plain = copy / "plain"
    plain.mkdir()
    (plain / "project.yml").write_text(TEN_LINES, encoding="utf-8")
    run(plain)
    for file in (copy / "output").glob("*.docx"):
        bare = plain / "output" / file.name
        assert bare.read_bytes() != file.read_bytes()
        assert content_fingerprint(bare.read_bytes()) == content_fingerprint(file.read_bytes())
        shutil.copy(file, bare)
    config = plain / "project.yml"
    config.write_text(TEN_LINES.replace("Core Financials", "Grants"), encoding="utf-8")
    actions = {write.output.name: write.action for write in run(plain).writes}
    assert set(actions.values()) == {Action.UPDATED}


def test_a_plain_run_keeps_page_numbers_that_still_hold(copy: Path, run) -> None:
    before = {path.name: path.read_bytes() for path in (copy / "output").iterdir()}
    result = run(copy)
    assert {write.action for write in result.writes} == {Action.SAME}
    assert {path.name: path.read_bytes() for path in (copy / "output").iterdir()} == before


def test_a_plain_run_leaves_page_numbers_empty_where_the_document_changed(copy, run) -> None:
    config = copy / "project.yml"
    config.write_text(TEN_LINES.replace("Core Financials", "Grants"), encoding="utf-8")
    run(copy)
    lines = entries(copy / "output" / "Program-Charter.docx")
    assert {page for _, _, page in lines} == {""}


def test_page_numbers_make_a_valid_file(paged: Path, ooxml_errors) -> None:
    assert ooxml_errors(paged / "output" / "Program-Charter.docx") == []


def test_a_document_that_a_person_edited_gets_its_page_numbers_too(copy: Path, run) -> None:
    charter = copy / "output" / "Program-Charter.docx"
    with zipfile.ZipFile(charter) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"]
    parts["word/document.xml"] = body.replace(b"Executive summary", b"Our summary")
    with zipfile.ZipFile(charter, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    result = run(copy, pages=True, only=["Program Charter"])
    assert not result.decisions
    lines = entries(charter)
    assert "1 Our summary" in {words for _, words, _ in lines}
    assert {page for _, _, page in lines} > {"1", "2"}
    again = charter.read_bytes()
    assert {write.action for write in run(copy, pages=True, only=["Program Charter"]).writes} == {
        Action.SAME
    }
    assert charter.read_bytes() == again


# Without LibreOffice


def alarmed(folder: Path) -> tuple[dict[str, str], Path]:
    """An environment where whatever could start LibreOffice leaves a trace and fails."""
    programs, trace = folder / "programs", folder / "started"
    programs.mkdir()
    for name in ("soffice", "libreoffice", "loffice", "unoconv", "soffice.bin"):
        program = programs / name
        program.write_text(f"#!/bin/sh\necho {name} >> {trace}\nexit 1\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}, trace


def pmopack(folder: Path, *options: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "generate", *options, "-C", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env)


def test_a_plain_run_never_starts_libreoffice(
    workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    env, trace = alarmed(tmp_path_factory.mktemp("traps"))
    assert pmopack(workspace, env=env).returncode == 0
    assert not trace.exists()
    done = pmopack(workspace, "--pages", "--dry-run", env=env)  # and here the trap does close
    assert done.returncode == 1
    assert trace.read_text().split() == ["soffice"]


def test_a_plain_run_needs_no_program_at_all(workspace: Path) -> None:
    done = pmopack(workspace, "-q", env={**os.environ, "PATH": "/nowhere"})
    assert (done.returncode, done.stderr) == (0, "")


def test_a_plain_run_imports_nothing_of_pdfs(workspace: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from generator.commands.generate import generate\n"
        "from generator.commands.workspace import Workspace\n"
        f"generate(Workspace.at(Path({str(workspace)!r})))\n"
        "sys.exit({'pikepdf', 'generator.formats.pdf'} & set(sys.modules) and 1 or 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_libreoffice_one_line_says_so_and_nothing_is_written(workspace: Path) -> None:
    done = pmopack(workspace, "--pages", env={**os.environ, "PATH": "/nowhere"})
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "--pages: page numbers need LibreOffice, and there is no soffice on the PATH; "
        "install LibreOffice, or run without --pages\n"
    )
    assert sorted(path.name for path in workspace.iterdir()) == ["project.yml"]


def test_without_pikepdf_one_line_says_so_and_nothing_is_written(
    workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    env, _ = alarmed(tmp_path_factory.mktemp("traps"))
    code = (
        "import sys; sys.modules['pikepdf'] = None\n"
        f"sys.argv = ['pmopack', 'generate', '--json', '--pages', '-C', {str(workspace)!r}]\n"
        "from generator.cli import main; main()"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 1
    (problem,) = json.loads(done.stdout)["problems"]
    assert "pikepdf" in problem["fact"]
    assert "pmopack[pages]" in problem["remedy"]
    assert not (workspace / "output").exists()


def test_a_libreoffice_that_fails_leaves_everything_as_it_was(
    workspace: Path,
    run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    run(workspace)
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    traps = tmp_path_factory.mktemp("traps")
    env, _ = alarmed(traps)
    monkeypatch.setenv("PATH", env["PATH"])
    with pytest.raises(InputError, match="LibreOffice made no PDF"):
        run(workspace, pages=True)
    after = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    assert after == before
