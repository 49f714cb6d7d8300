"""What a run does not need, it does not import: the start-up budget, kept without a clock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import TEN_LINES

CODE = """\
import contextlib, gc, os, sys
import generator.commands
searches = gc.get_stats()[0]["collections"]
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])  # all work in this process
from generator.cli import main
with contextlib.suppress(SystemExit):
    main()
print(*sys.modules, "searched" * (gc.get_stats()[0]["collections"] > searches), sep="\\n")"""


def modules(work: Path, *arguments: str) -> set[str]:
    """What a run has imported in the end; `searched` where it looked for cycles of objects."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(work.parent / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(work.parent / "bytecode")
    command = [sys.executable, "-c", CODE, *arguments]
    done = subprocess.run(
        command, cwd=work, env=environment, check=True, capture_output=True, text=True
    )
    return set(done.stdout.split())


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the second run into an empty `output/` imports."""
    work = tmp_path_factory.mktemp("startup") / "work"
    work.mkdir()
    (work / "project.yml").write_text(TEN_LINES, encoding="utf-8")
    modules(work, "generate", "-q")
    for folder in ("output", ".pmopack"):
        (work / folder).rename(work / f"first-{folder}")
    return modules(work, "generate", "-q")


def test_a_pack_is_made_without_what_scripts_and_other_commands_use(second: set[str]) -> None:
    assert "generator.formats.workbook.master" in second  # the run was here, not in a helper
    idle = {"docx", "openpyxl", "numpy", "pikepdf", "icalendar", "generator.merge"}
    assert not second & idle
    rooms = ("generator.formats.word.merging", "generator.formats.mspdi", "generator.formats.pdf")
    assert not [name for name in second if name.startswith(rooms)]


def test_figures_are_drawn_once(second: set[str]) -> None:
    """Pillow is there only to draw."""
    assert "PIL" not in second


def test_texts_are_read_once(second: set[str]) -> None:
    """Neither YAML, nor what looks for plugins of pydantic, nor our own readers."""
    assert not second & {"yaml", "importlib.metadata", "email"}
    assert not [name for name in second if name.startswith("generator.sources")]


def test_a_small_pack_is_made_without_looking_for_cycles(second: set[str]) -> None:
    assert "searched" not in second
