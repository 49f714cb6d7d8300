"""The wheel: one top-level package, its data inside, and it runs without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_one_package_with_its_data_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = package.namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"generator"}
    for data in ("templates/reference.docx", "templates/master-schedule.xlsx", "tasks/1.2.md"):
        assert f"generator/{data}" in names
    assert {"generator/formats/figures.ttf", "generator/formats/figures-font-license.txt"} <= {
        *names
    }
    tasks = [name for name in names if name.startswith("generator/tasks/") and name.endswith(".md")]
    assert len(tasks) == 23


def test_installed_into_an_empty_environment_it_makes_a_pack(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    quiet = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*quiet, str(wheel)], check=True, capture_output=True)
    for needless in ("docx", "openpyxl"):  # of scripts and tests alone
        absent = subprocess.run([str(python), "-c", f"import {needless}"], capture_output=True)
        assert b"ModuleNotFoundError" in absent.stderr
    pmopack = str(environment / "bin" / "pmopack")
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}

    def run(*words: str) -> str:
        done = subprocess.run(
            [pmopack, *words], cwd=tmp_path, env=clean, check=True, capture_output=True, text=True
        )
        return done.stdout

    run("init", "demo", "--yes", "--organization", "Office of Tests", "--program", "A Program")
    run("generate", "-C", "demo")
    made = {path.name for path in (tmp_path / "demo" / "output").iterdir()}
    assert {"Program-Charter.docx", "Initial-Master-Schedule.xlsx"} <= made
    where = run("list", "-C", "demo")
    assert "Investment Readiness Checklist" in where
