"""The command line as a person meets it: exit status, one line a problem, nothing half done."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import main

ROOT = Path(__file__).resolve().parents[2]
THREE_LINES = "organization: Department of Example\nprogram: Payroll\nstart_date: 2026-01-05\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the commands run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pmopack(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def config(folder: Path, more: str = "", *, text: str = THREE_LINES) -> Path:
    path = folder / "project.yml"
    path.write_text(text + more, encoding="utf-8")
    return path


def refused(result: Result, count: int = 1) -> list[str]:
    """The lines of a run that stopped: `place: fact; remedy` each, and nothing else."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == count, result.stderr
    for line in lines:
        assert re.fullmatch(r"\S.*?: .+; .+", line), line
        assert "Traceback" not in line
    return lines


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# Problems of project.yml


def test_five_mistakes_are_five_lines_in_the_order_of_the_file(folder: Path) -> None:
    config(
        folder,
        text="organization: Department of Example\n"
        "programme: Payroll\n"
        "start_date: 2026-02-30\n"
        "budget: lots\n"
        "service_area: shoes\n"
        "risk: {items: [{condition: It rains, probability: 7}]}\n",
    )
    lines = refused(pmopack("generate"), 6)
    # A wrong key that is required is told twice: as missing, and as misspelt.
    assert [line.partition(": ")[0] for line in lines] == [
        "project.yml:1:1",
        "project.yml:2:1",
        "project.yml:3:13",
        "project.yml:4:9",
        "project.yml:5:15",
        "project.yml:6:51",
    ]
    assert "did you mean `program`" in lines[1]
    assert files(folder) == {"project.yml"}


def test_five_mistakes_are_five_problems_in_json(folder: Path) -> None:
    config(
        folder,
        "start: 1\nbudget: lots\nservice_area: shoes\ntarget_go_live: soon\nlogo: a.gif\n",
    )
    result = pmopack("generate", "--json")
    assert result.exit_code == 1
    assert result.stderr == ""
    problems = json.loads(result.stdout)["problems"]
    assert [problem["place"] for problem in problems] == [
        "project.yml:4:1",
        "project.yml:5:9",
        "project.yml:6:15",
        "project.yml:7:17",
        "project.yml:8:7",
    ]
    assert all(set(p) == {"place", "fact", "remedy", "severity"} for p in problems)


@pytest.mark.parametrize("command", ["generate", "list"])
def test_without_a_project_the_way_to_one_is_told(folder: Path, command: str) -> None:
    (line,) = refused(pmopack(command))
    assert line == "project.yml: there is no project.yml here; make one: pmopack init"


def test_a_workspace_that_does_not_exist_is_told_as_such(folder: Path) -> None:
    (line,) = refused(pmopack("generate", "-C", "demo"))
    assert line.startswith("demo: there is no such folder; ")
    assert files(folder) == set()


def test_a_folder_in_place_of_the_config_is_told(folder: Path) -> None:
    (folder / "project.yml").mkdir()
    (line,) = refused(pmopack("generate"))
    assert line.startswith("project.yml: this is a folder, not a file; ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_without_permission_is_told(folder: Path) -> None:
    config(folder).chmod(0)
    (line,) = refused(pmopack("generate"))
    assert line.startswith("project.yml: the file cannot be read (Permission denied); ")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"organization: caf\xe9\n", "project.yml:1:18"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "project.yml:1:1"),
        (b"organization: A\nscope:\n\tin: [x]\n", "project.yml:3:1"),
        (b'organization: A\nprogram: "B\n', "project.yml:2:10"),
        (b"hello", "project.yml:1:1"),
        (b"- a\n- b\n", "project.yml:1:1"),
    ],
    ids=["latin-1", "picture", "tab", "quote", "word", "list"],
)
def test_a_file_that_is_no_config_is_told_with_its_place(
    folder: Path, data: bytes, place: str
) -> None:
    (folder / "project.yml").write_bytes(data)
    result = pmopack("generate")
    lines = refused(result, len(result.stderr.splitlines()))
    assert any(line.startswith(f"{place}: ") for line in lines)
    assert files(folder) == {"project.yml"}


def test_an_empty_config_asks_for_the_three_required_keys(folder: Path) -> None:
    config(folder, text="")
    lines = refused(pmopack("generate"), 3)
    assert [line.split("`")[1] for line in lines] == ["organization", "program", "start_date"]


@pytest.mark.parametrize(
    ("more", "starts"),
    [
        ("key_tasks: [1.2, 9.9]\n", "project.yml:4:18: `key_tasks` names 9.9"),
        ("documents: {omit: [Novel]}\n", "project.yml:4:20: `documents.omit` names 'Novel'"),
        ("branding: {reference: no.docx}\n", "project.yml:4:23: there is no file 'no.docx'"),
        ("branding: {reference: text.docx}\n", "text.docx: not a readable Office file"),
        ("branding: {reference: zip.docx}\n", "zip.docx: not a Word document"),
        ("branding: {reference: ../x.docx}\n", "project.yml:4:23: '../x.docx' lies outside"),
        ("calendar: {holidays: ZZ}\n", "project.yml:4:22: `calendar.holidays` is `ZZ`"),
        ("roster: no.csv\n", "project.yml:4:9: there is no file 'no.csv'"),
        ("risk: {items: text.xlsx}\n", "text.xlsx: not a readable Office file"),
        ("roster: half.csv\n", "half.csv:2:1: a quoted cell that begins here is not closed"),
        ("roster: wrong.csv\n", "wrong.csv:1:6: the heading `fame` is not known"),
        ("vendors: ../v.csv\n", "project.yml:4:10: '../v.csv' lies outside"),
    ],
)
def test_what_the_config_names_and_cannot_have_is_one_line(
    folder: Path, more: str, starts: str
) -> None:
    for name in ("text.docx", "text.xlsx"):
        (folder / name).write_text("no zip")
    with zipfile.ZipFile(folder / "zip.docx", "w") as package:
        package.writestr("hello.txt", "hello")
    (folder / "half.csv").write_text('role,name\n"PMO Lead,Ann\n')
    (folder / "wrong.csv").write_text("role,fame\nPMO Lead,Ann\n")
    config(folder, more)
    before = files(folder)
    (line,) = refused(pmopack("generate"))
    assert line.startswith(starts)
    assert files(folder) == before


def test_names_that_only_the_pack_can_judge_are_told_together(folder: Path) -> None:
    config(
        folder,
        "key_tasks: [1.2, 9.9]\ndocuments: {omit: [Novel]}\nbranding: {reference: no.docx}\n",
    )
    refused(pmopack("generate"), 3)


# Key tasks


@pytest.mark.parametrize(
    "file",
    sorted((ROOT.parent / "shared" / "data" / "m3" / "malformed").glob("*.md")) or ["none.md"],
    ids=lambda file: Path(file).stem,
)
def test_a_malformed_key_task_is_one_line_and_nothing_is_written(
    folder: Path, m3: Path, file: Path
) -> None:
    config(folder)
    (line,) = refused(pmopack("generate", "--tasks", file))
    assert re.match(rf"{re.escape(file.as_posix())}:\d+:\d+: ", line)
    assert files(folder) == {"project.yml"}


def test_tasks_that_are_not_there_are_told(folder: Path) -> None:
    config(folder)
    (folder / "empty").mkdir()
    lines = refused(pmopack("generate", "--tasks", "no.md", "--tasks", "empty"), 2)
    assert sorted(line.partition(";")[0] for line in lines) == [
        "empty: this folder holds no key task",
        "no.md: there is no such file",
    ]
    assert files(folder) == {"project.yml"}


def test_a_loop_of_predecessors_names_its_activities_with_their_places(folder: Path) -> None:
    config(folder)
    (folder / "1.20.md").write_text(
        "---\nphase: 1\nkeyTask: 20\nname: Charter the program\nresponsible: customer\n"
        "activities:\n"
        "  - text: Write the charter\n    predecessors: 1.20.3\n"
        "  - text: Review the charter\n    predecessors: 1.20.1\n"
        "  - text: Sign the charter\n    predecessors: 1.20.2\n"
        "---\n"
    )
    (line,) = refused(pmopack("generate", "--tasks", "1.20.md"))
    for activity, number in (("1.20.1", 7), ("1.20.2", 9), ("1.20.3", 11)):
        assert re.search(rf"{re.escape(activity)} \(1\.20\.md:{number}:\d+\)", line), line
    assert files(folder) == {"1.20.md", "project.yml"}


# Options


def test_an_unknown_deliverable_is_told_with_the_known_ones(folder: Path) -> None:
    config(folder)
    (line,) = refused(pmopack("generate", "--only", "Novel"))
    assert line.startswith("--only: the pack has no deliverable 'Novel'; name one of: ")
    assert "Program-Charter.docx" in line
    assert files(folder) == {"project.yml"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["publish"],
        ["generate", "--bogus"],
        ["generate", "--data-date", "tomorrow"],
        ["generate", "--data-date", "2026-02-30"],
        ["generate", "-C", "file.txt"],
        ["init", "--organization", "Department of Example"],
        ["init", "--yes"],
        ["init", "file.txt", "--yes", "--organization", "A", "--program", "B"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_leaves_standard_output_empty(
    folder: Path, arguments: list[str]
) -> None:
    (folder / "file.txt").write_text("I am a file")
    result = pmopack(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr
    assert files(folder) == {"file.txt"}


def test_a_dry_run_says_what_it_would_write_and_writes_nothing(folder: Path) -> None:
    config(folder)
    result = pmopack("generate", "--dry-run", "--only", "Program Charter")
    assert result.exit_code == 0
    assert result.stdout.startswith("Would write output/\n  Program-Charter.docx  new ")
    assert files(folder) == {"project.yml"}


def test_a_file_in_the_place_of_the_output_folder_is_told_and_nothing_is_written(
    folder: Path,
) -> None:
    config(folder)
    (folder / "output").write_text("I am a file")
    (line,) = refused(pmopack("generate", "--only", "Program Charter"))
    assert line.startswith("output: a file stands where a folder must be; ")
    assert files(folder) == {"output", "project.yml"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_output_folder_is_told(folder: Path) -> None:
    config(folder)
    (folder / "output").mkdir()
    (folder / "output").chmod(0o555)
    (line,) = refused(pmopack("generate", "--only", "Program Charter"))
    assert line.startswith("output/Program-Charter.docx: the file cannot be written ")


def test_a_config_of_which_everything_is_to_be_decided_makes_a_pack(folder: Path) -> None:
    keys = yaml.safe_load((ROOT / "project.yml").read_text(encoding="utf-8")).keys()
    given = {line.partition(":")[0] for line in THREE_LINES.splitlines()}
    config(folder, "".join(f"{key}: tbd\n" for key in keys - given) + "vision:\nrisk:\nivv: {}\n")
    result = pmopack("generate", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert result.stderr == ""
    assert {"executive_sponsor", "budget", "funding_source"} <= set(told["open"])
    assert {file["action"] for file in told["files"]} == {"new"}
    for file in told["files"]:
        assert (folder / "output" / file["written_as"]).is_file()


def test_an_edited_file_ends_with_3_and_says_what_to_decide(folder: Path) -> None:
    config(folder)
    only = ["--only", "Status-Report", "--only", "IV&V Plan"]
    assert pmopack("generate", *only).exit_code == 0
    report = folder / "output" / "Status-Report.docx"
    with zipfile.ZipFile(report) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"of Example", b"of Defense", 1)
    with zipfile.ZipFile(report, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    config(folder, "program_short: PAY\n")
    result = pmopack("generate", *only)
    assert result.exit_code == 3, result.output
    assert (
        "1 item needs your decision:\n  Status-Report.docx, `organization`: it says “Department of "
        "Defense” where project.yml says “Department of Example”; change project.yml, or the "
        "document."
    ) in result.stdout
    with zipfile.ZipFile(report) as package:
        assert b"of Defense" in package.read("word/document.xml")
    as_json = pmopack("generate", "--json", *only)
    assert as_json.exit_code == 3
    (decision,) = json.loads(as_json.stdout)["decisions"]
    assert (decision["file"], decision["new"]) == ("Status-Report.docx", "Department of Example")


def test_the_data_date_of_the_option_stands_in_the_manifest(folder: Path) -> None:
    config(folder)
    args = ("generate", "-q", "--data-date", "2026-03-02", "--only", "Status-Report")
    result = pmopack(*args)
    assert (result.exit_code, result.output) == (0, "")
    manifest = json.loads((folder / ".pmopack" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["data_date"] == "2026-03-02"


def test_list_is_a_table_for_people_and_json_for_machines(folder: Path) -> None:
    config(folder)
    people = pmopack("list").stdout.splitlines()
    assert people[0].split() == ["Deliverable", "Key", "task", "Template", "File"]
    machines = json.loads(pmopack("list", "--json").stdout)["deliverables"]
    assert [row["name"] for row in machines][:2] == ["Program Charter", "Resource Management Plan"]
    assert len(people) == len(machines) + 1


def test_the_schema_is_json(folder: Path) -> None:
    schema = json.loads(pmopack("schema").stdout)
    assert schema["required"] == ["organization", "program", "start_date"]


# A process of its own


def test_the_module_runs_like_the_command(folder: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "generator", "generate", "--json", "--only", "Status-Report"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    (problem,) = json.loads(run.stdout)["problems"]
    assert problem["fact"] == "there is no project.yml here"
    assert run.stderr == ""
    version = subprocess.run(
        [sys.executable, "-m", "generator", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.fullmatch(r"pmopack, version \S+\n", version.stdout)


def test_a_name_in_any_script_does_not_break_a_narrow_console(folder: Path) -> None:
    config(folder, "documents: {omit: [プログラム]}\n")
    run = subprocess.run(
        [sys.executable, "-m", "generator", "generate"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.startswith(b"project.yml:4:20: ")
    assert b"Traceback" not in run.stderr


# init


def test_init_never_overwrites(folder: Path) -> None:
    config(folder, text="mine\n")
    (line,) = refused(pmopack("init", "--yes", "--organization", "A", "--program", "B"))
    assert "already there" in line
    assert (folder / "project.yml").read_text() == "mine\n"


ODD = [
    " lead & <b> #x: y ",
    "{{ 7*7 }}",
    "=1+1",
    "no",
    "~",
    "- a",
    "'quoted' \"twice\" \\n",
    "[[content]]",
    "a" * 300,
    "وزارة المالية 🚀",
    "2026-01-05",
    "%x @y `z` !w *v &u ? | > {a: b}",
]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_an_odd_answer_reads_back_as_it_was_given(folder: Path, odd: str) -> None:
    answers = ["--organization", odd, "--program", odd, "--funding-source", odd]
    result = pmopack("init", "demo", "--yes", *answers)
    assert result.exit_code == 0, result.output
    # PyYAML stands for any reader of YAML; BaseLoader takes every value as text.
    text = (folder / "demo" / "project.yml").read_text(encoding="utf-8")
    read = yaml.load(text, yaml.BaseLoader)
    assert [read[key] for key in ("organization", "program", "funding_source")] == [odd] * 3
    assert pmopack("list", "-C", "demo").exit_code == 0


def test_wrong_answers_are_told_together_at_their_options(folder: Path) -> None:
    result = pmopack(
        *("init", "--organization", "A\nB", "--program", "a\x07", "--start-date", "2026-13-05"),
        *("--budget", "lots"),
    )
    lines = refused(result, 4)
    assert [line.partition(":")[0] for line in lines] == [
        "--organization",
        "--program",
        "--start-date",
        "--budget",
    ]
    assert files(folder) == set()


def answered(folder: Path, answers: list[str]) -> tuple[int, str]:
    """Runs `pmopack init` on a terminal of its own and types an answer at each prompt."""
    process, terminal = pty.fork()
    if process == 0:  # pragma: no cover - the child becomes pmopack
        os.chdir(folder)
        os.environ["PYTHONPATH"] = str(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "generator", "init"])
    said = ""
    shown = 0
    left = list(answers)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            piece = os.read(terminal, 4096).decode("utf-8", "replace")
        except OSError:  # Linux tells the end of a terminal so
            break
        if not piece:
            break
        said += piece
        if left and said.rstrip(" ").endswith(":") and len(said) > shown:
            os.write(terminal, (left.pop(0) + "\n").encode())
            shown = len(said) + len(answers[0])
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), said.replace("\r", "")


def test_enter_leaves_a_question_to_be_decided(folder: Path) -> None:
    status, said = answered(folder, ["Department of Example", "Payroll & <Time>", *[""] * 8])
    assert status == 0, said
    read = yaml.safe_load((folder / "project.yml").read_text(encoding="utf-8"))
    assert read.pop("organization") == "Department of Example"
    assert read.pop("program") == "Payroll & <Time>"
    start = read.pop("start_date")
    assert isinstance(start, date)
    assert start.weekday() == 0  # offered: the Monday to come
    assert start > date.today()
    assert set(read.values()) == {"tbd"}
    assert len(read) == 7
    assert pmopack("list").exit_code == 0


def test_a_wrong_answer_on_a_terminal_is_asked_again(folder: Path) -> None:
    answers = ["", "Example", "Payroll", "shoes", "payroll", "", "", "vacant", "2026-02-30"]
    status, said = answered(folder, [*answers, "2026-02-02", "", "", ""])
    assert status == 0, said
    assert "This one is needed." in said
    assert "not one of" in said
    assert "not a day of the calendar" in said
    read = yaml.safe_load((folder / "project.yml").read_text(encoding="utf-8"))
    assert (read["service_area"], read["start_date"]) == ("payroll", date(2026, 2, 2))
    assert read["pmo_lead"] == "vacant"
