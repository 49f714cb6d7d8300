"""How a Word file looks, computed from its parts: colours, fills, sizes, and what is bold.

Read by zipfile and lxml, and by nothing of the code under test.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from lxml import etree

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WHITE, BLACK = "FFFFFF", "000000"
_THEME = {"text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1"}
_THEME |= {"text2": "dk2", "dark2": "dk2", "background2": "lt2", "light2": "lt2"}
_THEME |= {"hyperlink": "hlink", "followedHyperlink": "folHlink"}
_HIGHLIGHTS = {"yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "black": BLACK}
_HIGHLIGHTS |= {"red": "FF0000", "blue": "0000FF", "lightGray": "C0C0C0", "darkBlue": "000080"}


def value(element: Element | None, path: str, name: str = "val") -> str | None:
    """An attribute of the first element at a path of local names, `pPr/pStyle`."""
    steps = "/".join(W + step for step in path.split("/"))
    found = None if element is None else element.find(steps)
    return None if found is None else str(found.get(W + name, ""))


def is_on(properties: Element | None, name: str) -> bool | None:
    """Whether a toggle such as `b` is on; None where the properties do not say."""
    found = value(properties, name)
    return None if found is None else found not in ("0", "false", "off")


def text_of(element: Element) -> str:
    """The text below an element, results of fields included, instructions not."""
    pieces = {W + "tab": "\t", W + "br": "\n", W + "noBreakHyphen": "-"}
    return "".join(
        node.text or "" if node.tag == W + "t" else pieces.get(node.tag, "")
        for run in element.iter(W + "r")
        for node in run
    )


def shown_text(element: Element) -> str:
    """The text of an element; the paragraphs of a cell stand on lines of their own."""
    if element.tag == W + "p":
        return text_of(element)
    return "\n".join(text_of(paragraph) for paragraph in element.iter(W + "p"))


def ratio(color: str, fill: str) -> float:
    """The contrast of two colours as WCAG 2.0 computes it, 1 to 21."""

    def luminance(rgb: str) -> float:
        parts = [int(rgb[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(color), luminance(fill)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class Word:
    """An opened Word file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self._trees: dict[str, Element | None] = {}
        self._chains: dict[str | None, list[Element]] = {}
        self._rows: dict[Element, list[Element]] = {}
        body = self.tree("word/document.xml").find(W + "body")  # type: ignore[union-attr]
        assert body is not None
        self.body: Element = body

    def tree(self, name: str) -> Element | None:
        """The root of a part; None when it is not there."""
        if name not in self._trees:
            data = self.parts.get(name)
            self._trees[name] = None if data is None else etree.fromstring(data)
        return self._trees[name]

    def relations(self, part: str = "word/document.xml") -> dict[str, tuple[str, str]]:
        """Relationship id to type and target."""
        folder, _, name = part.rpartition("/")
        root = self.tree(f"{folder}/_rels/{name}.rels")
        return {
            str(one.get("Id")): (str(one.get("Type")).rpartition("/")[2], str(one.get("Target")))
            for one in (() if root is None else root)
        }

    def stories(self) -> Iterator[Element]:
        """The body, then each header, footer and collection of notes that it uses."""
        yield self.body
        for kind, target in sorted(self.relations().values()):
            if kind in ("header", "footer", "footnotes", "endnotes"):
                root = self.tree(f"word/{target}")
                if root is not None:
                    yield root

    @cached_property
    def styles(self) -> dict[str, Element]:
        """Style id to style."""
        root = self.tree("word/styles.xml")
        assert root is not None
        return {str(one.get(W + "styleId")): one for one in root.iter(W + "style")}

    @cached_property
    def paragraphs(self) -> list[Element]:
        """Every paragraph of the body, those in tables included."""
        return list(self.body.iter(W + "p"))

    @cached_property
    def tables(self) -> list[Element]:
        return list(self.body.iter(W + "tbl"))

    def style_id(self, paragraph: Element) -> str:
        return value(paragraph, "pPr/pStyle") or "Normal"

    def style_name(self, paragraph: Element) -> str:
        """The name of a paragraph's style in lower case."""
        style = self.styles.get(self.style_id(paragraph))
        return (value(style, "name") or "").lower()

    def chain(self, style_id: str | None) -> list[Element]:
        """A style and the styles it is based on."""
        if style_id not in self._chains:
            found: list[Element] = []
            step = style_id
            while step in self.styles and self.styles[step] not in found:
                found.append(self.styles[step])
                step = value(found[-1], "basedOn")
            self._chains[style_id] = found
        return self._chains[style_id]

    def of_style(self, paragraph: Element, path: str, name: str = "val") -> str | None:
        """What a paragraph itself or its style says, `pPr/numPr/numId`."""
        for holder in (paragraph, *self.chain(self.style_id(paragraph))):
            if (found := value(holder, path, name)) is not None:
                return found
        return None

    def heading_level(self, paragraph: Element) -> int:
        """1 for a paragraph in Heading 1; 0 for one that is no heading."""
        name = self.style_name(paragraph)
        return int(name[8:]) if name.startswith("heading ") and name[8:].isdigit() else 0

    def headings(self) -> list[tuple[int, Element]]:
        levels = ((self.heading_level(paragraph), paragraph) for paragraph in self.paragraphs)
        return [(level, paragraph) for level, paragraph in levels if level]

    def opening(self) -> list[Element]:
        """The paragraphs before the contents and the first heading: the title block."""
        found = []
        for paragraph in self.paragraphs:
            if self.heading_level(paragraph) or self.style_name(paragraph).startswith("toc"):
                break
            found.append(paragraph)
        return found

    def numbering_of(self, paragraph: Element) -> str | None:
        """The number of the list the paragraph is in; None for one that is in none."""
        number = self.of_style(paragraph, "pPr/numPr/numId")
        return None if number in (None, "0") else number

    # Looks

    def run_looks(self, run: Element) -> list[Element]:
        """Every `w:rPr` that speaks for a run, the strongest first."""
        paragraph = next(run.iterancestors(W + "p"))
        holders = [run, *self.chain(value(run, "rPr/rStyle"))]
        holders += [*self.chain(self.style_id(paragraph)), *self._table_looks(run)]
        root = self.tree("word/styles.xml")
        assert root is not None
        found = [holder.find(W + "rPr") for holder in holders]
        found.append(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        return [one for one in found if one is not None]

    def is_bold(self, run: Element) -> bool:
        return next(
            (on for one in self.run_looks(run) if (on := is_on(one, "b")) is not None), False
        )

    def points(self, run: Element) -> float:
        sizes = (value(one, "sz") for one in self.run_looks(run))
        return int(next((size for size in sizes if size), "20")) / 2

    def color(self, run: Element) -> str:
        """A run's colour; `auto` is black or white, whichever the fill leaves legible."""
        for one in self.run_looks(run):
            found = one.find(W + "color")
            if found is not None:
                color = self._resolved(found, "val", "theme")
                if color != "auto":
                    return color
                break
        fill = self.fill(run)
        return max((BLACK, WHITE), key=lambda color: ratio(color, fill))

    def fill(self, run: Element) -> str:
        """What stands behind a run: its own shading, its paragraph's, its cell's, the table's."""
        if highlight := value(run, "rPr/highlight"):
            return _HIGHLIGHTS.get(highlight, "808080")
        paragraph = next(run.iterancestors(W + "p"))
        cell = next(run.iterancestors(W + "tc"), None)
        run_styles = (run, *self.chain(value(run, "rPr/rStyle")))
        shadings = [one.find(f"{W}rPr/{W}shd") for one in run_styles]
        styles = (paragraph, *self.chain(self.style_id(paragraph)))
        shadings += [one.find(f"{W}pPr/{W}shd") for one in styles]
        shadings += [] if cell is None else [cell.find(f"{W}tcPr/{W}shd")]
        shadings += [one.find(f"{W}tcPr/{W}shd") for one in self._table_looks(run)]
        for shading in shadings:
            if shading is not None:
                fill = self._resolved(shading, "fill", "themeFill")
                if fill != "auto":
                    return fill
        return WHITE

    def _table_looks(self, run: Element) -> list[Element]:
        """What a table's style says for the row a run stands in, the strongest first."""
        row = next(run.iterancestors(W + "tr"), None)
        if row is not None and row not in self._rows:
            self._rows[row] = self._row_looks(row)
        return [] if row is None else self._rows[row]

    def _row_looks(self, row: Element) -> list[Element]:
        table = next(row.iterancestors(W + "tbl"))
        look = table.find(f"{W}tblPr/{W}tblLook")
        rows = table.findall(W + "tr")
        kinds = []
        if rows.index(row) == 0 and (look is None or look.get(W + "firstRow") != "0"):
            kinds = ["firstRow"]
        elif look is None or look.get(W + "noHBand") != "1":
            kinds = ["band1Horz" if rows.index(row) % 2 else "band2Horz"]
        chain = self.chain(value(table, "tblPr/tblStyle"))
        special = [
            one
            for kind in kinds
            for style in chain
            for one in style.findall(W + "tblStylePr")
            if one.get(W + "type") == kind
        ]
        return special + chain

    def _resolved(self, element: Element, plain: str, theme: str) -> str:
        """Six hexadecimal digits, or `auto`; a theme's colour comes with its tint and shade."""
        name = element.get(W + f"{theme}Color" if theme == "theme" else W + theme)
        if name is None:
            return str(element.get(W + plain, "auto")).removeprefix("#")
        color = self._theme_colors[_THEME.get(name, name)]
        for change, toward in (("Tint", 255), ("Shade", 0)):
            if share := element.get(f"{W}{theme}{change}"):
                keep = int(share, 16) / 255
                parts = (int(color[place : place + 2], 16) for place in (0, 2, 4))
                color = "".join(f"{round(p * keep + toward * (1 - keep)):02X}" for p in parts)
        return color

    @cached_property
    def _theme_colors(self) -> dict[str, str]:
        root = self.tree("word/theme/theme1.xml")
        assert root is not None
        scheme = next(root.iter(A + "clrScheme"))
        return {
            etree.QName(one).localname: str(one[0].get("lastClr") or one[0].get("val"))
            for one in scheme
        }
