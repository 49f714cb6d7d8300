"""`pmopack check` as a person runs it: what it says, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli import main


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def lines_with(text: str, result: Result) -> list[str]:
    return [" ".join(line.split()) for line in result.output.splitlines() if text in line]


def csv(folder: Path, rows: str, name: str = "plan.csv") -> Path:
    head = "ID,WBS,Task Name,Duration,Start,Predecessors\n"
    file = folder / name
    file.write_text(head + rows, encoding="utf-8")
    return file


SOUND = """\
1,1,Start,0,2026-01-05,
2,2,Pour,5,2026-01-05,1
3,3,Build,10,2026-01-12,2
4,4,Done,0,2026-01-23,3
"""


def test_a_sound_workspace_has_exit_0_and_a_line_a_metric(workspace: Path) -> None:
    result = check("-C", workspace)
    assert result.exit_code == 0, result.output
    assert lines_with("project.yml:", result) == [
        "project.yml: 2026-01-05 to 2029-06-21, data date 2026-01-05"
    ]
    assert len(lines_with("DCMA ", result)) == 15
    assert lines_with("DCMA 12", result) == ["ok DCMA 12 Critical path test 600 of 600 limit 600"]
    assert lines_with("DCMA 14 ", result) == [
        "n/a DCMA 14 Baseline execution index (BEI) there is no baseline, or no work is due"
    ]


def test_nothing_is_written(workspace: Path) -> None:
    before = sorted(workspace.rglob("*"))
    check("-C", workspace)
    assert sorted(workspace.rglob("*")) == before


def test_a_deadline_that_cannot_be_kept_is_an_error(workspace: Path) -> None:
    config = workspace / "project.yml"
    with config.open("a", encoding="utf-8") as file:
        file.write("target_go_live: 2027-01-04\n")
    result = check("-C", workspace)
    assert result.exit_code == 1
    (line,) = lines_with("DCMA 7", result)
    assert line.startswith("error DCMA 7 Negative float ")
    assert lines_with("shorten the path to the date", result)
    assert check("-C", workspace, "-q").output  # errors are said also where little is


def test_all_that_is_wrong_in_the_input_is_said_with_exit_1(workspace: Path) -> None:
    config = workspace / "project.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("2026-01-05", "soon") + "budgett: 5\n", encoding="utf-8")
    result = check("-C", workspace)
    assert result.exit_code == 1
    assert len([line for line in result.output.splitlines() if "project.yml:" in line]) == 2


def test_verbose_lists_the_practices_and_what_a_person_must_confirm(workspace: Path) -> None:
    result = check("-C", workspace, "-v")
    assert len(lines_with("Practice ", result)) == 10
    assert len(lines_with("to confirm: ", result)) == 16


def test_json_has_every_figure(workspace: Path) -> None:
    result = check("-C", workspace, "--json")
    data = json.loads(result.stdout)
    assert data["errors"] == 0
    (found,) = data["checked"]
    assert [metric["id"] for metric in found["metrics"]] == [f"DCMA {n}" for n in range(1, 15)]
    test = found["metrics"][11]
    assert (test["numerator"], test["denominator"], test["verdict"]) == (600, 600, "Within limit")
    assert [practice["number"] for practice in found["practices"]] == list(range(1, 11))
    assert data == json.loads(check("-C", workspace, "--json").stdout)


def test_a_file_is_checked_without_a_workspace(tmp_path: Path) -> None:
    result = check(csv(tmp_path, SOUND))
    assert result.exit_code == 0, result.output
    assert lines_with("DCMA 1 ", result) == [
        "ok DCMA 1 Missing logic 0 of 2 (0.0 %) limit at most 5 %"
    ]


def test_a_row_without_a_successor_in_a_file_is_an_error_with_its_id(tmp_path: Path) -> None:
    loose = SOUND.replace("4,4,Done,0,2026-01-23,3", "4,4,Done,0,2026-01-23,2")
    result = check(csv(tmp_path, loose))
    assert result.exit_code == 1
    assert lines_with("DCMA 1 ", result) == [
        "error DCMA 1 Missing logic 1 of 2 (50.0 %) limit at most 5 %"
    ]
    assert lines_with("give each row", result) == ["give each row a predecessor and a successor: 3"]


def test_a_loop_in_one_file_and_a_fault_in_another_are_both_said(tmp_path: Path) -> None:
    loop = csv(tmp_path, SOUND.replace("2026-01-05,1", "2026-01-05,3"), "loop.csv")
    result = check(loop, tmp_path / "plan.mpp", csv(tmp_path, SOUND))
    assert result.exit_code == 1
    assert lines_with("run in a loop", result)
    assert lines_with("plan.mpp: ", result)


def test_several_files_are_checked_one_after_the_other(tmp_path: Path) -> None:
    second = csv(tmp_path, SOUND, "second.csv")
    result = check(csv(tmp_path, SOUND), second, "--json")
    assert [one["file"] for one in json.loads(result.stdout)["checked"]] == [
        "plan.csv",
        "second.csv",
    ]
