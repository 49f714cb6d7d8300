from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import InputError
from generator.formats import package
from generator.formats.package import parse_xml, read_package, write_package

PARTS = {"[Content_Types].xml": b"<Types/>", "a.xml": b"<a/>", "xl/b.xml": b"<b>" + b"x" * 99}


def zipped(entries: dict[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items() if isinstance(entries, dict) else entries:
            archive.writestr(name, data)
    return buffer.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_package(data, "plan.xlsx")
    (problem,) = caught.value.problems()
    return str(problem)


def test_parts_are_read_back_as_they_were_written():
    assert read_package(write_package(PARTS)) == PARTS


def test_the_same_parts_in_another_order_give_the_same_bytes():
    assert write_package(dict(reversed(PARTS.items()))) == write_package(PARTS)


def test_the_content_types_come_first_and_no_entry_tells_a_time_or_a_system():
    with zipfile.ZipFile(io.BytesIO(write_package(dict(reversed(PARTS.items()))))) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == ["[Content_Types].xml", "a.xml", "xl/b.xml"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {0}


def test_a_file_protected_by_a_password_is_told_so():
    assert "protected by label or password" in refusal(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99
    )


def test_a_zip_bomb_is_refused_before_it_is_expanded(monkeypatch):
    bomb = zipped({"xl/bomb.xml": b"\0" * 50_000_000})
    assert len(bomb) < 60_000
    assert "part xl/bomb.xml expands beyond" in refusal(bomb)


def test_parts_that_are_small_one_by_one_are_still_bounded_together(monkeypatch):
    monkeypatch.setattr(package, "MAX_BYTES", 2_500)
    assert "part c.xml expands beyond 500 bytes" in refusal(
        zipped({"a.xml": b"a" * 1_000, "b.xml": b"b" * 1_000, "c.xml": b"c" * 1_000})
    )


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(package, "MAX_PARTS", 2)
    assert "3 parts, more than 2" in refusal(zipped(PARTS))


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "xl/../../evil.xml", "C:/evil.xml", "xl//a.xml"]
)
def test_a_part_name_that_leaves_the_package_is_refused(name):
    assert "no part name" in refusal(zipped({name: b"<a/>"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_refused_in_any_case_of_letters():
    assert "repeated" in refusal(zipped([("xl/a.xml", b"1"), ("XL/A.xml", b"2")]))


def test_a_part_cut_off_is_refused_with_a_remedy():
    data = bytearray(zipped({"a.xml": bytes(range(256)) * 50}))
    data[60:120] = b"\xff" * 60
    assert refusal(bytes(data)).startswith("plan.xlsx: ")


@given(st.binary(max_size=200))
def test_bytes_that_are_no_package_are_refused_and_never_crash(data):
    assert refusal(b"PK\x03\x04" + data).startswith("plan.xlsx: ")


BILLION = b'<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    "data",
    [
        BILLION,
        BILLION.decode().encode("utf-16"),
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    ],
)
def test_a_document_type_is_refused_in_any_encoding(data):
    with pytest.raises(InputError, match="document type"):
        parse_xml(data, "plan.xlsx", "xl/workbook.xml")


def test_broken_xml_is_refused_with_its_part():
    with pytest.raises(InputError, match=r"plan\.xlsx: part xl/workbook\.xml is not well-formed"):
        parse_xml(b"<a>", "plan.xlsx", "xl/workbook.xml")
