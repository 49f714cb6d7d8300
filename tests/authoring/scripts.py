"""Random scripts: what people do to a document between two runs."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.authoring.edits import EDITS
from tests.authoring.manuscript import Expectation, Manuscript
from tests.authoring.noise import word_save
from tests.authoring.review import REVIEW

Edit = Callable[[Manuscript, int | None], Expectation | None]
ALL: Sequence[Edit] = (*EDITS, *REVIEW)


@dataclass(frozen=True)
class Played:
    """A file after a script.

    Attributes:
        data: its bytes.
        unsaved: the same without the noise of a save.
        script: the edits that were done, in order.
        expectations: what each of them expects; edits later in the script may undo it.
    """

    data: bytes
    unsaved: bytes
    script: tuple[str, ...]
    expectations: tuple[Expectation, ...]


def play(
    data: bytes,
    script: Sequence[tuple[int, int]],
    *,
    edits: Sequence[Edit] = ALL,
    seed: int = 0,
    apart: bool = False,
    save: bool = False,
) -> Played:
    """Plays a script.

    Args:
        script: numbers of edits and of the places where they are done, each taken modulo.
        apart: whether each edit keeps away from what another one touched.
        save: whether Word saves the file in the end.
    """
    manuscript = Manuscript(data, seed, apart)
    done, expectations = [], []
    for number, where in script:
        edit = edits[number % len(edits)]
        expected = edit(manuscript, where)
        if expected is not None:
            done.append(f"{edit.__name__}@{where}")  # type: ignore[attr-defined]
            expectations.append(expected)
    unsaved = result = manuscript.save()
    if save:
        result, done = word_save(unsaved, seed), [*done, "word_save"]
    return Played(result, unsaved, tuple(done), tuple(expectations))


def random_script(seed: int, length: int) -> list[tuple[int, int]]:
    """A script of that length; the same seed gives the same one."""
    chance = random.Random(seed)
    return [(chance.randrange(len(ALL)), chance.randrange(1000)) for _ in range(length)]
