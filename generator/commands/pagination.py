"""Page numbers of the contents: filled in from a PDF on request, kept as long as they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.commands.emit import Output, Write, with_data
from generator.commands.workspace import Workspace, read_bytes
from generator.errors import PmopackError

_WORD = ".docx"
_MOST_ROUNDS = 4


def paginate(writes: Sequence[Write]) -> list[Write]:
    """The writes, each Word document with the page numbers that its own PDF has.

    A number may make a line of the contents wrap and so move what follows. What was filled in is
    therefore held against the PDF of the filled document, until both agree.

    Raises:
        InputError: LibreOffice is not there, or fails.
    """
    from generator.formats.pdf import bookmark_pages, to_pdf
    from generator.formats.word import with_page_numbers

    bare = {one.target.name: one.data for one in writes if one.target.suffix == _WORD}
    filled, changed = dict(bare), dict(bare)
    for _ in range(_MOST_ROUNDS):
        for name, pdf in to_pdf(changed).items():
            filled[name] = with_page_numbers(bare[name], bookmark_pages(pdf))
        changed = {name: filled[name] for name, old in changed.items() if filled[name] != old}
        if not changed:
            break
    return [with_data(one, filled.get(one.target.name, one.data)) for one in writes]


def keep_page_numbers(output: Output, workspace: Workspace) -> Output:
    """The file as it stands in `output/` where that differs by its page numbers alone."""
    path = workspace.output / output.name
    if not output.name.endswith(_WORD) or not path.exists():
        return output
    present = read_bytes(path, workspace.show(path))
    if present == output.data:
        return output
    from generator.formats.word import page_numbers, with_page_numbers

    try:
        pages = page_numbers(present)
    except PmopackError:
        return output  # damaged or protected, and so a person's
    same = bool(pages) and with_page_numbers(output.data, pages) == present
    return replace(output, data=present) if same else output
