"""The example pack: complete, short, clean, and every word of the key task in its place."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import yaml

from generator.commands.generate import generate
from generator.commands.listing import deliverables_of_pack
from generator.commands.workspace import Workspace
from generator.errors import errors_of
from tests.reading import Section, sections_of, whole_text

ROOT = Path(__file__).resolve().parents[2]
TASK = yaml.safe_load((ROOT / "tasks" / "1.2.md").read_text(encoding="utf-8").split("---")[1])
DOCUMENTS = {
    "Program-Charter.docx": 10,
    "Resource-Management-Plan.docx": 16,
    "Program-Management-Plan.docx": 30,
    "IVV-Plan.docx": 16,
    "Schedule-Basis.docx": 16,
}
NO_TEMPLATE = ("Project Business Case", "Investment Readiness Checklist")


def squeezed(text: str) -> str:
    return " ".join(text.split())


def section(path: Path, heading: str) -> Section:
    found = [one for one in sections_of(path) if one.heading == heading]
    assert len(found) == 1, f"{heading!r} stands {len(found)} times in {path.name}"
    return found[0]


def test_the_pack_is_five_documents_the_workbook_and_a_status_report(small_pack: Path) -> None:
    assert sorted(path.name for path in small_pack.iterdir()) == [
        "IVV-Plan.docx",
        "Initial-Master-Schedule.xlsx",
        "Program-Charter.docx",
        "Program-Management-Plan.docx",
        "Resource-Management-Plan.docx",
        "Schedule-Basis.docx",
        "Status-Report.docx",
    ]


def test_every_activity_stands_in_the_raci_matrix_and_in_the_schedule(small_pack: Path) -> None:
    raci = squeezed(section(small_pack / "Resource-Management-Plan.docx", "RACI matrix").text)
    book = openpyxl.load_workbook(small_pack / "Initial-Master-Schedule.xlsx")
    names = {squeezed(str(row[3])) for row in book["Schedule"].iter_rows(values_only=True)}
    texts = [squeezed(activity["text"]) for activity in TASK["activities"]]
    assert len(texts) == 12
    assert [text for text in texts if text not in raci] == []
    assert [text for text in texts if text not in names] == []


@pytest.mark.parametrize(
    ("words", "file", "heading"),
    [
        ("Establish the necessary PMO structure", "Program-Charter.docx", "Program office mandate"),
        (
            "Maintain the same key personnel",
            "Resource-Management-Plan.docx",
            "Key-personnel continuity",
        ),
        ("Develop Program Charter with a defined scope", "Program-Charter.docx", "Scope"),
        (
            "Align program resources in the Initial Master Schedule",
            "Resource-Management-Plan.docx",
            "Alignment to schedule, acquisition and budget",
        ),
        ("Agencies purchasing transaction processing", "Program-Charter.docx", "Approach"),
        ("Develop IV&V Plan to independently", "IVV-Plan.docx", "Purpose"),
        (
            "Clearly articulate goals and objectives",
            "Program-Charter.docx",
            "Objectives, outcomes and benefits",
        ),
    ],
)
def test_every_best_practice_stands_in_its_section(
    small_pack: Path, words: str, file: str, heading: str
) -> None:
    (practice,) = [text for text in TASK["bestPractice"] if text.startswith(words)]
    assert squeezed(practice) in squeezed(section(small_pack / file, heading).text)


def test_every_stakeholder_stands_in_charter_catalogue_and_register(small_pack: Path) -> None:
    charter = section(small_pack / "Program-Charter.docx", "Stakeholders").text
    catalogue = section(small_pack / "Resource-Management-Plan.docx", "Role catalogue").text
    for stakeholder in TASK["stakeholders"]:
        role = stakeholder["text"].removesuffix(", if on boarded")
        assert role in charter
        assert role in catalogue
    assert len(TASK["stakeholders"]) == 4


def test_every_output_stands_in_every_deliverable_table(small_pack: Path) -> None:
    names = [
        "Program Charter",
        "Resource Management Plan",
        "Program Management Plan",
        "Initial Master Schedule",
        "IV&V Plan",
        "Status Reports/Dashboards",
        *NO_TEMPLATE,
    ]
    for file, heading in (
        ("Program-Charter.docx", "Deliverables"),
        ("Program-Management-Plan.docx", "Deliverable acceptance criteria and review cycle"),
        ("IVV-Plan.docx", "Deliverables under review"),
    ):
        (table,) = section(small_pack / file, heading).tables
        column = [row[0] for row in table[1:]]
        assert len(column) == 8
        for name in names:
            assert any(name in cell for cell in column), f"{name} is missing in {file}"


def test_list_shows_what_has_no_template_yet() -> None:
    rows = {row.name: row for row in deliverables_of_pack(Workspace.at(ROOT))}
    assert len(rows) == 9  # with the basis that accompanies the schedule
    for name in NO_TEMPLATE:
        assert rows[name].template == "no template yet"
    assert rows["Program Charter"].template == "program-charter.md.j2"
    assert {row.key_task for row in rows.values()} == {"1.2"}


@pytest.mark.parametrize("file", DOCUMENTS)
def test_every_section_of_the_outline_says_something(small_pack: Path, file: str) -> None:
    sections = sections_of(small_pack / file)
    for number, one in enumerate(sections[1:], start=1):
        deeper = number + 1 < len(sections) and sections[number + 1].level > one.level
        assert one.heading.strip()
        assert deeper or one.tables or any(one.paragraphs), f"{one.heading} is empty"


@pytest.mark.parametrize("file", [*DOCUMENTS, "Status-Report.docx"])
def test_no_cell_is_empty_and_no_mark_of_the_template_is_left(small_pack: Path, file: str) -> None:
    for one in sections_of(small_pack / file):
        for table in one.tables:
            width = len(table[0])
            for row in table:
                assert len(row) == width
                assert all(cell.strip() for cell in row), f"{one.heading}: {row}"
    text = whole_text(small_pack / file)
    assert re.findall(r"\{\{|\}\}|\{%|%\}|\[\[|<<|\{#|\ue000|\ue001|Undefined", text) == []


def test_a_mark_left_in_a_document_would_be_seen() -> None:
    assert re.findall(r"\{\{|\[\[", "left {{ x }} and [[content]]") == ["{{", "[["]


@pytest.mark.parametrize(("file", "most"), DOCUMENTS.items())
def test_a_small_document_keeps_its_page_ceiling(
    small_pack: Path, to_pdf: Callable[..., Path], file: str, most: int
) -> None:
    import pikepdf

    with pikepdf.open(to_pdf(small_pack / file)) as pdf:
        assert len(pdf.pages) <= most


def test_libreoffice_opens_the_rest_too(small_pack: Path, to_pdf: Callable[..., Path]) -> None:
    for file in ("Status-Report.docx", "Initial-Master-Schedule.xlsx"):
        assert to_pdf(small_pack / file).stat().st_size > 5_000


def test_the_open_xml_sdk_finds_no_error(
    small_pack: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    assert {path.name: ooxml_errors(path) for path in small_pack.iterdir()} == {
        path.name: [] for path in small_pack.iterdir()
    }


def test_the_validator_sees_a_broken_file(
    small_pack: Path, tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    import zipfile

    broken = tmp_path / "broken.docx"
    with (
        zipfile.ZipFile(small_pack / "Program-Charter.docx") as old,
        zipfile.ZipFile(broken, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name).replace(b"<w:tblHeader/>", b"<w:tblHeader><w:p/></w:tblHeader>")
            new.writestr(name, data)
    assert ooxml_errors(broken)


def test_assumed_values_say_so_where_they_stand(small_pack: Path) -> None:
    text = whole_text(small_pack / "Program-Charter.docx")
    assert "Assumed" in text
    limits = section(small_pack / "Program-Charter.docx", "Program Manager authority limits").text
    assert "Assumed" in limits
    assert "tolerances" in limits


def test_money_is_never_split(small_pack: Path) -> None:
    (table,) = section(small_pack / "Program-Charter.docx", "Funding and cost summary").tables
    years = {row[0]: row for row in table[1:]}
    assert years["FY 2026"][-2] == "$1,200,000"
    assert set(years["FY 2026"][1:-2]) == {"To be decided"}
    assert "$4,600,000" in table[-1]


def real_key_tasks() -> list[Path]:
    folder = ROOT.parent / "shared" / "data" / "m3" / "key-tasks"
    return sorted(folder.glob("*.md")) or [folder / "none.md"]


@pytest.mark.parametrize("file", real_key_tasks(), ids=lambda path: path.stem)
def test_each_key_task_of_the_playbook_makes_a_pack_alone(
    workspace: Path, m3: Path, file: Path
) -> None:
    result = generate(Workspace.at(workspace), tasks=[file])
    assert errors_of(result.warnings) == ()
    names = {made.output.name for made in result.made}
    assert "Initial-Master-Schedule.xlsx" in names
    outputs = yaml.safe_load(file.read_text(encoding="utf-8").split("\n---")[0])["outputs"] or []
    assert len(result.loaded.pack.deliverables) >= len(outputs)
    book = openpyxl.load_workbook(workspace / "output" / "Initial-Master-Schedule.xlsx")
    rows = {str(row[0]): row for row in book["Schedule"].iter_rows(values_only=True)}
    for number, activity in enumerate(result.loaded.pack.key_tasks[0].activities, start=1):
        assert squeezed(str(rows[f"{file.stem}.{number}"][3])) == squeezed(activity.text.plain)
    for name in names:
        if name.endswith(".docx"):
            assert re.findall(r"\{\{|\[\[|Undefined", whole_text(workspace / "output" / name)) == []


def test_the_definition_of_2021_makes_the_example_pack(
    workspace: Path, m3: Path, small_pack: Path
) -> None:
    generate(Workspace.at(workspace), tasks=[m3 / "1.2-2021.md"])
    made = workspace / "output"
    assert sorted(p.name for p in made.iterdir()) == sorted(p.name for p in small_pack.iterdir())
    for name in DOCUMENTS:
        assert whole_text(made / name) == whole_text(small_pack / name)


def test_a_deliverable_can_be_left_out(workspace: Path) -> None:
    config = workspace / "project.yml"
    config.write_text(config.read_text() + "documents: {omit: [IV&V Plan]}\n")
    generate(Workspace.at(workspace))
    assert not (workspace / "output" / "IVV-Plan.docx").exists()
    (table,) = section(workspace / "output" / "Program-Charter.docx", "Deliverables").tables
    (row,) = [row for row in table if "IV&V Plan" in row[0]]
    assert "omitted" in row[0]


def test_the_basis_of_the_schedule_can_be_left_out_alone(workspace: Path) -> None:
    config = workspace / "project.yml"
    config.write_text(config.read_text() + "documents: {omit: [Schedule Basis]}\n")
    generate(Workspace.at(workspace))
    made = {path.name for path in (workspace / "output").iterdir()}
    assert "Schedule-Basis.docx" not in made
    assert "Initial-Master-Schedule.xlsx" in made


def test_a_prefix_begins_the_name_of_every_file(workspace: Path) -> None:
    config = workspace / "project.yml"
    config.write_text(config.read_text() + "documents: {prefix: CFM}\n")
    generate(Workspace.at(workspace))
    made = {path.name for path in (workspace / "output").iterdir()}
    assert {name.split("-")[0] for name in made} == {"CFM"}
    assert "CFM-Initial-Master-Schedule.xlsx" in whole_text(
        workspace / "output" / "CFM-Program-Charter.docx"
    )


def test_the_schedule_can_be_left_out_too(workspace: Path) -> None:
    config = workspace / "project.yml"
    config.write_text(config.read_text() + "documents: {omit: [Initial Master Schedule]}\n")
    generate(Workspace.at(workspace))
    made = {path.name for path in (workspace / "output").iterdir()}
    assert [name for name in made if not name.endswith(".docx")] == []
    assert "Schedule-Basis.docx" not in made


def test_a_new_document_type_needs_no_python(workspace: Path) -> None:
    (workspace / "templates").mkdir()
    (workspace / "templates" / "quality-plan.md.j2").write_text(
        "---\ndeliverable: Quality Plan\nfile: Quality-Plan\ntitle: Quality Plan\n"
        "outline: [aim]\n---\n# Aim {#aim}\n\n{{ fact('program') }} is **good**.\n",
        encoding="utf-8",
    )
    (workspace / "tasks").mkdir()
    task = (ROOT / "tasks" / "1.2.md").read_text(encoding="utf-8")
    (workspace / "tasks" / "1.2.md").write_text(
        task.replace("outputs:\n", "outputs:\n  - Quality Plan\n"), encoding="utf-8"
    )
    generate(Workspace.at(workspace))
    aim = section(workspace / "output" / "Quality-Plan.docx", "Aim")
    assert aim.paragraphs == ["Core Financials Modernization is good."]


def test_the_example_workspace_is_the_checkout(tmp_path: Path, small_pack: Path) -> None:
    shutil.copy(ROOT / "project.yml", tmp_path)
    generate(Workspace.at(tmp_path))
    for path in small_pack.glob("*.docx"):
        assert whole_text(tmp_path / "output" / path.name) == whole_text(path)
