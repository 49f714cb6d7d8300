"""`.pmopack/base/<document>.json`: what was last written to a Word document in `output/`.

It is written after the file stands, and not for a file that a person edited: the base of that one
stays what their edits began from.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from generator.commands.emit import Output
from generator.commands.workspace import Workspace, update_file
from generator.content import blocks
from generator.formats.word import base_of
from generator.model.library import Template

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def base_text(document: blocks.Document) -> str:
    """What a document says, as the JSON object of its base."""
    return _encode(base_of(document))


def write_base(
    output: Output, body: str, template: Template, inputs: str, workspace: Workspace
) -> None:
    """Writes the base of one file, where it is another than the one there.

    Args:
        body: what the document says, as `base_text` gives it.
        template: what the document was made by.
        inputs: the fingerprint of everything it was made from.

    Raises:
        WriteError: the disk or the folder refused.
    """
    made_by = f"{template.front!r}\n{template.body}".encode()
    head = {
        "version": 1,
        "file": output.name,
        "sha256": output.sha256,
        "template": template.name,
        "template_sha256": hashlib.sha256(made_by).hexdigest(),
        "inputs": inputs,
    }
    data = f"{_encode(head)[:-1]},{body[1:]}\n".encode()
    path = workspace.state / "base" / f"{Path(output.name).stem}.json"
    update_file(path, data, workspace.show(path))
