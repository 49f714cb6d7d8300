"""Builds generator/formats/figures.ttf, the font of the charts, from the open font Carlito.

    python scripts/build_font.py [target]

Carlito's letters are as wide as those of Calibri, which the documents are set in. What is kept are
the letters that stand side by side as they are typed: Latin with its accents, Greek and Cyrillic.
Scripts that join, turn round or stack letters would be drawn wrongly, so they are left out, and so
is what Pillow does not use. The licence reserves the font's name, so that this one has another.

Needs the program's own fonts (Debian's fonts-crosextra-carlito) and fontTools.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

CARLITO = Path("/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf")
NAME = "Pack Figures"
LETTERS = (
    *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x24F)),  # Latin; 0xAD is a hyphen that must not show
    *((0x1E00, 0x1EFF), (0x370, 0x3FF)),  # Latin of Vietnam and Wales; Greek
    *((0x400, 0x482), (0x48A, 0x52F)),  # Cyrillic without its combining marks
    *((0x2010, 0x2015), (0x2018, 0x201F), (0x2020, 0x2022), (0x2026, 0x2026)),
    *((0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A), (0x20A0, 0x20BF)),
    *((0x2116, 0x2116), (0x2122, 0x2122)),
)
_UNUSED = ["GDEF", "GPOS", "GSUB", "gasp", "post"]
_NAMES = {1: NAME, 2: "Regular", 3: NAME, 4: NAME, 6: NAME.replace(" ", "")}
_COPYRIGHT, _LICENCE = 0, 13


def main() -> None:
    """Writes the font."""
    target = Path(__file__).parents[1] / "generator" / "formats" / "figures.ttf"
    if len(sys.argv) > 1:
        target = Path(sys.argv[1])
    font = TTFont(CARLITO, recalcTimestamp=False)
    options = Options(hinting=False, layout_features=[], name_IDs=[_COPYRIGHT, _LICENCE])
    options.drop_tables += _UNUSED
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in LETTERS for code in range(low, high + 1)])
    subsetter.subset(font)
    for number, words in _NAMES.items():
        font["name"].setName(words, number, 3, 1, 0x409)  # for Windows, in English
    font.save(target)


if __name__ == "__main__":
    main()
