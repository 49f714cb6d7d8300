"""The workspace on disk: where things are, how they are read, how they are replaced.

A workspace is a folder with `project.yml`, perhaps `tasks/` and `templates/`. What it lacks comes
from the installed package. `output/` holds people's files, `.pmopack/` what was last written.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import generator
from generator.errors import InputError, Place, Problem, WriteError

LARGEST_TEXT = 4_000_000
LARGEST_FILE = 200_000_000


def shipped(folder: str) -> Path:
    """The package's own `templates` or `tasks`: inside the wheel, beside it in a checkout."""
    package = Path(generator.__file__).resolve().parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders and the config of one project; nothing here need exist yet."""

    root: Path
    config: Path
    output: Path

    @classmethod
    def at(cls, root: Path, config: Path | None = None, output: Path | None = None) -> Workspace:
        """The workspace in `root`; `config` and `output` may stand elsewhere."""
        return cls(root, config or root / "project.yml", output or root / "output")

    @property
    def state(self) -> Path:
        """What was last written: bases, manifest, kept copies."""
        return self.root / ".pmopack"

    def folders(self, name: str) -> tuple[Path, ...]:
        """Where `templates` or `tasks` are looked for; a later folder wins, name by name."""
        own = self.root / name
        first = shipped(name)
        return (first, own) if own.is_dir() and own.resolve() != first.resolve() else (first,)

    def show(self, path: Path) -> str:
        """A path as people see it: relative to the workspace where it lies inside."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.as_posix()

    def inside(self, name: str, place: Place) -> Path:
        """The path of a file that the config names.

        Raises:
            InputError: the path leads out of the workspace.
        """
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root.resolve()):
            fact = f"'{name}' lies outside the workspace"
            raise InputError([Problem(place, fact, "copy the file into the workspace folder")])
        return path


def read_bytes(path: Path, shown: str, largest: int = LARGEST_FILE) -> bytes:
    """The content of a file.

    Raises:
        InputError: it is missing, unreadable or larger than `largest` bytes.
    """
    try:
        if path.stat().st_size > largest:
            fact = f"the file has more than {largest:,} bytes"
            raise InputError([Problem(Place(shown), fact, "name a smaller file")])
        return path.read_bytes()
    except FileNotFoundError:
        problem = Problem(Place(shown), "there is no such file", "check the name and the folder")
        raise InputError([problem]) from None
    except OSError as error:
        if path.is_dir():
            fact, remedy = "this is a folder, not a file", "name a file, or rename the folder"
            raise InputError([Problem(Place(shown), fact, remedy)]) from None
        fact = f"the file cannot be read ({error.strerror})"
        raise InputError([Problem(Place(shown), fact, "check its permissions")]) from None


def read_text(path: Path, shown: str) -> str:
    """The text of a UTF-8 file, without a byte order mark.

    Raises:
        InputError: it is missing, unreadable, too large or not UTF-8; the place is the first
            byte that is not.
    """
    data = read_bytes(path, shown, LARGEST_TEXT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        fact = "the file is not UTF-8 text"
        remedy = "save it as UTF-8 (in Notepad: Save as, Encoding UTF-8)"
        raise InputError([Problem(Place(shown, line, column), fact, remedy)]) from None


def read_texts(folders: tuple[Path, ...], pattern: str) -> dict[str, str]:
    """Texts of the files below `folders` that match; name below the folder to text.

    A later folder's file replaces an earlier one of the same name.
    """
    return {
        path.relative_to(folder).as_posix(): read_text(path, path.as_posix())
        for folder in folders
        for path in sorted(folder.glob(pattern))
        if path.is_file()
    }


def lock_file(path: Path) -> Path | None:
    """The lock file that Word, Excel or LibreOffice keeps beside an open file, or None.

    Excel writes `~$` before the name; Word writes it over the first characters of a name that is
    longer than eight characters with its ending.
    """
    name = path.name
    for candidate in (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"):
        lock = path.with_name(candidate)
        if lock.exists():
            return lock
    return None


def open_elsewhere(path: Path, shown: str) -> Problem:
    """The problem of a file that a person has open."""
    program = "Excel" if path.suffix == ".xlsx" else "Word"
    fact = f"the file is open in {program}, or was not closed properly"
    remedy = f"close it in {program} and run the command again; nothing was changed"
    return Problem(Place(shown), fact, remedy)


def make_folder(path: Path, shown: str) -> None:
    """Makes a folder and those above it, where they are not there yet.

    Raises:
        WriteError: a file stands in its place, or the folder above it is read-only.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        fact = "a file stands where a folder must be"
        remedy = "rename that file, or name another folder"
        raise WriteError(Problem(Place(shown), fact, remedy)) from error
    except OSError as error:
        fact = f"the folder cannot be made ({error.strerror})"
        raise WriteError(Problem(Place(shown), fact, "check the disk and the folder")) from error


def replace_file(path: Path, data: bytes, shown: str) -> None:
    """Puts `data` at `path` whole, or leaves what stood there.

    Raises:
        WriteError: the disk is full, the folder is read-only or no folder, the file is locked.
    """
    temporary: str | None = None
    make_folder(path.parent, shown)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".pmopack-", suffix=".tmp")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~current_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        fact = f"the file cannot be written ({error.strerror})"
        remedy = "close it if it is open, check the disk and the folder; the old file still stands"
        raise WriteError(Problem(Place(shown), fact, remedy)) from error


def update_file(path: Path, data: bytes, shown: str) -> None:
    """Puts `data` at `path` where something else or nothing stands; the same is left untouched.

    Raises:
        WriteError: as `replace_file`.
    """
    if not path.exists() or path.read_bytes() != data:
        replace_file(path, data, shown)


def current_umask() -> int:
    """The process's file mode mask; reading it means setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
