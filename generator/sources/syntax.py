"""YAML's own complaints in words that say what to write instead.

The library names the place where it gave up; a person needs the place to mend, which can be lines
above. Each rule below knows one slip of the hand. Rules that are sure also give the mended lines,
so that the reader can go on and find the next slip; what was mended is never used as input.
"""

from __future__ import annotations

from generator.sources import indentation, quoting
from generator.sources.fault import Explained, Fault, Rule

_RULES: tuple[Rule, ...] = (
    indentation.tab,
    quoting.special_start,
    quoting.open_quote,
    quoting.escape,
    quoting.after_closing,
    indentation.glued_dash,
    quoting.colon_in_text,
    quoting.list_on_key_line,
    indentation.list_item,
    indentation.key_indent,
    indentation.no_key,
    quoting.bracket,
)


def explain(fault: Fault) -> Explained:
    """The fault at the place where a person has to mend it."""
    for rule in _RULES:
        if explained := rule(fault):
            return explained
    said = " ".join(part for part in (fault.context, fault.problem) if part)
    fact = f"this line fits neither the keys nor the list above it ({said})"
    if "did not find expected" not in fault.problem:
        fact = f"YAML cannot read on here ({said})"
    remedy = "compare the indentation and the quotes of this line with the lines above it"
    return Explained(fault.line, fault.column, fact, remedy)
