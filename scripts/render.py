"""Turns Word and Excel files into pictures of their pages, as LibreOffice prints them.

    python scripts/render.py [--out DIR] [--dpi N] FILE...

Needs the programs soffice and pdftoppm. Each run has a LibreOffice profile of its own, for two
runs on one profile fail.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path


def to_pdf(files: list[Path], folder: Path) -> list[Path]:
    """Converts the files in one call; the PDFs that came out, in the order of the files.

    Raises:
        RuntimeError: a file did not come out. The exit status of soffice says nothing.
    """
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
        subprocess.run(command, check=False, capture_output=True, timeout=600)
    found = [folder / f"{file.stem}.pdf" for file in files]
    if missing := [str(pdf) for pdf in found if not pdf.exists()]:
        raise RuntimeError(f"LibreOffice did not make {', '.join(missing)}")
    return found


def to_pictures(pdf: Path, folder: Path, dpi: int) -> list[Path]:
    """One PNG a page: `<name>-1.png`, `<name>-2.png`, …"""
    command = ["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(folder / pdf.stem)]
    subprocess.run(command, check=True)
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


def main() -> None:
    """Renders the files named on the command line and prints what was made."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, default=Path(), help="folder for the pictures")
    parser.add_argument("--dpi", type=int, default=80, help="dots per inch")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as pdfs:
        for pdf in to_pdf(arguments.files, Path(pdfs)):
            for picture in to_pictures(pdf, arguments.out, arguments.dpi):
                print(picture)


if __name__ == "__main__":
    main()
