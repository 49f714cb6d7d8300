"""The edits that other tests play: each leaves a file that Word's own rules and LibreOffice accept.

What they are checked with is the independent reader; that it notices a loss is shown here too.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from generator.formats.word import content_fingerprint
from tests.authoring.edits import add_row, copy_section, delete_section, reword
from tests.authoring.manuscript import Manuscript, W, text_of
from tests.authoring.noise import libreoffice_save, word_save
from tests.authoring.reader import Place, read, unmet
from tests.authoring.review import add_comment, track_deletion
from tests.authoring.scripts import ALL, Edit, play, random_script
from tests.formats.word_sample import words


@pytest.fixture(scope="module")
def charter(example_pack: list[Path]) -> bytes:
    (file,) = [one for one in example_pack if one.name == "Program-Charter.docx"]
    return file.read_bytes()


@pytest.mark.parametrize("edit", ALL, ids=lambda edit: edit.__name__)
def test_an_edit_is_found_its_loss_is_noticed_and_it_counts(edit: Edit, charter: bytes) -> None:
    manuscript = Manuscript(charter)
    expected = edit(manuscript, 7)
    assert expected is not None
    data = manuscript.save()
    assert unmet(data, [expected]) == []
    assert unmet(word_save(data), [expected]) == []
    assert unmet(charter, [expected]) != []
    of_package = ("add_custom_xml", "add_label")
    assert (content_fingerprint(data) == content_fingerprint(charter)) == (
        edit.__name__ in of_package
    )


def test_the_edits_leave_files_that_the_validator_accepts_and_libreoffice_opens(
    charter: bytes,
    tmp_path: Path,
    ooxml_errors: Callable[[Path], list[str]],
    libreoffice: Callable[..., list[Path]],
) -> None:
    files = []
    for half in (0, 1):
        script = [(number, 5) for number in range(half, len(ALL), 2)]
        played = play(charter, script, apart=True, save=bool(half))
        assert len(played.expectations) == len(script)
        assert unmet(played.data, played.expectations) == []
        files.append(tmp_path / f"{half}.docx")
        files[-1].write_bytes(played.data)
        assert ooxml_errors(files[-1]) == []
    assert all(pdf.stat().st_size > 10_000 for pdf in libreoffice(files, "pdf"))


def test_a_save_in_word_changes_every_paragraph_and_nothing_for_a_reader(charter: bytes) -> None:
    saved = word_save(charter)
    before, after = Manuscript(charter), Manuscript(saved)
    paragraphs = [list(one.body.iter(W + "p")) for one in (before, after)]
    assert [*map(words, paragraphs[0])] == [*map(words, paragraphs[1])]
    assert all(one.get(W + "rsidR") for one in paragraphs[1])
    assert len(list(after.body.iter(W + "r"))) > 1.2 * len(list(before.body.iter(W + "r")))
    assert len(list(after.body.iter(W + "proofErr"))) > 50
    assert content_fingerprint(saved) == content_fingerprint(charter)
    assert word_save(charter, 1) != saved == word_save(charter)


def test_a_save_by_libreoffice_keeps_what_was_typed(
    charter: bytes, tmp_path: Path, libreoffice: Callable[..., list[Path]]
) -> None:
    kinds = ["reword", "add_paragraph", "add_row", "add_section", "add_comment", "add_footnote"]
    script = [(number, 3) for number, edit in enumerate(ALL) if edit.__name__ in kinds]
    played = play(charter, script, apart=True)
    saved = libreoffice_save(played.data, libreoffice, tmp_path)
    assert unmet(saved, played.expectations) == []


def test_the_same_seed_plays_the_same_script(charter: bytes) -> None:
    script = random_script(7, 12)
    assert script == random_script(7, 12) != random_script(8, 12)
    first, second = (play(charter, script, save=True) for _ in range(2))
    assert first == second
    assert len(first.script) > 8


def test_the_reader_tells_where_a_word_stands(charter: bytes) -> None:
    manuscript = Manuscript(charter, apart=True)
    row = add_row(manuscript, 2)
    comment = add_comment(manuscript, 1)
    deletion = track_deletion(manuscript, 3)
    assert row and comment and deletion  # noqa: PT018
    found = read(manuscript.save()).words
    (place,) = found[row.words[1]]
    assert place.kind == "text"
    assert place.row == row.words[0]
    assert place.table.startswith("_pmo_")
    assert found[comment.words[0]] == [Place("comment", comment.section)]
    assert [one.kind for one in found[deletion.words[0]]] == ["deleted"]


def test_a_word_that_stands_twice_or_elsewhere_is_noticed(charter: bytes) -> None:
    manuscript = Manuscript(charter)
    expected = reword(manuscript, 4)
    assert expected is not None
    (run,) = [one for one in manuscript.body.iter(W + "r") if expected.words[0] in text_of(one)]
    paragraph = run.getparent()
    assert paragraph is not None
    last = manuscript.sections()[-1].elements[-1]
    last.append(run)
    assert len(unmet(manuscript.save(), [expected])) == 1
    paragraph.append(run)
    assert unmet(manuscript.save(), [expected]) == []
    last.append(deepcopy(run))
    assert len(unmet(manuscript.save(), [expected])) == 1


def test_sections_are_deleted_whole_and_copied_without_their_bookmarks(charter: bytes) -> None:
    manuscript = Manuscript(charter)
    before = [one.key for one in manuscript.sections()]
    gone = delete_section(manuscript, 3)
    assert gone is not None
    after = [one.key for one in manuscript.sections()]
    assert [key for key in before if key not in after] == [key for _, key in gone.gone]
    copied = copy_section(manuscript, 3)
    assert copied is not None
    keys = [one.key for one in manuscript.sections()]
    assert len(keys) == len(after) + 1
    assert not copied.section.startswith("_pmo_")
    assert keys.count(copied.section) == 1
