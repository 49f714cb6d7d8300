"""`make bench`: start-up, the cold example pack and large documents, as ratios of one run.

Cold means a new process and nothing in `output/`. The warm-up run has filled Python's byte code and
the cache of pmopack (commands/cache.py), as any earlier run on the machine does; the first run of
all, with byte code and an empty cache, and one after an edit of project.yml are shown without a
budget.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import word
from benchmarks.peer import build_peer, size
from benchmarks.timing import Stopwatch, report

ROOT = Path(__file__).resolve().parents[1]
# The fixed list that the start-up budget counts.
LIBRARIES = "click, pydantic, yaml, jinja2, lxml.etree, docx, openpyxl, holidays, markdown_it"


def main() -> None:
    """Exits with 1 when a budget is exceeded."""
    python = sys.executable
    pmopack = shutil.which("pmopack", path=str(Path(python).parent))
    if pmopack is None:
        sys.exit("pmopack is not installed beside this Python; run: make bench")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = folder / "work"
        work.mkdir()
        shutil.copy(ROOT / "project.yml", work)
        # The shell empties the folder: nothing of an earlier run is there, and `rm` is cheap.
        empty = 'cd "$1" && rm -rf output .pmopack $3 && exec "$2" generate -q'
        cold = ["sh", "-c", empty, "sh", str(work), pmopack]
        first = [*cold, str(folder / "cache")]
        edited = ["sh", "-c", f'echo "#" >> "$1/project.yml"; {empty}', *cold[3:]]
        watch = Stopwatch(folder)
        start = watch.paired([pmopack, "--help"], [python, "-c", "import click"])
        held = [report("pmopack --help against importing click", start, 1.3)]
        libraries = watch.paired(cold, [python, "-c", f"import {LIBRARIES}"])
        held.append(report("cold pack against importing its libraries", libraries, 2.0))
        empty_cache = watch.paired(first, [python, "-c", f"import {LIBRARIES}"], runs=3)
        report("the same with an empty cache", empty_cache)
        new_text = watch.paired(edited, [python, "-c", f"import {LIBRARIES}"], runs=3)
        report("the same after an edit of project.yml", new_text)
        peer = build_peer(work / "output", folder / "peer")
        same_size = watch.paired(cold, [python, str(peer)])
        ours, theirs = size(work / "output"), size(folder / "peer" / "output")
        if ours != theirs:
            sys.exit(f"the peer is of another size: {dict(theirs)}, and the pack {dict(ours)}")
        held.append(report("cold pack against docxtpl and openpyxl", same_size, 1.0))
        print("     both of", ", ".join(f"{count:,} {what}" for what, count in ours.items()))
    held.append(word.main())
    sys.exit(0 if all(held) else 1)


main()
