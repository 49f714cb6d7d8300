"""LibreOffice and Pandoc read the emitted Word files back as they were written.

LibreOffice 7.4 drops three things when it saves a .docx: title and description of tables, the
name and tag of content controls, and the `\\h` of the contents, whose entries stay links all the
same. The tests name them, so that a later version that keeps them is noticed.
"""

from __future__ import annotations

import struct
import subprocess
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Inches

from tests.formats.word_look import R, W, Word, shown_text, text_of, value
from tests.formats.word_rules import findings, instructions, pictures

ALTERNATIVE = "Four bodies, each above the next: board, sponsor, program manager, teams."
ListItem = tuple[int, bool, str]  # level from 0, whether numbered, text


def tables_of(word: Word) -> list[list[list[str]]]:
    return [
        [
            [squeezed(shown_text(cell)) for cell in row.iter(W + "tc")]
            for row in table.iter(W + "tr")
        ]
        for table in word.tables
    ]


def links_of(word: Word) -> list[tuple[str, str, str | None]]:
    """Text, place outside and bookmark of each link."""
    targets = word.relations()
    return [
        (text_of(one), targets.get(one.get(R + "id", ""), ("", ""))[1], one.get(W + "anchor"))
        for one in word.body.iter(W + "hyperlink")
    ]


def notes_of(word: Word) -> list[str]:
    """The text of each footnote, in the order of the marks."""
    root = word.tree("word/footnotes.xml")
    found = () if root is None else root
    said = {one.get(W + "id"): squeezed(shown_text(one)) for one in found}
    return [said[mark.get(W + "id")] for mark in word.body.iter(W + "footnoteReference")]


def bookmarks_of(word: Word) -> list[str]:
    return [str(one.get(W + "name")) for one in word.body.iter(W + "bookmarkStart")]


def alternative_texts(word: Word) -> list[str]:
    return [str(one.get("descr")) for one in pictures(word)]


def headings_of(word: Word) -> list[tuple[int, str]]:
    return [(level, squeezed(text_of(heading))) for level, heading in word.headings()]


def list_items(word: Word) -> list[ListItem]:
    """The items of lists, with the kind of their level in the list they belong to."""
    root = word.tree("word/numbering.xml")
    assert root is not None
    abstract = {one.get(W + "abstractNumId"): one for one in root.iter(W + "abstractNum")}
    of_number = {one.get(W + "numId"): value(one, "abstractNumId") for one in root.iter(W + "num")}
    found = []
    for paragraph in word.paragraphs:
        number = word.numbering_of(paragraph)
        if number is None or word.heading_level(paragraph):
            continue
        level = word.of_style(paragraph, "pPr/numPr/ilvl") or "0"
        (definition,) = [
            one
            for one in abstract[of_number[number]].iter(W + "lvl")
            if one.get(W + "ilvl") == level
        ]
        ordered = value(definition, "numFmt") != "bullet"
        found.append((int(level), ordered, squeezed(text_of(paragraph))))
    return found


def squeezed(text: str) -> str:
    return " ".join(text.split())


def png() -> bytes:
    """A white picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\xff\xff")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.fixture(scope="session")
def saved(
    example_pack: list[Path], general_pack: list[Path], libreoffice: Callable[..., list[Path]]
) -> list[tuple[Word, Word]]:
    """Emitted files, each beside what LibreOffice makes of it."""
    files = example_pack + general_pack[:1]
    kept = libreoffice(files, "docx")
    return [(Word(file), Word(other)) for file, other in zip(files, kept, strict=True)]


# LibreOffice


@pytest.mark.parametrize(
    "what",
    [
        lambda word: [text_of(paragraph) for paragraph in word.paragraphs],
        headings_of,
        tables_of,
        lambda word: [
            row.find(f"{W}trPr/{W}tblHeader") is not None for row in word.body.iter(W + "tr")
        ],
        list_items,
        links_of,
        notes_of,
        lambda word: sorted(bookmarks_of(word)),
        lambda word: sorted(one.split()[0] for one in instructions(word.body)),
        alternative_texts,
    ],
    ids=["text", "headings", "tables", "header rows", "lists", "links", "footnotes", "bookmarks",
         "fields", "alternative texts"],
)  # fmt: skip
def test_libreoffice_keeps(what: Callable[[Word], object], saved: list[tuple[Word, Word]]) -> None:
    assert len(saved) == 7
    for written, kept in saved:
        assert what(kept) == what(written), written.path.name


def test_what_libreoffice_drops_is_known(saved: list[tuple[Word, Word]]) -> None:
    version = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True)
    if "LibreOffice 7.4" not in version.stdout:
        pytest.skip(f"known of LibreOffice 7.4, this is {version.stdout.strip()}")
    for written, kept in (saved[0], saved[-1]):
        # W07: the contents have no \\h; W11: tables have no title and no description; W27: the
        # control that it puts around the contents has no name.
        assert {one[:3] for one in findings(kept.path)} == {"W07", "W11", "W27"}, written.path.name
        tags = [value(one, "sdtPr/tag") for one in kept.body.iter(W + "sdt")]
        assert set(tags) == {None}


def test_libreoffice_keeps_the_alternative_text_of_a_picture(
    general_pack: list[Path], tmp_path: Path, to_pdf: Callable[..., Path]
) -> None:
    (tmp_path / "bodies.png").write_bytes(png())
    document = docx.Document(str(general_pack[0]))
    shape = (
        document.add_paragraph("").add_run().add_picture(str(tmp_path / "bodies.png"), Inches(1))
    )
    shape._inline.docPr.set("descr", ALTERNATIVE)
    document.save(str(tmp_path / "with-picture.docx"))
    kept = Word(to_pdf(tmp_path / "with-picture.docx", to="docx"))
    assert alternative_texts(kept) == [ALTERNATIVE]


def test_a_lost_cell_would_be_noticed(general_pack: list[Path]) -> None:
    word, whole = Word(general_pack[0]), Word(general_pack[0])
    cell = next(word.body.iter(W + "tc"))
    row = cell.getparent()
    assert row is not None
    row.remove(cell)
    assert tables_of(word) != tables_of(whole)


# Pandoc


def nodes(tree: Any, depth: int = 0) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every element of a syntax tree in order, with the number of lists around it."""
    if isinstance(tree, dict):
        if "t" in tree:
            yield depth, tree
        inner = depth + (tree.get("t") in ("BulletList", "OrderedList"))
        for part in tree.values():
            yield from nodes(part, inner)
    elif isinstance(tree, list):
        for part in tree:
            yield from nodes(part, depth)


def words_of(tree: Any) -> str:
    """The text of a part of the tree, lists and notes within it left out."""
    if isinstance(tree, dict):
        kind = tree.get("t")
        if kind in ("Str", "Code"):
            return str(tree["c"] if kind == "Str" else tree["c"][1])
        if kind in ("Space", "SoftBreak", "LineBreak"):
            return " "
        if kind in ("BulletList", "OrderedList", "Note"):
            return ""
        ends = " " if kind in ("Para", "Plain") else ""
        return words_of(tree.get("c", "")) + ends
    return "".join(map(words_of, tree)) if isinstance(tree, list) else ""


def pandoc_lists(tree: Any) -> list[ListItem]:
    found = []

    def walk(part: Any, level: int) -> None:
        if isinstance(part, list):
            for one in part:
                walk(one, level)
        elif isinstance(part, dict) and part.get("t") in ("BulletList", "OrderedList"):
            ordered = part["t"] == "OrderedList"
            if ordered:
                assert part["c"][0][0] == 1, "a list does not begin at 1"
            for item in part["c"][1] if ordered else part["c"]:
                found.append((level, ordered, squeezed(words_of(item))))
                walk(item, level + 1)
        elif isinstance(part, dict):
            walk(list(part.values()), level)

    walk(tree["blocks"], 0)
    return found


def pandoc_tables(tree: Any) -> list[tuple[list[list[str]], list[list[str]]]]:
    """Header rows and body rows of each table."""
    found = []
    for _, node in nodes(tree["blocks"]):
        if node["t"] == "Table":
            _, _, _, (_, head), bodies, _ = node["c"]
            rows = [row for body in bodies for row in (*body[2], *body[3])]
            found.append((_cells(head), _cells(rows)))
    return found


def _cells(rows: list[Any]) -> list[list[str]]:
    return [[squeezed(words_of(cell[4])) for cell in row[1]] for row in rows]


@pytest.fixture(scope="session")
def read_by_pandoc(
    example_pack: list[Path], general_pack: list[Path], pandoc: Callable[[Path], dict[str, Any]]
) -> list[tuple[Word, dict[str, Any]]]:
    return [(Word(path), pandoc(path)) for path in example_pack + general_pack]


def test_pandoc_reads_the_headings(read_by_pandoc: list[tuple[Word, dict[str, Any]]]) -> None:
    for word, tree in read_by_pandoc:
        read = [
            (node["c"][0], squeezed(words_of(node["c"][2])))
            for _, node in nodes(tree["blocks"])
            if node["t"] == "Header"
        ]
        assert read == headings_of(word), word.path.name


def test_pandoc_reads_the_lists(read_by_pandoc: list[tuple[Word, dict[str, Any]]]) -> None:
    for word, tree in read_by_pandoc:
        assert pandoc_lists(tree) == list_items(word), word.path.name


def test_pandoc_reads_the_tables_with_one_header_row(
    read_by_pandoc: list[tuple[Word, dict[str, Any]]],
) -> None:
    for word, tree in read_by_pandoc:
        expected = [(table[:1], table[1:]) for table in tables_of(word)]
        assert pandoc_tables(tree) == expected, word.path.name


def test_pandoc_reads_the_footnotes(read_by_pandoc: list[tuple[Word, dict[str, Any]]]) -> None:
    counts = {}
    for word, tree in read_by_pandoc:
        read = [node for _, node in nodes(tree["blocks"]) if node["t"] == "Note"]
        notes = notes_of(word)
        assert [squeezed(words_of(node["c"])) for node in read] == notes, word.path.name
        counts[word.path.name] = len(notes)
    assert counts["Program-Management-Plan.docx"] == 2
