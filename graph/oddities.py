"""References that cannot be as they stand, each told in one line: to the agreement itself, to a later one as if it were
made, to a year that no agreement has. They do no harm: no link is made of them, and the rest stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.models import Commitment, Document, Reference
from graph.linking.passages import is_later, year_of

_MISPRINT = "årstallet"  # begins the reason of a reference whose year cannot be (`extract.references.check`)


def odd_references(document: Document, commitments: Iterable[Commitment]) -> tuple[str, ...]:
    """A line for each reference of an agreement that cannot be as it stands, in text order."""
    return tuple(
        f"{document.id}, commitment {commitment.number}: {said}"
        for commitment in commitments
        for reference in commitment.references
        if reference.kind == "agreement"
        for said in _odd(document, commitment, reference)
    )


def _odd(document: Document, commitment: Commitment, reference: Reference) -> Iterator[str]:
    named = f"names “{reference.text}”"
    if reference.target == document.id:
        yield f"{named}, which is the agreement itself: no link is made of it"
    elif reference.target is None:
        if reference.reason.startswith(_MISPRINT):
            yield f"{named}, a year that no agreement has (a misprint?): it stays unresolved"
    elif is_later(reference.target, document.id, year_of(document)) and _as_made(commitment, reference):
        yield f"{named} as if it were made, and that is for a later year: no link is made of it"


def _as_made(commitment: Commitment, reference: Reference) -> bool:
    """Whether what a text agreed is reported: "Med økonomiaftalen for 2031 blev det aftalt"."""
    pattern = rf"(?:\bforbindelse )?\b(?:med|i) {re.escape(reference.text)}\s+(?:blev|er|har|var)\b"
    found = re.search(pattern, commitment.quote, re.IGNORECASE)
    return commitment.force == "recall" and found is not None and not found.group().lower().startswith("forb")
