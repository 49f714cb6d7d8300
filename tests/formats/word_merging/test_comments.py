"""Comments by us, and those of others that are still open."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx

from generator.formats.package import read_package
from generator.formats.patching import Patched
from generator.formats.word.merging.comments import Comments
from tests.formats.word_merging.desk import DAY, Element, edited, element, find, holder
from tests.formats.word_sample import W, changed, part, with_parts, words

TEXT = "Yours was kept.\nOurs: the risks are few."
EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def attach(data: bytes, *places: str, text: str = TEXT) -> bytes:
    target = Patched(read_package(data))
    comments = Comments(target, DAY)
    for place in places:
        comments.attach(find(target.body, place), text)
    return target.data()


def commented(data: bytes, start: str, author: str = "Reader") -> bytes:
    """The document with a comment by python-docx, a program of others."""
    opened = docx.Document(io.BytesIO(data))
    runs = next(one for one in opened.paragraphs if one.text.strip().startswith(start)).runs
    opened.add_comment(runs, "Really?", author=author)
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()


def state(data: bytes) -> tuple[Comments, Element]:
    target = Patched(read_package(data))
    return Comments(target, DAY), target.body


def resolved(data: bytes) -> bytes:
    """The first comment marked as done, as Word marks it."""
    data = changed(
        data,
        "word/comments.xml",
        lambda xml: (
            xml.replace("<w:p>", f'<w:p xmlns:w14="{W14}" w14:paraId="0000000A">', 1)
            if "<w:p>" in xml
            else xml.replace("<w:p ", f'<w:p xmlns:w14="{W14}" w14:paraId="0000000A" ', 1)
        ),
    )
    data = changed(
        data,
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(
            "</Rel",
            f'<Relationship Id="rIdE" Type="{EXTENDED}" Target="commentsExtended.xml"/></Rel',
        ),
    )
    done = f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="0000000A" w15:done="1"/>'
    return with_parts(data, {"word/commentsExtended.xml": f"{done}</w15:commentsEx>".encode()})


def test_a_comment_stands_around_the_paragraph(theirs: bytes) -> None:
    data = attach(theirs, "What may")
    comment = next(iter(docx.Document(io.BytesIO(data)).comments))
    assert (comment.author, comment.initials) == ("pmopack", "pmo")
    assert [one.text for one in comment.paragraphs] == TEXT.split("\n")
    assert comment.timestamp is not None
    assert comment.timestamp.date() == DAY
    paragraph = find(part(data).find(W + "body"), "What may")
    kinds = [one.tag[len(W) :] for one in paragraph if one.tag != W + "proofErr"]
    assert kinds[:2] == ["pPr", "commentRangeStart"]
    assert kinds[-2:] == ["commentRangeEnd", "r"]


def test_the_same_comment_is_not_attached_twice(theirs: bytes) -> None:
    once = attach(theirs, "What may")
    again = attach(once, "What may")
    assert read_package(again) == read_package(once)
    assert len(part(attach(once, "What may", text="Another"), "word/comments.xml")) == 2
    assert len(part(attach(once, "Plain"), "word/comments.xml")) == 2


def test_a_resolved_comment_is_not_attached_again(theirs: bytes) -> None:
    done = resolved(attach(theirs, "What may"))
    assert read_package(attach(done, "What may")) == read_package(done)


def test_comments_of_others_stay_and_numbers_differ(theirs: bytes) -> None:
    data = attach(commented(theirs, "Plain"), "What may")
    comments = list(docx.Document(io.BytesIO(data)).comments)
    assert [(one.author, one.text) for one in comments] == [
        ("Reader", "Really?"),
        ("pmopack", TEXT),
    ]
    assert len({one.comment_id for one in comments}) == 2


def test_a_cell_is_commented_at_its_first_paragraph(theirs: bytes) -> None:
    target = Patched(read_package(theirs))
    cell = holder(find(target.body, "first"), "tc")
    Comments(target, DAY).attach(cell, TEXT)
    (reference,) = part(target.data()).iter(W + "commentReference")
    assert words(holder(reference, "p")) == "first"


def test_what_waits_for_an_answer(theirs: bytes) -> None:
    data = attach(theirs, "What may")
    assert state(data)[0].waiting() == [TEXT]
    assert state(resolved(data))[0].waiting() == []
    assert state(commented(theirs, "Plain"))[0].waiting() == []

    def delete(body: Element) -> None:
        for one in list(body.iter(W + "commentReference")):
            run = one.getparent()
            run.getparent().remove(run)

    assert state(edited(data, delete))[0].waiting() == []


def test_an_open_comment_of_somebody_else_is_seen(theirs: bytes) -> None:
    comments, body = state(commented(theirs, "Plain"))
    assert comments.open_in(find(body, "Plain"))
    assert not comments.open_in(find(body, "What may"))
    comments, body = state(resolved(commented(theirs, "Plain")))
    assert not comments.open_in(find(body, "Plain"))
    comments, body = state(attach(theirs, "Plain"))
    assert not comments.open_in(find(body, "Plain"))
    assert comments.open_in(find(body, "Plain"), by_others=False)


def test_a_comment_over_several_paragraphs_holds_those_between(theirs: bytes) -> None:
    data = commented(theirs, "Plain")

    def widen(body: Element) -> None:
        end = next(body.iter(W + "commentRangeEnd"))
        find(body, "What may").append(end)

    comments, body = state(edited(data, widen))
    assert comments.open_in(find(body, "bullet two"))
    assert comments.open_in(find(body, "A1"))
    assert not comments.open_in(find(body, "End"))


def test_an_answer_is_done_with_what_it_answers(theirs: bytes) -> None:
    two = resolved(commented(commented(theirs, "Plain"), "Plain"))
    answer = f'<w15:commentEx xmlns:w15="{W15}" w15:paraId="0000000B" w15:paraIdParent="0000000A"/>'
    two = changed(
        two, "word/commentsExtended.xml", lambda xml: xml.replace("</w15", f"{answer}</w15")
    )

    def mark(xml: str) -> str:
        head, last, rest = xml.rpartition("<w:p>")
        assert last
        return f'{head}<w:p xmlns:w14="{W14}" w14:paraId="0000000B">{rest}'

    comments, body = state(changed(two, "word/comments.xml", mark))
    assert not comments.open_in(find(body, "Plain"))


def test_a_tracked_change_is_under_review(theirs: bytes) -> None:
    def insert(body: Element) -> None:
        find(body, "Plain").append(
            element('<w:ins w:id="7001" w:author="Reader"><w:r><w:t>new</w:t></w:r></w:ins>')
        )

    comments, body = state(edited(theirs, insert))
    assert comments.under_review(find(body, "Plain"))
    assert not comments.under_review(find(body, "What may"))


def test_a_commented_document_is_valid(
    written: bytes, tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    file = tmp_path / "commented.docx"
    file.write_bytes(attach(commented(written, "Plain"), "What may", "first", "Summary"))
    assert ooxml_errors(file) == []
