"""Builds templates/reference.docx: the styles, lists, page, header and footer of every document.

    python scripts/build_reference.py [target]

Written part by part, so that what the brand consists of can be read here, and so that nothing
foreign (a thumbnail, custom XML, a hundred unused styles) comes along.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reference_styles import (
    AMBER,
    BLUE,
    BODY_FONT,
    CODE_FONT,
    MARGINS,
    NAVY,
    PAGE,
    RUST,
    SLATE,
    numbering_part,
    right_tab,
    styles,
)

from generator.formats.package import write_package
from generator.formats.word.markup import FIELD_END, NAMESPACES, field_start, run

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def header() -> str:
    """`word/header1.xml`; the writer fills the words in brackets in."""
    tabs = f'<w:pPr><w:pStyle w:val="Header"/>{right_tab()}</w:pPr>'
    words = run("[[header]]\t[[status]]")
    return f"<w:hdr {NAMESPACES}><w:p>{tabs}{words}</w:p></w:hdr>"


def footer() -> str:
    """`word/footer1.xml`."""
    tabs = f'<w:pPr><w:pStyle w:val="Footer"/>{right_tab()}</w:pPr>'
    page = field_start("PAGE") + run("1") + FIELD_END
    pages = field_start("NUMPAGES") + run("1") + FIELD_END
    words = run("[[footer]]\tPage ") + page + run(" of ") + pages
    return f"<w:ftr {NAMESPACES}><w:p>{tabs}{words}</w:p></w:ftr>"


def body() -> str:
    """`word/document.xml`: nothing but the page."""
    margins = " ".join(f'w:{side}="{length}"' for side, length in MARGINS.items())
    return (
        f'<w:document {NAMESPACES}><w:body><w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'
        '<w:sectPr><w:headerReference w:type="default" r:id="rId6"/>'
        '<w:footerReference w:type="default" r:id="rId7"/>'
        f'<w:pgSz w:w="{PAGE["w"]}" w:h="{PAGE["h"]}"/>'
        f'<w:pgMar {margins} w:header="576" w:footer="576" w:gutter="0"/></w:sectPr>'
        "</w:body></w:document>"
    )


def footnotes() -> str:
    """`word/footnotes.xml`: the lines above the notes of a page."""
    space = '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}">'
        f"<w:p>{space}<w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return f"<w:footnotes {NAMESPACES}>{lines}</w:footnotes>"


SETTINGS = (
    f"<w:settings {NAMESPACES}>"
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat>'
    + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
            ("useWord2013TrackBottomHyphenation", 0),
        )
    )
    + '</w:compat><w:themeFontLang w:val="en-US"/>'
    '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2"'
    ' w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4"'
    ' w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"'
    ' w:followedHyperlink="followedHyperlink"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)

FONTS = (
    f"<w:fonts {NAMESPACES}>"
    + "".join(
        f'<w:font w:name="{name}"><w:panose1 w:val="{panose}"/><w:charset w:val="00"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, panose, family, pitch in (
            (BODY_FONT, "020F0502020204030204", "swiss", "variable"),
            (CODE_FONT, "020B0609020204030204", "modern", "fixed"),
        )
    )
    + "</w:fonts>"
)


def theme() -> str:
    """`word/theme/theme1.xml`: the brand's colours and typeface."""
    colors = {
        "dk2": NAVY, "lt2": "EEF2F6", "accent1": NAVY, "accent2": BLUE, "accent3": "3F7D7A",
        "accent4": AMBER, "accent5": RUST, "accent6": SLATE, "hlink": BLUE, "folHlink": "5B4A7E",
    }  # fmt: skip
    scheme = '<a:dk1><a:srgbClr val="000000"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1>'
    scheme += "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colors.items()
    )
    font = f'<a:latin typeface="{BODY_FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="pmopack">'
        f'<a:themeElements><a:clrScheme name="pmopack">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="pmopack"><a:majorFont>{font}</a:majorFont>'
        f'<a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme name="pmopack">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = ("styles", "numbering", "settings", "fontTable", "theme", "header", "footer", "footnotes")
FILES = {"theme": "theme/theme1.xml", "header": "header1.xml", "footer": "footer1.xml"}


def content_types() -> str:
    """`[Content_Types].xml`."""
    types = {f"/word/{FILES.get(part, f'{part}.xml')}": f"{WORD_TYPE}.{part}+xml" for part in PARTS}
    types["/word/theme/theme1.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    types["/word/document.xml"] = f"{WORD_TYPE}.document.main+xml"
    types["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    types["/docProps/app.xml"] = (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    )
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relationships(*targets: tuple[str, str]) -> str:
    """Type and target of each, numbered from rId1."""
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def main() -> None:
    """Writes the reference document."""
    target = Path(__file__).parents[1] / "templates" / "reference.docx"
    if len(sys.argv) > 1:
        target = Path(sys.argv[1])
    core = (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Reference document</dc:title>'
        "<dc:creator>pmopack</dc:creator></cp:coreProperties>"
    )
    app = (
        f'<Properties xmlns="{OFFICE}/extended-properties"><Application>pmopack</Application>'
        "</Properties>"
    )
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            (f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": core,
        "docProps/app.xml": app,
        "word/_rels/document.xml.rels": relationships(
            *((f"{OFFICE}/relationships/{part}", FILES.get(part, f"{part}.xml")) for part in PARTS)
        ),
        "word/document.xml": body(),
        "word/styles.xml": styles(),
        "word/numbering.xml": numbering_part(),
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": FONTS,
        "word/theme/theme1.xml": theme(),
        "word/header1.xml": header(),
        "word/footer1.xml": footer(),
        "word/footnotes.xml": footnotes(),
    }
    target.write_bytes(write_package({name: (XML + part).encode() for name, part in parts.items()}))


if __name__ == "__main__":
    main()
