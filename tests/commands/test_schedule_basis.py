"""The basis document of the pack: it says what was computed, and what cannot be said yet."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from generator.cli import main
from generator.commands.cache import Cache
from generator.commands.examine import examined
from generator.commands.generate import generate
from generator.commands.pack import load_pack
from generator.commands.workspace import Workspace
from tests.reading import Section, sections_of, whole_text

NAME = "Schedule-Basis.docx"


def section(path: Path, heading: str) -> Section:
    (found,) = [one for one in sections_of(path) if one.heading == heading]
    return found


def test_the_metrics_are_those_that_check_shows(small_pack: Path) -> None:
    shown = CliRunner().invoke(main, ["check", "-C", str(small_pack.parent)]).output
    (table,) = section(small_pack / NAME, "Fourteen metrics").tables
    assert len(table) == 15
    words = " ".join(shown.split())
    for metric, measured, *_ in table[1:]:
        number, _, name = metric.partition(", ")
        figures = measured.removeprefix("Nothing: ")
        assert f"{number} {name} {figures}" in words


def test_over_assumed_durations_the_risk_is_not_meaningful_yet(small_pack: Path) -> None:
    paragraphs = section(small_pack / NAME, "Risk analysis and margin").paragraphs
    told = re.match(
        r"Not meaningful yet: (\d+) of (\d+) durations on the driving path are assumed\.",
        next(one for one in paragraphs if one),
    )
    assert told
    assert told[1] == told[2]
    assert "the simulation is not meaningful yet" in whole_text(small_pack / NAME)


def test_stated_durations_on_the_path_make_the_risk_meaningful(workspace: Path) -> None:
    (workspace / "templates").mkdir()
    tasks = workspace / "tasks"
    tasks.mkdir()
    root = Path(__file__).resolve().parents[2]
    for path in (root / "tasks").glob("*.md"):
        text = path.read_text(encoding="utf-8").replace('basis: "Assumed: ', 'basis: "Owner: ')
        (tasks / path.name).write_text(text, encoding="utf-8")
    phases = (root / "templates" / "phases.yml").read_text(encoding="utf-8")
    phases = phases.replace("Assumed: about", "Owners say about")
    (workspace / "templates" / "phases.yml").write_text(phases, encoding="utf-8")
    generate(Workspace.at(workspace), only=["Schedule Basis"])
    text = whole_text(workspace / "output" / NAME)
    assert "ot meaningful yet" not in text
    assert "four of five simulated courses finish by" in text


def test_the_simulation_is_kept_for_the_next_run_which_needs_no_numpy(workspace: Path) -> None:
    home = workspace.parent / f"{workspace.name}-cache"
    code = (
        "import sys; from generator.commands.generate import generate;"
        "from generator.commands.workspace import Workspace; from pathlib import Path;"
        f"generate(Workspace.at(Path({str(workspace)!r})), only=['Schedule Basis']);"
        "print('numpy' in sys.modules)"
    )
    environment = {"XDG_CACHE_HOME": str(home), "PATH": "", "HOME": str(home)}

    def run() -> str:
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    assert run() == "True"
    first = (workspace / "output" / NAME).read_bytes()
    (workspace / "output" / NAME).unlink()
    assert run() == "False"
    assert (workspace / "output" / NAME).read_bytes() == first


def test_another_seed_gives_another_result(workspace: Path) -> None:
    def outlook() -> object:
        with Cache(None) as cache:
            loaded = load_pack(Workspace.at(workspace), cache)
            (basis,) = loaded.pack.companions
            risk = examined(loaded, basis, cache).risk
        assert risk
        return risk.seed, risk.curve

    first = outlook()
    config = workspace / "project.yml"
    config.write_text(config.read_text() + "risk: {seed: 7}\n")
    second = outlook()
    assert (first[0], second[0]) == (1, 7)
    assert first[1] != second[1]


def test_the_documents_dates_are_those_of_the_schedule_it_accompanies(small_pack: Path) -> None:
    with Cache(None) as cache:
        pack = load_pack(Workspace.at(small_pack.parent), cache).pack
    (basis,) = pack.companions
    (main_one,) = [one for one in pack.deliverables if one.name == "Initial Master Schedule"]
    assert basis.approval is not None
    assert (basis.draft, basis.review, basis.approval) == (
        main_one.draft,
        main_one.review,
        main_one.approval,
    )
    assert basis not in pack.deliverables
