"""One document in the three forms in which it comes back from people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.formats.word import write_document
from tests.formats.test_word_fingerprint import as_word_saves
from tests.formats.word_sample import REFERENCE, SAMPLE, changed

FORMS = ("as written", "as Word saves", "as LibreOffice saves")


@pytest.fixture(scope="session")
def forms(
    tmp_path_factory: pytest.TempPathFactory, libreoffice: Callable[..., list[Path]]
) -> Mapping[str, bytes]:
    """The sample, as each program leaves it."""
    written = write_document(SAMPLE, REFERENCE)
    file = tmp_path_factory.mktemp("merging") / "sample.docx"
    file.write_bytes(written)
    (saved,) = libreoffice([file], "docx:MS Word 2007 XML")
    noisy = changed(written, "word/document.xml", as_word_saves)
    return dict(zip(FORMS, (written, noisy, saved.read_bytes()), strict=True))


@pytest.fixture(params=FORMS)
def theirs(forms: Mapping[str, bytes], request: pytest.FixtureRequest) -> bytes:
    return forms[request.param]


@pytest.fixture(scope="session")
def written() -> bytes:
    return write_document(SAMPLE, REFERENCE)
