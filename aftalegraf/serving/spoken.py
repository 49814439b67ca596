"""The language of what is made when it is asked for: that of the address (`lang=en`), else what the browser prefers."""

from __future__ import annotations

from starlette.requests import Request

from graph.serving.formats import preferred
from viz.words import LANGUAGES

BY_LANGUAGE = {"Vary": "Accept, Accept-Language"}


def language_of(request: Request) -> str:
    """ "da" or "en"; Danish where nothing says otherwise."""
    named = request.query_params.get("lang")
    if named in LANGUAGES:
        return named
    return liked_language(request.headers.get("accept-language"))


def liked_language(accept: str | None) -> str:
    """The language that Accept-Language likes best (RFC 9110, 12.5.4); Danish where it likes both alike, or neither.

    >>> liked_language("en-GB,en;q=0.9,da;q=0.8"), liked_language("de, *;q=0.5"), liked_language("da, en")
    ('en', 'da', 'da')
    """
    ranges = [part.strip().partition(";") for part in (accept or "")[:1000].split(",")]
    asked = ",".join(f"{tag.strip().partition('-')[0] or '*'}/*{semi}{rest}" for tag, semi, rest in ranges)
    media = preferred(asked, [f"{language}/x" for language in LANGUAGES])
    return LANGUAGES[0] if media is None else media.partition("/")[0]
