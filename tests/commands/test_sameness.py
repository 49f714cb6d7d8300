"""The same input gives the same bytes, wherever and under whatever it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def digest(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4711", "TZ": "America/New_York", "LANG": "tr_TR.UTF-8"},
    ],
)
def test_the_bytes_do_not_depend_on_hash_seed_zone_language_or_folder(
    small_pack: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    folder = tmp_path / "Ein anderer Ordner é"
    folder.mkdir()
    (folder / "project.yml").write_bytes((small_pack.parent / "project.yml").read_bytes())
    subprocess.run(
        [sys.executable, "-m", "generator", "generate", "-q", "-C", str(folder)],
        check=True,
        cwd=ROOT,
        env={**os.environ, **surroundings},
    )
    assert digest(folder / "output") == digest(small_pack)
    manifest = (folder / ".pmopack" / "manifest.json").read_bytes()
    assert manifest == (small_pack.parent / ".pmopack" / "manifest.json").read_bytes()


def test_the_bytes_do_not_depend_on_what_else_the_process_knows(
    small_pack: Path, tmp_path: Path
) -> None:
    (tmp_path / "project.yml").write_bytes((small_pack.parent / "project.yml").read_bytes())
    command = (
        "import openpyxl\n"
        "from lxml import etree\n"
        "uri = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'\n"
        "etree.register_namespace('rel', uri)\n"
        "from generator.cli import main\n"
        f"main(['generate', '-q', '-C', {str(tmp_path)!r}])\n"
    )
    subprocess.run([sys.executable, "-c", command], check=True, cwd=ROOT)
    assert digest(tmp_path / "output") == digest(small_pack)
