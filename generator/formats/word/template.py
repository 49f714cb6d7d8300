"""Word templates (.dotx): what Word makes new documents from."""

from __future__ import annotations

from generator.formats.package import CONTENT_TYPES, read_package, write_package

_DOCUMENT = b"wordprocessingml.document.main+xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"


def as_template(data: bytes) -> bytes:
    """The document as a template. python-docx can neither open nor save one."""
    parts = read_package(data)
    types = parts[CONTENT_TYPES].replace(_DOCUMENT, _TEMPLATE)
    return write_package(parts | {CONTENT_TYPES: types})
