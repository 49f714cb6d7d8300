"""Makes the README's pictures from the example pack: a Charter page and the Schedule sheet."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from render import to_pdf, to_pictures

from generator.commands.generate import generate
from generator.commands.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Generates the example pack in a folder of its own and keeps two of its pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(ROOT / "project.yml", folder)
        generate(Workspace.at(folder))
        files = ["Program-Charter.docx", "Initial-Master-Schedule.xlsx"]
        charter, workbook = to_pdf([folder / "output" / file for file in files], folder)
        shutil.copy(to_pictures(charter, folder, 70)[0], ROOT / "docs" / "charter.png")
        pages = to_pictures(workbook, folder, 90)
        sheet = next(page for page in pages if _is_schedule(workbook, pages.index(page) + 1))
        shutil.copy(sheet, ROOT / "docs" / "schedule.png")


def _is_schedule(pdf: Path, number: int) -> bool:
    """Whether a page of the workbook's PDF belongs to the sheet Schedule."""
    command = ["pdftotext", "-f", str(number), "-l", str(number), str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return "Initial Master Schedule: Schedule" in text


if __name__ == "__main__":
    main()
