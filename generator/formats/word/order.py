"""Children of styles, paragraphs and runs, put in where the schema wants them."""

from __future__ import annotations

from lxml import etree

from generator.formats.word.markup import Element, w, whole

# Transitional WordprocessingML, ISO/IEC 29500-4, annex A.
_ORDER = {
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed"
        " qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr"
        " tblStylePr"
    ),
    "p": "pPr",
    "r": "rPr",
    "numPr": "ilvl numId",
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers"
        " pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"
        " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
        " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
        " rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
        " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u"
        " effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
}


def child(parent: Element, name: str) -> Element:
    """The child of that name, added where it lacks."""
    found = parent.find(w(name))
    if found is not None:
        return found
    order = _ORDER[etree.QName(parent).localname].split()
    before = set(map(w, order[: order.index(name)]))
    new = parent.makeelement(w(name))
    parent.insert(max((n for n, one in enumerate(parent, 1) if one.tag in before), default=0), new)
    return new


def add_tab(paragraph_properties: Element, kind: str, position: int) -> None:
    """Adds a tab stop at its place, in twentieths of a point; `clear` takes an inherited one."""
    tabs = child(paragraph_properties, "tabs")
    stop = tabs.makeelement(w("tab"), {w("val"): kind, w("pos"): str(position)})
    tabs.insert(sum(whole(str(one.get(w("pos")))) <= position for one in tabs), stop)
