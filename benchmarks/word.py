"""The Word writer against docxtpl, and how the cost of a page grows to 200 pages.

python -m benchmarks.word
"""

from __future__ import annotations

import gc
import io
import math
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from docxtpl import DocxTemplate

from benchmarks.peer import template_of_blocks
from generator.content import blocks
from generator.formats.word import write_document

REFERENCE = (Path(__file__).resolve().parents[1] / "templates/reference.docx").read_bytes()
RUNS = 5
RATIO_BUDGET, PAGE_BUDGET, GROWTH_BUDGET = 0.6, 1.2, 1.1
COLUMNS, ROWS = 6, 15
# Pages, headings, paragraphs and tables. The large one is 1,000 paragraphs and 200 tables.
PAGES, SHAPE = 20, (60, 100, 20)
SIZES = (1, 2, 5, 10)  # times the small one: 20 to 200 pages
SENTENCE = "The program office keeps the schedule, the registers and the documents up to date. "


def document(times: int) -> blocks.Document:
    """A document of `times` the small shape, its parts evenly mixed."""
    headings, paragraphs, tables = (count * times for count in SHAPE)
    content: list[blocks.Block] = [blocks.Contents(), blocks.TableList()]
    for number in range(headings):
        title = f"Section {number} of the management plan"
        content.append(blocks.Heading(1 + number % 3 // 2, f"s{number}", _text(title)))
        content += [
            blocks.Paragraph(_text(f"{index}. {SENTENCE * 4}"))
            for index in range(*_share(number, headings, paragraphs))
        ]
        content += [_table(index) for index in range(*_share(number, headings, tables))]
    return blocks.Document(PROPERTIES, tuple(content))


def _share(part: int, of: int, whole: int) -> tuple[int, int]:
    return part * whole // of, (part + 1) * whole // of


def _text(words: str) -> blocks.Inlines:
    return (blocks.Run(words),)


def _table(number: int) -> blocks.Table:
    columns = tuple(blocks.Column(f"Column {column}") for column in range(COLUMNS))
    rows = tuple(
        tuple(_text(f"Value {number} {row} {column}") for column in range(COLUMNS))
        for row in range(ROWS)
    )
    return blocks.Table(f"t{number}", f"Register {number}", "What it shows.", columns, rows)


PROPERTIES = blocks.Properties(
    *("Management Plan", "Plan", "Agency", "plan", "Pack", "en-US", "Draft", "0.1"),
    *("2026-01-05", "Management Plan", "Version 0.1"),
)


def peer(content: blocks.Document) -> Callable[[], bytes]:
    """docxtpl with the same headings, paragraphs and tables, its template read beforehand."""
    saved = io.BytesIO()
    template_of_blocks().save(saved)
    data = [_plain(block) for block in content.blocks if isinstance(block, _SHOWN)]

    def render() -> bytes:
        saved.seek(0)
        template = DocxTemplate(saved)
        template.render({"blocks": data}, autoescape=True)
        made = io.BytesIO()
        template.save(made)
        return made.getvalue()

    return render


_SHOWN = blocks.Heading | blocks.Paragraph | blocks.Table


def _plain(block: blocks.Heading | blocks.Paragraph | blocks.Table) -> dict[str, object]:
    if isinstance(block, blocks.Table):
        head = [column.heading for column in block.columns]
        rows = [["".join(inline.text for inline in cell) for cell in row] for row in block.rows]
        return {"level": 0, "text": "", "table": [head, *rows]}
    level = block.level if isinstance(block, blocks.Heading) else 0
    return {"level": level, "text": "".join(one.text for one in block.inlines), "table": []}


def seconds(work: Callable[[], object]) -> float:
    """Processor time, which other work on the machine disturbs less; without others' garbage."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> bool:
    """Prints the ratios of one run; whether each budget holds."""
    small = document(1)
    theirs = peer(small)
    write_document(small, REFERENCE), theirs()
    pairs = [
        (seconds(lambda: write_document(small, REFERENCE)), seconds(theirs)) for _ in range(RUNS)
    ]
    ratio = statistics.median(our / their for our, their in pairs)
    our, their = (statistics.median(times) for times in zip(*pairs, strict=True))
    held = [
        _report(f"{PAGES} pages against docxtpl", ratio, RATIO_BUDGET),
    ]
    print(f"     {our * 1000:.0f} ms against {their * 1000:.0f} ms")
    made = {times: document(times) for times in SIZES}
    rounds = [
        {
            times: seconds(lambda one=one: write_document(one, REFERENCE))
            for times, one in made.items()
        }
        for _ in range(RUNS)
    ]
    median = {times: statistics.median(one[times] for one in rounds) for times in SIZES}
    for times, spent in median.items():
        print(f"     {times * PAGES:3} pages {spent * 1000:5.0f} ms")
    last = SIZES[-1]
    page = statistics.median(one[last] / last / one[1] for one in rounds)
    held.append(_report(f"a page of {last * PAGES} against one of {PAGES}", page, PAGE_BUDGET))
    growth = math.log(median[last] / median[1]) / math.log(last)
    held.append(_report("growth exponent", growth, GROWTH_BUDGET))
    return all(held)


def _report(what: str, ratio: float, budget: float) -> bool:
    held = ratio <= budget
    print(f"{'ok  ' if held else 'OVER'} Word, {what}: {ratio:.2f} (budget {budget:.2f})")
    return held


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
