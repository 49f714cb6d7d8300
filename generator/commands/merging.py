"""Bringing a person's Word file up to date, and what it was made from, for the next time.

`.pmopack/base/<document>.json` names the version that was last written to a document, and for the
sections that were held back the older one that was. The versions themselves are the copies in
`.pmopack/written/`. It is written after the file stands.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.commands.emit import Action, Copies, Output, Write, digest
from generator.commands.workspace import Workspace, update_file
from generator.errors import InputError

if TYPE_CHECKING:
    from generator.formats.word.merging import Merged


@dataclass(frozen=True, slots=True)
class Base:
    """The copies a document was made from: the last one, and older ones of sections held back."""

    last: str
    held: dict[str, str]


class Merging:
    """Merges of one run.

    Args:
        day: the data date, which comments and tracked changes carry.
        redline: whether changes are written as tracked ones.
    """

    def __init__(
        self, workspace: Workspace, written: Copies, day: date, *, redline: bool = False
    ) -> None:
        self._workspace, self._written, self._day = workspace, written, day
        self.redline = redline

    def merge(self, output: Output, present: bytes) -> tuple[Merged, bool] | None:
        """The file in `output/` brought up to date, and whether a person had edited it.

        None where that cannot be done safely.
        """
        from generator.formats.word.merging import merge_documents

        name = output.name
        base, held = self._written.with_content_of(name, present), dict[str, bytes]()
        edited = base is None
        if edited and (index := self._index(name)):
            base = self._written.of(name, index.last)
            older = {key: self._written.of(name, one) for key, one in index.held.items()}
            held = {key: data for key, data in older.items() if data is not None}
        if base is None:
            return None
        try:
            merged = merge_documents(
                base, present, output.data, day=self._day, redline=self.redline, held=held
            )
        except InputError:
            return None  # damaged, or protected by a password
        return (merged, edited) if merged else None

    def remember(self, write: Write, made_from: dict[str, str]) -> None:
        """Writes down what a file that stands was made from.

        Args:
            made_from: the template and the hashes of it and of all inputs.

        Raises:
            WriteError: the disk or the folder refused.
        """
        name = write.output.name
        if write.action is Action.BESIDE or not name.endswith(".docx"):
            return
        old = self._index(name)
        held: dict[str, str] = {}
        for key in sorted(write.merged.held) if write.merged and old else ():
            held[key] = old.held.get(key, old.last) if old else ""
        last = digest(write.output.data if write.merged else write.data)
        self._written.touch(name, {last, *held.values()})
        index = {"version": 1, "file": name, "base": last, "held": held, **made_from}
        data = (json.dumps(index, indent=1) + "\n").encode()
        path = self._path(name)
        update_file(path, data, self._workspace.show(path))

    def _index(self, name: str) -> Base | None:
        path = self._path(name)
        if not path.exists():
            return None
        try:
            index: dict[str, Any] = json.loads(path.read_text("utf-8"))
            held = {str(key): str(one) for key, one in index["held"].items()}
            return Base(str(index["base"]), held)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None  # damaged: without it nothing of a person's is touched

    def _path(self, name: str) -> Path:
        """Where the index of a file is kept: another folder's file has another base."""
        place = self._workspace
        folder = place.state / "base"
        if place.output.resolve() != (place.root / "output").resolve():
            folder /= digest(place.output.resolve().as_posix().encode())
        return folder / f"{Path(name).stem}.json"
