"""The formats that answers come in: their media types, and which one a request wants (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

ROWS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
GRAPHS = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nquads": "application/n-quads",
}
ALSO = {
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/plain": "ntriples",
    "application/x-turtle": "turtle",
}
"""Media types that clients ask for and that mean one of ours; the answer then is of the type that was asked for."""

_MOST_RANGES = 100  # of an Accept that are looked at; the rest is somebody's way of keeping the server busy

Wish = tuple[str, str]
"""A format, and the media type that the answer is to be called."""


def preferred(accept: str | None, offers: Sequence[str]) -> str | None:
    """The one of `offers` (media types, dearest to us first) that `accept` likes best; None where it takes none.

    >>> preferred("text/csv;q=0.5, application/*;q=0.9", ["text/csv", "application/xml"])
    'application/xml'
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = [_range(part) for part in accept.split(",", _MOST_RANGES)[:_MOST_RANGES] if part.strip()]
    liked = [(_quality(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    best = max(liked)
    return best[2] if best[0] > 0 else None


def wish(accept: str | None, formats: dict[str, str]) -> Wish | None:
    """The format of `formats` that a request wants; None where it takes none of them."""
    others = [media for media, name in ALSO.items() if name in formats]
    media = preferred(accept, [*formats.values(), *others])
    if media is None:
        return None
    name = next((name for name, own in formats.items() if own == media), None)
    return (name or ALSO[media], media)


def _range(part: str) -> tuple[str, str, float]:
    media, *parameters = [piece.strip().lower() for piece in part.split(";")]
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            quality = _number(value.strip())
    kind, _, sub = media.partition("/")
    return kind, sub or "*", quality


def _number(text: str) -> float:
    """A weight; one that is none counts as 0, so that a broken wish is not taken for a strong one."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return min(max(value, 0.0), 1.0) if not isnan(value) else 0.0


def _quality(offer: str, ranges: list[tuple[str, str, float]]) -> float:
    """What the most specific range that fits says of an offer."""
    kind, _, sub = offer.partition("/")
    fits = [
        ((own_kind != "*") + (own_sub != "*"), quality)
        for own_kind, own_sub, quality in ranges
        if own_kind in ("*", kind) and own_sub in ("*", sub)
    ]
    return max(fits)[1] if fits else 0.0
