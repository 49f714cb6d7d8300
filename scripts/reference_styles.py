"""The styles and lists of the reference document: what a document looks like."""

from __future__ import annotations

from generator.formats.word.markup import NAMESPACES

NAVY, BLUE, SLATE, RULE = "1F3A5F", "24567F", "4F5B66", "D3DAE3"
AMBER, AMBER_TINT, AMBER_TEXT, RUST = "C98A1B", "FCF6E8", "55431A", "9A3B00"
THEME = {NAVY: "accent1", BLUE: "accent2", AMBER: "accent4", RUST: "accent5", SLATE: "accent6"}
BODY_FONT, CODE_FONT = "Calibri", "Consolas"
PAGE = {"w": 12240, "h": 15840}  # US letter, twentieths of a point
MARGINS = {"top": 1130, "right": 1130, "bottom": 1030, "left": 1130}
TEXT_WIDTH = PAGE["w"] - MARGINS["left"] - MARGINS["right"]


def color(value: str) -> str:
    """A run's colour, six hexadecimal digits, tied to the theme where it is one of its colours."""
    return f'<w:color w:val="{value}"{tied("themeColor", value)}/>'


def tied(name: str, value: str) -> str:
    """The attribute that names the theme's colour; the value beside it serves other programs."""
    return f' w:{name}="{THEME[value]}"' if value in THEME else ""


def size(points: float) -> str:
    """A run's size."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def spacing(before: float = 0, after: float = 0, line: int = 0) -> str:
    """Points above and below; `line` in 240ths of a line."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def border(side: str, eighths: int, value: str, space: int = 1) -> str:
    """A line `eighths` of a point thick, `space` points away."""
    line = f'w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{value}"'
    return f"<w:{side} {line}{tied('themeColor', value)}/>"


def right_tab(left: int = 0) -> str:
    """A tab stop at the right margin, and one at `left` before it."""
    first = f'<w:tab w:val="left" w:pos="{left}"/>' if left else ""
    return f'<w:tabs>{first}<w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'


def numbering(number: int, level: int = 0) -> str:
    """The list and level a style puts its paragraphs in."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def style(
    name: str,
    paragraph: str = "",
    run: str = "",
    *,
    kind: str = "paragraph",
    based_on: str = "Normal",
    then: str = "",
    priority: int = 1,
    custom: bool = False,
    extra: str = "",
) -> str:
    """One style; its id is its name without spaces, headings and contents as Word spells them."""
    default = name in ("Normal", "Default Paragraph Font", "Normal Table", "No List")
    basis = f'<w:basedOn w:val="{based_on}"/>' if based_on and not default else ""
    following = f'<w:next w:val="{then}"/>' if then else ""
    hidden = default and name != "Normal"
    quick = "<w:semiHidden/><w:unhideWhenUsed/>" if hidden else "<w:qFormat/>"
    marks = ' w:default="1"' * default + ' w:customStyle="1"' * custom
    return (
        f'<w:style w:type="{kind}"{marks} w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/>{basis}{following}<w:uiPriority w:val="{priority}"/>{quick}'
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + f"{extra}</w:style>"
    )


def style_id(name: str) -> str:
    """The id Word gives a style of that name."""
    special = {"Normal Table": "TableNormal", "table of figures": "TableofFigures"}
    if name.startswith("toc "):
        return name.replace("toc ", "TOC")
    return special.get(name) or "".join(word[0].upper() + word[1:] for word in name.split())


def styles() -> str:
    """`word/styles.xml`."""
    keep = "<w:keepNext/><w:keepLines/>"
    fonts = f'<w:rFonts w:ascii="{CODE_FONT}" w:hAnsi="{CODE_FONT}" w:cs="{CODE_FONT}"/>'
    amber_rule = f"<w:pBdr>{border('left', 24, AMBER, 8)}</w:pBdr>"
    amber_fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{AMBER_TINT}"/>'
    rule_below = f"<w:pBdr>{border('bottom', 6, RULE, 3)}</w:pBdr>"
    rule_above = f"<w:pBdr>{border('top', 6, RULE, 4)}</w:pBdr>"
    title_rule = f"<w:pBdr>{border('bottom', 12, NAVY, 6)}</w:pBdr>"
    small = color(SLATE) + size(9)
    theme_fonts = (
        '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"'
        ' w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi"/>'
    )
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{theme_fonts}{size(11)}"
        '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    latent = (
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0"'
        ' w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>'
    )
    return (
        f"<w:styles {NAMESPACES}>{defaults}{latent}"
        + style("Normal", f"<w:widowControl/>{spacing(0, 4.5, 247)}")
        + style("Default Paragraph Font", kind="character", based_on="")
        + style("Normal Table", kind="table", based_on="", extra=PLAIN_TABLE)
        + style("No List", kind="numbering", based_on="")
        + style(
            "heading 1",
            f'{keep}{numbering(1)}{rule_below}{spacing(12, 4, 240)}<w:outlineLvl w:val="0"/>',
            f"<w:b/><w:bCs/>{color(NAVY)}{size(16)}",
            then="Normal",
            priority=9,
        )
        + style(
            "heading 2",
            f'{keep}{numbering(1, 1)}{spacing(8, 2.5, 240)}<w:outlineLvl w:val="1"/>',
            f"<w:b/><w:bCs/>{color(BLUE)}{size(13)}",
            then="Normal",
            priority=9,
        )
        + style(
            "heading 3",
            f'{keep}{numbering(1, 2)}{spacing(8, 2, 240)}<w:outlineLvl w:val="2"/>',
            f"<w:b/><w:bCs/>{color(SLATE)}{size(11.5)}",
            then="Normal",
            priority=9,
        )
        + style(
            "Title",
            f"{keep}{title_rule}{spacing(4, 8, 240)}",
            f"<w:b/><w:bCs/>{color(NAVY)}{size(28)}",
            priority=10,
        )
        + style("Subtitle", f"{keep}{spacing(0, 8, 240)}", color(BLUE) + size(15), priority=11)
        + style(
            "Organization",
            f"{keep}{spacing(24, 0, 240)}",
            f'<w:b/><w:bCs/><w:caps/>{color(SLATE)}<w:spacing w:val="30"/>{size(10)}',
            custom=True,
        )
        + style("Title Line", spacing(0, 2, 252), color(SLATE) + size(11), custom=True)
        + style(
            "caption",
            f"{keep}{spacing(6, 3, 240)}",
            f"<w:b/><w:bCs/>{color(NAVY)}{size(10)}",
            then="Normal",
            priority=35,
        )
        + style("Table Text", spacing(0.75, 0.75, 240), size(9.5), custom=True)
        + style(
            "Table Heading",
            f"<w:keepNext/>{spacing(1.5, 1.5, 240)}",
            f"<w:b/><w:bCs/>{color('FFFFFF')}{size(9.5)}",
            based_on="TableText",
            custom=True,
        )
        + style("Table Note", spacing(2.5, 6, 240), color(SLATE) + size(9.5), custom=True)
        + style(
            "Guidance",
            f'{amber_rule}{amber_fill}{spacing(3, 6, 247)}<w:ind w:left="200" w:right="120"/>',
            f"<w:i/><w:iCs/>{color(AMBER_TEXT)}",
            custom=True,
        )
        + style("List Bullet", numbering(2) + spacing(0, 2.5, 252), priority=36)
        + style("List Number", numbering(3) + spacing(0, 2.5, 252), priority=36)
        + style(
            "TOC Heading",
            f"<w:keepNext/>{spacing(12, 4, 240)}",
            f"<w:b/><w:bCs/>{color(NAVY)}{size(14)}",
            priority=39,
        )
        + style(
            "toc 1",
            f"{right_tab(460)}{spacing(2, 0, 240)}",
            f"<w:b/><w:bCs/>{color(NAVY)}{size(10.5)}",
            priority=39,
        )
        + style(
            "toc 2",
            f'{right_tab(1040)}{spacing(0, 1, 240)}<w:ind w:left="460"/>',
            size(10.5),
            priority=39,
        )
        + style(
            "toc 3",
            f'{right_tab(1760)}{spacing(0, 1, 240)}<w:ind w:left="1040"/>',
            size(10),
            priority=39,
        )
        + style("table of figures", right_tab() + spacing(0, 0, 240), size(9.5), priority=99)
        + style("header", rule_below + spacing(0, 0, 240), small, priority=99)
        + style("footer", rule_above + spacing(0, 0, 240), small, priority=99)
        + style("footnote text", spacing(0, 2, 240), size(9.5), priority=99)
        + style(
            "footnote reference",
            run='<w:vertAlign w:val="superscript"/>',
            kind="character",
            based_on="DefaultParagraphFont",
            priority=99,
        )
        + style(
            "Hyperlink",
            run=color(BLUE) + '<w:u w:val="single"/>',
            kind="character",
            based_on="DefaultParagraphFont",
            priority=99,
        )
        + style(
            "Placeholder Text",
            run=color(RUST),
            kind="character",
            based_on="DefaultParagraphFont",
            priority=99,
        )
        + style(
            "Inline Code",
            run=fonts + size(10),
            kind="character",
            based_on="DefaultParagraphFont",
            custom=True,
        )
        + style(
            "Pack Table",
            kind="table",
            based_on="TableNormal",
            priority=59,
            custom=True,
            extra=PACK_TABLE,
        )
        + "</w:styles>"
    )


PLAIN_TABLE = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)
PACK_TABLE = (
    f"<w:tblPr><w:tblBorders>{border('top', 8, NAVY, 0)}{border('bottom', 8, NAVY, 0)}"
    f"{border('insideH', 4, RULE, 0)}</w:tblBorders><w:tblCellMar>"
    '<w:left w:w="70" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>'
    f"<w:tcPr><w:tcBorders>{border('insideV', 4, NAVY, 0)}</w:tcBorders>"
    f'<w:shd w:val="clear" w:color="auto" w:fill="{NAVY}"{tied("themeFill", NAVY)}/>'
    '<w:vAlign w:val="bottom"/></w:tcPr>'
    "</w:tblStylePr>"
)


def numbering_part() -> str:
    """List 1 numbers the headings, 2 has bullets, 3 has numbers, letters and roman numerals."""

    def level(index: int, kind: str, pattern: str, left: int, hanging: int, more: str = "") -> str:
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
            f'<w:lvlText w:val="{pattern}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        )

    def list_(number: int, levels: str) -> str:
        return (
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
            f"{levels}</w:abstractNum>"
        )

    headings = "".join(
        level(
            index,
            "decimal",
            ".".join(f"%{number}" for number in range(1, index + 2)),
            indent,
            indent,
            f'<w:pStyle w:val="Heading{index + 1}"/>',
        )
        for index, indent in enumerate((504, 604, 720))
    )
    bullets = "".join(
        level(index, "bullet", "•–▪"[index % 3], 360 * (index + 1), 260) for index in range(9)
    )
    kinds = ("decimal", "lowerLetter", "lowerRoman")
    numbers = "".join(
        level(index, kinds[index % 3], f"%{index + 1}.", 360 * (index + 1), 320)
        for index in range(9)
    )
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (1, 2, 3)
    )
    lists = list_(1, headings) + list_(2, bullets) + list_(3, numbers)
    return f"<w:numbering {NAMESPACES}>{lists}{nums}</w:numbering>"
