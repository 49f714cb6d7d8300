"""Packs as `generate` writes them, for the tests that judge emitted files."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.commands.generate import generate
from generator.commands.workspace import Workspace
from tests.conftest import missing
from tests.formats.brands import careful, png
from tests.formats.calc import Calc

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"
LIGHT = (
    'branding: {font: Verdana, size: 12, colours: {primary: "#5B1A2E", accent: "#7A2E12"}}\n'
    "logo: logo.png\n"
)


def made(folder: Path, config: str, *tasks: Path, blank: bool = False) -> list[Path]:
    """The Word files of a pack, made in the folder."""
    (folder / "project.yml").write_text(config, encoding="utf-8")
    generate(Workspace.at(folder), tasks=tasks, blank=blank)
    return sorted((folder / "output").glob("*.do[ct]x"))


@pytest.fixture(scope="session")
def ten_lines() -> str:
    """The example's config of ten lines."""
    return (ROOT / "project.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def example_pack(tmp_path_factory: pytest.TempPathFactory, ten_lines: str) -> list[Path]:
    """Key task 1.2 with the ten-line config."""
    return made(tmp_path_factory.mktemp("example"), ten_lines)


@pytest.fixture(scope="session")
def blank_pack(tmp_path_factory: pytest.TempPathFactory, ten_lines: str) -> list[Path]:
    """The same documents as Word templates, `.dotx`."""
    return made(tmp_path_factory.mktemp("blank"), ten_lines, blank=True)


@pytest.fixture(scope="session")
def house_pack(tmp_path_factory: pytest.TempPathFactory, ten_lines: str) -> list[Path]:
    """The same documents in an organisation's own reference, which has a drawn cover."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "house.docx").write_bytes(careful())
    return made(folder, ten_lines + "branding: {reference: house.docx}\n")


@pytest.fixture(scope="session")
def light_pack(tmp_path_factory: pytest.TempPathFactory, ten_lines: str) -> list[Path]:
    """The same documents with a typeface, a size, colours and a logo of project.yml."""
    folder = tmp_path_factory.mktemp("light")
    (folder / "logo.png").write_bytes(png(200, 60))
    return made(folder, ten_lines + LIGHT)


@pytest.fixture(scope="session")
def full_pack(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Key task 1.2 with a config that says everything but a brand of its own."""
    config = (CASES / "projects" / "full.yml").read_text(encoding="utf-8")
    plain = re.sub(r"(?m)^(logo|branding):.*\n", "", config)
    return made(tmp_path_factory.mktemp("full"), plain)


@pytest.fixture(scope="session")
def general_pack(tmp_path_factory: pytest.TempPathFactory, ten_lines: str) -> list[Path]:
    """A key task whose documents have no templates of their own."""
    return made(tmp_path_factory.mktemp("general"), ten_lines, CASES / "word" / "key-task.md")


@pytest.fixture(scope="session")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Calc:
    """A LibreOffice that edits and recalculates workbooks."""
    if shutil.which("soffice") is None:
        missing("LibreOffice (soffice) is not installed")
    return Calc(tmp_path_factory.mktemp("calc"))
