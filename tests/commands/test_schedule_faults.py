"""What is wrong with a schedule, and what is rare in one, from the file to the message or workbook.

Each fault is told with its place, the fact and what to do, by every command that meets it, and
nothing is written.
"""

from __future__ import annotations

import csv
import io
import shutil
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.conftest import missing
from tests.formats.calc import Calc, errors_in, plain, shown
from tests.formats.test_mspdi_reader import mspdi, task
from tests.reading import whole_text

PROJECT_YML = """\
organization: Department of Example
program: Core Financials Modernization
start_date: 2026-01-05
"""
WORKBOOK = Path("output") / "Initial-Master-Schedule.xlsx"
MANY = 5000


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace, with the current folder there."""
    (tmp_path / "project.yml").write_text(PROJECT_YML, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def refused(said: str, *commands: tuple[str, ...]) -> None:
    """Each command ends with exit status 1, says just this, and writes nothing."""
    before = sorted(Path().rglob("*"))
    for command in commands:
        done = run(*command)
        assert done.exit_code == 1, command
        assert done.stderr.strip() == said, command
        assert done.stdout == "", command
    assert sorted(Path().rglob("*")) == before


def table(*rows: str) -> bytes:
    head = "ID,Task Name,Duration,Start,Predecessors,Actual Start"
    return "\n".join([head, *rows, ""]).encode()


FILE_FAULTS = [
    (
        "loop.csv",
        table("1,Pour,5,2026-01-05,3,", "2,Cure,5,,1,", "3,Build,5,,2,"),
        "loop.csv:2:3: the predecessors run in a loop: 1 -> 2 -> 3 -> 1; it goes through "
        "1 (loop.csv:2:3), 2 (loop.csv:3:3), 3 (loop.csv:4:3); remove one of these predecessors",
    ),
    (
        "loop.xml",
        mspdi(task(1, 40, "2 FS"), task(2, 40, "1 FS")),
        "loop.xml:2: the predecessors run in a loop: 1 -> 2 -> 1; it goes through "
        "1 (loop.xml:2), 2 (loop.xml:2); remove one of these predecessors",
    ),
    (
        "unknown.csv",
        table("1,Pour,5,2026-01-05,,", "2,Cure,5,,7,"),
        "unknown.csv:3:3: predecessor 7 of 2 does not exist; use the ID of a row of this file",
    ),
    (
        "self.csv",
        table("1,Pour,5,2026-01-05,,", "2,Cure,5,,2SS,"),
        "self.csv:3:3: activity 2 is its own predecessor; remove this link",
    ),
    (
        "self.xml",
        mspdi(task(1), task(2, 40, "2 FS")),
        "self.xml:2: activity 2 is its own predecessor; remove this link",
    ),
    (
        "negative.csv",
        table("1,Pour,-5,2026-01-05,,"),
        "negative.csv:2:8: '-5' is no duration; write working days: 5, or 2 wks",
    ),
    (
        "negative.xml",
        mspdi(task(1, -40)),
        "negative.xml:2: `Duration` is 'PT-40H0M0S', not a duration such as PT40H0M0S; "
        "save the file in Project again",
    ),
    (
        "twice.csv",
        b"ID,WBS,Task Name,Duration,Start\n1,1,Build,,2026-01-05\n1,1.1,Pour,5,\n",
        "twice.csv:3:7: the ID 1 is used twice; give each row an ID of its own",
    ),
    (
        "empty.xml",
        mspdi(task(0, None, level=0, Name="Payroll")),
        "empty.xml: the file has no tasks; add the tasks in Project, then save it as XML again",
    ),
]


@pytest.mark.parametrize(
    ("name", "data", "said"), FILE_FAULTS, ids=[name for name, *_ in FILE_FAULTS]
)
def test_a_fault_of_a_file_is_told_alike_by_import_check_and_export(
    place: Path, name: str, data: bytes, said: str
) -> None:
    (place / name).write_bytes(data)
    refused(said, ("import", name), ("check", name), ("export", "--from", name, "--to", "csv"))


def test_a_link_that_a_project_file_lost_is_left_out_and_listed(place: Path) -> None:
    (place / "plan.xml").write_bytes(mspdi(task(1), task(2, 40, "7 FS")))
    done = run("import", "plan.xml")
    assert done.exit_code == 0
    assert "2 'Task 2': its link to 7, which is not in this file, is left out" in done.stderr
    assert "change it in Project and import again, or accept it" in done.stderr


def test_a_table_without_rows_says_so(place: Path) -> None:
    (place / "plan.csv").write_bytes(table())
    refused(
        "plan.csv: the table has no rows with a name; write one row an activity",
        ("import", "plan.csv"),
    )


ALL = ("generate",), ("check",), ("export", "--to", "csv")
ROW_FAULTS = [
    (
        '{id: "2", level: 1, name: Cure, duration: 5, predecessors: "3"}\n'
        '- {id: "3", level: 1, name: Build, duration: 5, predecessors: "2"}',
        "tasks/plan.schedule.yml:7:3: the predecessors run in a loop: 2 -> 3 -> 2; it goes through "
        "2 (tasks/plan.schedule.yml:7:3), 3 (tasks/plan.schedule.yml:8:3); "
        "remove one of these predecessors",
    ),
    (
        '{id: "2", level: 1, name: Cure, duration: 5, predecessors: "9"}',
        "tasks/plan.schedule.yml:7:3: predecessor 9 of activity 2 does not exist; "
        "use the ID of an activity of the schedule",
    ),
    (
        '{id: "2", level: 1, name: Cure, duration: 5, predecessors: "2"}',
        "tasks/plan.schedule.yml:7:3: activity 2 is its own predecessor; remove this link",
    ),
    (
        '{id: "2", level: 1, name: Cure, duration: -5}',
        "tasks/plan.schedule.yml:7:45: the duration must be a number that is not negative, not "
        "`-5`; write a number such as 5",
    ),
    (
        '{id: "2", level: 1, name: Cure, duration: 5, actual_start: 2026-02-02}',
        "tasks/plan.schedule.yml:7:3: the actual start of 2, 2026-02-02, is after the data date "
        "2026-01-16; give what has happened by the data date, or move that date",
    ),
]


@pytest.mark.parametrize(
    ("row", "said"),
    ROW_FAULTS,
    ids=["loop", "unknown", "self link", "negative duration", "actual after the data date"],
)
def test_a_fault_of_the_imported_schedule_is_told_at_its_line_by_every_command(
    place: Path, row: str, said: str
) -> None:
    keep(
        place,
        'data_date: 2026-01-16\nrows:\n- {id: "0", level: 0, kind: summary, name: Payroll}\n'
        f'- {{id: "1", level: 1, name: Pour, duration: 5}}\n- {row}\n',
    )
    refused(said, *ALL)


def keep(place: Path, text: str) -> None:
    (place / "tasks").mkdir()
    head = "schedule: Payroll\nsource: plan.xml\n"
    (place / "tasks" / "plan.schedule.yml").write_text(head + text, encoding="utf-8")


KEY_TASK = """\
---
phase: 1
keyTask: 2
name: Establish the office
responsibleParty: customer
category: programManagement
activities:
  - text: Staff the office
    id: 1.2.1
    duration: {days}
    predecessors: "{first}"
  - text: Write the charter
    id: 1.2.2
    predecessors: "{second}"
---
"""


@pytest.mark.parametrize(
    ("days", "first", "second", "said"),
    [
        (
            *(5, "1.2.2", "1.2.1"),
            "tasks/1.2.md:8:5: the predecessors run in a loop: 1.2.1 -> 1.2.2 -> 1.2.1; it goes "
            "through 1.2.1 (tasks/1.2.md:8:5), 1.2.2 (tasks/1.2.md:12:5); "
            "remove one of these predecessors",
        ),
        (
            *(5, "P.M1", "1.2.2SS"),
            "tasks/1.2.md:12:5: activity 1.2.2 is its own predecessor; remove this link",
        ),
        (
            *(-5, "P.M1", "1.2.1"),
            "tasks/1.2.md:10:15: a duration must be a number that is not negative, not `-5`; write "
            "working days: `duration: 10` or `duration: {low: 5, likely: 10, high: 20}`",
        ),
    ],
    ids=["loop", "self link", "negative duration"],
)
def test_a_fault_of_a_key_task_is_told_at_its_line_by_every_command(
    place: Path, days: int, first: str, second: str, said: str
) -> None:
    (place / "tasks").mkdir()
    text = KEY_TASK.format(days=days, first=first, second=second)
    (place / "tasks" / "1.2.md").write_text(text, encoding="utf-8")
    for command in ALL:
        done = run(*command)
        assert done.exit_code == 1, command
        assert [line for line in done.stderr.splitlines() if "note: " not in line] == [said]
        assert done.stdout == ""
    assert not (place / "output").exists()


def test_a_key_task_whose_predecessor_is_unknown_is_planned_without_it_and_says_so(
    place: Path,
) -> None:
    (place / "tasks").mkdir()
    text = KEY_TASK.format(days=5, first="P.M1", second="1.2.9")
    (place / "tasks" / "1.2.md").write_text(text, encoding="utf-8")
    done = run("check")
    said = "tasks/1.2.md:12:5: predecessor 1.2.9 of 1.2.2 does not exist; the link is left out; "
    assert said + "give the ID of an activity" in done.stderr


@pytest.mark.parametrize("name", ["plan.csv", "plan.xml"])
def test_what_happened_after_the_data_date_asked_for_is_refused(place: Path, name: str) -> None:
    started = mspdi(task(1, ActualStart="2026-02-02T08:00:00", PercentComplete=50))
    data = table("1,Pour,5,2026-01-05,,2026-02-02") if name.endswith("csv") else started
    (place / name).write_bytes(data)
    at = {"plan.csv": "plan.csv:2:22", "plan.xml": "plan.xml:2"}[name]
    fault = (
        ": the actual start of 1, 2026-02-02, is after the data date 2026-01-16; "
        "give what has happened by the data date, or move that date"
    )
    day = ("--data-date", "2026-01-16")
    refused(at + fault, ("check", name, *day), ("export", "--from", name, "--to", "csv", *day))
    # Without one, the last day on which something happened is the data date, and that is said.
    assert "data date is 2026-02-02" in run("import", name).stderr or name == "plan.xml"
    lines = (place / "tasks" / "plan.schedule.yml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "2026-02-02}" in text)
    refused(f"tasks/plan.schedule.yml:{line}:3{fault}", ("generate", *day), ("check", *day))


def test_a_project_without_activities_is_a_sound_pack(place: Path) -> None:
    keep(place, 'rows:\n- {id: "0", level: 0, kind: summary, name: Payroll}\n')
    made = run("generate")
    assert made.exit_code == 0, made.output
    assert [row["Task Name"] for row in shown(place / WORKBOOK).values()] == ["Payroll"]
    checked = run("check")
    assert checked.exit_code == 0
    assert "0 errors, 0 measures to look into" in checked.stdout
    assert "0 activities and planning packages" in whole_text(place / "output/Schedule-Basis.docx")
    for to in ("mspdi", "csv", "json", "ics"):
        assert run("export", "--to", to, "-q").exit_code == 0
    edited = recalculated(place)
    assert errors_in(edited) == []
    assert [plain(row["Start"]) for row in shown(edited).values()] == [date(2026, 1, 5)]


def test_an_activity_may_have_the_id_that_the_whole_project_would_have(place: Path) -> None:
    (place / "plan.csv").write_bytes(table("0,Pour,5,2026-01-05,,", "1,Cure,3,,0,"))
    assert run("import", "plan.csv").exit_code == 0
    found = csv.DictReader(io.StringIO(run("export", "--to", "csv").stdout))
    assert [(one["type"], one["id"], one["start"]) for one in found] == [
        ("project", "00", "2026-01-05"),
        ("activity", "0", "2026-01-05"),
        ("activity", "1", "2026-01-12"),
    ]


LENGTHS = [number % 9 + 1 for number in range(1, MANY + 1)]
"""All start on 5 January; the longest of them lasts nine working days, to the 15th."""


def test_an_activity_with_5000_predecessors_in_a_project_file_waits_for_the_last_of_them(
    place: Path,
) -> None:
    parts = [task(n, 8 * days) for n, days in enumerate(LENGTHS, 1)]
    links = ", ".join(f"{n} FS" for n in range(1, MANY + 1))
    (place / "plan.xml").write_bytes(mspdi(*parts, task(MANY + 1, 24, links)))
    taken = run("import", "plan.xml")
    assert "5,001 activities, 0 milestones, 1 summaries, 5,000 links" in taken.stdout
    *_, join = csv.DictReader(io.StringIO(run("export", "--to", "csv").stdout))
    assert (join["id"], join["start"], join["finish"]) == ("5001", "2026-01-16", "2026-01-20")


def test_an_activity_with_5000_predecessors_in_a_table_has_its_dates_live_in_the_workbook(
    place: Path,
) -> None:
    rows = [f"{n},Part,{days},2026-01-05,," for n, days in enumerate(LENGTHS, 1)]
    joined = ",".join(map(str, range(1, MANY + 1)))
    (place / "plan.csv").write_bytes(table(*rows, f'{MANY + 1},Join,3,,"{joined}",'))
    taken = run("import", "plan.csv")
    assert "5,001 activities, 0 milestones, 1 summaries, 5,000 links" in taken.stdout
    assert run("generate", "-q", "--only", "Initial-Master-Schedule").exit_code == 0

    sheet = openpyxl.load_workbook(place / WORKBOOK, read_only=True)["_cpm"]
    formulas = [
        str(value)
        for (value,) in sheet.iter_rows(5, 6000, 7, 7, values_only=True)
        if str(value).startswith("=MAX(I")
    ]
    assert len(formulas) == MANY / 200
    assert all(formula.count(",") == 199 for formula in formulas)
    kept, longer = join_and_row_of(place / WORKBOOK, "4990")
    # Three days from Friday the 16th; Monday the 19th is off by the calendar of the workspace.
    assert (kept["Start"], kept["Finish"]) == (datetime(2026, 1, 16), datetime(2026, 1, 21))
    assert str(kept["Predecessors"]).count(",") == MANY - 1

    edited = recalculated(place, ("number", "Schedule", f"E{longer}", 12))
    # Twelve working days of part 4990 end on Wednesday 21 January.
    moved, _ = join_and_row_of(edited, "4990")
    assert (moved["Start"], moved["Finish"]) == (datetime(2026, 1, 22), datetime(2026, 1, 26))


def join_and_row_of(file: Path, row_id: str) -> tuple[dict[object, object], int]:
    """The row that waits for all others, and the number of another row; no cell is an error."""
    sheet = openpyxl.load_workbook(file, read_only=True, data_only=True)["Schedule"]
    headings, *rows = sheet.iter_rows(4, 4 + 2 + MANY, values_only=True)
    assert not [value for row in rows for value in row if str(value).startswith("#")]
    number = next(n for n, row in enumerate(rows, 5) if row[0] == row_id)
    join = next(row for row in rows if row[0] == str(MANY + 1))
    return dict(zip(headings, join, strict=True)), number


def recalculated(place: Path, *edits: tuple[object, ...]) -> Path:
    if shutil.which("soffice") is None:
        missing("LibreOffice (soffice) is not installed")
    folder = place / "calc"
    folder.mkdir()
    return Calc(folder).edited(place / WORKBOOK, edits)


def test_risk_over_durations_that_nobody_gave_is_not_meaningful_yet(place: Path) -> None:
    (place / "plan.csv").write_bytes(table("1,Pour,5,2026-01-05,,", "2,Cure,,,1,"))
    taken = run("import", "plan.csv")
    assert "2 'Cure': it has no duration; 5 working days are assumed" in taken.stderr
    made = run("generate")
    assert "50 % of its durations known" in " ".join(made.stdout.split())
    said = whole_text(place / "output" / "Schedule-Basis.docx")
    assert "Not meaningful yet: 1 of 2 durations on the driving path are assumed." in said


def test_risk_without_best_and_worst_cases_is_not_meaningful_yet(place: Path) -> None:
    (place / "plan.csv").write_bytes(table("1,Pour,5,2026-01-05,,", "2,Cure,4,,1,"))
    run("import", "plan.csv")
    made = run("generate")
    assert "100 % of its durations known" in " ".join(made.stdout.split())
    said = whole_text(place / "output" / "Schedule-Basis.docx")
    assert said.count("Not meaningful yet: no duration has a best and a worst case.") == 2


def test_documents_promise_nothing_of_an_imported_schedule(place: Path) -> None:
    (place / "plan.csv").write_bytes(table("1,Pour,5,2026-01-05,,", "2,Cure,4,,1,"))
    promises = ("Every activity has an owner", "holds the work of the key tasks")
    files = ("Program-Management-Plan.docx", "Schedule-Basis.docx")
    run("generate", "-q")
    for promise, file in zip(promises, files, strict=True):
        assert promise in whole_text(place / "output" / file)
    run("import", "plan.csv")
    run("generate", "-q")
    for promise, file in zip(promises, files, strict=True):
        text = whole_text(place / "output" / file)
        assert promise not in text
        assert "imported from plan.csv" in text
