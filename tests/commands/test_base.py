"""The base of each Word file: what was written, as a later run will hold edits against it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import docx
import pytest
from lxml import etree

from generator.content import blocks
from generator.formats.word import base_of
from tests.formats.word_sample import SAMPLE, document, text
from tests.reading import W, body_of

CHARTER = "Program-Charter.docx"


def base(folder: Path, stem: str = "Program-Charter") -> dict:
    return json.loads((folder / ".pmopack" / "base" / f"{stem}.json").read_text("utf-8"))


def rename_program(folder: Path) -> None:
    config = folder / "project.yml"
    old = config.read_text(encoding="utf-8")
    config.write_text(old.replace("Core Financials Modernization", "Another Name"), "utf-8")


def edit(path: Path) -> None:
    opened = docx.Document(str(path))
    opened.add_paragraph("A sentence the sponsor wrote.")
    opened.save(str(path))


def written_words(element: etree._Element) -> str:
    """The text of a paragraph or a cell without results of fields, read by lxml alone."""
    pieces: list[str] = []
    hidden = 0
    for node in element.iter(W + "t", W + "br", W + "tab", W + "fldChar"):
        if node.tag == W + "fldChar":
            hidden += {"begin": 1, "separate": 0, "end": -1}[str(node.get(W + "fldCharType"))]
        elif node.getparent().tag == W + "r" and not hidden:
            pieces.append({W + "br": "\n", W + "tab": "\t"}.get(node.tag, node.text or ""))
    # The words around the fields of a cross-reference belong to it.
    return re.sub(r"[Ss]ection  \(\)", "", "".join(pieces))


def point(paragraph: etree._Element) -> str:
    """The bookmark that tells which section or table a paragraph begins."""
    names = [str(mark.get(W + "name")) for mark in paragraph.iter(W + "bookmarkStart")]
    return next((name for name in names if name.startswith("_pmo_")), "")


def joined(pieces: list[list[str]]) -> str:
    """The words of a paragraph; those of its footnotes stand elsewhere."""
    return "".join(words for kind, words in pieces if kind != "note")


def test_each_word_file_has_a_base_with_its_template_and_inputs(workspace: Path, run) -> None:
    run(workspace)
    output, bases = workspace / "output", workspace / ".pmopack" / "base"
    stems = {path.stem for path in output.glob("*.docx")}
    assert {path.stem for path in bases.iterdir()} == stems != set()
    manifest = json.loads((workspace / ".pmopack" / "manifest.json").read_text("utf-8"))
    entries = {entry["file"]: entry for entry in manifest["files"]}
    for stem in stems:
        one = base(workspace, stem)
        file = output / f"{stem}.docx"
        assert one["file"] == file.name
        assert one["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
        assert one["inputs"] == entries[file.name]["inputs"]
        assert one["template"] == entries[file.name]["template"]
        assert re.fullmatch("[0-9a-f]{64}", one["template_sha256"])


def test_sections_and_tables_are_known_by_the_bookmarks_of_the_file(workspace, run) -> None:
    run(workspace)
    for file in (workspace / "output").glob("*.docx"):
        one = base(workspace, file.stem)
        marks = [
            str(mark.get(W + "name"))
            for mark in body_of(file).iter(W + "bookmarkStart")
            if str(mark.get(W + "name")).startswith("_pmo_")
        ]
        known = [part["id"] for part in one["sections"][1:] + one["tables"]]
        known += [
            line[1] for part in one["sections"] for line in part["blocks"] if line[0] == "figure"
        ]
        assert sorted(known) == sorted(marks)
        assert len(set(known)) == len(known) > 5


def test_the_base_says_what_the_file_says_paragraph_by_paragraph(workspace, run) -> None:
    run(workspace)
    for file in (workspace / "output").glob("*.docx"):
        one = base(workspace, file.stem)
        names = {style.style_id: style.name for style in docx.Document(str(file)).styles}
        sections: dict[str, list[tuple[str, str]]] = {"": []}
        tables: dict[str, list[list[str]]] = {}
        section = table = ""
        for element in body_of(file):
            if element.tag == W + "tbl":
                tables[table] = [
                    [written_words(cell) for cell in row.iter(W + "tc")]
                    for row in element.iter(W + "tr")
                ]
            elif element.tag == W + "p":
                style = names[element.find(f"{W}pPr/{W}pStyle").get(W + "val")].lower()
                if style == "caption":
                    table = point(element)
                    kind = written_words(element).partition(" ")[0].lower()
                    sections[section].append((kind, table))
                elif next(element.iter(W + "drawing"), None) is not None:
                    continue  # a figure, which its caption stands for
                elif style.startswith("heading"):
                    section = point(element)
                    sections[section] = [(style, written_words(element))]
                elif not style.startswith(("toc ", "table of", "table note")):
                    sections[section].append((style, written_words(element)))
        for part in one["sections"]:
            said = [
                (line[0], line[1])
                if line[0] in ("table", "figure")
                else (line[0].lower(), joined(line[2]))
                for line in part["blocks"]
            ]
            assert said == sections[part["id"]], part["id"]
        for part in one["tables"]:
            rows = [part["columns"], *([joined(cell) for cell in row] for row in part["rows"])]
            assert rows == tables[part["id"]]


def test_formats_facts_links_and_references_are_told_apart() -> None:
    (_, summary, authority, *_), tables = base_of(SAMPLE)["sections"], base_of(SAMPLE)["tables"]
    assert summary["id"] == "_pmo_summary"
    assert summary["blocks"] == [
        ["heading 1", 0, [["", "Summary"]]],
        [
            "Normal",
            0,
            [
                ["", "Sponsor: "],
                ["open executive_sponsor", "To be decided"],
                ["", ", manager: "],
                ["fact program_manager", "Ada Lovelace"],
                ["", ", "],
                ["fact budget.reserve", "10 %"],
                ["", " (Assumed)"],
            ],
        ],
        [
            "Normal",
            0,
            [["", "See "], ["ref _pmo_risks", ""], ["", " and "], ["ref _pmo_t1", ""]],
        ],
        [
            "Normal",
            0,
            [["link https://ussm.gsa.gov/m3/?a=b&c=d e", "the playbook"], ["", "\n"]],
        ],
    ]
    assert authority["blocks"][1][2] == [
        ["", "Plain "],
        ["bold", "bold"],
        ["italic", "italic"],
        ["code", "code"],
    ]
    assert authority["blocks"][2:4] == [
        ["List Bullet", 0, [["", "bullet"]]],
        ["List Number", 1, [["", "numbered inside"]]],
    ]
    assert [table["id"] for table in tables] == ["_pmo_t1", "_pmo_t2", "_pmo_t3", "_pmo_t4"]
    assert tables[0]["columns"] == ["ID", "Measure"]
    assert tables[0]["rows"] == [[[["", "A1"]], [["", "first"]]], [[["", "A2"]], [["", "second"]]]]


def test_how_text_is_split_into_runs_does_not_change_the_base() -> None:
    heading = blocks.Heading(1, "a", text("A"))
    split = document(heading, blocks.Paragraph(text("One ", "sentence", ".")))
    whole = document(heading, blocks.Paragraph(text("One sentence.")))
    assert base_of(split) == base_of(whole)


@pytest.mark.parametrize(
    "other",
    [
        blocks.Paragraph(text("One sentence!")),
        blocks.Paragraph((blocks.Run("One sentence.", bold=True),)),
        blocks.Guidance(text("One sentence.")),
        blocks.ListBlock((blocks.ListItem(0, False, text("One sentence.")),)),
    ],
)
def test_another_text_style_or_format_has_another_hash_in_its_section_alone(other) -> None:
    def hashes(block: blocks.Block) -> list[str]:
        headings = [blocks.Heading(1, name, text(name)) for name in "ab"]
        made = base_of(document(headings[0], block, headings[1]))
        return [section["hash"] for section in made["sections"]]

    before, after = hashes(blocks.Paragraph(text("One sentence."))), hashes(other)
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True]


def test_the_same_inputs_give_the_same_base(workspace: Path, run) -> None:
    run(workspace)
    folder = workspace / ".pmopack" / "base"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    shutil.rmtree(workspace / ".pmopack")
    shutil.rmtree(workspace / "output")
    run(workspace)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_file_brought_up_to_date_has_a_new_base(workspace: Path, run) -> None:
    run(workspace)
    old = base(workspace)
    rename_program(workspace)
    run(workspace)
    new = base(workspace)
    assert "Another Name" in json.dumps(new)
    assert "Another Name" not in json.dumps(old)
    changed = [
        before["id"]
        for before, after in zip(old["sections"], new["sections"], strict=True)
        if before["hash"] != after["hash"]
    ]
    assert "_pmo_summary" in changed
    assert "_pmo_frame_revisions" not in changed


def test_an_edited_file_keeps_the_base_its_edits_began_from(workspace: Path, run) -> None:
    run(workspace)
    old = base(workspace)
    edit(workspace / "output" / CHARTER)
    rename_program(workspace)
    run(workspace)
    assert base(workspace) == old
    (workspace / "output" / "Program-Charter.new.docx").replace(workspace / "output" / CHARTER)
    run(workspace)  # a person took the new one
    assert "Another Name" in json.dumps(base(workspace))


def test_a_base_that_was_lost_comes_back(workspace: Path, run) -> None:
    run(workspace)
    old = base(workspace)
    shutil.rmtree(workspace / ".pmopack" / "base")
    run(workspace)
    assert base(workspace) == old


def test_a_base_is_written_after_its_file_stands(workspace: Path, run) -> None:
    run(workspace)
    for one in (workspace / ".pmopack" / "base").iterdir():
        file = workspace / "output" / f"{one.stem}.docx"
        assert one.stat().st_mtime_ns >= file.stat().st_mtime_ns


def test_nothing_of_a_base_stands_in_the_output(workspace: Path, run) -> None:
    run(workspace)
    assert {path.suffix for path in (workspace / "output").iterdir()} == {".docx", ".xlsx"}


def test_a_dry_run_writes_no_base(workspace: Path, run) -> None:
    run(workspace, dry_run=True)
    assert not (workspace / ".pmopack").exists()
