"""What people call a thing, and its id: "ØA24", "Botilbud", "regeringen", however it is written."""

from __future__ import annotations

from extract.slugs import slug
from graph.sheets.labels import concepts
from ontology.vocab import agreements, short_name


def agreement_called(name: str, also: frozenset[str] = frozenset()) -> str | None:
    """The id of the agreement with that id or short name, among those of the registry and `also`.

    >>> agreement_called("øa24"), agreement_called("ØA99")
    ('oea-kommuner-2024', None)
    """
    wanted = name.strip().casefold()
    known = (*(agreement.id for agreement in agreements()), *sorted(also))
    return next((one for one in known if wanted in (one.casefold(), short_name(one).casefold())), None)


def concept_called(kind: str, name: str) -> str:
    """The id of the concept of a vocabulary (`graph.sheets.labels`) with that id or label; else the words as an id.

    >>> concept_called("topic", "Kommunal medfinansiering (KMF)"), concept_called("actor", "Danske Regioner")
    ('kmf', 'danske-regioner')
    """
    wanted, identifier = name.strip().casefold(), slug(name)
    known = tuple(concepts(kind))
    if any(one.id == identifier for one in known):
        return identifier
    called = (
        one.id
        for one in known
        if wanted in (label.casefold() for label in (one.label, one.label_en, *one.alt) if label)
    )
    return next(called, identifier or name)
