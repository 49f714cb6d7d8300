"""What a person does to a document beside its text: comments, notes, pictures, tracked changes,
headers, styles, and what SharePoint and labelling put into the package.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

from tests.authoring.manuscript import (
    Expectation,
    Manuscript,
    W,
    canonical,
    parsed,
    plain_runs,
    remove,
    set_text,
    split,
    text_of,
)
from tests.authoring.strokes import NEW, RSID, like, prose, typed, words_at

AUTHOR = "Rita Reader"
_BY = f' w:author="{AUTHOR}" w:date="2026-02-03T09:15:00Z"'
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SPACE = f'xmlns:w="{W[1:-1]}"'
_COMMENT_STYLES = (
    '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/>'
    '<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>'
    '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>',
    '<w:style w:type="character" w:styleId="CommentReference"><w:name'
    ' w:val="annotation reference"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    '<w:rPr><w:sz w:val="16"/>'
    '<w:szCs w:val="16"/></w:rPr></w:style>',
)
_NOTE_STYLES = (
    '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
    '<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>'
    '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>',
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    "</w:style>",
)
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240"'
    f' w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


def add_comment(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """A comment on two words."""
    paragraph = manuscript.pick(prose(manuscript), where)
    if paragraph is None:
        return None
    if not manuscript.has_part("word/comments.xml"):
        empty = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments {_SPACE}/>'
        manuscript.add_part("word/comments.xml", empty.encode(), f"{_WORDML}comments+xml")
        manuscript.relate("comments", "comments.xml")
    for style in _COMMENT_STYLES:
        manuscript.add_style(style)
    comments, word = manuscript.root("word/comments.xml"), manuscript.word()
    number = str(max((int(one.get(W + "id")) for one in comments), default=-1) + 1)
    comments.append(
        parsed(
            f'<w:comment w:id="{number}"{_BY} w:initials="RR"><w:p{NEW}><w:pPr>'
            '<w:pStyle w:val="CommentText"/></w:pPr><w:r><w:rPr>'
            '<w:rStyle w:val="CommentReference"/></w:rPr>'
            f"<w:annotationRef/></w:r>{typed(f'Does {word} agree?')}</w:p></w:comment>"
        )
    )
    run = manuscript.chance.choice(plain_runs(paragraph, 4))
    _, middle, _ = split(run, *words_at(manuscript, run, 2))
    middle.addprevious(parsed(f'<w:commentRangeStart w:id="{number}"/>'))
    reference = parsed(
        f'<w:r{RSID}><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        f'<w:commentReference w:id="{number}"/></w:r>'
    )
    middle.addnext(reference)
    middle.addnext(parsed(f'<w:commentRangeEnd w:id="{number}"/>'))
    manuscript.touch(paragraph)
    section = manuscript.section_of(paragraph).key
    return Expectation("add comment", (word,), "comment", section)


def add_footnote(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    paragraph = manuscript.pick(prose(manuscript), where)
    if paragraph is None:
        return None
    if not manuscript.has_part("word/footnotes.xml"):
        notes = f"<w:footnotes {_SPACE}>{_SEPARATORS}</w:footnotes>"
        manuscript.add_part("word/footnotes.xml", notes.encode(), f"{_WORDML}footnotes+xml")
        manuscript.relate("footnotes", "footnotes.xml")
    for style in _NOTE_STYLES:
        manuscript.add_style(style)
    footnotes, word = manuscript.root("word/footnotes.xml"), manuscript.word()
    number = max(int(one.get(W + "id")) for one in footnotes) + 1
    mark = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    footnotes.append(
        parsed(
            f'<w:footnote w:id="{number}"><w:p{NEW}><w:pPr>'
            '<w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"<w:r>{mark}<w:footnoteRef/></w:r>{typed(f' As {word} reported.')}</w:p></w:footnote>"
        )
    )
    run = manuscript.chance.choice(plain_runs(paragraph, 4))
    first, _ = split(run, words_at(manuscript, run, 1)[0])
    first.addnext(parsed(f'<w:r{RSID}>{mark}<w:footnoteReference w:id="{number}"/></w:r>'))
    manuscript.touch(paragraph)
    section = manuscript.section_of(paragraph).key
    return Expectation("add footnote", (word,), "footnote", section)


def add_picture(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """A picture in a paragraph of its own."""
    before = manuscript.pick(manuscript.paragraphs("normal"), where)
    if before is None or before.find(f"{W}pPr/{W}sectPr") is not None:
        return None
    word = manuscript.word()
    name, content = manuscript.next_name("word/media/image%d.png"), _png(word)
    manuscript.add_part(name, content, "image/png")
    identity = manuscript.relate("image", name.removeprefix("word/"))
    number = 1000 + int(word[-4:])
    size = 'cx="914400" cy="914400"'
    new = like(before, "x")
    remove(*new.findall(W + "r"))
    properties = f'<wp:docPr id="{number}" name="Picture {number}" descr="View of {word}"/>'
    new.append(
        parsed(
            f'<w:r{RSID}><w:rPr><w:noProof/></w:rPr><w:drawing><wp:inline distT="0" distB="0"'
            f' distL="0" distR="0"><wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f'{properties}<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
            "</wp:cNvGraphicFramePr><a:graphic><a:graphicData"
            ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="{word}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
            "<pic:blipFill>"
            f'<a:blip r:embed="{identity}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline>"
            "</w:drawing></w:r>"
        )
    )
    before.addnext(new)
    manuscript.touch(before, new)
    return Expectation(
        "add picture",
        (word,),
        "picture",
        manuscript.section_of(new).key,
        parts=((name, content),),
    )


def _png(word: str) -> bytes:
    """A picture of one point in a colour of its own."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    color = int(word[-4:]).to_bytes(3, "big")
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" + color))
        + chunk(b"IEND", b"")
    )


def track_insertion(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Types words with tracking on."""
    paragraph = manuscript.pick(prose(manuscript), where)
    if paragraph is None:
        return None
    run, word = manuscript.chance.choice(plain_runs(paragraph, 4)), manuscript.word()
    first, _ = split(run, words_at(manuscript, run, 1)[0])
    change = (
        f'<w:ins w:id="{manuscript.next_id("ins", "del")}"{_BY}>{typed(f"for {word} ")}</w:ins>'
    )
    first.addnext(parsed(change))
    manuscript.touch(paragraph)
    section = manuscript.section_of(paragraph).key
    return Expectation("track insertion", (word,), "inserted", section)


def track_deletion(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Types a word, later deletes it with the words behind it with tracking on."""
    paragraph = manuscript.pick(prose(manuscript), where)
    if paragraph is None:
        return None
    run, word = manuscript.chance.choice(plain_runs(paragraph, 4)), manuscript.word()
    _, middle, _ = split(run, *words_at(manuscript, run, 2))
    set_text(middle, f"{word} {text_of(middle)}")
    change = parsed(f'<w:del w:id="{manuscript.next_id("ins", "del")}"{_BY}/>')
    middle.addprevious(change)
    change.append(middle)
    for text in middle.findall(W + "t"):
        text.tag = W + "delText"
    manuscript.touch(paragraph)
    section = manuscript.section_of(paragraph).key
    return Expectation("track deletion", (word,), "deleted", section)


# The package


def change_header(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Types a word into each header or footer that shows one text, `header` or `footer`."""
    names = sorted(
        one for one in manuscript.parts if one.startswith(("word/header", "word/footer"))
    )
    kinds = sorted({name[5:11] for name in names})
    kind = manuscript.pick(kinds, where)
    if kind is None:
        return None
    word = manuscript.word()
    for name in names:
        texts = list(manuscript.root(name).iter(W + "t"))
        if name[5:11] == kind and texts:
            texts[0].text = f"{texts[0].text} {word}"
    manuscript.touch(*(manuscript.root(name) for name in names))
    return Expectation(f"change {kind}", (word,), kind)


def change_style(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """Gives a style of headings another colour."""
    names = manuscript.style_names
    styles = [
        one
        for one in manuscript.root("word/styles.xml").iter(W + "style")
        if names[str(one.get(W + "styleId"))].startswith("heading ")
        and one.find(f"{W}rPr/{W}color") is not None
    ]
    style = manuscript.pick(styles, where)
    if style is None:
        return None
    properties = style.find(W + "rPr")
    assert properties is not None
    (color,) = properties.findall(W + "color")
    color.attrib.clear()
    color.set(W + "val", manuscript.color())
    return Expectation("change style", xml=(("word/styles.xml", canonical(color)),))


def add_custom_xml(manuscript: Manuscript, where: int | None = None) -> Expectation:
    """What SharePoint adds on upload."""
    name = manuscript.next_name("customXml/item%d.xml")
    number = name.removeprefix("customXml/item").removesuffix(".xml")
    content = (
        f'<p:properties xmlns:p="urn:example"><Owner>{manuscript.word()}</Owner></p:properties>'
    )
    properties = (
        '<ds:datastoreItem ds:itemID="{1BB3D013-2B95-4337-A790-6800CB550238}" xmlns:ds='
        '"http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs/>'
        "</ds:datastoreItem>"
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/customXmlProps" Target="itemProps{number}.xml"/></Relationships>'
    )
    manuscript.parts[name] = content.encode()
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    manuscript.add_part(f"customXml/itemProps{number}.xml", properties.encode(), kind)
    manuscript.parts[f"customXml/_rels/item{number}.xml.rels"] = relation.encode()
    manuscript.relate("customXml", f"../{name}")
    return Expectation("add custom XML", parts=((name, content.encode()),))


def add_label(manuscript: Manuscript, where: int | None = None) -> Expectation | None:
    """The part in which a sensitivity label is kept."""
    name = "docMetadata/LabelInfo.xml"
    if manuscript.has_part(name):
        return None
    content = (
        b'<?xml version="1.0" encoding="utf-8" standalone="yes"?><clbl:labelList'
        b' xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label'
        b' id="{b7d0c0b5-6e4a-4e2f-9a39-1c9c5b0f8d11}" enabled="1" method="Privileged"'
        b' siteId="{2f1d1d5c-0d3b-4c0e-9a55-6f3f5c7f1a22}" contentBits="0" removed="0"/>'
        b"</clbl:labelList>"
    )
    manuscript.add_part(name, content, "application/vnd.ms-office.classificationlabels+xml")
    kind = "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels"
    manuscript.relate(kind, name, source="")
    return Expectation("add label", parts=((name, content),))


REVIEW: Sequence = (
    add_comment, add_footnote, add_picture, track_insertion, track_deletion, change_header,
    change_style, add_custom_xml, add_label,
)  # fmt: skip
