"""A person's Word file under `generate`: what they wrote stays, the rest is brought up to date."""

from __future__ import annotations

import hashlib
import json
import re
import resource
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from generator.commands.emit import Action
from generator.commands.generate import generate
from generator.commands.workspace import Workspace
from generator.errors import WriteError
from tests.authoring.edits import fill_control, reword
from tests.authoring.manuscript import Manuscript, W
from tests.authoring.review import add_comment, track_insertion

CHARTER = "Program-Charter.docx"
ONLY = {"only": ["Program-Charter"]}
MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference", "ins")


def body(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("word/document.xml").decode()


def write(folder: Path, **lines: str) -> None:
    """Gives keys of project.yml, each on a line of its own, another value."""
    config = folder / "project.yml"
    text = config.read_text("utf-8")
    for key, value in lines.items():
        text = re.sub(rf"(?m)^{key}:.*\n", "", text) + f"{key}: {value}\n"
    config.write_text(text, "utf-8")


def change_words(path: Path, old: str, new: str) -> None:
    """Changes words as a person does; Word saves the paragraph in pieces."""
    document = docx.Document(str(path))
    (run,) = [run for p in document.paragraphs for run in p.runs if old in run.text]
    run.text = run.text.replace(old, new)
    document.save(str(path))


def edited(path: Path, edit, where: int = 0) -> list[str]:
    """Does one edit; returns the words that were typed."""
    manuscript = Manuscript(path.read_bytes())
    expected = edit(manuscript, where)
    path.write_bytes(manuscript.save())
    return list(expected.words)


@pytest.fixture
def charter(workspace: Path, run) -> Path:
    run(workspace, **ONLY)
    return workspace / "output" / CHARTER


def test_what_both_changed_stays_theirs_with_ours_in_a_comment(workspace, run, charter) -> None:
    change_words(charter, "moves services of", "relocates services of")
    own = workspace / "templates"
    own.mkdir()
    shipped = Path(__file__).parents[2] / "templates" / "program-charter.md.j2"
    text = shipped.read_text("utf-8")
    assert "moves services of" in text
    own_text = text.replace("moves services of", "takes the services of")
    (own / "program-charter.md.j2").write_text(own_text, "utf-8")
    result = run(workspace, **ONLY)
    (one,) = result.decisions
    assert (one["file"], one["section"]) == (CHARTER, "Executive summary")
    assert "takes the services of" in one["new"]
    assert "relocates services of" in body(charter)
    assert "takes the services of" not in body(charter)
    with zipfile.ZipFile(charter) as package:
        comment = package.read("word/comments.xml").decode()
    assert "takes the services of" in comment
    assert 'w:author="pmopack"' in comment

    (one,) = run(workspace, **ONLY).decisions  # nothing new, but the comment still waits
    assert "1 of our comments from before waits" in one["fact"]


def test_a_value_typed_into_a_control_is_offered_for_the_config(workspace, run, charter) -> None:
    (word,) = edited(charter, fill_control)
    result = run(workspace, **ONLY)
    ((file, key, value),) = result.typed
    assert (file, value) == (CHARTER, word)
    assert not result.decisions
    lines = "\n".join(result.sentences(Workspace.at(workspace), dry_run=False, verbose=False))
    assert f'"{word}"' in lines
    assert f"({CHARTER})" in lines

    *above, last = key.split(".")
    line = f"{{{last}: {word}}}" if above else word
    write(workspace, **{(above or [last])[0]: line})
    run(workspace)
    assert not run(workspace).typed
    plan = body(workspace / "output" / "Resource-Management-Plan.docx")
    shows = f"pmopack:fact/{key}" in plan
    assert (word in plan) is shows


@pytest.mark.parametrize("review", [add_comment, track_insertion])
def test_a_section_under_review_waits_and_comes_up_to_date_later(
    workspace, run, charter, review
) -> None:
    data = charter.read_bytes()
    places = ((n, review(Manuscript(data), n)) for n in range(200))
    summary = next(n for n, one in places if one and one.section == "_pmo_summary")
    edited(charter, review, summary)
    write(workspace, start_date="2026-02-02")
    (one,) = run(workspace, **ONLY).decisions
    assert one["section"] == "Executive summary"
    assert "tracked changes or open comments" in one["fact"]
    for _ in range(2):
        assert "Jan 5, 2026" in body(charter)
        run(workspace, **ONLY)

    settled = Manuscript(charter.read_bytes())
    root = settled.root()
    for mark in [*root.iter(*(W + name for name in MARKS))]:
        for child in list(mark):
            mark.addprevious(child)
        mark.getparent().remove(mark)
    charter.write_bytes(settled.save())
    assert not run(workspace, **ONLY).decisions
    assert "Jan 5, 2026" not in body(charter)
    assert "Feb 2, 2026" in body(charter)


def test_a_file_without_our_anchors_is_left_alone(workspace, run, charter) -> None:
    manuscript = Manuscript(charter.read_bytes())
    for mark in list(manuscript.root().iter(W + "bookmarkStart", W + "bookmarkEnd")):
        mark.getparent().remove(mark)
    reword(manuscript, 0)
    charter.write_bytes(manuscript.save())
    theirs = charter.read_bytes()
    write(workspace, program="Another Name")
    result = run(workspace, **ONLY)
    assert [one.action for one in result.writes] == [Action.BESIDE]
    assert charter.read_bytes() == theirs
    assert "Another Name" in body(charter.with_name("Program-Charter.new.docx"))


def test_a_dry_run_tells_each_section_and_writes_nothing(workspace, run, charter) -> None:
    change_words(charter, "moves services of", "relocates services of")
    write(workspace, start_date="2026-02-02")
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    result = run(workspace, dry_run=True, **ONLY)
    lines = [*result.sentences(Workspace.at(workspace), dry_run=True, verbose=False)]
    assert "    merged    Executive summary" in lines
    assert "    updated   Milestones and phase gates" in lines
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before


def test_a_redline_is_for_a_person_to_accept_or_reject(workspace, run, charter) -> None:
    write(workspace, program="Another Name")
    run(workspace, redline=True, **ONLY)
    text = body(charter)
    assert re.search(r'<w:ins [^>]*w:author="pmopack"', text)
    assert re.search(r"<w:delText[^>]*>[^<]*Core Financials", text)
    again = charter.read_bytes()
    run(workspace, redline=True, **ONLY)
    assert charter.read_bytes() == again


def test_the_base_names_what_was_written_its_template_and_inputs(workspace, run, charter) -> None:
    base = json.loads((workspace / ".pmopack" / "base" / "Program-Charter.json").read_text("utf-8"))
    manifest = json.loads((workspace / ".pmopack" / "manifest.json").read_text("utf-8"))
    (entry,) = manifest["files"]
    copy = workspace / ".pmopack" / "written" / CHARTER / f"{base['base']}.docx"
    assert copy.read_bytes() == charter.read_bytes()
    assert base["base"] == hashlib.sha256(charter.read_bytes()).hexdigest()[:32]
    assert (base["file"], base["held"]) == (CHARTER, {})
    assert (base["template"], base["inputs"]) == (entry["template"], entry["inputs"])
    assert entry["sha256"] == hashlib.sha256(charter.read_bytes()).hexdigest()


def test_a_pack_in_another_folder_has_bases_of_its_own(workspace, run, charter) -> None:
    change_words(charter, "moves services of", "relocates services of")
    write(workspace, start_date="2026-02-02")
    elsewhere = Workspace.at(workspace, output=workspace / "for the sponsor")
    generate(elsewhere, **ONLY)
    assert "Feb 2, 2026" in body(elsewhere.output / CHARTER)
    run(workspace, **ONLY)
    assert "relocates services of" in body(charter)
    assert "Jan 5, 2026" not in body(charter)  # not taken for an edit of theirs
    assert "Feb 2, 2026" in body(charter)


@pytest.mark.parametrize("damage", ["{", "[]", '{"base": 1}'])
def test_a_damaged_base_means_that_nothing_of_theirs_is_touched(
    workspace, run, charter, damage
) -> None:
    change_words(charter, "moves services of", "relocates services of")
    theirs = charter.read_bytes()
    (workspace / ".pmopack" / "base" / "Program-Charter.json").write_text(damage, "utf-8")
    write(workspace, program="Another Name")
    result = run(workspace, **ONLY)
    assert [one.action for one in result.writes] == [Action.BESIDE]
    assert charter.read_bytes() == theirs


# Interrupted

KILLED = """\
import os, signal, sys
from pathlib import Path
from generator.commands.generate import generate
from generator.commands.workspace import Workspace
left, after = int(sys.argv[2]), sys.argv[3] == "after"
replace = Path.replace
def replace_and_die(self, target):
    global left
    left -= 1
    if not left and not after:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(self, target)
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
Path.replace = replace_and_die
generate(Workspace.at(Path(sys.argv[1])), only=["Program-Charter"])
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_each_write_the_file_is_whole_and_the_next_run_mends_the_rest(
    workspace, run, charter, when
) -> None:
    change_words(charter, "moves services of", "relocates services of")
    theirs = charter.read_bytes()
    start = {p: p.read_bytes() for p in workspace.rglob("*") if p.is_file()}
    write(workspace, program="Another Name")
    config = (workspace / "project.yml").read_bytes()
    run(workspace, **ONLY)
    whole = charter.read_bytes()
    assert "relocates services of" in body(charter)
    assert "Another Name" in body(charter)
    for number in range(1, 20):
        for path in [p for p in workspace.rglob("*") if p.is_file() and p not in start]:
            path.unlink()
        for path, data in start.items():
            path.write_bytes(data)
        (workspace / "project.yml").write_bytes(config)
        command = [sys.executable, "-c", KILLED, str(workspace), str(number), when]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        assert charter.read_bytes() in (theirs, whole)
        result = run(workspace, **ONLY)
        assert charter.read_bytes() == whole
        assert not result.decisions
    assert number > 4  # a copy of each, the file, its base and the manifest


def test_on_a_full_disk_the_file_stands_and_its_base_with_it(workspace, run, charter) -> None:
    change_words(charter, "moves services of", "relocates services of")
    before = {p: p.read_bytes() for p in workspace.rglob("*") if p.is_file()}
    write(workspace, program="Another Name")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))  # no room for a document
    try:
        with pytest.raises(WriteError) as stopped:
            run(workspace, **ONLY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert stopped.value.problems()
    now = {p: p.read_bytes() for p in workspace.rglob("*") if p.is_file()}
    config = workspace / "project.yml"
    assert {p: d for p, d in now.items() if p != config} == {
        p: d for p, d in before.items() if p != config
    }
