"""Every emitted Word file keeps W01 to W31; each rule is seen failing on a file made wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.formats.conftest import made
from tests.formats.word_look import Word, ratio
from tests.formats.word_rules import RULES, findings
from tests.formats.word_sample import changed, replaced, with_parts

Edit = Callable[[bytes], bytes]
RELATIONS = "word/_rels/document.xml.rels"
STYLES = "word/styles.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xml(pattern: str, new: str, part: str = "word/document.xml") -> Edit:
    """Replaces the first match in a part."""
    return lambda data: replaced(data, pattern, new, part)


def styles(pattern: str, new: str) -> Edit:
    return xml(pattern, new, STYLES)


def after(pattern: str, new: str, part: str = "word/document.xml") -> Edit:
    """Replaces the attribute or text that follows the first match in a part."""
    whole = re.compile(f'({pattern})[^"<]*', re.DOTALL)
    return lambda data: changed(data, part, lambda text: whole.sub(rf"\g<1>{new}", text, count=1))


def core(pattern: str, new: str) -> Edit:
    return xml(pattern, new, "docProps/core.xml")


def settings(pattern: str, new: str) -> Edit:
    return xml(pattern, new, "word/settings.xml")


def parts(**content: str) -> Edit:
    """Adds parts to the folder `word`."""
    return lambda data: with_parts(
        data, {f"word/{name}.{'xml'}": text.encode() for name, text in content.items()}
    )


def both(*edits: Edit) -> Edit:
    def edit(data: bytes) -> bytes:
        for one in edits:
            data = one(data)
        return data

    return edit


def block(markup: str) -> Edit:
    """Puts elements of the body at the end of the first section."""
    return xml(r'(?=<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:bookmarkStart w:id="\d+"'
               r' w:name="_pmo_purpose"/>)', markup)  # fmt: skip


def words(text: str, run: str = "", properties: str = "", style: str = "Normal") -> str:
    """A paragraph."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
        f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def says(text: str, run: str = "", properties: str = "", style: str = "Normal") -> Edit:
    return block(words(text, run, properties, style))


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def drawing(alternative: str, kind: str = "inline", more: str = "", times: int = 1) -> str:
    """A paragraph with pictures, as far as the rules read them."""
    one = (
        f'<w:r><w:drawing><wp:{kind} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        f'wordprocessingDrawing"><wp:docPr id="900" name="Picture" descr="{alternative}">{more}'
        f"</wp:docPr></wp:{kind}></w:drawing></w:r>"
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr>{one * times}</w:p>'


def link(text: str, attributes: str) -> str:
    run = f'<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>{text}</w:t></w:r>'
    return f"<w:p><w:hyperlink {attributes}>{run}</w:hyperlink></w:p>"


def field(instruction: str) -> str:
    return f'<w:p><w:fldSimple w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'


def leads_to(target: str) -> Edit:
    """Adds rId900, a relationship to a place outside."""
    new = f'<Relationship Id="rId900" Type="{OFFICE}/hyperlink" Target="{target}"/>'
    return xml(r"(?=</Relationships>)", new, RELATIONS)


NOTED = '<w:p><w:r><w:t>Noted</w:t><w:footnoteReference w:id="5"/></w:r></w:p>'


def note(style: str, number: int = 5, mark: str = "<w:r><w:footnoteRef/></w:r>") -> str:
    """A footnote."""
    text = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>{mark}<w:r><w:t>Said below.</w:t></w:r>'
    return f'<w:footnote w:id="{number}"><w:p>{text}</w:p></w:footnote>'


DECORATIVE = (
    '<d:decorative xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
)
FIGURE = (
    '<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t xml:space="preserve">Figure </w:t>'
    '</w:r><w:fldSimple w:instr="SEQ Figure"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    "<w:r><w:t>. Bodies</w:t></w:r></w:p>"
)
TEXT_BOX = "<w:txbxContent><w:p><w:r><w:t>Aside</w:t></w:r></w:p></w:txbxContent>"
COLOUR = '<w:color w:val="C00000"/>'
LONG = "The board decides " + "and decides " * 20 + "today."

WRONG: list[tuple[str, Edit]] = [
    *[
        ("W02", core(f"<{name}>[^<]*</{name}>", f"<{name}></{name}>"))
        for name in ("dc:title", "dc:subject", "dc:creator", "cp:keywords")
    ],
    ("W02", core("<dc:title>[^<]*", "<dc:title>Untitled")),
    ("W03", styles('<w:lang w:val="en-US"', '<w:lang w:val=""')),
    ("W03", says("Совет управления")),
    ("W04", xml('"Heading1"', '"Heading2"')),
    ("W04", says("", style="Heading2")),
    ("W04", block(words("Deeper", style="Heading3"))),
    ("W04", says("Aim", properties='<w:outlineLvl w:val="0"/>')),
    ("W05", says("Important points", "<w:b/>")),
    *[("W06", says(f"{mark} First")) for mark in ("•", "-", "–", "1.", "a)", "(2)")],
    ("W07", xml("Executive summary(?=</w:t><w:tab/>)", "Summary")),
    ("W07", xml(r'w:anchor="_Toc\d+"', 'w:anchor="_Toc000000001"')),
    ("W07", xml(r'TOC \\o "1-1" \\h', r'TOC \o "1-1"')),
    ("W07", xml("TOC ", "QUOTE ")),
    ("W07", xml(r'(?s)<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:hyperlink.*?</w:p>', "")),
    ("W07", says("Hand-made list", style="Heading1")),
    ("W07", xml(r"Inputs of the key task(?=</w:t><w:tab/>)", "Inputs")),
    ("W08", xml("<w:tblHeader/>", "")),
    ("W08", xml('w:firstRow="1"', 'w:firstRow="0"')),
    ("W08", xml("<w:trPr><w:cantSplit/></w:trPr>", "<w:trPr><w:tblHeader/></w:trPr>")),
    ("W09", xml("(?<=<w:tcPr>)", '<w:gridSpan w:val="2"/>')),
    ("W09", xml("(?<=<w:tcPr>)", '<w:vMerge w:val="restart"/>')),
    ("W09", xml("(?=</w:tc>)", table(cell(words("a")), cell(words("b"))))),
    ("W09", xml("(?=</w:tr>)", cell(words("one more")))),
    ("W10", xml("(?<=<w:tblPr>)", '<w:tblpPr w:tblpX="720"/>')),
    ("W10", xml("<w:trPr><w:cantSplit/></w:trPr>", "")),
    ("W10", xml("<w:cantSplit/>", '<w:cantSplit w:val="0"/>')),
    ("W11", xml("<w:tblCaption [^>]*>", "")),
    ("W11", xml('<w:tblDescription w:val="[^"]*"', '<w:tblDescription w:val=" "')),
    ("W11", xml("SEQ Table", "QUOTE Table")),
    ("W11", xml('"Caption"', '"Normal"')),
    ("W11", after("SEQ Table.*?separate.*?<w:t [^>]*>", "7")),
    ("W12", xml("Systems and owners", " ")),
    ("W13", block(table(cell(words("left")) + cell(words("right"))))),
    ("W13", block(table(cell(words("over")), cell(words("under"))))),
    ("W14", block(drawing(""))),
    ("W14", block(drawing("seal.png"))),
    ("W14", block(drawing("Image 3"))),
    ("W14", block(drawing("a" * 251))),
    ("W14", block(drawing("Organization chart of the program office"))),
    ("W15", block(drawing("The seal", "anchor"))),
    ("W15", block(drawing("The seal", times=2))),
    ("W16", block(f"<w:p><w:r>{TEXT_BOX}</w:r></w:p>")),
    ("W16", block("<w:p><w:r><w:pict/></w:r></w:p>")),
    ("W16", xml("(?=<w:body>)", '<w:background w:color="FFEEEE"/>')),
    ("W17", block(drawing("Bodies"))),
    ("W17", block(drawing("Bodies") + words("Figure 1. Bodies", style="Caption"))),
    ("W17", block(drawing("Screenshot of the risk register") + FIGURE)),
    ("W18", block(table(cell(words("●"), '<w:shd w:fill="C00000"/>')))),
    ("W18", says("Overdue", COLOUR)),
    ("W18", says("Overdue", '<w:highlight w:val="yellow"/>')),
    ("W18", styles('<w:u w:val="single"/>', "")),
    ("W18", after("<w:showingPlcHdr/>.*?<w:t [^>]*>", "Sponsor")),
    ("W19", says("faint", '<w:color w:val="808080"/>')),
    ("W19", says("faint", '<w:highlight w:val="yellow"/><w:color w:val="C98A1B"/>')),
    ("W19", says("faint", '<w:color w:val="000000" w:themeColor="accent4"/>')),
    ("W19", says("faint", '<w:color w:val="000000" w:themeColor="text1" w:themeTint="66"/>')),
    ("W19", says("faint", properties='<w:shd w:val="clear" w:fill="303030"/>',
                 run='<w:color w:val="1F3A5F"/>')),
    ("W19", says("larger", '<w:color w:val="A0A0A0"/><w:sz w:val="36"/>')),
    ("W19", after('<w:tblStylePr w:type="firstRow">.*?w:themeFill="', "background2", STYLES)),
    ("W19", after('"PlaceholderText">.*?w:themeColor="', "accent4", STYLES)),
    ("W19", after('"Hyperlink">.*?w:themeColor="', "accent4", STYLES)),
    ("W19", after('"Footer">.*?w:themeColor="', "accent4", STYLES)),
    *[
        ("W20", both(leads_to("https://example.gov/a"), block(link(text, 'r:id="rId900"'))))
        for text in ("click here", "Read more.", "", "https://example.gov/" + "long/" * 8)
    ],
    ("W20", block(link("the risk register", 'w:anchor="_gone"'))),
    ("W20", both(leads_to("htp:/example"), block(link("the rules", 'r:id="rId900"')))),
    ("W20", both(leads_to("https://example.gov/other"),
                 block(link("the data help desk", 'r:id="rId900"')))),
    ("W21", xml("(?<=>)Department of Example(?= )", "Confidential", "word/header1.xml")),
    ("W21", xml("Version 0.1", "Version 0.7", "word/footer1.xml")),
    ("W22", xml(" PAGE ", " DATE ", "word/footer1.xml")),
    ("W22", xml("Page ", "Page 7 ", "word/footer1.xml")),
    ("W22", xml("<w:footerReference [^>]*>", "")),
    ("W23", says("")),
    ("W23", says("Name    Date")),
    ("W23", block("<w:p><w:r><w:t>Name</w:t><w:tab/><w:t>Date</w:t></w:r></w:p>")),
    ("W23", block('<w:p><w:r><w:t>End</w:t><w:br w:type="page"/></w:r></w:p>')),
    ("W24", says("Aside", properties='<w:framePr w:w="2000"/>')),
    ("W24", xml("(?=</w:sectPr>)", '<w:cols w:num="2"/>')),
    ("W25", parts(comments="<w:comments/>")),
    ("W25", block('<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins></w:p>')),
    ("W25", block('<w:p><w:del w:id="1" w:author="A"><w:r><w:delText>x</w:delText></w:r></w:del>'
                  "</w:p>")),
    ("W25", says("secret", "<w:vanish/>")),
    ("W25", xml('(?<=<w:i/><w:iCs/>)', "<w:vanish/>", STYLES)),
    ("W26", says("small", '<w:sz w:val="20"/>')),
    ("W26", xml("(?<=<w:trPr>)", '<w:trHeight w:val="300" w:hRule="exact"/>')),
    ("W26", says("tight", properties='<w:spacing w:line="200" w:lineRule="exact"/>')),
    ("W26", xml('(?<=<a:latin typeface=")[^"]*', "Comic Sans MS", "word/theme/theme1.xml")),
    ("W27", xml("<w:alias [^>]*>", "")),
    ("W27", parts(vbaProject="")),
    ("W27", xml("wordprocessingml.document.main", "wordprocessingml.macroEnabled.main",
                "[Content_Types].xml")),
    ("W27", says("Flash", '<w:effect w:val="blinkBackground"/>')),
    ("W28", says("See Table 2 for the owners.")),
    ("W28", block(drawing("Bodies") + words("See Figure 1."))),
    ("W28", says("See section 1 for the reader.")),
    ("W28", says("1", '<w:vertAlign w:val="superscript"/>')),
    ("W28", block(field("REF _Ref999 \\h"))),
    ("W28", block('<w:p><w:r><w:t>Note</w:t><w:footnoteReference w:id="5"/></w:r></w:p>')),
    *[("W28", both(block(NOTED), xml("(?=</w:footnotes>)", wrong, "word/footnotes.xml")))
      for wrong in (note("FootnoteText", number=6), note("Normal"), note("FootnoteText", mark=""),
                    note("FootnoteText") + note("FootnoteText", number=6))],
    ("W29", says("The XQZ decides.")),
    ("W29", says("The XQZs decide (see the XQZ rules).")),
    ("W29", says(LONG)),
    ("W30", settings('w:val="15"', 'w:val="12"')),
    ("W30", settings("(?=<w:compat>)", "<w:updateFields/>")),
    ("W31", says("Press the green button.")),
    ("W31", says("Amounts marked in red are late.")),
    ("W31", says("The table at right shows the owners.")),
]  # fmt: skip

NAMES = ["Program Charter.docx", "document1.docx", "Charter.docm", f"{'Plan' * 16}.docx"]


@pytest.fixture(scope="session")
def report(general_pack: list[Path]) -> bytes:
    """A file that keeps every rule: short, with links, lists, tables and open facts."""
    (path,) = [one for one in general_pack if one.name == "Data-Quality-Report.docx"]
    return path.read_bytes()


@pytest.mark.parametrize(
    ("pack", "count"),
    [("example_pack", 6), ("full_pack", 5), ("general_pack", 2), ("blank_pack", 6),
     ("house_pack", 6), ("light_pack", 6)],
)  # fmt: skip
def test_every_emitted_file_keeps_every_rule(
    pack: str, count: int, request: pytest.FixtureRequest
) -> None:
    files: list[Path] = request.getfixturevalue(pack)
    assert len(files) == count
    assert {path.name: findings(path) for path in files} == {path.name: [] for path in files}


def test_the_documents_of_a_real_key_task_keep_every_rule(
    m3: Path, ten_lines: str, tmp_path: Path
) -> None:
    files = made(tmp_path, ten_lines, m3 / "key-tasks" / "1.12.md")
    assert len(files) == 4
    assert {path.name: findings(path) for path in files} == {path.name: [] for path in files}


@pytest.mark.parametrize(
    ("number", "edit"), WRONG, ids=[f"{number}-{place}" for place, (number, _) in enumerate(WRONG)]
)
def test_a_rule_reports_a_file_made_wrong(
    number: str, edit: Edit, report: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "Data-Quality-Report.docx"
    path.write_bytes(edit(report))
    assert list(RULES[number](Word(path)))


@pytest.mark.parametrize("name", NAMES)
def test_w01_reports_a_name_that_is_long_empty_or_has_spaces(
    name: str, report: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(report)
    assert list(RULES["W01"](Word(tmp_path / name)))


@pytest.mark.parametrize(
    ("pack", "number", "edit"),
    [
        ("blank_pack", "W01", xml("template.main", "document.main", "[Content_Types].xml")),
        ("blank_pack", "W02", core("<dc:creator>[^<]*", "<dc:creator>")),
        ("blank_pack", "W08", xml("<w:tblHeader/>", "")),
        ("blank_pack", "W18", xml(r">\[([^<\]]*)\]<", r">\1<")),
        ("blank_pack", "W27", xml("<w:alias [^>]*>", "")),
        ("house_pack", "W07", xml(r'w:anchor="_Toc\d+"', 'w:anchor="_Toc000000001"')),
        ("house_pack", "W14", xml("The house in spring[^\"]*", "house.png")),
        ("house_pack", "W21", xml("(?<=>)  Department", "  Secret department", "word/header1.xml")),
        ("house_pack", "W22", xml(" PAGE ", " DATE ", "word/footer1.xml")),
        ("light_pack", "W14", xml("Department of Example logo", "logo.png")),
        ("light_pack", "W19", after('<w:tblStylePr w:type="firstRow">.*?w:themeFill="',
                                    "background2", STYLES)),
    ],
)  # fmt: skip
def test_a_rule_reports_a_template_or_a_branded_file_made_wrong(
    pack: str, number: str, edit: Edit, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    file: Path = request.getfixturevalue(pack)[1]
    assert list(RULES[number](Word(file))) == []
    path = tmp_path / file.name
    path.write_bytes(edit(file.read_bytes()))
    assert list(RULES[number](Word(path)))


@pytest.mark.parametrize(("pack", "name"), [("blank_pack", "A.docx"), ("example_pack", "A.dotx")])
def test_w01_reports_a_template_named_as_a_document_and_the_reverse(
    pack: str, name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(request.getfixturevalue(pack)[0].read_bytes())
    assert list(RULES["W01"](Word(tmp_path / name)))


def test_each_rule_has_been_shown_failing() -> None:
    assert sorted(RULES) == [f"W{number:02}" for number in range(1, 32)]
    assert {"W01", *(number for number, _ in WRONG)} == set(RULES)


@pytest.mark.parametrize(
    "edit",
    [
        says("Large and grey", '<w:color w:val="808080"/><w:b/><w:sz w:val="36"/>', style="Title"),
        says("The Xylophone Quality Zone (XQZ) decides. The XQZ meets weekly."),
        says("See section 12 of the circular, and Table 99 there."),
        block(drawing("", more=DECORATIVE)),
        both(block(NOTED), xml("(?=</w:footnotes>)", note("FootnoteText"), "word/footnotes.xml")),
        block(drawing("The two bodies") + FIGURE),
        block(
            drawing("Organization chart of the program office")
            + FIGURE
            + words("Executive Sponsor", style="ListBullet")
        ),
    ],
)
def test_what_is_right_is_not_reported(edit: Edit, report: bytes, tmp_path: Path) -> None:
    path = tmp_path / "Data-Quality-Report.docx"
    path.write_bytes(edit(report))
    assert findings(path) == []


@pytest.mark.parametrize(
    ("color", "fill", "expected"),
    # By hand, from the definition in WCAG 2.0; 767676 is the known limit on white.
    [("000000", "FFFFFF", 21.0), ("767676", "FFFFFF", 4.54), ("FF0000", "FFFFFF", 4.0)],
)
def test_contrast_is_computed_as_wcag_says(color: str, fill: str, expected: float) -> None:
    assert ratio(color, fill) == pytest.approx(expected, abs=0.005)
