"""PDF: LibreOffice makes it, pikepdf reads it. Neither is needed for anything else.

LibreOffice works on files, so this module alone has a folder of its own below `commands`: a
temporary one, with a profile in it, since two runs on one profile fail.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generator.errors import InputError, Place, Problem

_PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
# The outline, and a named destination for each bookmark.
_FILTER = (
    "pdf:writer_pdf_Export:"
    '{"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
)
_SECONDS, _SECONDS_A_FILE = 120, 60


def program() -> str:
    """The path of LibreOffice.

    Raises:
        InputError: LibreOffice or pikepdf is not there; nothing was started.
    """
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if found is None:
        raise _refusal(
            "page numbers need LibreOffice, and there is no soffice on the PATH",
            "install LibreOffice, or run without --pages",
        )
    if find_spec("pikepdf") is None:
        raise _refusal(
            "page numbers need the package pikepdf, which is not installed",
            "run pip install 'pmopack[pages]', or run without --pages",
        )
    return found


def to_pdf(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The PDF of each file, all made by one run of LibreOffice.

    Args:
        files: file name to content; two names differ in more than their ending.

    Raises:
        InputError: LibreOffice is not there, or did not make one of them.
    """
    if not files:
        return {}
    with tempfile.TemporaryDirectory(prefix="pmopack-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for file, data in files.items():
            (folder / file).write_bytes(data)
        profile, made = folder / "profile", folder / "pdf"
        command = [program(), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        command += ["--convert-to", _FILTER, "--outdir", str(made)]
        _run([*command, *(str(folder / file) for file in files)], len(files))
        # The exit status lies, so what came out is looked at.
        paths = {file: made / f"{Path(file).stem}.pdf" for file in files}
        pdfs = {file: path.read_bytes() for file, path in paths.items() if path.is_file()}
    if missing := [file for file in files if not pdfs.get(file, b"").startswith(b"%PDF")]:
        fact = f"LibreOffice made no PDF of {', '.join(missing)}"
        raise _refusal(fact, "open the file in LibreOffice to see why, or run without --pages")
    return pdfs


def bookmark_pages(pdf: bytes) -> dict[str, int]:
    """Bookmark to the page it stands on, counted from 1.

    Raises:
        InputError: the bytes are no PDF.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            numbers = {page.objgen: number for number, page in enumerate(opened.pages, start=1)}
            return {
                _bookmark(name): numbers[target[0].objgen]
                for name, target in _destinations(opened.Root)
            }
    except pikepdf.PdfError as error:
        raise _refusal(f"this is no PDF ({error})", "make it again") from error


def _destinations(root: Any) -> Iterator[tuple[str, Any]]:
    """The named destinations, where PDF 1.1 has them and where later versions do."""
    import pikepdf

    if "/Dests" in root:
        for name, target in root.Dests.items():
            yield name.removeprefix("/"), target
    if "/Names" in root and "/Dests" in root.Names:
        for key, target in pikepdf.NameTree(root.Names.Dests).items():
            yield str(key), target


def _bookmark(destination: str) -> str:
    """The bookmark's name; LibreOffice 7 writes the code of an underline in its place."""
    return destination.replace("5F", "_")


def _run(command: list[str], files: int) -> None:
    """Runs the program; what it started ends with it, also where it hangs."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - our own program and our own file names
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        process.wait(_SECONDS + files * _SECONDS_A_FILE)
    except subprocess.TimeoutExpired:
        pass  # what did not come out is told
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _refusal(fact: str, remedy: str) -> InputError:
    return InputError([Problem(Place("--pages"), fact, remedy)])
