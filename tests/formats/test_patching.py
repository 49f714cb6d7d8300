"""A person's package: what is not touched stays byte for byte."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.formats.package import read_package
from generator.formats.patching import Patched
from tests.formats.word_sample import REFERENCE, W, part, with_parts

MAIN = "word/document.xml"
TYPES = "[Content_Types].xml"
RELATIONSHIPS = "word/_rels/document.xml.rels"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
PARTS = read_package(REFERENCE)


def changed_of(patched: Patched) -> set[str]:
    now = patched.parts()
    assert PARTS.keys() <= now.keys(), "a part is lost"
    return {name for name in now if now[name] != PARTS.get(name)}


def test_what_was_only_read_stays_byte_for_byte() -> None:
    patched = Patched(PARTS)
    for name in PARTS:
        if name.endswith(".xml"):
            patched.tree(name)
    patched.relationships(patched.main)
    assert changed_of(patched) == set()


def test_only_what_was_changed_is_written_again() -> None:
    patched = Patched(PARTS)
    patched.changed("word/styles.xml").set("changed", "yes")
    assert changed_of(patched) == {"word/styles.xml"}
    assert patched.parts()["word/styles.xml"].startswith(
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    )


def test_a_real_file_of_word_keeps_its_namespaces(m3: Path) -> None:
    """`mc:Ignorable` names prefixes: without their declarations Word calls the file damaged."""
    (template,) = (m3 / "official").glob("*Resource*Template.docx")
    data = template.read_bytes()
    patched = Patched(read_package(data))
    patched.changed(patched.main)
    written = part(patched.data())
    old = part(data)
    assert written.nsmap == old.nsmap
    assert dict(written.attrib) == dict(old.attrib)
    before = read_package(data)
    after = read_package(patched.data())
    assert {name for name in before if before[name] != after[name]} <= {MAIN}


def test_a_relationship_is_added_once_and_the_others_stay() -> None:
    patched = Patched(PARTS)
    first = patched.relate(MAIN, LINK, "https://example.gov/?a=1&b=2", external=True)
    assert patched.relate(MAIN, LINK, "https://example.gov/?a=1&b=2", external=True) == first
    assert changed_of(patched) == {RELATIONSHIPS}
    old, new = part(REFERENCE, RELATIONSHIPS), part(patched.data(), RELATIONSHIPS)
    assert [dict(one.attrib) for one in new][: len(old)] == [dict(one.attrib) for one in old]
    (added,) = new[len(old) :]
    assert dict(added.attrib) == {
        "Id": first,
        "Type": LINK,
        "Target": "https://example.gov/?a=1&b=2",
        "TargetMode": "External",
    }


def test_a_new_part_has_a_free_name_its_type_and_a_relationship() -> None:
    patched = Patched(PARTS)
    name = patched.free_name("word/media/image", ".png")
    patched.put(name, b"picture", "image/png")
    patched.relate(MAIN, IMAGE, name)
    assert name == "word/media/image1.png"
    assert patched.free_name("word/media/image", ".png") == "word/media/image2.png"
    assert changed_of(patched) == {name, TYPES, RELATIONSHIPS}
    types = [dict(one.attrib) for one in part(patched.data(), TYPES)]
    assert {"PartName": f"/{name}", "ContentType": "image/png"} in types
    targets = [one.get("Target") for one in part(patched.data(), RELATIONSHIPS)]
    assert "media/image1.png" in targets


def test_a_part_without_relationships_gets_them() -> None:
    patched = Patched(PARTS)
    identity = patched.relate("word/styles.xml", LINK, "https://example.gov", external=True)
    (one,) = part(patched.data(), "word/_rels/styles.xml.rels")
    assert one.get("Id") == identity


def test_parts_that_nothing_leads_to_stay() -> None:
    """A label, a signature, what an add-in left: it is theirs."""
    odd = with_parts(REFERENCE, {"customXml/item9.xml": b"<mine/>", "docMetadata/x.xml": b"<x/>"})
    patched = Patched(read_package(odd))
    patched.changed(patched.main)
    assert read_package(patched.data())["docMetadata/x.xml"] == b"<x/>"
    assert read_package(patched.save())["customXml/item9.xml"] == b"<mine/>"


def test_a_free_number_is_nobodys() -> None:
    body = b'<w:p xmlns:w="%s"><w:ins w:id="1"/><w:sdt><w:id w:val="2"/></w:sdt></w:p>'
    patched = Patched(PARTS | {"word/other.xml": body % W[1:-1].encode()})
    numbers = [patched.free_number() for _ in range(3)]
    assert len(set(numbers)) == 3
    assert {1, 2}.isdisjoint(numbers)


def test_a_package_without_a_document_is_refused() -> None:
    with pytest.raises(InputError):
        Patched({TYPES: b"<Types/>"})


def test_the_written_package_opens(tmp_path: Path) -> None:
    patched = Patched(PARTS)
    patched.changed(MAIN)
    with zipfile.ZipFile(io.BytesIO(patched.data())) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == TYPES
