"""Office packages: zip files read within bounds and written with the same bytes each time.

A package is a mapping of part names to bytes. What is read comes from people, so it is held
against limits before anything is expanded; what is written carries no clock and no platform.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from generator.errors import InputError, Place, Problem

CONTENT_TYPES = "[Content_Types].xml"
MAX_PARTS = 5_000
MAX_BYTES = 400 * 2**20
MAX_RATIO = 300  # a sheet of one repeated row deflates about 100 times, a zip bomb 1,000 times
_RATIO_FROM = 2**20  # small parts may deflate as well as they like
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the first time a zip can tell
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"  # how Office stores encrypted, labelled and pre-2007 files


def write_package(parts: Mapping[str, bytes], *, level: int = 6) -> bytes:
    """The zip of these parts: content types first, then by name; the same parts, the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            info = zipfile.ZipInfo(name, _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # zipfile would say which system wrote it
            package.writestr(info, parts[name], zipfile.ZIP_DEFLATED, level)
    return buffer.getvalue()


def read_package(data: bytes, file: str = "") -> dict[str, bytes]:
    """The parts of an Office package, in the order they stand in it.

    Args:
        data: the file's bytes.
        file: its name, for messages.

    Raises:
        InputError: no Office package, protected, or beyond the limits of this module.
    """
    if data.startswith(_COMPOUND_FILE):
        fact = "protected by label or password, or of an Office before 2007"
        raise _refusal(file, fact, "save an unprotected copy as .xlsx or .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _read_parts(package, file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as error:
        fact = f"not a readable Office file ({str(error) or type(error).__name__})"
        raise _refusal(file, fact, "open it in Office and save it again") from error
    except (zlib.error, OSError, ValueError) as error:  # cut off, or odd in its headers
        raise _refusal(file, "a damaged Office file", "open it in Office and save it") from error


def parse_xml(data: bytes, file: str = "", part: str = "") -> etree._Element:
    """The root of a part. Entities, document types, the network and huge trees are off.

    Raises:
        InputError: the part is not XML, or carries a document type.
    """
    doctype = _refusal(file, f"part {part} carries a document type", "save it again in Office")
    if b"<!DOCTYPE" in data:  # where entities are declared; Office never writes one
        raise doctype
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        fact = f"part {part} is not well-formed XML ({error.msg})"
        raise _refusal(file, fact, "open it in Office and save it again") from error
    # In UTF-16 the search above sees nothing. The stubs do not know the attribute.
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise doctype
    return root


def _read_parts(package: zipfile.ZipFile, file: str) -> dict[str, bytes]:
    entries = [entry for entry in package.infolist() if not entry.is_dir()]
    if len(entries) > MAX_PARTS:
        raise _too_large(file, f"{len(entries)} parts, more than {MAX_PARTS}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refusal(file, "protected by a password", "save an unprotected copy")
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    left = MAX_BYTES
    for entry in entries:
        name = entry.filename
        if not _is_part_name(name) or name.casefold() in seen:
            fact = f"the part name {name!r} is repeated or is no part name"
            raise _refusal(file, fact, "open it in Office and save it again")
        seen.add(name.casefold())
        limit = min(left, max(_RATIO_FROM, entry.compress_size * MAX_RATIO))
        with package.open(entry) as stream:
            content = stream.read(limit + 1)  # what stands in the file, not what its header says
        if len(content) > limit:
            raise _too_large(file, f"part {name} expands beyond {limit:,} bytes")
        left -= len(content)
        parts[name] = content
    return parts


def _is_part_name(name: str) -> bool:
    steps = name.split("/")
    return "\\" not in name and ":" not in name and not {"", ".", ".."} & set(steps)


def _too_large(file: str, fact: str) -> InputError:
    return _refusal(file, fact, "use a file of ordinary size")


def _refusal(file: str, fact: str, remedy: str) -> InputError:
    return InputError([Problem(Place(file), fact, remedy)])
