"""The contracts on imports hold, and each has been seen to fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--config", "pyproject.toml", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "generator", tmp_path / "generator")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_imports_run_one_way(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("model/text.py", "from generator.formats import word", "one direction"),
        ("checks/gao.py", "from generator.content import blocks", "one direction"),
        ("commands/emit.py", "import click", "click belongs"),
        ("schedule/links.py", "import os", "stay out of model"),
        ("sources/markup.py", "import jinja2", "Jinja and Markdown belong"),
        ("formats/package.py", "import yaml", "YAML belongs"),
        ("commands/pack.py", "from lxml import etree", "belongs to formats"),
        ("formats/word/parts.py", "import docx", "belong to scripts and tests"),
        ("commands/pagination.py", "import pikepdf", "pikepdf belongs"),
        ("formats/records.py", "import icalendar", "icalendar belongs"),
        ("checks/dcma.py", "import numpy", "numpy belongs"),
    ],
)
def test_an_import_against_the_direction_is_seen(
    copy: Path, module: str, line: str, contract: str
) -> None:
    file = copy / "generator" / module
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = lint(copy)
    assert done.returncode == 1
    (broken,) = [one for one in done.stdout.splitlines() if one.endswith("BROKEN")]
    assert contract in broken
