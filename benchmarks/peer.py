"""A peer of the same size: docxtpl for the documents, openpyxl for the workbook.

The peer gets our own pack as data: each document's headings, paragraphs and table cells, and
each sheet's cells. Its templates are made beforehand, as a user of docxtpl would have them.
"""

from __future__ import annotations

import json
from pathlib import Path

SCRIPT = """\
import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

here = Path(__file__).parent
data = json.loads((here / "data.json").read_text())
for name, blocks in data["documents"].items():
    template = DocxTemplate(here / "template.docx")
    template.render({"blocks": blocks}, autoescape=True)
    template.save(here / name)
book = Workbook()
book.remove(book.active)
bold, wrap = Font(bold=True), Alignment(wrap_text=True, vertical="top")
for name, rows in data["sheets"].items():
    sheet = book.create_sheet(name)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.alignment = wrap
            if number == 4:
                cell.font = bold
book.save(here / "schedule.xlsx")
"""


def build_peer(pack: Path, folder: Path) -> Path:
    """Writes the peer's template, data and script into `folder`; returns the script."""
    import docx
    import openpyxl

    folder.mkdir()
    template = docx.Document()
    for line in (
        "{%p for block in blocks %}",
        "{%p if block.table %}",
        "{{ block.text }}",
        "{%p endif %}",
    ):
        template.add_paragraph(line)
    table = template.add_table(rows=3, cols=1)
    table.style = "Table Grid"
    table.cell(0, 0).text = "{%tr for row in block.table %}"
    table.cell(1, 0).text = "{%tc for cell in row %}{{ cell }}{%tc endfor %}"
    table.cell(2, 0).text = "{%tr endfor %}"
    template.add_paragraph("{%p endfor %}")
    template.save(str(folder / "template.docx"))

    documents = {}
    for path in sorted(pack.glob("*.docx")):
        document = docx.Document(str(path))
        blocks = []
        for block in document.iter_inner_content():
            if isinstance(block, docx.table.Table):
                cells = [[cell.text for cell in row.cells] for row in block.rows]
                blocks.append({"text": "", "table": cells})
            else:
                blocks.append({"text": block.text, "table": []})
        documents[path.name] = blocks
    sheets = {}
    book = openpyxl.load_workbook(next(pack.glob("*.xlsx")))
    for sheet in book:
        sheets[sheet.title] = [
            [_plain(v) for v in row] for row in sheet.iter_rows(values_only=True)
        ]
    data = {"documents": documents, "sheets": sheets}
    (folder / "data.json").write_text(json.dumps(data))
    script = folder / "peer.py"
    script.write_text(SCRIPT)
    return script


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str) or value is None else str(value)
