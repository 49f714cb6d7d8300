"""The settings, languages and properties of an organisation's reference, fit for new documents."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from generator.formats.word.markup import Element, w
from generator.formats.word.parts import Parts

# Its documents would track changes, be locked, ask to update fields, or look for a template on
# somebody's disk.
_UNWANTED = (
    *("trackRevisions", "documentProtection", "writeProtection", "updateFields", "mailMerge"),
    *("attachedTemplate", "revisionView", "readModeInkLockDown"),
)
_AFTER_COMPAT = frozenset(
    map(
        w,
        (
            *("docVars", "rsids", "attachedSchema", "themeFontLang", "clrSchemeMapping"),
            *("doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade"),
            *("captions", "smartTagType", "shapeDefaults", "doNotEmbedSmartTags"),
            *("decimalSymbol", "listSeparator"),
        ),
    )
)
_MODE = "compatibilityMode"


def settle(own: Parts, ours: Parts) -> Iterator[tuple[str, str]]:
    """Prepares `own`; yields fact and remedy of what a person should know."""
    settings = own.root("settings")
    if settings.find(w("documentProtection")) is not None:
        yield "it is protected against editing", "the documents are not: people complete them"
    for name in _UNWANTED:
        for element in settings.findall(w(name)):
            settings.remove(element)
    relationships = own.relationships(own.name_of("/settings"))
    for identity in [key for key, one in relationships.items() if one.external]:
        del relationships[identity]
    _compatible(settings, ours.root("settings"))
    _language(own.root("styles"))


def _compatible(settings: Element, ours: Element) -> None:
    """Takes the documents out of the compatibility mode with an older Word."""
    shipped, compat = ours.find(w("compat")), settings.find(w("compat"))
    if compat is None:
        compat = settings.makeelement(w("compat"))
        later = (one for one in settings if one.tag in _AFTER_COMPAT or not _is_ours(one))
        following = next(later, None)
        if following is None:
            settings.append(compat)
        else:
            following.addprevious(compat)
    there = {one.get(w("name")): one for one in compat.iterfind(w("compatSetting"))}
    for setting in () if shipped is None else shipped.iterfind(w("compatSetting")):
        name = setting.get(w("name"))
        if name not in there:
            compat.append(copy.deepcopy(setting))
        elif name == _MODE:
            there[name].set(w("val"), str(setting.get(w("val"))))


def _is_ours(element: Element) -> bool:
    return str(element.tag).startswith(w(""))


def _language(styles: Element) -> None:
    """One place for the language, which the writer fills in: the defaults."""
    for style in styles.iterfind(w("style")):
        for properties in style.iter(w("rPr")):
            for language in properties.findall(w("lang")):
                properties.remove(language)
    holder = styles
    for place, name in enumerate(("docDefaults", "rPrDefault", "rPr", "lang")):
        inner = holder.find(w(name))
        if inner is None:
            inner = holder.makeelement(w(name))
            holder.append(inner) if place > 1 else holder.insert(0, inner)
        holder = inner
