"""W01 to W31: what makes a Word file good for every reader (Section 508), each rule a function.

A rule reads an opened file and yields a sentence for each thing that is wrong. What a rule cannot
know (words that may stand in capitals, patterns of wording) is data in tests/cases/word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.formats.word_look import Element, R, W, Word, is_on, ratio, shown_text, text_of, value

CASES = Path(__file__).resolve().parents[1] / "cases" / "word"
Rule = Callable[[Word], Iterator[str]]
RULES: dict[str, Rule] = {}

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
READABLE = {"Aptos", "Arial", "Calibri", "Carlito", "Helvetica", "Public Sans", "Segoe UI"}
READABLE |= {"Liberation Sans", "Source Sans Pro", "Tahoma", "Times New Roman", "Verdana"}
KINDS = {".docx": "document", ".dotx": "template"}
LONGEST_ALT, LONGEST_NAME, LONGEST_URL, LONGEST_SENTENCE = 250, 60, 40, 35


def rule(function: Rule) -> Rule:
    """Enters a rule under the number its name begins with."""
    RULES[function.__name__[:3].upper()] = function
    return function


def findings(path: Path) -> list[str]:
    """What every rule finds in a file, each finding with the number of its rule."""
    word = Word(path)
    return [f"{number}: {fact}" for number, check in RULES.items() for fact in check(word)]


def lines_of(name: str) -> list[str]:
    """The lines of a file of cases that are no remark."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def quoted(element: Element) -> str:
    return repr(shown_text(element)[:60])


def in_table(element: Element) -> bool:
    return next(element.iterancestors(W + "tc"), None) is not None


def is_contents(word: Word, paragraph: Element) -> bool:
    """Whether a paragraph is a line of the contents or of the list of tables."""
    return word.style_name(paragraph).startswith(("toc ", "table of figures"))


def instructions(element: Element) -> list[str]:
    """The instructions of the fields below an element."""
    found, inside = [], False
    for node in element.iter(W + "fldChar", W + "instrText", W + "fldSimple"):
        if node.tag == W + "fldSimple":
            found.append(node.get(W + "instr", ""))
        elif node.tag == W + "instrText" and inside:
            found[-1] += node.text or ""
        elif node.get(W + "fldCharType") == "begin":
            found.append("")
            inside = True
        elif node.tag == W + "fldChar":
            inside = False
    return [" ".join(one.split()) for one in found]


def typed_text(paragraph: Element) -> str:
    """The text of a paragraph without the results of fields."""
    pieces, depth = [], 0
    for run in paragraph.iter(W + "r"):
        simple = next(run.iterancestors(W + "fldSimple"), None)
        for node in run if simple is None else ():
            if node.tag == W + "fldChar":
                depth += {"begin": 1, "end": -1}.get(node.get(W + "fldCharType", ""), 0)
            elif not depth:
                pieces.append({W + "t": node.text or "", W + "tab": "\t"}.get(node.tag, ""))
        if depth or simple is not None:
            pieces.append("\0")  # what stands around a field is not one piece of text
    return "".join(pieces)


def pictures(word: Word) -> Iterator[Element]:
    """The properties of each drawing: name, alternative text, whether decorative."""
    for story in word.stories():
        yield from story.iter(WP + "docPr")


@rule
def w01_file_name(word: Word) -> Iterator[str]:
    stem = word.path.stem
    kind = KINDS.get(word.path.suffix)
    if kind is None:
        yield f"the file is a {word.path.suffix}, neither a .docx nor a .dotx"
    elif f"wordprocessingml.{kind}.main+xml".encode() not in word.parts["[Content_Types].xml"]:
        yield f"the file is a {word.path.suffix} in name only; Word refuses it"
    if not re.fullmatch(r"[A-Za-z0-9]+([-_][A-Za-z0-9]+)*", stem):
        yield f"the name {stem!r} holds spaces or special characters"
    if re.fullmatch(r"(?i)(document|doc|file|untitled|output|new)[-_]?\d*", stem):
        yield f"the name {stem!r} says nothing"
    if len(stem) > LONGEST_NAME:
        yield f"the name has {len(stem)} characters"


@rule
def w02_properties(word: Word) -> Iterator[str]:
    core = word.tree("docProps/core.xml")
    said = {} if core is None else {one.tag.rpartition("}")[2]: one.text or "" for one in core}
    for name in ("title", "subject", "creator", "keywords"):
        if not said.get(name, "").strip():
            yield f"the property {name} is empty"
    if re.fullmatch(r"(?i)(untitled|document|reference|template).*", said.get("title", "")):
        yield f"the title {said['title']!r} says nothing"


@rule
def w03_language(word: Word) -> Iterator[str]:
    language = value(word.tree("word/styles.xml"), "docDefaults/rPrDefault/rPr/lang")
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", language or ""):
        yield f"the language of the document is {language!r}"
    for run in word.body.iter(W + "r"):
        foreign = re.search(r"[\u0370-\u03ff\u0400-\u07ff\u3040-\u9fff]{3}", text_of(run))
        if foreign and run.find(f"{W}rPr/{W}lang") is None:
            yield f"the other language of {quoted(run)} is not marked"


@rule
def w04_headings(word: Word) -> Iterator[str]:
    before = 0
    for level, paragraph in word.headings():
        if not text_of(paragraph).strip():
            yield f"a heading of level {level} is empty"
        if level > before + 1:
            yield f"level {before} is followed by level {level} at {quoted(paragraph)}"
        before = level
    if not before:
        yield "there is no heading"
    for paragraph in word.paragraphs:
        outline = word.of_style(paragraph, "pPr/outlineLvl")
        if outline not in (None, "9") and not word.heading_level(paragraph):
            yield f"{quoted(paragraph)} has an outline level but no heading style"


@rule
def w05_fake_headings(word: Word) -> Iterator[str]:
    known = lines_of("fake-headings.txt")
    for paragraph in word.paragraphs:
        words = text_of(paragraph).strip()
        if word.style_name(paragraph) not in ("normal", "body text", "list bullet", "list number"):
            continue
        runs = [run for run in paragraph.iter(W + "r") if text_of(run).strip()]
        short = words and len(words) < 80 and not words.endswith((".", ",", ";"))
        stands_out = short and not in_table(paragraph) and all(map(word.is_bold, runs))
        if stands_out and not any(re.fullmatch(one, words) for one in known):
            yield f"{words!r} is bold and short, a heading without a heading's style"


@rule
def w06_lists(word: Word) -> Iterator[str]:
    typed = re.compile(r"\s*([•●▪◦‣·*–—-]|o(?=\t)|\(?(\d{1,2}|[a-zA-Z]|[ivx]+)[.)])\s+\S")
    for paragraph in word.paragraphs:
        if is_contents(word, paragraph):
            continue
        for line in text_of(paragraph).split("\n"):
            if typed.match(line):
                yield f"{line[:40]!r} has a typed list mark"


@rule
def w07_contents(word: Word) -> Iterator[str]:
    contents = [one for one in instructions(word.body) if re.match(r"TOC\b(?!.*\\c)", one)]
    if len(contents) != 1:
        yield f"there are {len(contents)} contents fields"
        return
    if "\\h" not in contents[0]:
        yield "the contents are not made of links"
    depth = int(re.search(r'\\o "1-(\d)"', contents[0])[1])  # type: ignore[index]
    entries = [one for one in word.paragraphs if word.style_name(one).startswith("toc ")]
    entries = [one for one in entries if word.style_name(one) != "toc heading"]
    counts = [0] * 9
    expected = []
    for level, heading in word.headings():
        counts[level - 1 :] = [counts[level - 1] + 1, *[0] * (9 - level)]
        number = ".".join(map(str, counts[:level])) if word.numbering_of(heading) else ""
        if level <= depth:
            expected.append((f"{number}\t{text_of(heading)}".strip(), heading))
    for entry, (words, heading) in zip(entries, expected, strict=False):
        links = list(entry.iter(W + "hyperlink"))
        marks = {one.get(W + "name") for one in heading.iter(W + "bookmarkStart")}
        if text_of(entry).rsplit("\t", 1)[0] != words:
            yield f"the contents say {quoted(entry)} where the heading says {words!r}"
        if [one.get(W + "anchor") in marks for one in links] != [True]:
            yield f"the entry {quoted(entry)} does not lead to its heading"
    if len(entries) != len(expected):
        yield f"the contents have {len(entries)} entries for {len(expected)} headings"
    captions = [text_of(one) for one in word.paragraphs if word.style_name(one) == "caption"]
    tables = [one for one in word.paragraphs if word.style_name(one) == "table of figures"]
    listed = [text_of(one).rsplit("\t", 1)[0] for one in tables]
    for label in {one.split()[0] for one in listed if one != "None."}:
        same = [[one for one in lines if one.startswith(label)] for lines in (listed, captions)]
        if same[0] != same[1]:
            yield f"the list of each {label.lower()} differs from the captions"


@rule
def w08_header_rows(word: Word) -> Iterator[str]:
    for table in word.tables:
        headers = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(W + "tr")]
        if headers != [True] + [False] * (len(headers) - 1):
            yield f"{quoted(table)} has not one header row, its first"
        if value(table, "tblPr/tblLook", "firstRow") != "1":
            yield f"{quoted(table)} does not say that its first row is a header"


@rule
def w09_simple_tables(word: Word) -> Iterator[str]:
    for table in word.tables:
        if list(table.iter(W + "gridSpan", W + "vMerge", W + "hMerge")):
            yield f"{quoted(table)} has merged cells"
        if in_table(table):
            yield f"{quoted(table)} stands in a cell"
        if len({len(row.findall(W + "tc")) for row in table.findall(W + "tr")}) > 1:
            yield f"{quoted(table)} has rows of different length"


@rule
def w10_rows_stay_whole(word: Word) -> Iterator[str]:
    for table in word.tables:
        if table.find(f"{W}tblPr/{W}tblpPr") is not None:
            yield f"{quoted(table)} floats"
        if not all(is_on(row.find(W + "trPr"), "cantSplit") for row in table.iter(W + "tr")):
            yield f"rows of {quoted(table)} may split across pages"


@rule
def w11_captions(word: Word) -> Iterator[str]:
    for number, table in enumerate(word.tables, start=1):
        for name in ("tblCaption", "tblDescription"):
            if not (value(table, f"tblPr/{name}") or "").strip():
                yield f"{quoted(table)} has no {name}"
        caption = table.getprevious()
        if caption is None or word.style_name(caption) != "caption":
            yield f"{quoted(table)} has no caption above it"
        elif not any(one.startswith("SEQ ") for one in instructions(caption)):
            yield f"the number of the caption {quoted(caption)} is typed"
        elif not re.match(rf"Table {number}\. \S", text_of(caption)):
            yield f"the caption of table {number} says {quoted(caption)}"


@rule
def w12_blank_cells(word: Word) -> Iterator[str]:
    for cell in word.body.iter(W + "tc"):
        if not shown_text(cell).strip() and next(cell.iter(WP + "docPr"), None) is None:
            yield f"a cell is blank in {quoted(next(cell.iterancestors(W + 'tbl')))}"


@rule
def w13_layout_tables(word: Word) -> Iterator[str]:
    for table in word.tables:
        rows = table.findall(W + "tr")
        if len(rows) < 2 or all(len(row.findall(W + "tc")) < 2 for row in rows):
            yield f"{quoted(table)} has one row or one column: a layout, not data"


@rule
def w14_alternative_texts(word: Word) -> Iterator[str]:
    for picture in pictures(word):
        if any(one.get("val") == "1" for one in picture.iter(DECORATIVE)):
            continue
        words = (picture.get("descr") or "").strip()
        if not words:
            yield f"the picture {picture.get('name')!r} has no alternative text"
        if re.fullmatch(r"(?i).*\.(png|jpe?g|gif|svg|emf|bmp)|(picture|image)\s*\d*", words):
            yield f"the alternative text {words!r} is a file name"
        if len(words) > LONGEST_ALT:
            yield f"an alternative text has {len(words)} characters"
        is_complex = re.search(
            r"(?i)chart|matrix|gantt|diagram|graph", words + picture.get("name", "")
        )
        if is_complex and not _said_in_text(word, picture):
            yield f"what the picture {words!r} shows is said nowhere in its section"


def _said_in_text(word: Word, picture: Element) -> bool:
    """Whether a list or a table stands in the section of a picture."""
    block = next(picture.iterancestors(W + "p"))
    for preceding in (True, False):
        for one in block.itersiblings(preceding=preceding):
            if one.tag == W + "p" and word.heading_level(one):
                break
            if one.tag == W + "tbl" or (one.tag == W + "p" and word.numbering_of(one)):
                return True
    return False


@rule
def w15_in_line(word: Word) -> Iterator[str]:
    for story in word.stories():
        for _ in story.iter(WP + "anchor"):
            yield "a picture or shape is not in line with the text"
        for paragraph in story.iter(W + "p"):
            if len(list(paragraph.iter(WP + "inline"))) > 1:
                yield "drawings stand side by side and are not grouped"


@rule
def w16_text_boxes(word: Word) -> Iterator[str]:
    document = word.tree("word/document.xml")
    assert document is not None
    if document.find(W + "background") is not None:
        yield "the page has a background"
    for story in word.stories():
        for name in ("txbxContent", "pict", "object"):
            for _ in story.iter(W + name):
                yield f"there is a text box, WordArt or watermark ({name})"


@rule
def w17_pictures_of_text(word: Word) -> Iterator[str]:
    captions = [
        one
        for one in word.paragraphs
        if word.style_name(one) == "caption" and re.match(r"Figure \d+\. \S", text_of(one))
    ]
    for caption in captions:
        if not any(one.startswith("SEQ ") for one in instructions(caption)):
            yield f"the number of the caption {quoted(caption)} is typed"
    shown = [
        picture
        for picture in word.body.iter(WP + "docPr")
        if not any(one.get("val") == "1" for one in picture.iter(DECORATIVE))
        and not re.search(r"(?i)\b(logo|seal|emblem)\b", picture.get("descr") or "")
    ]
    for picture in pictures(word):
        if re.search(r"(?i)screen ?shot|scan(ned)? |(image|picture) of (a |the )?(text|table)",
                     picture.get("descr") or ""):  # fmt: skip
            yield f"{picture.get('descr')!r} is a picture of text"
    if len(shown) > len(captions):
        yield f"{len(shown)} pictures have {len(captions)} captions that say what they are for"


@rule
def w18_colour_alone(word: Word) -> Iterator[str]:
    for cell in word.body.iter(W + "tc"):
        shaded = cell.find(f"{W}tcPr/{W}shd") is not None
        if shaded and len(re.findall(r"[^\W\d_]", shown_text(cell))) < 2:
            yield f"a cell says by its colour alone what it means: {quoted(cell)}"
    for run in word.body.iter(W + "r"):
        own = run.find(W + "rPr")
        coloured = value(own, "color") not in (None, "auto") or value(own, "highlight")
        marked = is_on(own, "b") or is_on(own, "i") or value(own, "u") not in (None, "none")
        if coloured and not marked:
            yield f"{quoted(run)} differs by its colour alone"
    for link in word.body.iter(W + "hyperlink"):
        if not is_contents(word, next(link.iterancestors(W + "p"))):
            runs = link.findall(W + "r")
            if not all(any(value(one, "u") for one in word.run_looks(run)) for run in runs):
                yield f"the link {quoted(link)} is told by its colour alone"
    for control in word.body.iter(W + "sdt"):
        is_open = control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        told = r"(?i)decide|enter|choose|type|name|^\[.+\]$"
        if is_open and not re.search(told, text_of(control)):
            yield f"the placeholder {text_of(control)!r} is told by its colour alone"


@rule
def w19_contrast(word: Word) -> Iterator[str]:
    seen = set()
    for story in word.stories():
        for run in story.iter(W + "r"):
            if not text_of(run).strip():
                continue
            points, color, fill = word.points(run), word.color(run), word.fill(run)
            large = points >= 18 or (points >= 14 and word.is_bold(run))
            contrast = ratio(color, fill)
            if contrast < (3 if large else 4.5) and (color, fill, large) not in seen:
                seen.add((color, fill, large))
                yield f"{quoted(run)} is {color} on {fill}: {contrast:.2f} to 1"


@rule
def w20_links(word: Word) -> Iterator[str]:
    vague = set(lines_of("link-texts.txt"))
    marks = {one.get(W + "name") for one in word.body.iter(W + "bookmarkStart")}
    targets = word.relations()
    leads: dict[str, set[str]] = defaultdict(set)
    for link in word.body.iter(W + "hyperlink"):
        words, anchor = text_of(link).strip(), link.get(W + "anchor")
        if anchor is not None and anchor not in marks:
            yield f"the link {words!r} leads to a bookmark that is not there"
        if words.lower().rstrip(".") in vague or not words:
            yield f"the link text {words!r} does not say where it leads"
        if re.match(r"https?://|www\.", words) and len(words) > LONGEST_URL:
            yield f"the link text {words!r} is a bare address"
        if anchor is None:
            target = targets.get(link.get(R + "id", ""), ("", ""))[1]
            leads[words.lower()].add(target)
            if not re.fullmatch(r"(https?://[^\s/]+\.[^\s]+|mailto:[^\s@]+@[^\s@]+\.\w+)", target):
                yield f"the link {words!r} leads to {target!r}"
    for words, places in leads.items():
        if len(places) > 1:
            yield f"the link text {words!r} leads to {len(places)} places"


@rule
def w21_header_words(word: Word) -> Iterator[str]:
    opening = " ".join(map(text_of, word.opening()))
    said = set(re.findall(r"[\w.&-]*\w", opening.lower())) | set(
        lines_of("not-in-the-title-block.txt")
    )
    for story in word.stories():
        if story.tag in (W + "hdr", W + "ftr"):
            words = " ".join(typed_text(paragraph) for paragraph in story.iter(W + "p"))
            for one in dict.fromkeys(re.findall(r"[\w.&-]*\w", words)):
                if one.lower() not in said:
                    yield f"{one!r} of a header or footer is not said in the title block"


@rule
def w22_page_numbers(word: Word) -> Iterator[str]:
    targets = word.relations()
    for section in word.body.iter(W + "sectPr"):
        feet = section.findall(W + "footerReference")
        if not feet and section is next(word.body.iter(W + "sectPr")):
            yield "the first section has no footer"
        for foot in feet:
            footer = word.tree(f"word/{targets[foot.get(R + 'id', '')][1]}")
            assert footer is not None
            if "PAGE" not in {one.split()[0] for one in instructions(footer)}:
                yield "a footer has no page number field"
    for story in word.stories():
        if story.tag in (W + "hdr", W + "ftr"):
            for paragraph in story.iter(W + "p"):
                if re.search(r"(?i)\bpage \d", typed_text(paragraph)):
                    yield f"the page number of {quoted(paragraph)} is typed"


@rule
def w23_spacing(word: Word) -> Iterator[str]:
    for paragraph in word.paragraphs:
        words = text_of(paragraph)
        drawn = list(paragraph.iter(W + "drawing"))
        if not words.strip() and not drawn:
            yield "there is a blank paragraph"
        if re.search(r" {3}|\t[ \t]*\t|\n\s*\n", words):
            yield f"{words[:60]!r} is spaced by blanks, tabs or line ends"
        if "\t" in typed_text(paragraph) and not is_contents(word, paragraph):
            yield f"{words[:60]!r} has columns made by tabs"
    for mark in word.body.iter(W + "br"):
        if mark.get(W + "type") in ("page", "column"):
            yield "a page break is typed"


@rule
def w24_reading_order(word: Word) -> Iterator[str]:
    for story in word.stories():
        for frame in story.iter(W + "framePr", WP + "anchor", W + "altChunk"):
            yield f"the place of a {frame.tag.rpartition('}')[2]} is not its place in the text"
    for section in word.body.iter(W + "sectPr"):
        if (value(section, "cols", "num") or "1") not in ("", "1"):
            yield "a section has several columns"


@rule
def w25_nothing_left_over(word: Word) -> Iterator[str]:
    for name in word.parts:
        if re.search(r"word/(comments|people)\w*\.xml$", name):
            yield f"there are comments ({name})"
    for story in word.stories():
        for node in story.iter():
            name = str(node.tag).rpartition("}")[2]
            if name in ("ins", "del", "moveFrom", "moveTo") or name.endswith("PrChange"):
                yield f"there is a tracked change ({name})"
            if name in ("vanish", "specVanish"):
                yield "there is hidden text"
    used = {word.style_id(paragraph) for paragraph in word.paragraphs}
    for style in sorted(used):
        if any(is_on(one.find(W + "rPr"), "vanish") for one in word.chain(style)):
            yield f"the style {style} hides its text"


@rule
def w26_readable_text(word: Word) -> Iterator[str]:
    for paragraph in word.paragraphs:
        least = 9.0 if in_table(paragraph) or _is_small_print(word, paragraph) else 11.0
        for run in paragraph.iter(W + "r"):
            small = word.points(run) < (10 if _is_code(run) and least > 10 else least)
            if small and text_of(run).strip():
                yield f"{quoted(run)} has {word.points(run)} points"
    theme = word.parts.get("word/theme/theme1.xml", b"").decode()
    for font in sorted(set(re.findall(r'<a:latin typeface="([^"]*)"', theme))):
        if font not in READABLE:
            yield f"the font {font!r} is not known to be readable"
    for height in word.body.iter(W + "trHeight"):
        if height.get(W + "hRule") == "exact":
            yield "a row has a fixed height"
    for story in word.stories():
        for space in story.iter(W + "spacing"):
            if space.get(W + "lineRule") == "exact":
                yield "lines have a fixed height"


def _is_small_print(word: Word, paragraph: Element) -> bool:
    """Lines that serve others: contents, captions, notes, the organisation over the title."""
    names = ("caption", "table note", "table of figures", "organization", "footnote text")
    return word.style_name(paragraph).startswith(("toc ", *names))


def _is_code(run: Element) -> bool:
    return value(run, "rPr/rStyle") == "InlineCode"


@rule
def w27_plain_file(word: Word) -> Iterator[str]:
    for name in word.parts:
        if re.search(r"vbaProject|activeX|\.bin$", name):
            yield f"the file carries a program or an object ({name})"
    if b"macroEnabled" in word.parts["[Content_Types].xml"]:
        yield "the file may hold macros"
    for story in word.stories():
        for node in story.iter(W + "ffData", W + "control", W + "effect"):
            yield f"there is a form field or an animation ({node.tag.rpartition('}')[2]})"
        for control in story.iter(W + "sdt"):
            if not (value(control, "sdtPr/alias") or "").strip():
                yield f"the content control {quoted(control)} has no title"


@rule
def w28_references(word: Word) -> Iterator[str]:
    numbers = {f"Table {number}" for number in range(1, len(word.tables) + 1)}
    numbers |= {f"Figure {number}" for number in range(1, len(list(pictures(word))) + 1)}
    counts = [0] * 9
    for level, _ in word.headings():
        counts[level - 1 :] = [counts[level - 1] + 1, *[0] * (9 - level)]
        numbers.add("section " + ".".join(map(str, counts[:level])))
    for paragraph in word.paragraphs:
        if is_contents(word, paragraph):
            continue
        for found in re.findall(
            r"(?:Table|Figure) \d+|[Ss]ection \d+(?:\.\d+)*", typed_text(paragraph)
        ):
            if found.replace("Section", "section") in numbers:
                yield f"the reference {found!r} is typed"
    for run in word.body.iter(W + "r"):
        raised = value(run, "rPr/vertAlign") == "superscript"
        if raised and re.fullmatch(r"[\d*†]+", text_of(run).strip()):
            yield f"the note mark {quoted(run)} is typed"
    marks = {one.get(W + "name") for one in word.body.iter(W + "bookmarkStart")}
    for one in instructions(word.body):
        if one.startswith(("REF ", "PAGEREF ")) and one.split()[1] not in marks:
            yield f"the reference {one!r} leads nowhere"
    for kind in ("footnote", "endnote"):
        notes = word.tree(f"word/{kind}s.xml")
        ids = set() if notes is None else {one.get(W + "id") for one in notes}
        marks_of = [mark.get(W + "id") for mark in word.body.iter(W + f"{kind}Reference")]
        for mark in marks_of:
            if mark not in ids:
                yield f"a {kind} is missing"
        for note in () if notes is None else notes:
            if note.get(W + "type", "normal") != "normal":
                continue  # a line above the notes
            if marks_of.count(note.get(W + "id")) != 1:
                yield f"the {kind} {quoted(note)} has not one mark in the text"
            if {word.style_name(one) for one in note.iter(W + "p")} != {f"{kind} text"}:
                yield f"the {kind} {quoted(note)} is not in its style"
            if len(list(note.iter(W + f"{kind}Ref"))) != 1:
                yield f"the {kind} {quoted(note)} does not repeat its mark"


@rule
def w29_acronyms(word: Word) -> Iterator[str]:
    known = lines_of("capitals.txt")
    patterns = [re.compile(one.strip("/")) for one in known if one.startswith("/")]
    listed = _listed_terms(word)
    shown = (text_of(one) for one in word.paragraphs if not is_contents(word, one))
    text = re.sub(r"https?://\S+", "", "\n".join(shown))
    for compound in re.finditer(r"(?<!\w)[A-Z][\w&/-]*", text):
        for one in {compound[0]} if compound[0] in listed else compound[0].split("/"):
            stem = one.removesuffix("s")
            known_word = {one, stem} & listed or any(p.fullmatch(stem) for p in patterns)
            if not re.fullmatch(r"[A-Z][A-Z&]*[A-Z]", stem) or known_word or stem in known:
                continue
            listed.add(stem)  # it is the first use that counts
            place = compound.start()
            before, after = text[max(0, place - 1) : place], text[compound.end() :][:2]
            if not (before == "(" and after[:1] == ")") and after != " (":
                around = " ".join(text[max(0, place - 40) : place + 40].split())
                yield f"{one} is not expanded where it stands first: {around!r}"
    for sentence in _sentences(_first_section(word)):
        if len(sentence.split()) > LONGEST_SENTENCE:
            yield f"a sentence of the summary has {len(sentence.split())} words: {sentence[:60]!r}"


def _listed_terms(word: Word) -> set[str]:
    """The bold words of the section that lists the terms."""
    found, inside = set(), False
    for paragraph in word.paragraphs:
        if word.heading_level(paragraph):
            inside = text_of(paragraph) == "Terms and acronyms"
        elif inside:
            found |= {text_of(run).strip() for run in paragraph.iter(W + "r") if word.is_bold(run)}
    return found | {term.split()[0] for term in found if term}  # of "FIPS 199" also "FIPS"


def _first_section(word: Word) -> list[str]:
    """The paragraphs between the first heading and the next."""
    found: list[str] = []
    inside = False
    for paragraph in word.paragraphs:
        if word.heading_level(paragraph):
            if inside:
                break
            inside = True
        elif inside and not in_table(paragraph):
            found.append(text_of(paragraph))
    return found


def _sentences(paragraphs: list[str]) -> list[str]:
    return [one for words in paragraphs for one in re.split(r"(?<=[.!?;:])\s", words)]


@rule
def w30_settings(word: Word) -> Iterator[str]:
    settings = word.tree("word/settings.xml")
    if settings is None:
        yield "there are no settings"
        return
    modes = [
        one.get(W + "val")
        for one in settings.iter(W + "compatSetting")
        if one.get(W + "name") == "compatibilityMode"
    ]
    if modes != ["15"]:
        yield f"the compatibility mode is {modes}"
    for name in ("updateFields", "documentProtection", "trackRevisions", "attachedTemplate"):
        if settings.find(W + name) is not None:
            yield f"the settings have {name}"


@rule
def w31_senses(word: Word) -> Iterator[str]:
    patterns = [re.compile(one, re.IGNORECASE) for one in lines_of("places-and-colours.txt")]
    for paragraph in word.paragraphs:
        for pattern in patterns:
            if found := pattern.search(text_of(paragraph)):
                yield f"{found[0]!r} asks the reader to see a colour, a shape or a place"
