"""An author's month on every document of the pack, and many small ones: nothing of it is lost.

What must be found is told by the edits and by a reader of its own, never by the merge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import takewhile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.formats.word.fingerprint import canonical_lines
from generator.formats.word.merging import Merged, merge_documents
from tests.authoring.edits import EDITS
from tests.authoring.manuscript import Manuscript, W, canonical, remove, text_of
from tests.authoring.month import KINDS, MONTH, Versions, versions
from tests.authoring.noise import libreoffice_save, word_save
from tests.authoring.pages import first_version, second_version
from tests.authoring.reader import Reading, read, unmet
from tests.authoring.scripts import ALL, Played, play, random_script
from tests.formats.word_merging.tracked import accept_all, reject_all

DAY = date(2026, 3, 2)
Merge = Callable[..., Merged | None]


def merged(first: bytes, theirs: bytes, second: bytes, **more: object) -> Merged:
    result = merge_documents(first, theirs, second, day=DAY, **more)  # type: ignore[arg-type]
    assert result is not None
    return result


def again(first: bytes, second: bytes, result: Merged) -> Merged:
    """The next run, in which nothing is new."""
    return merged(second, result.data, second, held=dict.fromkeys(result.held, first))


def contents(data: bytes) -> dict[str, list[str]]:
    """The XML of each section by its key; of two with one key there is none."""
    sections = Manuscript(data).sections()
    counts = Counter(one.key for one in sections)
    return {
        one.key: [canonical(element) for element in one.elements]
        for one in sections
        if counts[one.key] == 1
    }


def shown(reading: Reading, section: str) -> list[str]:
    """What a section says; a paragraph that only ends a page is left out."""
    return [text for text in reading.of_section.get(section, ()) if text]


def out_of_date(first: bytes, edited: bytes, second: bytes, result: bytes) -> list[str]:
    """Sections that nobody touched and that do not say what the new version says."""
    before, after = contents(first), contents(edited)
    now, new = read(result), read(second)
    untouched = [key for key in before if after.get(key) == before[key]]
    assert untouched
    return [key for key in untouched if shown(now, key) != shown(new, key)]


def lost(edited: bytes, result: bytes) -> list[str]:
    """Words of a person that do not stand where they stood, as often as they stood there."""
    before, after = read(edited).words, read(result).words
    return [
        f"{word}: {places} -> {after.get(word)}"
        for word, places in before.items()
        if word.startswith("quill")
        and Counter(places) != Counter(one for one in after.get(word, ()) if one.kind != "ours")
    ]


def returned(first: bytes, edited: bytes, result: bytes) -> list[str]:
    """Words that a person took out and that stand in the text again."""
    after = read(result).words
    taken_out = set(read(first).words) - set(read(edited).words)
    return [word for word in taken_out if any(one.kind != "ours" for one in after.get(word, ()))]


# A month on each document of the pack


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory, ten_lines: str) -> dict[str, Versions]:
    found = versions(tmp_path_factory.mktemp("month"), ten_lines)
    return {one.name: one for one in found}


NAMES = ["Program-Charter", "Program-Management-Plan", "Resource-Management-Plan", "IVV-Plan",
         "Status-Report", "Schedule-Basis"]  # fmt: skip


@pytest.fixture(scope="module")
def months(pack: dict[str, Versions]) -> dict[str, tuple[Versions, Played, Merged]]:
    """Each document with a month of edits, and what the next run makes of it."""
    script = [(KINDS.index(kind), 3 + 2 * place) for place, kind in enumerate(MONTH)]
    script = script[1::2] + script[::2]
    found = {}
    for name, one in pack.items():
        played = play(one.first, script, apart=True, save=True, seed=3)
        found[Path(name).stem] = (one, played, merged(one.first, played.data, one.second))
    return found


Months = dict[str, tuple[Versions, Played, Merged]]


@pytest.mark.parametrize("name", NAMES)
def test_every_edit_of_a_month_is_there_after_the_next_run(name: str, months: Months) -> None:
    assert {*NAMES} <= {*months}
    _, played, result = months[name]
    assert len(played.expectations) >= 30
    assert {one.split("@")[0] for one in played.script} >= {*KINDS} - {"track_insertion"}
    assert unmet(played.data, played.expectations) == []
    assert unmet(result.data, played.expectations) == []
    assert lost(played.data, result.data) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_nobody_touched_is_new_after_a_month(name: str, months: Months) -> None:
    versions_, played, result = months[name]
    assert out_of_date(versions_.first, played.unsaved, versions_.second, result.data) == []
    words = read(result.data).words
    assert {"heron0003", "heron0004"} <= set(words)  # the new section and its table
    # The reworded paragraph and the new row: in the text, or in a comment where theirs stands.
    told = Counter(item.verdict.name for item in result.items)
    for word in ("heron0001", "heron0002"):
        assert word in words or told["CONFLICT"] or told["HELD"] or told["DELETED"]


@pytest.mark.parametrize("name", NAMES)
def test_the_run_after_that_changes_nothing(name: str, months: Months) -> None:
    versions_, _, result = months[name]
    assert again(versions_.first, versions_.second, result).data == result.data


def test_the_files_of_a_month_are_accepted_by_the_validator_and_open_in_libreoffice(
    months: Months,
    tmp_path: Path,
    ooxml_errors: Callable[[Path], list[str]],
    libreoffice: Callable[..., list[Path]],
) -> None:
    files = []
    for name, (_, _, result) in months.items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(result.data)
        assert ooxml_errors(files[-1]) == [], name
    assert all(pdf.stat().st_size > 20_000 for pdf in libreoffice(files, "pdf"))


def test_a_month_that_libreoffice_saved_is_brought_up_to_date(
    pack: dict[str, Versions], tmp_path: Path, libreoffice: Callable[..., list[Path]]
) -> None:
    one = pack["Program-Charter.docx"]
    kinds = ("reword", "add_paragraph", "add_row", "delete_row", "add_section", "delete_section",
             "rename_heading", "add_comment", "add_footnote", "change_header")  # fmt: skip
    script = [(KINDS.index(kind), 3 + 2 * place) for place, kind in enumerate(kinds)]
    played = play(one.first, script, apart=True)
    assert len(played.expectations) == len(kinds)
    saved = libreoffice_save(played.data, libreoffice, tmp_path)
    result = merged(one.first, saved, one.second)
    assert unmet(result.data, played.expectations) == []
    assert lost(saved, result.data) == []
    assert again(one.first, one.second, result).data == result.data


@pytest.mark.parametrize("name", NAMES)
def test_a_document_that_nobody_edited_becomes_what_would_be_written_now(
    name: str, pack: dict[str, Versions]
) -> None:
    one = pack[f"{name}.docx"]
    result = merged(one.first, word_save(one.first), one.second)
    assert [*canonical_lines(result.data)] == [*canonical_lines(one.second)]


# Many scripts on a small document


@cache
def small() -> tuple[bytes, bytes]:
    return first_version(), second_version()


steps = st.tuples(st.integers(0, len(ALL) - 1), st.integers(0, 999))
scripts = st.lists(steps, min_size=1, max_size=8)


def faults(script: list[tuple[int, int]], save: bool, merge: Merge = merge_documents) -> list[str]:
    """What is wrong after a script and the next run."""
    first, second = small()
    played = play(first, script, seed=len(script), save=save)
    result = merge(first, played.data, second, day=DAY)
    assert result is not None
    return lost(played.data, result.data) + returned(first, played.data, result.data)


@settings(max_examples=300, deadline=None)
@given(scripts, st.booleans())
def test_no_word_of_a_person_is_lost_and_none_they_took_out_comes_back(
    script: list[tuple[int, int]], save: bool
) -> None:
    assert faults(script, save) == []


@settings(max_examples=60, deadline=None)
@given(scripts)
def test_what_a_script_does_not_touch_is_new_and_the_second_run_changes_nothing(
    script: list[tuple[int, int]],
) -> None:
    first, second = small()
    played = play(first, script, seed=len(script))
    result = merged(first, played.data, second)
    assert again(first, second, result).data == result.data
    assert out_of_date(first, played.unsaved, second, result.data) == []


def text_lines(data: bytes) -> list[str]:
    """The text in canonical form, without comments and without paragraphs that only end a page."""
    manuscript = Manuscript(data)
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        remove(*manuscript.root().iter(W + name))
    lines = canonical_lines(manuscript.save())
    text = takewhile(lambda line: not line.startswith('["/comments"'), lines)
    return [line for line in text if not line.endswith("[], []]")]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_a_redline_accepted_is_the_plain_update_and_rejected_what_they_had(
    seed: int, save: bool
) -> None:
    first, second = small()
    played = play(first, random_script(seed, 8), edits=EDITS, seed=seed, apart=True, save=save)
    plain = merged(first, played.data, second)
    redline = merged(first, played.data, second, redline=True)
    assert text_lines(accept_all(redline.data)) == text_lines(plain.data)
    assert text_lines(reject_all(redline.data)) == text_lines(played.data)


def overwrites(_first: bytes, _theirs: bytes, second: bytes, **_: object) -> Merged:
    """What a generator does that knows nothing of people."""
    return Merged(second, (), {}, frozenset(), ())


def forgets_rows(first: bytes, theirs: bytes, second: bytes, **_: object) -> Merged:
    """A merge that leaves out each row with a word of a person."""
    return changed(merged(first, theirs, second), "tr")


def forgets_insertions(first: bytes, theirs: bytes, second: bytes, **_: object) -> Merged:
    """A merge that leaves out what a person inserted with tracking."""
    return changed(merged(first, theirs, second), "ins")


def writes_twice(first: bytes, theirs: bytes, second: bytes, **_: object) -> Merged:
    """A merge that puts in a section that it did not recognise."""
    return changed(merged(first, theirs, second), "p", twice=True)


def brings_back(first: bytes, theirs: bytes, second: bytes, **_: object) -> Merged:
    """A merge that puts in again what it does not find."""
    result, old = Manuscript(merged(first, theirs, second).data), Manuscript(first)
    there = text_of(result.body)
    for one in old.body.iterchildren(W + "p"):
        if text_of(one) not in there:
            result.body.insert(0, deepcopy(one))
    return Merged(result.save(), (), {}, frozenset(), ())


def changed(result: Merged, name: str, *, twice: bool = False) -> Merged:
    manuscript = Manuscript(result.data)
    for one in list(manuscript.body.iter(W + name)):
        if "quill" in text_of(one):
            if twice:
                one.addnext(deepcopy(one))
            else:
                remove(one)
    return replace(result, data=manuscript.save())


@pytest.mark.parametrize(
    "broken", [overwrites, forgets_rows, forgets_insertions, writes_twice, brings_back]
)
def test_a_broken_merge_is_found(broken: Merge) -> None:
    found = (faults(random_script(seed, 6), bool(seed % 2), broken) for seed in range(60))
    assert any(found)


def test_without_any_edit_the_new_version_is_what_comes_out() -> None:
    first, second = small()
    result = merged(first, first, second)
    new = read(second)
    now = read(result.data)
    assert now.sections == new.sections
    assert [shown(now, key) for key in now.sections] == [shown(new, key) for key in new.sections]
    assert sorted(now.rows) == sorted(new.rows)
    assert again(first, second, result).data == result.data


def test_a_file_that_nobody_touched_and_nothing_is_new_for_stays_byte_for_byte() -> None:
    first, _ = small()
    for theirs in (first, word_save(first)):
        assert merged(first, theirs, first).data == theirs
