"""What is kept for the next run changes no byte, and is read only where it can be trusted."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.commands.cache import Cache, cache_folder
from generator.commands.generate import Result
from generator.errors import InputError

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache, in a home of its own beside the workspace."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    folder = cache_folder(tmp_path / "work")
    assert folder is not None
    return folder


@pytest.fixture
def folder(workspace: Path) -> Path:
    """The workspace's folder, beside the home."""
    work = workspace / "work"
    work.mkdir()
    (workspace / "project.yml").rename(work / "project.yml")
    return work


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def made(cache: Cache, source: str, value: str) -> str:
    return cache.made("word", source, lambda: value)


def fresh(folder: Path, run: Run) -> dict[str, bytes]:
    for path in (folder / "output").glob("*"):
        path.unlink()
    run(folder)
    return files(folder / "output")


def test_the_pack_has_the_same_bytes_with_an_empty_a_full_and_no_cache(
    folder: Path, kept: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = fresh(folder, run)
    filled = files(kept)
    kinds = {name.partition("-")[0] for name in filled}
    assert kinds == {
        *("code", "defaults", "figure", "holidays", "names", "project", "risk", "tasks", "words")
    }
    full = fresh(folder, run)
    assert files(kept) == filled  # all that the second run needed was there
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))  # inside the workspace: not used
    monkeypatch.setenv("LOCALAPPDATA", str(folder))
    none = fresh(folder, run)
    assert empty == full == none
    assert not (folder / "pmopack").exists()


def test_a_damaged_cache_is_made_again(folder: Path, kept: Path, run: Run) -> None:
    before = fresh(folder, run)
    whole = files(kept)
    for path in kept.iterdir():
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data[:-1])
    assert fresh(folder, run) == before
    assert files(kept).keys() == whole.keys()
    assert all(pickle.loads(data[32:]) for data in files(kept).values())


def test_an_edited_template_is_read_anew(folder: Path, run: Run) -> None:
    fresh(folder, run)
    own = folder / "templates" / "glossary.yml"
    own.parent.mkdir()
    own.write_text("- {term: PMO, expansion: Office of Own Words, meaning: Ours.}\n")
    assert run(folder).loaded.library.glossary[0].expansion == "Office of Own Words"


def test_a_changed_config_row_file_or_starter_row_is_read_anew(folder: Path, run: Run) -> None:
    config = folder / "project.yml"
    config.write_text(config.read_text() + "roster: roster.csv\n")
    (folder / "roster.csv").write_text("role,name\nScheduler,Ann Poe\n")

    def names() -> list[object]:
        rows = run(folder).loaded.pack.project.rows
        return [row["name"] for row in rows["roster"].rows], rows["decision_rights"].rows[0]

    (ann, *_), before = names()
    assert ann == "Ann Poe"
    assert names() == (["Ann Poe"], before)
    (folder / "roster.csv").write_text("role,name\nScheduler,Bea Moe\n")
    assert names() == (["Bea Moe"], before)
    config.write_text(config.read_text().replace("roster: roster.csv", "roster: []"))
    assert names() == ([], before)


def test_problems_that_are_kept_are_told_again(folder: Path, run: Run) -> None:
    config = folder / "project.yml"
    config.write_text(config.read_text() + "no_such_key: 1\n")
    told = []
    for _ in range(2):
        with pytest.raises(InputError) as caught:
            run(folder)
        told.append(caught.value.problems())
    assert told[0] == told[1]
    assert "no_such_key" in told[0][0].fact


def test_what_another_source_or_kind_made_is_not_taken(kept: Path) -> None:
    with Cache(kept) as cache:
        assert made(cache, "one", "1") == "1"
    with Cache(kept) as cache:
        assert made(cache, "one", "not made") == "1"
        assert made(cache, "two", "2") == "2"
        assert cache.made("kind", "one", lambda: "3") == "3"


def test_what_another_version_kept_is_not_taken(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Cache(kept) as cache:
        made(cache, "one", "old")
    monkeypatch.setattr("generator.__version__", "0.0.0")
    with Cache(kept) as cache:
        assert made(cache, "one", "new") == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps owners and modes elsewhere")
@pytest.mark.parametrize("others", [0o020, 0o002])
def test_what_another_user_could_have_written_is_not_taken(kept: Path, others: int) -> None:
    with Cache(kept) as cache:
        made(cache, "one", "theirs")
    assert kept.stat().st_mode & 0o777 == 0o700
    (shelf,) = kept.iterdir()
    shelf.chmod(0o600 | others)
    with Cache(kept) as cache:
        assert made(cache, "one", "ours") == "ours"
    kept.chmod(0o700 | others)
    with Cache(kept) as cache:
        assert made(cache, "one", "anew") == "anew"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps owners and modes elsewhere")
def test_what_another_user_owns_is_not_taken(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Cache(kept) as cache:
        made(cache, "one", "theirs")
    owner = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    with Cache(kept) as cache:
        assert made(cache, "one", "ours") == "ours"


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "below", None):
        with Cache(place) as cache:
            assert made(cache, "one", "1") == "1"


def test_nothing_is_written_where_python_writes_no_byte_code(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    with Cache(kept) as cache:
        made(cache, "one", "1")
    assert not kept.exists()


def test_the_oldest_of_a_kind_go(kept: Path) -> None:
    for source in range(12):
        with Cache(kept) as cache:
            made(cache, str(source), "value")
    assert len(files(kept)) == 8
    with Cache(kept) as cache:
        assert made(cache, "11", "not made") == "value"
