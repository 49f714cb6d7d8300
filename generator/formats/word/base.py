"""The base of a document: what was written, section by section and table by table.

A later run holds a person's file and its own new text against the base, to tell whose change is
whose. The form is the canonical one of what is written: style, level, text and its formatting,
neighbouring runs of one format put together, results of fields left out. It comes from the blocks,
not from the file: to read a file back costs half as much as to write it.

    section  id (its bookmark), heading, hash, blocks: [style, level, pieces] or ["table", id]
             or ["figure", id, caption, alternative text, hash of its drawing]
    table    id (its bookmark), caption, description, hash, columns, rows: cells of pieces, note
    piece    [format, text]: "", "bold", "link https://…", "fact executive_sponsor", "ref _pmo_…";
             "note" has the pieces of the footnote, as JSON
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from generator.content import blocks
from generator.formats.word.inlines import ASSUMED
from generator.formats.word.outline import Entry, Outline, build_outline, plain
from generator.model.project import FactState

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_FRONT = {"id": "", "heading": ""}  # what stands before the first heading
_GUIDANCE_LABEL = blocks.Run("Guidance: ", bold=True)  # as the body has it
_MERGED = (blocks.Run, blocks.LineBreak)  # two controls, links or references stay two

Base = dict[str, Any]
Pieces = list[list[str]]


def base_of(document: blocks.Document) -> Base:
    """The sections and tables of a document, each with its canonical form and its hash.

    A section runs to the next heading of any level. Contents and the list of tables follow from
    the rest and are left out.
    """
    outline = build_outline(document.blocks, {})
    sections: list[Base] = [{**_FRONT, "blocks": []}]
    tables: list[Base] = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, blocks.Heading):
            entry = outline.headings[index]
            sections.append({"id": entry.bookmark, "heading": plain(block.inlines), "blocks": []})
        if isinstance(block, blocks.Table):
            tables.append(_table(block, outline.tables[index], outline))
        sections[-1]["blocks"] += _lines(index, block, outline)
    return {"sections": [*map(_hashed, sections)], "tables": [*map(_hashed, tables)]}


def _hashed(part: Base) -> Base:
    return part | {"hash": hashlib.sha256(_encode(part).encode()).hexdigest()}


def _lines(index: int, block: blocks.Block, outline: Outline) -> Iterator[list[object]]:
    """The block's paragraphs: the style's name in the reference, the level, the pieces."""
    match block:
        case blocks.Heading(level, _, inlines):
            yield [f"heading {level}", 0, _pieces(inlines, outline)]
        case blocks.Paragraph(inlines):
            yield ["Normal", 0, _pieces(inlines, outline)]
        case blocks.Guidance(inlines):
            yield ["Guidance", 0, _pieces((_GUIDANCE_LABEL, *inlines), outline)]
        case blocks.Title(style, inlines):
            yield [style, 0, _pieces(inlines, outline)]
        case blocks.ListBlock(items):
            for item in items:
                style = "List Number" if item.ordered else "List Bullet"
                yield [style, item.level, _pieces(item.inlines, outline)]
        case blocks.Table():
            yield ["table", outline.tables[index].bookmark]
        case blocks.Figure(_, caption, alternative, drawing):
            drawn = hashlib.sha256(repr(drawing).encode()).hexdigest()
            yield ["figure", outline.figures[index].bookmark, caption, alternative, drawn]


def _table(table: blocks.Table, entry: Entry, outline: Outline) -> Base:
    return {
        "id": entry.bookmark,
        "caption": table.caption,
        "description": table.description,
        "columns": [column.heading for column in table.columns],
        "rows": [[_pieces(cell, outline) for cell in row] for row in table.rows],
        "note": _pieces(table.note, outline),
    }


def _pieces(inlines: blocks.Inlines, outline: Outline) -> Pieces:
    pieces: Pieces = []
    for inline in inlines:
        for format_, text in _formatted(inline, outline):
            if pieces and pieces[-1][0] == format_ and isinstance(inline, _MERGED):
                pieces[-1][1] += text
            elif text or isinstance(inline, blocks.CrossReference):
                pieces.append([format_, text])
    return pieces


def _formatted(inline: blocks.Inline, outline: Outline) -> Iterator[tuple[str, str]]:
    match inline:
        case blocks.Run(text, bold, italic, code):
            kinds = (("bold", bold), ("italic", italic), ("code", code))
            yield " ".join([kind for kind, is_so in kinds if is_so]), text
        case blocks.FactRun(key, _, text, state):
            mark = ASSUMED if state is FactState.ASSUMED else ""
            yield f"{'open' if state is FactState.OPEN else 'fact'} {key}", text.removesuffix(mark)
            yield "", mark
        case blocks.Hyperlink(text, url):
            yield f"link {url}" if url else "", text
        case blocks.CrossReference(target, text):
            entry = outline.by_id.get(target)
            yield (f"ref {entry.bookmark}", "") if entry else ("", text)
        case blocks.LineBreak():
            yield "", "\n"
        case blocks.Footnote(inlines):
            yield "note", _encode(_pieces(inlines, outline))
