"""A peer of the same size: docxtpl for the documents, openpyxl for the workbook.

The peer gets our own pack as data: each document's headings, paragraphs and table cells, and
each sheet's cells. Its template is made beforehand, as a user of docxtpl would have it. The
workbook is the least that somebody can work with: a bold header row that stays in sight, columns
as wide as ours, text that wraps, dates that are dates. It is streamed (`write_only`),
which is the fastest way openpyxl has, and lacks what ours has besides: formulas, validations,
conditional formats, tables and links. Its documents have one plain style of table.
"""

from __future__ import annotations

import pickle
import re
from collections import Counter
from datetime import date
from pathlib import Path

import docx
import openpyxl
from docx.table import Table
from openpyxl.worksheet.worksheet import Worksheet

SCRIPT = """\
import pickle
from pathlib import Path

from docxtpl import DocxTemplate
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

here = Path(__file__).parent
data = pickle.loads((here / "data.pickle").read_bytes())
for name, blocks in data["documents"].items():
    template = DocxTemplate(here / "template.docx")
    template.render({"blocks": blocks}, autoescape=True)
    template.save(here / "output" / name)
book = Workbook(write_only=True)
wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
for name, (header, frozen, widths, rows) in data["sheets"].items():
    sheet = book.create_sheet(name)
    sheet.freeze_panes = frozen
    for letters, width in widths.items():
        sheet.column_dimensions[letters].width = width
    for number, row in enumerate(rows, start=1):
        cells = [None if value is None else WriteOnlyCell(sheet, value) for value in row]
        for cell in cells:
            if cell is not None:
                cell.alignment = wrapped
                if number == header:
                    cell.font = bold
        sheet.append(cells)
book.save(here / "output" / data["workbook"])
"""


def build_peer(pack: Path, folder: Path) -> Path:
    """Writes the peer's template, data and script into `folder`; returns the script."""
    (folder / "output").mkdir(parents=True)
    template_of_blocks().save(str(folder / "template.docx"))
    workbook = next(pack.glob("*.xlsx"))
    data = {
        "documents": {path.name: _blocks(path) for path in sorted(pack.glob("*.docx"))},
        "workbook": workbook.name,
        "sheets": {sheet.title: _sheet(sheet) for sheet in openpyxl.load_workbook(workbook)},
    }
    (folder / "data.pickle").write_bytes(pickle.dumps(data))
    script = folder / "peer.py"
    script.write_text(SCRIPT)
    return script


def size(pack: Path) -> Counter[str]:
    """Documents, headings, paragraphs, table cells and sheet cells of a pack."""
    count: Counter[str] = Counter()
    for path in pack.glob("*.docx"):
        count["documents"] += 1
        for block in _blocks(path):
            count["headings"] += bool(block["level"])
            count["paragraphs"] += not block["level"] and not block["table"]
            count["table cells"] += sum(map(len, block["table"]))
    for sheet in openpyxl.load_workbook(next(pack.glob("*.xlsx"))):
        count["sheet cells"] += sum(v not in (None, "") for row in sheet.values for v in row)
    return count


def template_of_blocks() -> docx.document.Document:
    """One loop over blocks: a heading of level 1 to 3, a paragraph, or a table of any shape."""
    template = docx.Document()
    template.add_paragraph("{%p for block in blocks %}")
    for level in (1, 2, 3):
        template.add_paragraph(f"{{%p if block.level == {level} %}}")
        template.add_paragraph("{{ block.text }}", style=f"Heading {level}")
        template.add_paragraph("{%p endif %}")
    template.add_paragraph("{%p if not block.level and not block.table %}")
    template.add_paragraph("{{ block.text }}")
    template.add_paragraph("{%p endif %}")
    template.add_paragraph("{%p if block.table %}")
    table = template.add_table(rows=3, cols=3)
    table.style = "Table Grid"
    table.cell(0, 0).text = "{%tr for row in block.table %}"
    for column, text in enumerate(("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")):
        table.cell(1, column).text = text
    table.cell(2, 0).text = "{%tr endfor %}"
    template.add_paragraph("{%p endif %}")
    template.add_paragraph("{%p endfor %}")
    return template


def _blocks(path: Path) -> list[dict[str, object]]:
    """Level, text and table cells of what stands in a document, in order."""
    blocks: list[dict[str, object]] = []
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            cells = [[cell.text for cell in row.cells] for row in block.rows]
            blocks.append({"level": 0, "text": "", "table": cells})
        else:
            name = block.style.name if block.style else ""
            level = int(name[-1]) if name in ("Heading 1", "Heading 2", "Heading 3") else 0
            blocks.append({"level": level, "text": block.text, "table": []})
    return blocks


def _sheet(sheet: Worksheet) -> tuple[int, str | None, dict[str, float], list[list[object]]]:
    """The row of headings, the first cell that scrolls, the columns' widths, and the values."""
    header = int(re.sub("[^0-9]", "", sheet.freeze_panes or "2")) - 1
    widths = {letters: one.width for letters, one in sheet.column_dimensions.items() if one.width}
    rows = [[_plain(value) for value in row] for row in sheet.values]
    return header, sheet.freeze_panes, widths, rows


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str | date) or value is None else str(value)
