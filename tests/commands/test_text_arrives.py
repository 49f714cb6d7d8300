"""What a person writes arrives as text in Word and Excel, or is refused with its place.

Every text field of project.yml and of a key task holds a text of its own, so that a field that is
dropped, cut, run as a formula or read as markup is seen.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.commands.generate import generate
from generator.commands.workspace import Workspace
from generator.errors import InputError
from tests.every_field import fill
from tests.reading import whole_text

MARKS = "=1+1 A & B <x> {{ 7*7 }} {% raw %} {# c #} | [[content]] **bold** [x](javascript:1)"
SCRIPTS = "وزارة المالية \u202bעברית\u202c 🚀 日本語 e\u0301"
LINE_STARTS = ("# ", "- ", "1. ", "> ", "| a | b |", "```", "---", "+1", "@a", "'", "%", "\\", "$")

# Fields that no file of this pack prints, by what they wait for.
UNPRINTED = {
    "named by their full form": {"organization_short", "program_short"},
    "columns of registers still to come": {
        *("objectives[].milestone", "milestones[].note", "scope.in[].owner", "scope.out[].owner"),
        *("risk.items[].trigger_date", "risk.items[].contingency", "risk.items[].closure"),
        *("risk.items[].milestone", "risk.items[].status", "roster[].org"),
    },
    "texts that name something of the pack": {
        *("roles.alias.*[]", "import.columns.*", "raci[].roles{}", "ivv.tasks[].phase"),
        *("ivv.tasks[].id", "tolerances[].key"),
    },
    "rows of roles that the starter catalogue has": {
        *("roster[].deputy", "roster[].training", "roster[].gap", "roster[].target"),
    },
}
# Groups of keys for documents of the pack that have no template yet.
WAITING = ("pmo.", "decisions[].", "status.", "compliance.gsa")


@dataclass(frozen=True)
class Made:
    """A pack: the text of each file, cell by cell and paragraph by paragraph."""

    folder: Path
    texts: Mapping[str, str]
    fields: Mapping[str, str]

    def missing(self) -> dict[str, str]:
        """The fields whose text stands in no file."""
        whole = "\n".join(self.texts.values())
        waived = set().union(*UNPRINTED.values())
        return {
            path: text
            for path, text in self.fields.items()
            if text not in whole and path not in waived and not path.startswith(WAITING)
        }


def read_pack(folder: Path) -> dict[str, str]:
    texts = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".docx":
            texts[path.name] = whole_text(path)
        else:
            book = openpyxl.load_workbook(path)
            texts[path.name] = "\n".join(
                str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
            )
    return texts


def make_config_pack(folder: Path, text: Callable[[int], str]) -> Made:
    """A pack of a config in which every text field says `text(number)`."""
    numbers: dict[str, int] = {}

    def one(path: str, most: int) -> str:
        # Rows of one list repeat a path; the first number of a path will do for all of them.
        return text(numbers.setdefault(path, len(numbers) + 1))[:most]

    filled = fill(one)
    (folder / "project.yml").write_text(filled.yaml, encoding="utf-8")
    generate(Workspace.at(folder))
    return Made(folder / "output", read_pack(folder / "output"), filled.texts)


def written_in(alphabet: str) -> Callable[[int], str]:
    """Numbered texts that begin and go on in each of the ways that mean something elsewhere."""
    ways: dict[str, Callable[[int], str]] = {
        "marks": lambda n: f"{MARKS} n{n}.",
        "starts": lambda n: f"{LINE_STARTS[n % len(LINE_STARTS)]}n{n}. http://a.b/ {SCRIPTS}",
        "blanks": lambda n: f"  n{n}.  two  blanks \u00a0 and  ends   ",
        "long": lambda n: f"n{n}." + "W" * (300 - len(f"n{n}.")),
    }
    return ways[alphabet]


@pytest.fixture(scope="module", params=["marks", "starts", "blanks", "long"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_config_pack(tmp_path_factory.mktemp("every"), written_in(request.param))


def test_every_text_of_the_config_stands_in_the_pack_as_it_was_written(made: Made) -> None:
    assert made.missing() == {}


def parts(folder: Path, pattern: str) -> Iterable[tuple[str, etree._Element]]:
    for path in sorted(folder.iterdir()):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if re.fullmatch(pattern, name):
                    yield f"{path.name}/{name}", etree.fromstring(package.read(name))


def running(folder: Path, texts: Iterable[str]) -> list[str]:
    """Where one of the texts has become a formula, a field, a link or markup."""
    found = []
    marked = re.compile("|".join(re.escape(text) for text in texts))
    for name, root in parts(folder, r"(xl|word)/.*\.xml(\.rels)?"):
        for element in root.iter():
            tag = etree.QName(element).localname
            text = element.text or ""
            if tag in ("f", "instrText", "definedName") and (marked.search(text) or "7*7" in text):
                found.append(f"{name}: {tag} {text}")
            if tag == "Relationship" and "javascript" in element.get("Target", ""):
                found.append(f"{name}: a link to {element.get('Target')}")
            if tag == "t" and text.strip() == "bold":
                found.append(f"{name}: the text {text!r} alone")
    return found


def test_no_text_of_the_config_runs_or_becomes_markup(made: Made) -> None:
    assert running(made.folder, made.fields.values()) == []


def test_properties_headers_and_the_read_me_carry_the_texts(made: Made) -> None:
    organization, program = made.fields["organization"], made.fields["program"]
    for path in sorted(made.folder.iterdir()):
        with zipfile.ZipFile(path) as package:
            core = etree.fromstring(package.read("docProps/core.xml"))
        said = {etree.QName(element).localname: element.text or "" for element in core}
        # A core property ends at 255 characters, where Word would cut it.
        assert said["creator"].rstrip("…") in organization
        assert program[:100].strip() in said["title"]
        assert len(said["title"]) <= 255
    heads = ["".join(root.itertext()) for _, root in parts(made.folder, r"word/header\d\.xml")]
    assert heads
    assert all(program in head for head in heads)
    book = openpyxl.load_workbook(made.folder / "Initial-Master-Schedule.xlsx")
    read_me = [cell.value for row in book["Read Me"].iter_rows() for cell in row]
    assert any(organization in str(value) for value in read_me)
    assert any(program in str(value) for value in read_me)


@pytest.fixture(scope="module")
def marks_pack(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_config_pack(tmp_path_factory.mktemp("marks"), written_in("marks"))


def zipfile_read(path: Path, part: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(part)


def rewrite(path: Path, part: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    assert old in contents[part]
    contents[part] = contents[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in contents.items():
            package.writestr(name, data)


def test_a_pack_that_drops_or_runs_a_text_would_be_seen(marks_pack: Made) -> None:
    folder = marks_pack.folder
    charter = folder / "Program-Charter.docx"
    whole = charter.read_bytes()
    for old, new in ((b"&lt;x&gt;", b""), (b"{{ 7*7 }}", b"49"), (b"[[content]]", b"")):
        rewrite(charter, "word/document.xml", old, new)
        assert "vision" in Made(folder, read_pack(folder), marks_pack.fields).missing()
        charter.write_bytes(whole)
    text = re.search(rb"<w:t( [^>]*)?>=1\+1[^<]*</w:t>", zipfile_read(charter))
    assert text
    field = text[0].replace(b"w:t", b"w:instrText", 1).replace(b"</w:t>", b"</w:instrText>")
    rewrite(charter, "word/document.xml", text[0], field)
    assert running(folder, marks_pack.fields.values())
    charter.write_bytes(whole)
    assert running(folder, marks_pack.fields.values()) == []
    workbook = folder / "Initial-Master-Schedule.xlsx"
    book = openpyxl.load_workbook(workbook)
    book["Milestones"]["Z1"] = marks_pack.fields["program"]  # openpyxl takes it for a formula
    book.save(workbook)
    assert running(folder, marks_pack.fields.values())


# Key tasks


def key_task(text: Callable[[], str]) -> dict[str, object]:
    """A definition of key task 1.2 with `text()` in each of its texts."""
    return {
        "phase": 1,
        "keyTask": 2,
        "name": text(),
        "objective": text(),
        "responsibleParty": "customer",
        "category": "programManagement",
        "activities": [
            {"text": text(), "owner": text(), "output": "Program Charter", "basis": text()},
            {"text": text(), "owner": "PMO Lead"},
        ],
        "inputs": [text(), {"text": text(), "url": "https://example.gov/in"}],
        "outputs": ["Program Charter", "Resource Management Plan", "IV&V Plan", text()],
        "stakeholders": [{"text": text(), "responsibleParty": "customer"}],
        "bestPractice": [text(), text()],
    }


def make_key_task_pack(folder: Path, text: Callable[[int], str]) -> Made:
    texts: list[str] = []

    def one() -> str:
        texts.append(text(len(texts) + 1))
        return texts[-1]

    front = yaml.safe_dump(key_task(one), allow_unicode=True, sort_keys=False, width=100_000)
    (folder / "project.yml").write_text(
        "organization: Example\nprogram: Payroll\nstart_date: 2026-01-05\n", encoding="utf-8"
    )
    (folder / "1.2.md").write_text(f"---\n{front}---\n", encoding="utf-8")
    generate(Workspace.at(folder), tasks=[folder / "1.2.md"])
    fields = {f"text {n}": " ".join(said.split()) for n, said in enumerate(texts, 1)}
    return Made(folder / "output", read_pack(folder / "output"), fields)


@pytest.mark.parametrize("way", ["marks", "starts", "blanks", "long"])
def test_every_text_of_a_key_task_stands_in_the_pack(tmp_path: Path, way: str) -> None:
    pack = make_key_task_pack(tmp_path, written_in(way))
    assert pack.missing() == {}
    assert running(pack.folder, pack.fields.values()) == []
    for path in pack.folder.iterdir():
        assert re.fullmatch(r"[A-Za-z0-9-]{1,30}\.(docx|xlsx)", path.name)


# Refused with a place


def test_a_control_character_is_refused_in_every_field_at_its_place(tmp_path: Path) -> None:
    filled = fill(lambda path, most: "a\x07b")
    (tmp_path / "project.yml").write_text(filled.yaml, encoding="utf-8")
    with pytest.raises(InputError) as stopped:
        generate(Workspace.at(tmp_path))
    lines = filled.yaml.splitlines()
    expected = {n for n, line in enumerate(lines, 1) if r"\a" in line}
    assert {problem.place.line for problem in stopped.value.problems()} == expected
    for problem in stopped.value.problems():
        assert problem.place.file == "project.yml"
        assert r"\a" in lines[problem.place.line - 1][problem.place.column - 1 :]
        assert "U+0007" in problem.fact
    assert [path.name for path in tmp_path.iterdir()] == ["project.yml"]


@pytest.mark.parametrize("raw", ["\x00", "\x07", "\x1b", "\ufffe"])
def test_a_raw_control_character_is_refused_at_its_place(tmp_path: Path, raw: str) -> None:
    for name, text, line in (
        ("project.yml", f"organization: A\nprogram: B {raw} C\nstart_date: 2026-01-05\n", 2),
        ("1.2.md", f"---\nphase: 1\nkeyTask: 2\nname: A\nobjective: B {raw} C\n---\n", 5),
    ):
        (tmp_path / "project.yml").write_text(
            "organization: A\nprogram: B\nstart_date: 2026-01-05\n", encoding="utf-8"
        )
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as stopped:
            generate(Workspace.at(tmp_path), tasks=[tmp_path / "1.2.md"] if line == 5 else [])
        problems = stopped.value.problems()
        assert {(problem.place.file, problem.place.line) for problem in problems} == {(name, line)}
        assert all(problem.place.column for problem in problems)


# Any text

_FEW = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
legal = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\u2028\u2029\ufeff"
)
texts = st.lists(st.text(legal, min_size=1, max_size=60), min_size=40, max_size=40)


@_FEW
@given(some=texts)
@example(some=["\u200b\u2060", "\u00a0", "\u00ad-\u2011", "\U0010fffd", "\U000e0001"])
def test_any_legal_text_in_every_field_arrives(
    tmp_path_factory: pytest.TempPathFactory, some: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    # A number keeps the texts apart, and keeps one from being blank.
    made = make_config_pack(folder, lambda n: f"{n}.{some[n % len(some)]}n{n}.")
    assert made.missing() == {}


plain = st.text(st.characters(categories=["L", "M", "N", "P", "S"], exclude_characters="&<"))


@settings(parent=_FEW, max_examples=4)
@given(some=st.lists(plain, min_size=13, max_size=13))
def test_any_plain_text_of_a_key_task_arrives(
    tmp_path_factory: pytest.TempPathFactory, some: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("task")
    made = make_key_task_pack(folder, lambda n: f"{n}.{some[n % len(some)][:200]}n{n}.")
    assert made.missing() == {}
