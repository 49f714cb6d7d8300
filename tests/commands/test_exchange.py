"""`pmopack import` and `pmopack export`, as people and other programs run them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import icalendar
import openpyxl
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.formats.test_mspdi_reader import calendar, mspdi, off, task

PROJECT_YML = """\
organization: Department of Example
program: Core Financials Modernization
start_date: 2026-01-05
"""
COLUMNS = [
    *("id", "external_id", "wbs", "name", "type", "duration", "early_start", "early_finish"),
    *("late_start", "late_finish", "start", "finish", "total_float", "free_float", "critical"),
]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace, with the current folder there."""
    (tmp_path / "project.yml").write_text(PROJECT_YML, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def plan(*more: str, days: int = 5) -> bytes:
    """Two activities and a milestone; Wednesday 14 January is off."""
    return mspdi(
        task(0, None, level=0, Name="Payroll"),
        task(3, None, Name="Build", WBS="B"),
        task(5, days * 8, level=2, Name="Pour", WBS="B.1", Contact="Ann Lee"),
        task(4, 24, "5 FS", level=2, Name="Cure", WBS="B.2"),
        task(9, 0, "4 FS", level=2, Name="Done", WBS="B.3", Milestone=1),
        *more,
        calendars=calendar(exceptions=off("2026-01-14")),
    )


def rows(text: str) -> dict[str, dict[str, str]]:
    return {one["id"]: one for one in csv.DictReader(io.StringIO(text))}


def test_a_project_file_becomes_the_schedule_of_the_workspace(place: Path) -> None:
    (place / "plan.xml").write_bytes(plan())
    done = run("import", "plan.xml")
    assert done.exit_code == 0, done.output
    assert "tasks/plan.schedule.yml: new" in done.output
    assert "2 activities, 1 milestones, 2 summaries, 2 links" in done.output
    assert "2026-01-05 to 2026-01-15" in done.output
    found = rows(run("export", "--to", "csv", "-q").stdout)
    assert list(found) == ["0", "3", "5", "4", "9"]
    # 5 days to Friday; 3 days from Monday, of which Wednesday is off.
    assert (found["4"]["start"], found["4"]["finish"]) == ("2026-01-12", "2026-01-15")
    assert (found["4"]["wbs"], found["4"]["external_id"]) == ("B.2", "4")
    assert found["9"]["finish"] == "2026-01-15"


def test_the_pack_is_generated_with_the_imported_schedule(place: Path) -> None:
    (place / "plan.xml").write_bytes(plan())
    assert run("import", "plan.xml").exit_code == 0
    made = run("generate")
    assert made.exit_code == 0, made.output
    assert "tasks/plan.schedule.yml: this schedule stands in place of the activities" in made.output
    book = openpyxl.load_workbook(place / "output" / "Initial-Master-Schedule.xlsx")
    table = list(book["Schedule"].iter_rows(min_row=4, values_only=True))
    names, bases = (
        [one[table[0].index(heading)] for one in table[1:]]
        for heading in ("Task Name", "Basis of Estimate")
    )
    assert bases[2].startswith("As given in plan.xml")
    assert names == ["Payroll", "Build", "Pour", "Cure", "Done"]
    assert (place / "output" / "Program-Charter.docx").exists()
    again = run("generate", "--json")
    assert {one["action"] for one in json.loads(again.stdout)["files"]} == {"unchanged"}


def test_importing_again_says_what_changed(place: Path) -> None:
    file = place / "plan.xml"
    file.write_bytes(plan())
    run("import", "plan.xml")
    assert "tasks/plan.schedule.yml: unchanged" in run("import", "plan.xml").output
    file.write_bytes(plan(task(11, 8, level=2), days=6))
    done = run("import", "plan.xml")
    assert "tasks/plan.schedule.yml: updated" in done.output
    assert "against the last import: 1 rows new, 0 gone, 1 changed" in done.output


def test_an_edited_schedule_is_left_alone_and_a_person_must_decide(place: Path) -> None:
    (place / "plan.xml").write_bytes(plan())
    run("import", "plan.xml")
    kept = place / "tasks" / "plan.schedule.yml"
    edited = kept.read_text(encoding="utf-8").replace("duration: 5", "duration: 8")
    kept.write_text(edited, encoding="utf-8")
    assert rows(run("export", "--to", "csv").stdout)["5"]["finish"] == "2026-01-15"
    (place / "plan.xml").write_bytes(plan(days=6))
    done = run("import", "plan.xml")
    assert done.exit_code == 3
    assert "1 item needs your decision" in done.output
    assert kept.read_text(encoding="utf-8") == edited
    assert "duration: 6" in (place / "tasks" / "plan.schedule.new.yml").read_text(encoding="utf-8")
    # The new one counts only once a person gives it the first one's name.
    assert rows(run("export", "--to", "csv").stdout)["5"]["finish"] == "2026-01-15"


def test_a_second_schedule_is_refused(place: Path) -> None:
    (place / "plan.xml").write_bytes(plan())
    (place / "other.xml").write_bytes(plan())
    run("import", "plan.xml")
    done = run("import", "other.xml")
    assert done.exit_code == 1
    assert "tasks/plan.schedule.yml is already the schedule of this workspace" in done.output
    assert [path.name for path in (place / "tasks").iterdir()] == ["plan.schedule.yml"]
    (place / "tasks" / "b.schedule.yml").write_text("schedule: B\n", encoding="utf-8")
    both = run("generate")
    assert both.exit_code == 1
    assert "a workspace has one imported schedule, and here are 2" in both.output


def test_an_excel_schedule_with_columns_named_in_project_yml(place: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Nr", "Vorgang", "Tage", "Vorher", "Wer"])
    sheet.append([10, "Pour", 5, None, "Ann Lee"])
    sheet.append([20, "Cure", 3, "10FS+1d", "Bo"])
    book.save(place / "plan.xlsx")
    columns = "import: {columns: {id: Nr, name: Vorgang, duration: Tage, predecessors: Vorher}}\n"
    (place / "project.yml").write_text(PROJECT_YML + columns, encoding="utf-8")
    done = run("import", "plan.xlsx")
    assert done.exit_code == 0, done.output
    assert "these columns are not read: Wer" in done.output
    found = rows(run("export", "--to", "csv").stdout)
    # The workspace's own calendar and start: 5 days to Friday, a day of lag.
    assert found["20"]["start"] == "2026-01-13"


def test_a_title_above_the_headings_and_a_sheet_before_the_schedule_do_no_harm(
    place: Path,
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Read me", "What the start of this plan means"])
    sheet = book.create_sheet("Plan")
    for values in (
        ["Payroll plan", None, "as of March"],
        [],
        ["Task Name", "Duration", "Predecessors"],
        ["Pour", 5, None],
        ["Cure", 3, "1"],
    ):
        sheet.append(values)
    book.save(place / "plan.xlsx")
    done = run("export", "--from", "plan.xlsx", "--to", "csv")
    assert done.exit_code == 1
    assert "the table shows no start" in done.output
    assert run("import", "plan.xlsx").exit_code == 0
    assert rows(run("export", "--to", "csv").stdout)["2"]["start"] == "2026-01-12"


def test_our_own_workbook_is_a_schedule_too(place: Path) -> None:
    (place / "plan.xml").write_bytes(plan())
    run("import", "plan.xml")
    run("generate", "--only", "Initial-Master-Schedule")
    (place / "tasks" / "plan.schedule.yml").unlink()
    done = run("import", "output/Initial-Master-Schedule.xlsx", "--json")
    assert done.exit_code == 0, done.output
    found = rows(run("export", "--to", "csv").stdout)
    # A sheet has no calendar: the workspace's counts, in which 14 January is no day off.
    kinds = [(one["id"], one["type"], one["duration"]) for one in found.values()]
    assert kinds == [
        ("0", "project", "8"),
        ("3", "phase", "8"),
        ("5", "activity", "5"),
        ("4", "activity", "3"),
        ("9", "finish milestone", "0"),
    ]


def test_a_column_that_the_file_lacks_is_told_at_its_line_of_project_yml(place: Path) -> None:
    (place / "plan.csv").write_text("Name,Duration\nA,5\n", encoding="utf-8")
    columns = "import:\n  columns:\n    id: Nr\n"
    (place / "project.yml").write_text(PROJECT_YML + columns, encoding="utf-8")
    done = run("import", "plan.csv")
    assert done.exit_code == 1
    assert "project.yml:6:5: `import.columns` names 'Nr'" in done.output


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("plan.mpp", b"\xd0\xcf\x11\xe0", "File, Save As, type XML Format (*.xml)"),
        ("plan.xml", b"\xd0\xcf\x11\xe0", "File, Save As, type XML Format (*.xml)"),
        ("plan.xls", b"\xd0\xcf\x11\xe0", "save it as .xlsx in Excel"),
        ("plan.txt", b"A", "name a Microsoft Project XML file (.xml), Excel (.xlsx) or CSV (.csv)"),
        ("plan.xml", b"<Project", "not well-formed XML"),
        ("plan.xlsx", b"PK", "not a readable Office file"),
        ("plan.csv", b"", "the file is empty"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(
    place: Path, name: str, data: bytes, said: str
) -> None:
    (place / name).write_bytes(data)
    done = run("import", name)
    assert done.exit_code == 1
    assert said in done.output
    assert not (place / "tasks").exists()


def test_a_loop_in_a_file_names_its_activities(place: Path) -> None:
    (place / "loop.xml").write_bytes(mspdi(task(1, 8, "2 FS"), task(2, 8, "1 FS")))
    done = run("import", "loop.xml")
    assert done.exit_code == 1
    assert "the predecessors run in a loop: 1 -> 2 -> 1" in done.output
    assert not (place / "tasks").exists()


def test_dates_that_differ_from_the_file_are_said(place: Path) -> None:
    held = task(
        1, 8, Manual=1, Start="2026-02-02T08:00:00", Finish="2026-02-02T17:00:00", Name="Kick off"
    )
    (place / "plan.xml").write_bytes(mspdi(held))
    done = run("import", "plan.xml", "--json")
    facts = [one["fact"] for one in json.loads(done.stdout)["warnings"]]
    assert facts == [
        "1 'Kick off': it is scheduled by hand in Project; here its links and constraint date it",
        "1 of 1 activities have other dates than in the file (1: start 2026-02-02 there, "
        "2026-01-05 here; 1: finish 2026-02-02 there, 2026-01-05 here)",
    ]


def test_another_start_than_that_of_project_yml_is_said(place: Path) -> None:
    (place / "plan.xml").write_bytes(mspdi(task(1), start="2026-02-02T08:00:00"))
    done = run("import", "plan.xml")
    assert "the schedule starts on 2026-02-02, and `start_date` is 2026-01-05" in done.output


def test_progress_of_a_file_counts_at_its_status_date(place: Path) -> None:
    running = task(
        1,
        80,
        ActualStart="2026-01-05T08:00:00",
        PercentComplete=50,
        RemainingDuration="PT40H0M0S",
    )
    head = "<StatusDate>2026-01-16T17:00:00</StatusDate>"
    (place / "plan.xml").write_bytes(mspdi(running, task(2, 8, "1 FS"), head=head))
    done = run("import", "plan.xml")
    assert "data date 2026-01-16" in done.output
    data = json.loads(run("export", "--to", "json", "-q").stdout)
    one, two = data["rows"][1], data["rows"][2]
    assert (one["actual_start"], one["remaining_duration"]) == ("2026-01-05", 5)
    # What remains goes on after the status date, a Friday.
    assert (one["finish"], two["finish"]) == ("2026-01-23", "2026-01-26")
    later = json.loads(run("export", "--to", "json", "--data-date", "2026-01-23").stdout)
    assert later["rows"][1]["finish"] == "2026-01-30"


def test_the_workspace_is_exported_to_all_four_and_reads_back_equal(place: Path) -> None:
    first = run("export", "--to", "csv", "-o", "all.csv")
    assert first.exit_code == 0, first.output
    for to, name in (("mspdi", "plan.xml"), ("json", "all.json"), ("ics", "all.ics")):
        assert run("export", "--to", to, "-o", name, "-q").exit_code == 0
    text = (place / "all.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0].split(",") == COLUMNS
    ours = rows(text)
    assert len(ours) > 200
    data = json.loads((place / "all.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in data["rows"]] == list(ours)
    events = icalendar.Calendar.from_ical((place / "all.ics").read_bytes()).walk("VEVENT")
    work = [one for one in data["rows"] if one["type"] not in ("project", "phase", "key task")]
    assert len(events) == sum(one["type"] != "level of effort" for one in work)
    assert {one["DTSTART"].dt for one in events} <= {
        date.fromisoformat(one["start"]) for one in work
    }

    other = place / "other"
    other.mkdir()
    (other / "project.yml").write_text(PROJECT_YML, encoding="utf-8")
    taken = run("import", "plan.xml", "-C", "other", "--json")
    assert json.loads(taken.stdout)["warnings"] == []
    run("export", "--to", "mspdi", "-o", "again.xml", "-C", "other", "-q")
    assert (place / "again.xml").read_bytes() == (place / "plan.xml").read_bytes()
    theirs = rows(run("export", "--to", "csv", "-C", "other").stdout)
    kept = COLUMNS[1:]
    assert [[one[name] for name in kept] for one in theirs.values()] == [
        [one[name] for name in kept] for one in ours.values()
    ]


def test_a_file_is_exported_without_any_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.xml").write_bytes(plan())
    found = rows(run("export", "--from", "plan.xml", "--to", "csv").stdout)
    assert found["4"]["finish"] == "2026-01-15"
    (tmp_path / "plan.csv").write_text(
        "ID,Task Name,Duration,Start,Predecessors\nA,Pour,5,2026-01-05,\nB,Cure,3,,A\n",
        encoding="utf-8",
    )
    done = run("export", "--from", "plan.csv", "--to", "csv")
    assert rows(done.stdout)["B"]["start"] == "2026-01-12"
    assert "US federal holidays" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.csv", "plan.xml"]


def test_a_file_that_is_there_is_replaced_only_when_asked(place: Path) -> None:
    (place / "plan.xml").write_bytes(plan())
    (place / "mine.csv").write_text("mine", encoding="utf-8")
    words = ("export", "--from", "plan.xml", "--to", "csv", "-o", "mine.csv")
    done = run(*words)
    assert done.exit_code == 1
    assert "name another file, or add --replace; nothing was overwritten" in done.output
    assert (place / "mine.csv").read_text(encoding="utf-8") == "mine"
    assert run(*words, "--replace").exit_code == 0
    assert (place / "mine.csv").read_text(encoding="utf-8").startswith("id,external_id")
    assert run(*words).exit_code == 0  # the same content harms nothing


def test_json_of_an_export_says_what_was_written(place: Path) -> None:
    (place / "plan.xml").write_bytes(plan())
    words = ("export", "--from", "plan.xml", "--to", "ics", "--json")
    assert run(*words).exit_code == 2
    assert json.loads(run(*words, "-o", "plan.ics").stdout) == {
        "written": ["plan.ics"],
        "warnings": [],
    }


def test_thousands_of_activities_are_imported_generated_and_exported(place: Path) -> None:
    count = 3000
    tasks = [task(0, None, level=0, Name="Large")]
    for n in range(1, count + 1):
        if n % 50 == 1:
            tasks.append(task(100_000 + n, None, Name=f"Part {n // 50 + 1}"))
        after = f"{n - 7} FS 4800" if n > 7 else ""
        tasks.append(task(n, 8 * (n % 5 + 1) + (n % 3 == 0), after, level=2))
    (place / "large.xml").write_bytes(mspdi(*tasks))
    done = run("import", "large.xml")
    assert done.exit_code == 0, done.output
    assert "3,000 activities, 0 milestones, 61 summaries, 2,993 links" in done.output
    assert "1,000 durations are rounded to whole working days" in done.output
    assert len(done.output.splitlines()) < 15
    assert run("generate", "--only", "Initial-Master-Schedule", "-q").exit_code == 0
    assert len(rows(run("export", "--to", "csv").stdout)) == count + 61


def test_the_documents_have_the_calendar_of_the_imported_schedule(place: Path) -> None:
    (place / "plan.xml").write_bytes(plan())
    run("import", "plan.xml")
    data = json.loads(run("generate", "--dry-run", "--json").stdout)
    keys = [one["key"] for one in data["assumptions"]]
    assert "calendar.hours" in keys
    assert not {"calendar.workweek", "calendar.holidays", "calendar.closures"} & set(keys)
