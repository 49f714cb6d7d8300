"""Writing rendered files without losing what a person wrote.

A file in `output/` is ours while its bytes are ones that we wrote, and is then simply replaced. A
Word file that a person worked in is brought up to date section by section; a workbook, and a Word
file without our anchors, stays, and the new one is written beside it as `<name>.new.docx`.

`.pmopack/written/<name>/` has a copy of every version rendered, the base of a later merge among
them, `.pmopack/kept/<name>/` of every file of theirs that was replaced. Copies are made before the
file itself, so that a run that is killed in between never takes its own file for a person's.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.workspace import (
    Workspace,
    lock_file,
    make_folder,
    open_elsewhere,
    read_bytes,
    replace_file,
)
from generator.errors import InputError, Place, PmopackError, Problem, WriteError

if TYPE_CHECKING:
    from generator.commands.merging import Merging
    from generator.formats.word.merging import Merged

KEPT_VERSIONS = 20
_DIGITS = 32  # of a hash, as the name of a copy


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
    MERGED = "updated, your edits kept"
    SAME = "unchanged"
    BESIDE = "edited by you, kept"


@dataclass(frozen=True, slots=True)
class Write:
    """One file to be written.

    Attributes:
        output: what was rendered.
        target: where it goes; beside the output's own path when that file is left alone.
        data: what will stand there.
        replaces: what stands there now; None for nothing.
        merged: what became of a person's edits.
    """

    output: Output
    action: Action
    target: Path
    data: bytes
    replaces: bytes | None = None
    merged: Merged | None = None


def _fingerprint(name: str, data: bytes) -> str:
    """The content of a Word or Excel file as one hash; noise of a save left out."""
    if name.endswith((".docx", ".dotx")):
        from generator.formats.word import content_fingerprint
    else:
        from generator.formats.workbook import content_fingerprint
    return content_fingerprint(data)


class Copies:
    """Copies of files by file name; the last `KEPT_VERSIONS` of each, and those that are used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, name: str, data: bytes) -> bool:
        """Whether there is a copy of these very bytes."""
        return self._path(name, digest(data)).exists()

    def with_content_of(self, name: str, data: bytes) -> bytes | None:
        """The newest copy with the content of a file; None where a person edited it."""
        if self.has(name, data):
            return data
        copies = [path.read_bytes() for path in self._paths(name)]
        try:
            content = _fingerprint(name, data) if copies else ""
        except (PmopackError, ValueError):
            return None  # no longer a file of ours: damaged, or protected by a password
        return next((copy for copy in copies[::-1] if _fingerprint(name, copy) == content), None)

    def of(self, name: str, digest_: str) -> bytes | None:
        """The copy with that digest, if it is there and whole."""
        path = self._path(name, digest_)
        data = path.read_bytes() if path.exists() else b""
        return data if digest(data) == digest_ else None

    def keep(self, name: str, data: bytes, shown: str) -> None:
        """Keeps a copy, and lets go of the oldest."""
        path = self._path(name, digest(data))
        if not path.exists():
            replace_file(path, data, shown)
            for old in self._paths(name)[:-KEPT_VERSIONS]:
                old.unlink(missing_ok=True)

    def touch(self, name: str, digests: Iterable[str]) -> None:
        """Makes copies the newest, so that they are not let go of."""
        for one in digests:
            path = self._path(name, one)
            if path.exists() and path != self._paths(name)[-1]:
                os.utime(path)

    def _paths(self, name: str) -> list[Path]:
        """From the oldest to the newest."""
        copies = (self._folder / name).glob(f"*{Path(name).suffix}")
        return sorted(copies, key=lambda path: (path.stat().st_mtime_ns, path.name))

    def _path(self, name: str, digest_: str) -> Path:
        return self._folder / name / f"{digest_}{Path(name).suffix}"


def digest(data: bytes) -> str:
    """What tells a copy by its bytes."""
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def _beside(path: Path) -> Iterator[Path]:
    """`x.new.docx`, `x.new-2.docx`, …"""
    yield path.with_name(f"{path.stem}.new{path.suffix}")
    for number in count(2):
        yield path.with_name(f"{path.stem}.new-{number}{path.suffix}")


def _content(path: Path, workspace: Workspace) -> bytes | None:
    """What stands at a path; None where nothing does."""
    return read_bytes(path, workspace.show(path)) if path.exists() else None


def plan_writes(
    outputs: Iterable[Output], workspace: Workspace, written: Copies, merging: Merging | None
) -> list[Write]:
    """What writing `outputs` would do, file by file; nothing is touched.

    Args:
        written: copies of what was rendered before.
        merging: brings a person's Word file up to date; None where that is not wanted.
    """
    return [_plan(output, workspace, written, merging) for output in outputs]


def _plan(output: Output, workspace: Workspace, written: Copies, merging: Merging | None) -> Write:
    path = workspace.output / output.name
    present = _content(path, workspace)
    if present is None:
        return Write(output, Action.NEW, path, output.data)
    if present == output.data:
        return Write(output, Action.SAME, path, output.data, present)
    if merging is None or not output.name.endswith(".docx"):
        if written.with_content_of(output.name, present) is not None:
            return Write(output, Action.UPDATED, path, output.data, present)
    elif written.has(output.name, present) and not merging.redline:
        return Write(output, Action.UPDATED, path, output.data, present)
    elif result := merging.merge(output, present):
        merged, edited = result
        action = Action.MERGED if edited else Action.UPDATED
        action = Action.SAME if merged.data == present else action
        return Write(output, action, path, merged.data, present, merged)
    for target in _beside(path):
        old = _content(target, workspace)
        if old is None or old == output.data or written.with_content_of(target.name, old):
            break
    return Write(output, Action.BESIDE, target, output.data, old)


def with_data(write: Write, data: bytes) -> Write:
    """The write with other bytes; what stands there already is not written again."""
    action = write.action
    if data == write.replaces and action in (Action.UPDATED, Action.MERGED):
        action = Action.SAME
    elif data != write.replaces and action is Action.SAME:
        action = Action.MERGED if write.merged else Action.UPDATED
    return replace(write, data=data, action=action)


def _refuse_open_files(writes: Iterable[Write], workspace: Workspace) -> None:
    """Stops before the first write when a person has one of the files open.

    Raises:
        InputError: one problem for each file that is open.
    """
    problems: list[Problem] = [
        open_elsewhere(write.target, workspace.show(write.target))
        for write in writes
        if write.replaces not in (None, write.data) and lock_file(write.target)
    ]
    if problems:
        raise InputError(problems)


def apply_writes(writes: list[Write], workspace: Workspace, written: Copies, kept: Copies) -> None:
    """Writes the files, each whole or not at all; what is replaced is kept in `.pmopack/`.

    Raises:
        InputError: a file is open in Word or Excel; nothing was written.
        WriteError: the disk or the folder refused, or the file came, went or changed since the
            writes were planned; what stands there still stands.
    """
    _refuse_open_files(writes, workspace)
    make_folder(workspace.output, workspace.show(workspace.output))
    state = workspace.show(workspace.state)
    for write in writes:
        rendered = write.output.data if write.merged else write.data
        for name in {write.output.name, write.target.name}:
            written.keep(name, rendered, state)
    for write in writes:
        if write.replaces == write.data:
            continue
        if write.replaces is not None and not written.has(write.target.name, write.replaces):
            kept.keep(write.target.name, write.replaces, state)
        shown = workspace.show(write.target)
        if _content(write.target, workspace) != write.replaces:
            fact = "the file changed while the new one was being made"
            remedy = "run the command again; the file was left as it is"
            raise WriteError(Problem(Place(shown), fact, remedy))
        replace_file(write.target, write.data, shown)
