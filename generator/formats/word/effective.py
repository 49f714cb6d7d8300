"""What paragraphs and runs look like once defaults and styles are resolved.

One save in Word or LibreOffice moves formatting between styles and paragraphs without changing a
thing a reader sees. Held against each other are therefore effective values: defaults, then the
style and what it is based on, then the list, then what stands on the paragraph or run itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.formats.word.markup import Element, W, value_at, w

Values = dict[str, str]  # property to its value, `ind.left` to `360`; what says nothing is absent

_PREFIX = f"{{{W}}}"
# Language, proofing, what programs note for themselves, and East Asian line breaking, which
# LibreOffice spells out everywhere. Numbering, sections and tracked changes are read elsewhere.
_NOISE = {
    "lang", "noProof", "webHidden", "rsid", "cnfStyle", "divId", "pStyle", "rStyle", "rPr",
    "numPr", "sectPr", "specVanish", "kinsoku", "overflowPunct", "wordWrap", "topLinePunct",
    "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid", "textAlignment",
    "suppressAutoHyphens", "suppressLineNumbers", "kern", "pPrChange", "rPrChange", "ins",
    "del", "moveFrom", "moveTo", "bCs", "iCs", "szCs",
}  # fmt: skip
_RENAMED = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
_OFF = frozenset(("0", "false", "off", "none", "nil", "auto", "baseline", "clear", "Clear"))
_ON = frozenset(("1", "true", "on"))
# What an absent property means anyway.
_DEFAULTS = {
    "jc": "left",
    "widowControl": "on",
    "outlineLvl": "9",
    "spacing.line": "240",
    "w": "100",
    "rFonts.hint": "default",
}


class Styles:
    """The styles of a document.

    Args:
        root: `w:styles`, or None for a document without.
        fonts: theme font to its typeface, `minorHAnsi` to `Calibri`.
    """

    def __init__(self, root: Element | None, fonts: Mapping[str, str]) -> None:
        found = () if root is None else root.iterfind(w("style"))
        self._styles = {str(style.get(w("styleId"))): style for style in found}
        self._fonts = fonts
        self._numbering: dict[str, tuple[str, str]] = {}
        self._cache: dict[tuple[str, str], Values] = {}
        defaults = None if root is None else root.find(w("docDefaults"))
        self._defaults = {
            "pPr": self._of(defaults, f"{w('pPrDefault')}/{w('pPr')}"),
            "rPr": self._of(defaults, f"{w('rPrDefault')}/{w('rPr')}"),
        }
        self.default = {
            str(style.get(w("type"))): style_id
            for style_id, style in self._styles.items()
            if style.get(w("default")) in _ON
        }

    def name(self, style_id: str) -> str:
        """The style's name in lower case; Word and LibreOffice may change its id."""
        style = self._styles.get(style_id)
        return value_at(style, w("name")).lower() or style_id

    def named(self, name: str) -> str:
        """The id of the style of that name in lower case; empty when there is none."""
        return next((one for one in self._styles if self.name(one) == name), "")

    def values(self, style_id: str, part: str) -> Values:
        """The `pPr` or `rPr` values of a style with what it is based on, without the defaults."""
        key = (style_id, part)
        if key not in self._cache:
            self._cache[key] = {}  # where a loop of styles ends
            style = self._styles.get(style_id)
            if style is not None:
                inherited = self.values(value_at(style, w("basedOn")), part)
                self._cache[key] = merged(inherited, self._of(style, w(part)))
        return self._cache[key]

    def numbering(self, style_id: str) -> tuple[str, str]:
        """The list's number and the level a style puts its paragraphs in; empty for none."""
        if style_id not in self._numbering:
            numbering = self.find(style_id, f"{w('pPr')}/{w('numPr')}")
            self._numbering[style_id] = ("", "") if numbering is None else numbering_of(numbering)
        return self._numbering[style_id]

    def find(self, style_id: str, path: str) -> Element | None:
        """The first element at the path in the style or what it is based on."""
        for element in self._chain(style_id):
            if (found := element.find(path)) is not None:
                return found
        return None

    def paragraph(self, style_id: str, list_: Element | None, direct: Element | None) -> Values:
        """The effective values of a paragraph; `list_` is the `w:pPr` of its list's level."""
        layers = (
            self._defaults["pPr"],
            self.values(style_id, "pPr"),
            read(list_, self._fonts),
            read(direct, self._fonts),
        )
        return settled(merged(*layers))

    def run(self, paragraph_style: str, direct: Element | None, *, bare: bool = False) -> Values:
        """The effective values of a run; `bare` leaves its character style out."""
        style = "" if bare else value_at(direct, w("rStyle"))
        layers = (
            self._defaults["rPr"],
            self.values(paragraph_style, "rPr"),
            self.values(style, "rPr"),
            read(direct, self._fonts),
        )
        return settled(merged(*layers))

    def _of(self, element: Element | None, path: str) -> Values:
        return {} if element is None else read(element.find(path), self._fonts)

    def _chain(self, style_id: str) -> Iterable[Element]:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = value_at(self._styles[style_id], w("basedOn"))


def numbering_of(element: Element) -> tuple[str, str]:
    """The list's number and the level of a `w:numPr`, as they stand there."""
    return value_at(element, w("numId")), value_at(element, w("ilvl"))


def read(properties: Element | None, fonts: Mapping[str, str]) -> Values:
    """The values of a `w:pPr`, `w:rPr` or `w:tcPr`, one name for each thing that can differ."""
    values: Values = {}
    for element in () if properties is None else properties:
        name = local(element)
        if name in _NOISE or not isinstance(element.tag, str):
            continue
        if name == "tabs":
            for tab in element:
                leader = tab.get(w("leader"), "none")
                values[f"tab.{tab.get(w('pos'))}"] = f"{tab.get(w('val'))} {leader}"
        elif len(element):
            for child in element:
                values[f"{name}.{local(child)}"] = _attributes(child)
        elif name in ("ind", "spacing", "rFonts") and element.get(w("val")) is None:
            _read_one_by_one(name, element, fonts, values)
        else:
            values[name] = _attributes(element)
    return values


def merged(*layers: Values) -> Values:
    """The layers laid over each other, the last on top."""
    result: Values = {}
    for layer in layers:
        for rival in ("ind.hanging", "ind.firstLine"):
            if rival in layer:
                result.pop("ind.firstLine", None)
                result.pop("ind.hanging", None)
        result.update(layer)
    return result


def settled(values: Values) -> Values:
    """The values without those that say what would hold without them."""
    kept = {}
    for name, value in values.items():
        if name.startswith("tab."):
            if not value.startswith(("clear", "num")):
                kept[name] = value
        elif _DEFAULTS.get(name) == "on" or name in _DEFAULTS:
            if value != _DEFAULTS[name]:
                kept[name] = value
        elif value not in _OFF:
            kept[name] = value
    return kept


def local(element: Element) -> str:
    """The element's name without the main namespace."""
    return str(element.tag).removeprefix(_PREFIX)


def _read_one_by_one(name: str, element: Element, fonts: Mapping[str, str], values: Values) -> None:
    for key, attribute in element.attrib.items():
        side, value = str(key).removeprefix(_PREFIX), str(attribute)
        side = _RENAMED.get(side, side)
        if side.endswith("Theme") or side == "cstheme":
            side, value = side.removesuffix("Theme").removesuffix("theme"), fonts.get(value, value)
        values[f"{name}.{side}"] = value


def _attributes(element: Element) -> str:
    """`on` for a bare switch, the value where it is all there is, else all attributes."""
    attributes = {
        str(key).removeprefix(_PREFIX): str(value)
        for key, value in element.attrib.items()
        if not str(key).startswith(f"{_PREFIX}theme")
    }
    value = attributes.pop("val", "on")
    value = {"start": "left", "end": "right"}.get("on" if value in _ON else value, value)
    value = "on" if value in _ON else value
    rest = {key: value for key, value in attributes.items() if value not in _OFF}
    if value in _OFF and set(rest) <= {"sz", "space", "color"}:
        return "none"
    return " ".join([value, *(f"{key}={rest[key]}" for key in sorted(rest))])
