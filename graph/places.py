"""Finds the place of a document that a label names: "boks-2", "kapitel-4", "tabel-1", "bilag"."""

from __future__ import annotations

from extract.models import Document, SectionKind

_KINDS: dict[str, tuple[SectionKind, ...]] = {
    "afsnit": ("section", "chapter"),
    "bilag": ("annex",),
    "boks": ("box",),
    "kapitel": ("chapter", "section"),
    "tabel": ("table",),
}


def find_place(document: Document, label: str) -> int | None:
    """The index of the section that `label` names; None where no section, or more than one of its first kind, is meant.

    A number is needed unless the document has just one section of the kind.
    """
    kind, _, number = label.partition("-")
    for wanted in _KINDS.get(kind, ()):
        found = [
            index
            for index, section in enumerate(document.sections)
            if section.kind == wanted and (not number or section.number.casefold() == number.casefold())
        ]
        if len(found) == 1:
            return found[0]
    return None
