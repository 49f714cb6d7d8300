"""Writing rendered files without ever overwriting what a person edited.

A file in `output/` is ours while its content is one that we wrote. Content, not bytes: a copy that
SharePoint enriched, or that was opened and saved without a change, is still ours. What a person
edited stays, and the new one is written beside it as `<name>.new.docx`.

`.pmopack/written.json` remembers the content of everything written. It is saved before the files,
so that a run that is killed in between never takes its own file for a person's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path

from generator.commands.workspace import (
    Workspace,
    lock_file,
    open_elsewhere,
    read_bytes,
    replace_file,
)
from generator.errors import InputError, PmopackError, Problem, WriteError


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
    if name.endswith(".docx"):
        from generator.formats.word import content_fingerprint
    else:
        from generator.formats.workbook import content_fingerprint
    return content_fingerprint(data)


class Ledger:
    """The contents written so far: file name -> sha256 of the bytes -> hash of the content."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, dict[str, str]] = {}
        if path.exists():
            try:
                self._known = json.loads(path.read_text(encoding="utf-8"))["written"]
            except (OSError, ValueError, KeyError, TypeError):
                # Without a memory every file counts as a person's, which is the safe side.
                self._known = {}

    def is_ours(self, name: str, data: bytes) -> bool:
        """Whether a file's content is one that was written here."""
        known = self._known.get(name, {})
        if hashlib.sha256(data).hexdigest() in known:
            return True
        try:
            return _fingerprint(name, data) in known.values()
        except (PmopackError, ValueError):
            return False  # no longer a file of ours: damaged, or protected by a password

    def record(self, output: Output, name: str) -> None:
        """Remembers an output that is about to be written under `name`."""
        for file in {output.name, name}:
            known = self._known.setdefault(file, {})
            if output.sha256 not in known:
                known[output.sha256] = _fingerprint(output.name, output.data)

    def save(self, shown: str) -> None:
        """Writes the memory, ahead of the files it speaks of."""
        text = json.dumps({"version": 1, "written": self._known}, indent=1, sort_keys=True)
        data = text.encode()
        if not (self._path.exists() and self._path.read_bytes() == data):
            replace_file(self._path, data, shown)


def _beside(path: Path) -> Iterator[Path]:
    """`x.new.docx`, `x.new-2.docx`, …"""
    yield path.with_name(f"{path.stem}.new{path.suffix}")
    for number in count(2):
        yield path.with_name(f"{path.stem}.new-{number}{path.suffix}")


def plan_writes(outputs: Iterable[Output], workspace: Workspace, ledger: Ledger) -> list[Write]:
    """What writing `outputs` would do, file by file; nothing is touched."""

    def content(path: Path) -> bytes | None:
        return read_bytes(path, workspace.show(path)) if path.exists() else None

    writes = []
    for output in outputs:
        path = workspace.output / output.name
        present = content(path)
        if present is None:
            write = Write(output, Action.NEW, path)
        elif present == output.data:
            write = Write(output, Action.SAME, path)
        elif ledger.is_ours(output.name, present):
            write = Write(output, Action.UPDATED, path, present)
        else:
            for target in _beside(path):
                old = content(target)
                if old is None or old == output.data or ledger.is_ours(target.name, old):
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


def apply_writes(
    writes: list[Write],
    workspace: Workspace,
    ledger: Ledger,
    tell: Callable[[Write], None] = lambda write: None,
) -> None:
    """Writes the files, each whole or not at all; what is replaced is kept in `.pmopack/kept/`.

    Raises:
        InputError: a file is open in Word or Excel; nothing was written.
        WriteError: the disk or the folder refused; what stood there still stands.
    """
    _refuse_open_files(writes, workspace)
    for write in writes:
        ledger.record(write.output, write.target.name)
    ledger.save(workspace.show(workspace.state / "written.json"))
    for write in writes:
        if write.action is Action.SAME or write.replaces == write.output.data:
            tell(write)
            continue
        shown = workspace.show(write.target)
        if write.replaces is not None:
            digest = hashlib.sha256(write.replaces).hexdigest()[:12]
            kept = workspace.state / "kept" / f"{write.target.stem}.{digest}{write.target.suffix}"
            if not kept.exists():
                replace_file(kept, write.replaces, workspace.show(kept))
            if write.target.read_bytes() != write.replaces:
                fact = "the file changed while the new one was being made"
                remedy = "run the command again; the file was left as it is"
                raise WriteError(Problem(open_elsewhere(write.target, shown).place, fact, remedy))
        replace_file(write.target, write.output.data, shown)
        tell(write)
