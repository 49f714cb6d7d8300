"""Workspaces on disk, and packs made from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.commands.generate import Result, generate
from generator.commands.workspace import Workspace

TEN_LINES = """\
organization: Department of Example
program: Core Financials Modernization
service_area: financial_management
executive_sponsor: Jane Roe, Chief Financial Officer
program_manager: John Doe
pmo_lead: vacant
start_date: 2026-01-05
budget: {2026: 1200000, 2027: 3400000}
funding_source: Working Capital Fund
ivv_provider: tbd
"""

Make = Callable[..., Path]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with the ten-line config."""
    (tmp_path / "project.yml").write_text(TEN_LINES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs generate in a workspace folder."""

    def call(folder: Path, **options: object) -> Result:
        return generate(Workspace.at(folder), **options)  # type: ignore[arg-type]

    return call


@pytest.fixture(scope="session")
def small_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the example: key task 1.2 and the ten-line config."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "project.yml").write_text(TEN_LINES, encoding="utf-8")
    generate(Workspace.at(folder))
    return folder / "output"
