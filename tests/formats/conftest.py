"""Packs as `generate` writes them, for the tests that judge emitted files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.commands.generate import generate
from generator.commands.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"


def made(folder: Path, config: str, *tasks: Path) -> list[Path]:
    """The Word files of a pack, made in the folder."""
    (folder / "project.yml").write_text(config, encoding="utf-8")
    generate(Workspace.at(folder), tasks=tasks)
    return sorted((folder / "output").glob("*.docx"))


@pytest.fixture(scope="session")
def ten_lines() -> str:
    """The example's config of ten lines."""
    return (ROOT / "project.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def example_pack(tmp_path_factory: pytest.TempPathFactory, ten_lines: str) -> list[Path]:
    """Key task 1.2 with the ten-line config."""
    return made(tmp_path_factory.mktemp("example"), ten_lines)


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
