"""Writing rendered files without ever overwriting what a person edited.

A file in `output/` is ours while its content is one that we wrote. Content, not bytes: a copy that
SharePoint enriched, or that was opened and saved without a change, is still ours. What a person
edited stays, and the new one is written beside it as `<name>.new.docx`.

`.pmopack/written/<name>/` has a copy of every version written there. A copy is made before the
file itself, so that a run that is killed in between never takes its own file for a person's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path

from generator.commands.workspace import (
    Workspace,
    lock_file,
    make_folder,
    open_elsewhere,
    read_bytes,
    replace_file,
)
from generator.errors import InputError, Place, PmopackError, Problem, WriteError

KEPT_VERSIONS = 20


@dataclass(frozen=True, slots=True)
class Output:
    """A rendered file: its name in `output/` and its bytes."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


class Action(StrEnum):
    """What a write does to the file in `output/`."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "unchanged"
    BESIDE = "edited by you, kept"


@dataclass(frozen=True, slots=True)
class Write:
    """One file to be written: `target` differs from the output's own path when that is kept."""

    output: Output
    action: Action
    target: Path
    replaces: bytes | None = None


def _fingerprint(name: str, data: bytes) -> str:
    """The content of a Word or Excel file as one hash; noise of a save left out."""
    if name.endswith((".docx", ".dotx")):
        from generator.formats.word import content_fingerprint
    else:
        from generator.formats.workbook import content_fingerprint
    return content_fingerprint(data)


class Written:
    """Copies of what was written, by file name; the last `KEPT_VERSIONS` of each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def is_ours(self, name: str, data: bytes) -> bool:
        """Whether a file's content is one that was written under that name."""
        if self._copy(name, data).exists():
            return True
        copies = [path.read_bytes() for path in self._copies(name)]
        try:
            content = _fingerprint(name, data)
        except (PmopackError, ValueError):
            return False  # no longer a file of ours: damaged, or protected by a password
        return any(_fingerprint(name, copy) == content for copy in copies)

    def record(self, name: str, data: bytes, shown: str) -> None:
        """Keeps a copy of what is about to be written, and lets go of the oldest."""
        copy = self._copy(name, data)
        if copy.exists():
            return
        replace_file(copy, data, shown)
        for old in self._copies(name)[:-KEPT_VERSIONS]:
            old.unlink(missing_ok=True)

    def _copies(self, name: str) -> list[Path]:
        """From the oldest to the newest."""
        copies = (self._folder / name).glob(f"*{Path(name).suffix}")
        return sorted(copies, key=lambda path: (path.stat().st_mtime_ns, path.name))

    def _copy(self, name: str, data: bytes) -> Path:
        digest = hashlib.sha256(data).hexdigest()[:32]
        return self._folder / name / f"{digest}{Path(name).suffix}"


def _beside(path: Path) -> Iterator[Path]:
    """`x.new.docx`, `x.new-2.docx`, …"""
    yield path.with_name(f"{path.stem}.new{path.suffix}")
    for number in count(2):
        yield path.with_name(f"{path.stem}.new-{number}{path.suffix}")


def _content(path: Path, workspace: Workspace) -> bytes | None:
    """What stands at a path; None where nothing does."""
    return read_bytes(path, workspace.show(path)) if path.exists() else None


def plan_writes(outputs: Iterable[Output], workspace: Workspace, written: Written) -> list[Write]:
    """What writing `outputs` would do, file by file; nothing is touched."""

    writes = []
    for output in outputs:
        path = workspace.output / output.name
        present = _content(path, workspace)
        if present is None:
            write = Write(output, Action.NEW, path)
        elif present == output.data:
            write = Write(output, Action.SAME, path)
        elif written.is_ours(output.name, present):
            write = Write(output, Action.UPDATED, path, present)
        else:
            for target in _beside(path):
                old = _content(target, workspace)
                if old is None or old == output.data or written.is_ours(target.name, old):
                    write = Write(output, Action.BESIDE, target, old)
                    break
        writes.append(write)
    return writes


def _refuse_open_files(writes: Iterable[Write], workspace: Workspace) -> None:
    """Stops before the first write when a person has one of the files open.

    Raises:
        InputError: one problem for each file that is open.
    """
    problems: list[Problem] = [
        open_elsewhere(write.target, workspace.show(write.target))
        for write in writes
        if write.replaces not in (None, write.output.data) and lock_file(write.target)
    ]
    if problems:
        raise InputError(problems)


def apply_writes(writes: list[Write], workspace: Workspace, written: Written) -> None:
    """Writes the files, each whole or not at all; what is replaced is kept in `.pmopack/`.

    Raises:
        InputError: a file is open in Word or Excel; nothing was written.
        WriteError: the disk or the folder refused, or the file came, went or changed since the
            writes were planned; what stands there still stands.
    """
    _refuse_open_files(writes, workspace)
    make_folder(workspace.output, workspace.show(workspace.output))
    state = workspace.show(workspace.state / "written")
    for write in writes:
        for name in {write.output.name, write.target.name}:
            written.record(name, write.output.data, state)
    for write in writes:
        if write.action is Action.SAME or write.replaces == write.output.data:
            continue
        if write.replaces is not None:
            written.record(write.target.name, write.replaces, state)
        shown = workspace.show(write.target)
        if _content(write.target, workspace) != write.replaces:
            fact = "the file changed while the new one was being made"
            remedy = "run the command again; the file was left as it is"
            raise WriteError(Problem(Place(shown), fact, remedy))
        replace_file(write.target, write.output.data, shown)
