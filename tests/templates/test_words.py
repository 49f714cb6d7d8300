"""The words of templates and starter rows, and how values read in the sentences around them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.commands.generate import generate
from generator.commands.workspace import Workspace
from tests.reading import sections_of, whole_text

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FILES = sorted(
    path
    for path in TEMPLATES.rglob("*")
    if path.name.endswith((".yml", ".md.j2")) and path.name != "aliases.yml"
)
VAGUE = (
    r"adequate\w*|appropriate|appropriately|timely|robust\w*|as needed|as required|various|etc|"
    r"sufficiently|effectively|efficiently|state of the art|seamless\w*|leverag\w*|utiliz\w*|"
    r"user-friendly|where possible|if possible|will be determined"
)
# "Programme" stands only in the title of a source.
BRITISH = (
    r"organis\w+|authoris\w+|recognis\w+|prioritis\w+|minimis\w+|summaris\w+|finalis\w+|"
    r"utilis\w+|analys(?:e|ed|es|ing)|colour\w*|behaviour\w*|labour\w*|favour\w*|centre\w*|"
    r"cancelled|judgement\w*|defence|licence|modelling|fulfil|(?<!PM² )programme\w*"
)
CONFIG = """\
organization: Department of Example
program: Core Financials Modernization
service_area: financial_management
executive_sponsor: {sponsor}
program_manager: {manager}
pmo_lead: vacant
start_date: 2026-01-05
funding_source: tbd
ivv_provider: tbd
"""
OTHER_BOARD = """\
need: The ledger is out of support.
vision: One ledger.
current_state: Four ledgers.
alignment: Goal 4.
authority: Delegation 12-5 of the Secretary.
delivery_method: Two-week cycles.
pmo: {location: Washington.}
legacy_contracts: [{vendor: Example Systems, scope: Ledger, end: 2028-03-31}]
governance:
  - {body: Modernization Council, chair: Executive Sponsor, decides: Gates}
"""


def words_in(path: Path, pattern: str) -> list[str]:
    return re.findall(rf"(?i)\b(?:{pattern})\b", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_vague_word_stands_in_a_template(path: Path) -> None:
    assert words_in(path, VAGUE) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_spelling_is_that_of_the_united_states(path: Path) -> None:
    assert words_in(path, BRITISH) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_two_blanks_stand_between_words(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = [line for line in lines if not line.startswith("# ") or path.suffix == ".j2"]
    assert [line for line in texts if re.search(r"\S {2,}\S", line)] == []


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A pack in which nobody is named, and one with another governance body."""
    configs = {
        "vacant": CONFIG.format(sponsor="vacant", manager="vacant"),
        "open": CONFIG.format(sponsor="tbd", manager="tbd"),
        "council": CONFIG.format(sponsor="Jane Roe", manager="John Doe") + OTHER_BOARD,
    }
    made = {}
    for name, config in configs.items():
        folder = tmp_path_factory.mktemp(name)
        (folder / "project.yml").write_text(config, encoding="utf-8")
        generate(Workspace.at(folder), tasks=[])
        made[name] = folder / "output"
    return made


def test_a_summary_has_short_sentences(packs: dict[str, Path]) -> None:
    for path in packs["council"].glob("*.docx"):
        first = next(one for one in sections_of(path) if one.level == 1 and one.paragraphs)
        for paragraph in first.paragraphs:
            for sentence in re.split(r"(?<=[.:;?])\s+", paragraph):
                assert len(sentence.split()) <= 35, (path.name, sentence)


@pytest.mark.parametrize("name", ["vacant", "open"])
def test_a_person_who_is_not_there_reads_well_in_every_sentence(
    packs: dict[str, Path], name: str
) -> None:
    clumsy = r"\b(?:is|are|by|from|the|to|at|of|in|and|for|has|with) (?:To be decided|Vacant)\b"
    for path in packs[name].glob("*.docx"):
        found = [
            paragraph
            for one in sections_of(path)
            for paragraph in one.paragraphs
            if re.search(clumsy, paragraph) or re.search(r"\((?:To be decided|Vacant)\)", paragraph)
        ]
        assert found == [], path.name


def test_a_value_that_ends_a_sentence_gets_no_second_period(packs: dict[str, Path]) -> None:
    for path in packs["council"].glob("*.docx"):
        assert ".." not in whole_text(path), path.name


def test_a_governance_body_of_the_project_has_one_name_everywhere(packs: dict[str, Path]) -> None:
    seen = 0
    for path in packs["council"].glob("*.docx"):
        text = whole_text(path)
        assert not re.search(r"(?i)steering committee|change control board", text), path.name
        seen += "Modernization Council" in text
    assert seen >= 3


def test_the_program_manager_never_answers_for_the_ivv_plan(tmp_path: Path) -> None:
    config = CONFIG.format(sponsor="Jane Roe", manager="John Doe")
    config += 'raci: [{activity: 1, key_task: "1.2", roles: {Executive Sponsor: A, PMO Lead: R}}]\n'
    (tmp_path / "project.yml").write_text(config, encoding="utf-8")
    generate(Workspace.at(tmp_path), tasks=[])
    path = tmp_path / "output" / "Resource-Management-Plan.docx"
    (matrix,) = [one for one in sections_of(path) if one.heading == "RACI matrix"]
    rows = [row for table in matrix.tables for row in table if row[0].startswith("1.2.6 ")]
    assert [row[1:3] for row in rows] == [["IV&V Lead", "Executive Sponsor"]]
