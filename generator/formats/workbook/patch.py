"""Cells written into a workbook that somebody else made; all else stays byte for byte.

Only the rows that are touched are written again, as text. A cell keeps its format unless another
is given. Where a formula comes or goes, the order of calculation that Excel keeps in a part of its
own no longer fits; it is left out, and Excel makes it anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from generator.errors import InputError, Place, Problem
from generator.formats.package import CONTENT_TYPES, parse_xml, read_package, write_package
from generator.formats.workbook.cells import Formula, Value, cell_xml, column_index, column_letters
from generator.formats.workbook.sheet import serialize
from generator.formats.workbook.template import WORKBOOK, relations_of, sheet_parts, targets

_DATA = re.compile(rb"<(?:(\w+):)?sheetData\b[^>]*?(?:/>|>(.*)</(?:\w+:)?sheetData>)", re.DOTALL)
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")


class CellPatch:
    """A workbook in which cells are set.

    Args:
        data: its bytes.
        file: its name, for messages.

    Raises:
        InputError: no workbook, protected, or beyond the limits of a package.
    """

    def __init__(self, data: bytes, file: str = "") -> None:
        self._parts = read_package(data, file)
        self._file = file
        self._sheets = sheet_parts(self._parts, file)
        self._cells: dict[str, dict[int, dict[str, _Set]]] = defaultdict(lambda: defaultdict(dict))

    def put(
        self, sheet: str, reference: str, value: Value | Formula, style: int | None = None
    ) -> None:
        """Sets a cell; None leaves it blank.

        Args:
            sheet: its name.
            reference: "B5".
            value: text stays text; a formula comes with its value.
            style: index of a cell format of the workbook; the cell's own when None.

        Raises:
            KeyError: the workbook has no such sheet.
        """
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise ValueError(f"{reference!r} is no cell")
        self._cells[self._sheets[sheet]][int(match[2])][match[1]] = value, style, sheet

    def to_bytes(self) -> bytes:
        """The workbook with the cells set.

        Raises:
            InputError: a formula that other cells share would go.
        """
        formulas = False
        parts = dict(self._parts)
        for part, rows in self._cells.items():
            data = parts[part]
            match = _DATA.search(data)
            if match is None:
                raise self._refusal("", "", f"part {part} has no cells")
            prefix = f"{match[1].decode()}:" if match[1] else ""
            body, touched = self._written((match[2] or b"").decode(), rows, prefix)
            formulas |= touched
            text = f"<{prefix}sheetData>{body}</{prefix}sheetData>".encode()
            parts[part] = data[: match.start()] + text + data[match.end() :]
        return write_package(_without_order(parts) if formulas else parts)

    def _written(
        self, body: str, rows: Mapping[int, Mapping[str, _Set]], prefix: str
    ) -> tuple[str, bool]:
        """The rows as text, and whether a formula came or went."""
        found = list(_elements(f"{prefix}row").finditer(body))
        numbers = _numbers([_attribute(match[1], "r") for match in found])
        kept = {number: match[0] for number, match in zip(numbers, found, strict=True)}
        formulas = False
        for number, cells in rows.items():
            row = kept.get(number, f'<{prefix}row r="{number}"></{prefix}row>')
            kept[number], touched = self._row(row, number, cells, prefix)
            formulas |= touched
        return "".join(kept[number] for number in sorted(kept)), formulas

    def _row(
        self, row: str, number: int, cells: Mapping[str, _Set], prefix: str
    ) -> tuple[str, bool]:
        match = _elements(f"{prefix}row").fullmatch(row)
        assert match is not None  # noqa: S101 - it was found by this pattern, or made for it
        found = list(_elements(f"{prefix}c").finditer(match[2] or ""))
        letters = _letters([_attribute(cell[1], "r").rstrip("0123456789") for cell in found])
        kept = {letter: cell[0] for letter, cell in zip(letters, found, strict=True)}
        formulas = False
        for letter, (value, style, sheet) in cells.items():
            reference, old = f"{letter}{number}", kept.get(letter, "")
            had = f"<{prefix}f" in old
            if re.search(r"<(?:\w+:)?f\b[^>]*\bref=", old):
                raise self._refusal(sheet, reference, "other cells share the formula of this one")
            if style is None:
                style = int(_attribute(old, "s") or _attribute(match[1], "s") or 0)
            shown, formula = (
                (value.value, value.text) if isinstance(value, Formula) else (value, "")
            )
            new = cell_xml(reference, shown, style, formula)
            kept[letter] = re.sub(r"<(/?)(?=[a-z])", rf"<\1{prefix}", new) if prefix else new
            formulas |= had or bool(formula)
        text = "".join(kept[letter] for letter in sorted(kept, key=column_index))
        head = re.sub(r'\s+spans="[^"]*"', "", match[1])
        return f"<{prefix}row{head}>{text}</{prefix}row>", formulas

    def _refusal(self, sheet: str, cell: str, fact: str) -> InputError:
        remedy = "type each formula for itself, or leave the cell out"
        return InputError([Problem(Place(self._file, sheet=sheet, cell=cell), fact, remedy)])


_Set = tuple[Value | Formula, int | None, str]
"""What a cell is set to, its format or None, the name of its sheet."""


def _elements(name: str) -> re.Pattern[str]:
    """Elements of that name: their attributes and what is in them."""
    return re.compile(rf"<{name}((?:\s[^>]*?)?)(?:/>|>(.*?)</{name}>)", re.DOTALL)


def _attribute(text: str, name: str) -> str:
    match = re.search(rf"""\s{name}=["']([^"']*)["']""", text)
    return match[1] if match else ""


def _numbers(given: list[str]) -> list[int]:
    """The numbers of rows, counted on where a writer left them out."""
    numbers: list[int] = []
    for text in given:
        numbers.append(int(text) if text else (numbers[-1] if numbers else 0) + 1)
    return numbers


def _letters(given: list[str]) -> list[str]:
    """The columns of cells, counted on where a writer left them out."""
    letters: list[str] = []
    for text in given:
        after = column_index(letters[-1]) + 1 if letters else 0
        letters.append(text or column_letters(after))
    return letters


def _without_order(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts without the order of calculation and what points to it."""
    chains = [
        (key, part) for key, (kind, part) in targets(parts, WORKBOOK).items() if kind == "calcChain"
    ]
    for key, part in chains:
        parts.pop(part, None)
        for name, mark in ((relations_of(WORKBOOK), key), (CONTENT_TYPES, f"/{part}")):
            root = parse_xml(parts[name])
            for element in list(root):
                if mark in (element.get("Id"), element.get("PartName")):
                    root.remove(element)
            parts[name] = serialize(root)
    return parts
