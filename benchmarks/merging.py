"""What it costs to bring an edited document up to date, against writing it, and to 200 pages.

python -m benchmarks.merging
"""

from __future__ import annotations

import math
import re
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.word import PAGES, PROPERTIES, REFERENCE, SIZES, document, seconds
from generator.commands.cache import Cache
from generator.commands.pack import load_pack
from generator.commands.workspace import Workspace
from generator.content import blocks
from generator.content.render import render_document
from generator.formats.package import read_package, write_package
from generator.formats.word import write_document
from generator.formats.word.merging import merge_documents

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
PLAN = "Program-Management-Plan.docx"  # 20 pages and some
RATIO_BUDGET, GROWTH_BUDGET = 10.0, 1.1
DAY = date(2026, 2, 2)
_BODY = "word/document.xml"


def main() -> bool:
    """Prints the ratios of one run; whether each budget holds."""
    with tempfile.TemporaryDirectory() as folder, Cache(Path(folder)) as cache:
        place = Workspace.at(ROOT, output=Path(folder))
        packs = [load_pack(place, cache, data_date=day) for day in (None, DAY)]
    (deliverable,) = [one for one in packs[0].pack.deliverables if one.file == PLAN]

    def render(number: int) -> bytes:
        loaded = packs[number]
        content, _ = render_document(deliverable.template, deliverable, loaded.pack, loaded.library)
        return write_document(content, loaded.reference)

    base, ours = render(0), render(1)
    theirs = edited(base)
    pairs = [
        (
            seconds(lambda: merge_documents(base, theirs, ours, day=DAY)),
            seconds(lambda: render(1)),
        )
        for _ in range(RUNS)
    ]
    ratio = statistics.median(merge / render for merge, render in pairs)
    merge, rendered = (statistics.median(times) for times in zip(*pairs, strict=True))
    held = [_report(f"{PLAN} against rendering it", ratio, RATIO_BUDGET)]
    print(f"     {merge * 1000:.0f} ms against {rendered * 1000:.0f} ms")
    versions = {times: (document(times), revised(times)) for times in SIZES}
    spent = {}
    for times, (old, new) in versions.items():
        before, after = (write_document(one, REFERENCE) for one in (old, new))
        mine = edited(before)
        runs = [
            seconds(lambda b=before, t=mine, a=after: merge_documents(b, t, a, day=DAY))
            for _ in range(3)
        ]
        spent[times] = statistics.median(runs)
        print(f"     {times * PAGES:3} pages {spent[times] * 1000:5.0f} ms")
    last = SIZES[-1]
    growth = math.log(spent[last] / spent[1]) / math.log(last)
    held.append(_report("growth exponent", growth, GROWTH_BUDGET))
    return all(held)


def revised(times: int) -> blocks.Document:
    """The document with every seventh paragraph reworded and a row more in every fifth table."""
    content: list[blocks.Block] = []
    for number, block in enumerate(document(times).blocks):
        if isinstance(block, blocks.Paragraph) and number % 7 == 0:
            content.append(blocks.Paragraph((blocks.Run(f"Revised {number}."), *block.inlines)))
        elif isinstance(block, blocks.Table) and number % 5 == 0:
            row = tuple((blocks.Run(f"New {number}"),) for _ in block.columns)
            rows = (*block.rows, row)
            content.append(
                blocks.Table(block.id, block.caption, block.description, block.columns, rows)
            )
        else:
            content.append(block)
    return blocks.Document(PROPERTIES, tuple(content))


def edited(data: bytes) -> bytes:
    """The file with words of a person in every tenth paragraph or cell."""
    parts = read_package(data)
    pieces = re.split(r'(<w:t xml:space="preserve">[A-Z])', parts[_BODY].decode())
    for place in range(1, len(pieces), 20):
        pieces[place] = f"{pieces[place][:-1]}I say: {pieces[place][-1]}"
    return write_package(parts | {_BODY: "".join(pieces).encode()})


def _report(what: str, ratio: float, budget: float) -> bool:
    held = ratio <= budget
    print(f"{'ok  ' if held else 'OVER'} Merge, {what}: {ratio:.2f} (budget {budget:.2f})")
    return held


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
