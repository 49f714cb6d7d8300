"""Key tasks: each shape and trap as a small case of ours, then the playbook's own files.

A case is `<name>.md` and beside it `<name>.txt`, the outcome written by hand: its problems, then
what was read.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import Place, Severity, errors_of
from generator.model.keytask import KeyTask, Party
from generator.model.text import RichText
from generator.sources.keytasks import parse_key_task

CASES = Path(__file__).parents[1] / "cases" / "keytasks"
PLAYBOOK = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "m3"
needs_playbook = pytest.mark.skipif(
    not PLAYBOOK.is_dir(), reason="the playbook's own files are not beside this checkout"
)


def rich(text: RichText) -> str:
    return "".join(f"[{s.text}]({s.url})" if s.url else s.text for s in text.spans)


def outline(key_task: KeyTask) -> list[str]:
    lines = [f"{key_task.id} {key_task.name}"]
    for label, value in [
        ("objective", rich(key_task.objective)),
        ("parties", " ".join(key_task.parties)),
        ("category", key_task.category),
        ("permalink", key_task.permalink),
        ("lead-in", rich(key_task.lead_in)),
    ]:
        lines += [f"{label} {value}"] if value else []
    group = ""
    for activity in key_task.activities:
        if rich(activity.group) != group:
            group = rich(activity.group)
            lines.append(f"group {group}")
        lines.append(f"activity {activity.id} ({' '.join(activity.parties)}) {rich(activity.text)}")
        estimate, links = activity.estimate, activity.predecessors
        for label, value in [
            ("days", estimate and f"{estimate.low:g} {estimate.likely:g} {estimate.high:g}"),
            ("after", links is not None and (", ".join(map(str, links)) or "nothing")),
            ("milestone", activity.milestone),
            ("spans", " ".join(activity.supports)),
            ("owner", activity.owner),
            ("output", activity.output),
            ("basis", activity.basis),
        ]:
            lines += [f"  {label} {value}"] if value else []
    for label, items in [("input", key_task.inputs), ("output", key_task.outputs)]:
        for item in items:
            lines.append(" ".join(filter(None, [label, rich(item.text), item.filename, item.url])))
    for stakeholder in key_task.stakeholders:
        lines.append(f"stakeholder ({' '.join(stakeholder.parties)}) {stakeholder.name}")
    lines += [f"practice {rich(practice)}" for practice in key_task.best_practices]
    lines += [f"extra {key}: {value}" for key, value in key_task.extra.items()]
    return lines


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda case: case.stem)
def test_a_case_is_read_as_its_expectation_says(case: Path) -> None:
    key_task, problems = parse_key_task(case.read_bytes(), case.name)
    actual = [
        f"{p.place.line}:{p.place.column} {p.severity}: {p.fact}; {p.remedy}" for p in problems
    ]
    actual += outline(key_task) if key_task else []
    assert actual == case.with_suffix(".txt").read_text("utf-8").splitlines()


def test_every_case_has_an_input_and_an_expectation() -> None:
    names = [{path.stem for path in CASES.glob(kind)} for kind in ("*.md", "*.txt")]
    assert names[0] == names[1]
    assert len(names[0]) >= 20


def definition(*lines: str) -> str:
    head = ["---", "phase: 1", "keyTask: 2", "name: Set up", "activities:", "  - text: Start"]
    return "\n".join([*head, *lines, "---", ""])


def test_windows_line_ends_a_byte_order_mark_and_utf16_change_nothing() -> None:
    text = definition("    owner: “Ana”")
    expected = parse_key_task(text, "x.md")
    assert expected[0] is not None
    assert expected[0].activities[0].owner == "“Ana”"
    for data in (
        text.replace("\n", "\r\n").encode(),
        text.encode("utf-8-sig"),
        text.encode("utf-16"),
        ("\n\n" + text).replace("\n\n---", "---").encode(),
    ):
        assert parse_key_task(data, "x.md") == expected


@pytest.mark.parametrize(
    ("data", "line", "column", "fact"),
    [
        (b"", 1, 1, "the file is empty"),
        (b"\n\n", 3, 1, "the file is empty"),
        (b"# A page\n", 1, 1, "the file has no front matter"),
        (b"---\nname: caf\xe9\n---\n", 2, 10, "the byte 0xE9 is not UTF-8 text"),
        (b"---\nname: a\n\x00\n---\n", 3, 1, "the character U+0000 cannot be shown"),
        (b"---\nname: a\x1bb\n---\n", 2, 8, "the character U+001B cannot be shown"),
        (b"---\nphase: 1\nx: 2026-02-30\n---", 3, 4, "2026-02-30 is not a day of the calendar"),
        (b"---\nphase: 1\n", 3, 1, "the front matter that begins on line 1 is not closed"),
        (b"---\n- a\n---\n", 2, 1, "the front matter is not a list of keys"),
        (b"---\njust words\n---\n", 2, 1, "the front matter is not a list of keys"),
        (b"---\na: !!python/object:x.y {}\n---\n", 2, 4, "which has no use here"),
        (b"---\na: &a [1]\nb: *a\n---\n", 3, 4, "reads as a YAML alias"),
        (b"---\n<<: {a: 1}\n---\n", 2, 1, "merge keys"),
        (b"---\n? [a]\n: b\n---\n", 2, 3, "a key must be a word"),
        (b"---\na: " + b"[" * 60 + b"\n---\n", 2, 44, "nested deeper than 40 levels"),
        (b"---\na:\n\tb: 1\n---\n", 3, 1, "a tab stands in the indentation"),
        (b'---\na: "\\0"\n---\n', 2, 4, "the character U+0000 cannot be shown"),
    ],
)
def test_bytes_that_are_no_key_task_get_a_place(
    data: bytes, line: int, column: int, fact: str
) -> None:
    key_task, problems = parse_key_task(data, "x.md")
    assert key_task is None
    assert [p for p in problems if fact in p.fact and p.place == Place("x.md", line, column)]
    assert all(problem.remedy for problem in problems)


def test_a_file_without_end_is_refused_by_its_size() -> None:
    _, problems = parse_key_task(b"-" * 1_000_001, "x.md")
    assert [problem.fact for problem in problems] == [
        "the file has 1,000,001 characters, more than 1,000,000"
    ]


@pytest.mark.parametrize(
    ("duration", "fact"),
    [
        ("-1", "a duration must be a number that is not negative, not `-1`"),
        (".inf", "a duration must be a number that is not negative, not `.inf`"),
        ("nan", "a duration must be a number that is not negative, not `nan`"),
        ("1e999", "a duration must be a number that is not negative, not `1e999`"),
        ("two weeks", "a duration must be a number that is not negative, not `two weeks`"),
        ("yes", "a duration must be a number that is not negative, not `yes`"),
        ("[5]", "a duration must be a number that is not negative"),
        ("10000", "a duration of 10000 working days is too long"),
        ("{low: 5, likely: 3, high: 9}", "low 5, likely 3 and high 9 are not in rising order"),
        ("{low: 5}", "the duration has no likely and no high"),
    ],
)
def test_a_duration_that_is_none_is_refused_where_it_stands(duration: str, fact: str) -> None:
    key_task, problems = parse_key_task(definition(f"    duration: {duration}"), "x.md")
    assert key_task is None
    assert [(p.fact, p.place) for p in problems] == [(fact, Place("x.md", 7, 15))]


def test_a_definition_of_every_kind_of_slip_shows_them_all_at_once() -> None:
    text = definition(
        "    id: a b",
        "    milestone: soon",
        "    level_of_effort: 'what?'",
        "    responsibleParty: contractor",
        "    predecessors: 1.2.3FS+soon",
        "category: other",
    )
    _, problems = parse_key_task(text, "x.md")
    assert [p.place.line for p in problems] == [7, 8, 9, 10, 11, 12]
    assert [p.severity for p in problems] == [*[Severity.ERROR] * 5, Severity.WARNING]


# The playbook's own files -----------------------------------------------------------------------


def read(path: Path) -> KeyTask:
    key_task, problems = parse_key_task(path.read_bytes(), path.name)
    assert errors_of(problems) == ()
    assert key_task is not None
    return key_task


@needs_playbook
def test_the_definition_of_2021_loads_whole() -> None:
    key_task = read(PLAYBOOK / "1.2-2021.md")
    counts = [len(key_task.activities), len(key_task.outputs), len(key_task.stakeholders)]
    assert [*counts, len(key_task.best_practices)] == [12, 6, 4, 7]
    assert [activity.id for activity in key_task.activities][::11] == ["1.2.1", "1.2.12"]
    assert [output.name for output in key_task.outputs][4:] == [
        "IV&V Plan",
        "Status Reports/Dashboards",
    ]


@needs_playbook
def test_every_published_key_task_loads_with_every_activity() -> None:
    files = sorted((PLAYBOOK / "key-tasks").glob("*.md")) + sorted(
        (PLAYBOOK / "older").glob("*.md")
    )
    assert len(files) == 29
    actual, expected = {}, {}
    for path in files:
        key_task = read(path)
        part = re.search(r"(?ms)^activities(?:Groups)?:$(.*?)^[a-z]", path.read_text("utf-8"))
        assert part is not None
        actual[path.name] = (key_task.id, len(key_task.activities))
        expected[path.name] = (path.stem, len(re.findall(r"(?m)^ *- text:", part[1])))
    assert actual == expected
    assert actual["2.1.md"] == ("2.1", 8)
    assert actual["1.10.md"] == ("1.10", 9)


@needs_playbook
def test_no_published_text_keeps_a_tag_an_entity_or_a_stray_blank() -> None:
    for path in sorted((PLAYBOOK / "key-tasks").glob("*.md")):
        for line in outline(read(path)):
            assert not re.search(r"</?[a-zA-Z]|&\w+;|\u00a0|\S  |\s$", line), line


@needs_playbook
def test_2_1_files_its_eight_activities_under_two_groups() -> None:
    key_task, problems = parse_key_task((PLAYBOOK / "key-tasks/2.1.md").read_bytes(), "2.1.md")
    assert key_task is not None
    groups = [activity.group.plain.split()[0] for activity in key_task.activities]
    assert groups == ["In"] * 4 + ["Commercial"] * 4
    assert [(p.place.line, p.severity) for p in problems] == [(26, Severity.WARNING)]
    assert key_task.activities[7].parties == (Party.CUSTOMER, Party.PROVIDER)


@needs_playbook
@pytest.mark.parametrize(
    ("name", "line", "column", "remedy"),
    [
        ("0.1-best-practice-quote", 61, 65, "move the closing quote to the end of the line"),
        ("0.1-list-broken", 30, 4, "indent it by 2 blanks, as on line 26"),
        ("0.2-item-dedented", 18, 116, "put the whole text between ' instead"),
        ("2.1-group-indent", 32, 5, "write `- text: If solution`"),
        ("2.1-mapping-broken", 26, 2, "indent it by 2 blanks, as on line 13"),
        ("2.8-colon-in-text", 23, 25, 'put the text in quotes: `- text: "Data Archiving: Esta'),
    ],
)
def test_a_broken_revision_gets_one_line_that_says_what_to_write(
    name: str, line: int, column: int, remedy: str
) -> None:
    key_task, problems = parse_key_task((PLAYBOOK / f"malformed/{name}.md").read_bytes(), name)
    assert key_task is None
    assert [problem.place for problem in problems] == [Place(name, line, column)]
    assert problems[0].severity is Severity.ERROR
    assert remedy in problems[0].remedy


# Whatever comes ---------------------------------------------------------------------------------

YAML_ISH = st.text(st.sampled_from("ab-:#'\"[]{}&*!|>%@`?,. \n\t\r\\<0\0\ufeff\u2028é\ud800"))


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.binary(), YAML_ISH, st.text()))
def test_nothing_that_is_written_makes_the_reader_raise(content: bytes | str) -> None:
    framed = b"---\n" + content + b"\n---\n" if isinstance(content, bytes) else content
    for text in (content, framed, definition(str(content))):
        _, problems = parse_key_task(text, "x.md")
        assert all(p.place.line >= 1 and p.fact and p.remedy for p in problems)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_definition_never_makes_the_reader_raise(data: st.DataObject) -> None:
    text = definition("    duration: {low: 1, likely: 2, high: 3}", "outputs: [A, 'B']", 'x: "y"')
    at = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(at, len(text)))
    parse_key_task(text[:at] + data.draw(YAML_ISH) + text[end:], "x.md")
