"""What was made of texts that seldom change, kept for the next run, as Python keeps byte code.

Key tasks, config, rules and templates as read, compiled templates, holidays and figures: all of it
can be made again at any time. It is kept in the user's own cache folder, never in a workspace,
since a workspace is shared and what is kept here is trusted. What is damaged, foreign or of another
version is not read. Nothing is written where Python writes no byte code (PYTHONDONTWRITEBYTECODE).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib.machinery import PathFinder
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import generator

KEPT_OF_A_KIND = 8
# Packages whose change may change what is kept; their `__init__.py` changes with every install.
_PACKAGES = ("PIL", "holidays", "jinja2", "pydantic", "yaml")
_DIGEST = hashlib.sha256().digest_size

_T = TypeVar("_T")
News = Mapping[str, Mapping[Any, Any]]


def cache_folder(workspace: Path) -> Path | None:
    """The folder for what this user can make again; None where there is none outside a workspace.

    `%LOCALAPPDATA%`, `~/Library/Caches`, or `$XDG_CACHE_HOME` and else `~/.cache`.
    """
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    with contextlib.suppress(OSError, RuntimeError):  # RuntimeError: there is no home
        folder = Path(named)
        if not folder.is_absolute():
            folder = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
        if not folder.resolve().is_relative_to(workspace.resolve()):
            return folder / "pmopack"
    return None


class Cache:
    """Shelves of values, each shelf by what its values are made of; filled ones are kept.

    Used as a context manager, it writes at its end what is new.

    Args:
        folder: where the shelves are kept; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder if folder and _make_own(folder) else None
        self._version = _version() if self._folder else ""
        self._shelves: dict[str, tuple[dict[Any, Any], int]] = {}

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        for name, (shelf, before) in self._shelves.items():
            if len(shelf) > before:
                self._write(name, shelf)

    def shelf(self, kind: str, *source: object) -> dict[Any, Any]:
        """The values kept by earlier runs; what is put there now is kept for the next one.

        Args:
            kind: a word for the values.
            source: everything they depend on, as plain data.
        """
        digest = hashlib.sha256(repr((self._version, source)).encode()).hexdigest()
        return self._open(f"{kind}-{digest[:40]}")

    def made(self, kind: str, source: object, make: Callable[[], _T]) -> _T:
        """The value that `make` gives for `source`, made only where it is not kept."""
        shelf = self.shelf(kind, source)
        if not shelf:
            shelf[kind] = make()
        value: _T = shelf[kind]
        return value

    def news(self) -> News:
        """What is new on each shelf, by the shelf's name: another process can `learn` it."""
        return {
            name: dict(islice(shelf.items(), before, None))
            for name, (shelf, before) in self._shelves.items()
        }

    def learn(self, news: News) -> None:
        """Puts on the shelves what another process found new."""
        for name, values in news.items():
            self._open(name).update(values)

    def _open(self, name: str) -> dict[Any, Any]:
        if name not in self._shelves:
            shelf = self._read(name)
            self._shelves[name] = shelf, len(shelf)
        return self._shelves[name][0]

    def _read(self, name: str) -> dict[Any, Any]:
        """A shelf as it was written; an empty one where there is none to be trusted."""
        if self._folder is None:
            return {}
        path = self._folder / name
        try:
            data = path.read_bytes()
            if not _is_own(path) or hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
                return {}
            shelf: dict[Any, Any] = pickle.loads(data[_DIGEST:])  # noqa: S301 - this user's own
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it can be made again
            return {}
        return shelf

    def _write(self, name: str, shelf: dict[Any, Any]) -> None:
        """Writes a shelf whole, and lets go of the oldest of its kind."""
        if self._folder is None or sys.dont_write_bytecode:
            return
        data = pickle.dumps(shelf, protocol=pickle.HIGHEST_PROTOCOL)
        # A cache that cannot be written costs time at the next run, nothing else.
        with contextlib.suppress(OSError):
            handle, temporary = tempfile.mkstemp(dir=self._folder, suffix=".tmp")
            with os.fdopen(handle, "wb") as stream:
                stream.write(hashlib.sha256(data).digest() + data)
            Path(temporary).replace(self._folder / name)
            same_kind = self._folder.glob(f"{name.partition('-')[0]}-*")
            by_age = sorted(same_kind, key=lambda path: path.stat().st_mtime_ns)
            for old in by_age[:-KEPT_OF_A_KIND]:
                old.unlink()


def _make_own(folder: Path) -> bool:
    """Whether the folder is there, made if need be, and is this user's own."""
    with contextlib.suppress(OSError):
        if not sys.dont_write_bytecode:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _is_own(folder)
    return False


def _is_own(path: Path) -> bool:
    """Whether the user owns the file or folder and nobody else may write there."""
    if sys.platform == "win32":  # a profile's folder is its user's
        return True
    found = path.stat()
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _version() -> str:
    """Changes with Python, with any module of ours and with the packages."""
    files = sorted(Path(generator.__file__).parent.rglob("*.py"))
    found = (PathFinder.find_spec(package) for package in _PACKAGES)
    files += [Path(spec.origin) for spec in found if spec and spec.origin]
    stamps = [(str(file), (is_now := file.stat()).st_size, is_now.st_mtime_ns) for file in files]
    return repr((generator.__version__, sys.version, stamps))
