"""What typing leaves in a document: runs, paragraphs, split runs."""

from __future__ import annotations

from copy import deepcopy

from tests.authoring.manuscript import Element, Manuscript, W, parsed, plain_runs, remove, text_of

PROSE = ("normal",)
RSID = ' w:rsidR="00C41A27"'
NEW = ' w:rsidR="00C41A27" w:rsidRDefault="00C41A27" w:rsidP="00D50B38"'


def typed(text: str, properties: str = "") -> str:
    """A run as text."""
    format_ = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r{RSID}>{format_}<w:t xml:space="preserve">{text}</w:t></w:r>'


def like(paragraph: Element, text: str) -> Element:
    """A paragraph as Enter makes it: the properties of its neighbour, a text of its own."""
    new = parsed(f"<w:p{NEW}>{typed(text)}</w:p>")
    properties = paragraph.find(W + "pPr")
    if properties is not None:
        kept = deepcopy(properties)
        for name in ("sectPr", "pageBreakBefore"):
            remove(*kept.findall(W + name))
        new.insert(0, kept)
    return new


def prose(manuscript: Manuscript, least: int = 4) -> list[Element]:
    """Paragraphs with a run of at least so many words."""
    return [one for one in manuscript.paragraphs(*PROSE) if plain_runs(one, least)]


def words_at(manuscript: Manuscript, run: Element, count: int) -> tuple[int, int]:
    """Where `count` words begin and end in a run."""
    words = text_of(run).split(" ")
    first = manuscript.chance.randrange(max(1, len(words) - count))
    start = len(" ".join(words[:first])) + bool(first)
    return start, len(" ".join(words[first : first + count]))
