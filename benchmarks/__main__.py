"""`make bench`: start-up and the cold example pack against their budgets, as ratios of one run."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.peer import build_peer
from benchmarks.timing import paired, report

ROOT = Path(__file__).resolve().parents[1]
# The fixed list that the start-up budget counts.
LIBRARIES = "click, pydantic, yaml, jinja2, lxml.etree, docx, openpyxl, holidays, markdown_it"


def main() -> None:
    pmopack = shutil.which("pmopack", path=str(Path(sys.executable).parent))
    if pmopack is None:
        sys.exit("pmopack is not installed beside this Python; run: make bench")
    python = sys.executable
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(ROOT / "project.yml", folder)
        generate = [pmopack, "generate", "-q", "-C", str(folder), "--output"]
        fresh = ["sh", "-c", 'rm -rf "$1"; shift; exec "$@"', "sh", str(folder / "output")]
        cold = [*fresh, *generate, str(folder / "output")]
        kept = folder / "sample"
        held = [
            report(
                "pmopack --help against importing click",
                paired([pmopack, "--help"], [python, "-c", "import click"]),
                1.3,
            ),
            report(
                "pmopack generate, cold, against importing its libraries",
                paired(cold, [python, "-c", f"import {LIBRARIES}"]),
                2.0,
            ),
        ]
        shutil.copytree(folder / "output", kept)
        peer = build_peer(kept, folder / "peer")
        held.append(
            report(
                "pmopack generate, cold, against docxtpl and openpyxl at the same size",
                paired(cold, [python, str(peer)]),
                1.0,
            )
        )
    sys.exit(0 if all(held) else 1)


main()
