"""What a rendering tells about its own document: placeholders, titles, terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.content import blocks
from generator.content.values import TO_BE_DECIDED, plain
from generator.model.library import Term
from generator.model.project import FactState, Project


@dataclass(frozen=True, slots=True)
class Findings:
    """What one rendering found out about its own document; the next one prints it.

    Attributes:
        open_keys: keys of project.yml that would close the placeholders, in order, once each.
        open_count: placeholders shown.
        completeness: facts that are known, in percent of those the document names.
        titles: text of each heading and caption by id.
        omitted: captions of tables that had no rows, by id.
        terms: glossary terms that occur.
        used: keys of the facts and rows the document asked for.
    """

    open_keys: tuple[str, ...] = ()
    open_count: int = 0
    completeness: int = 100
    titles: Mapping[str, str] = field(default_factory=dict)
    omitted: Mapping[str, str] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    used: frozenset[str] = frozenset()


def look_at(
    written: Sequence[blocks.Block],
    project: Project,
    glossary: Sequence[Term],
    *,
    table_keys: Mapping[str, Sequence[str]],
    omitted: Mapping[str, str],
    used: frozenset[str],
) -> Findings:
    """The findings about the blocks of a document.

    Args:
        written: the blocks.
        project: where the facts come from.
        glossary: the terms to look for.
        table_keys: keys of project.yml that would close what a table leaves open, by table id.
        omitted: captions of the tables that had no rows, by id.
        used: keys of the facts and rows the document asked for.
    """
    open_keys: dict[str, None] = {}
    facts: dict[str, bool] = {}
    texts: list[str] = []
    open_count = len(omitted)
    for block in written:
        for inlines in _lines_of(block):
            line = blocks.with_notes(inlines)
            texts.append(plain(line))
            for inline in line:
                if isinstance(inline, blocks.FactRun):
                    facts[inline.key] = inline.state is not FactState.OPEN
                    if inline.state is FactState.OPEN:
                        open_count += 1
                        known = project.facts.get(inline.key)
                        open_keys[known.key if known else inline.key] = None
                elif inline.text == TO_BE_DECIDED and isinstance(inline, blocks.Run):
                    open_count += 1
        if isinstance(block, blocks.Table):
            open_keys.update(dict.fromkeys(table_keys.get(block.id, ())))
    for table_id in omitted:
        open_keys.update(dict.fromkeys(table_keys[table_id]))
    return Findings(
        open_keys=tuple(open_keys),
        open_count=open_count,
        completeness=round(100 * sum(facts.values()) / len(facts)) if facts else 100,
        titles=dict(_titles(written)),
        omitted=dict(omitted),
        terms=_terms("\n".join(texts), glossary),
        used=used,
    )


def _titles(written: Sequence[blocks.Block]) -> Iterator[tuple[str, str]]:
    for block in written:
        match block:
            case blocks.Heading(id=block_id, inlines=inlines):
                yield block_id, plain(inlines)
            case blocks.Table(id=block_id, caption=caption):
                yield block_id, caption
            case blocks.Figure(id=block_id, caption=caption):
                yield block_id, caption


def _lines_of(block: blocks.Block) -> Iterator[blocks.Inlines]:
    """Every line of a block, table cells and notes among them."""
    match block:
        case blocks.Table(rows=rows, note=note, caption=caption, columns=columns):
            yield (blocks.Run(caption),)
            yield from ((blocks.Run(column.heading),) for column in columns)
            yield from (cell for row in rows for cell in row)
            yield note
        case blocks.Figure(caption=caption):
            yield (blocks.Run(caption),)
        case blocks.ListBlock(items=items):
            yield from (item.inlines for item in items)
        case blocks.Contents() | blocks.TableList() | blocks.PageBreak():
            return
        case _:
            yield block.inlines


def _terms(text: str, glossary: Sequence[Term]) -> tuple[Term, ...]:
    """The terms that occur in the text, and those that occur in what explains these."""
    found: dict[str, Term] = {}
    while text:
        explained = []
        for term in glossary:
            if term.term not in found and _occurs(term.term, text):
                found[term.term] = term
                explained.append(f"{term.expansion}\n{term.meaning}")
        text = "\n".join(explained)
    return tuple(sorted(found.values(), key=lambda term: term.term.casefold()))


def _occurs(term: str, text: str) -> bool:
    """Whether the term, or the plural of an acronym, stands in the text as a word of its own."""
    start = text.find(term)
    while start >= 0:
        end = start + len(term)
        end += term.isupper() and text[end : end + 1] == "s"
        neighbours = text[max(start - 1, 0) : start] + text[end : end + 1]
        if not any(character.isalnum() or character == "_" for character in neighbours):
            return True
        start = text.find(term, start + 1)
    return False
