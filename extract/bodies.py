"""Bodies that a document sets up and then calls by half their name ("et ekspertudvalg på ...": "Ekspertudvalget").

An introduction is an indefinite noun that ends as bodies do, with the area it is for where that is a name
("på socialområdet", not "på området"). A later mention stands for the last introduced body whose name ends in its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.actors import Mention
from extract.models import ActorId
from extract.slugs import slug

_INTRODUCED = re.compile(
    r"\b[Ee](?:t|n)\s+(?:[\wæøå-]+\s+){0,3}?(?P<name>[a-zæøå-]*(?:udvalg|sekretariat|kommission|nævn|tilsyn|direktorat))\b(?:\s+(?P<for>(?:på|for|om)\s+(?P<area>[\wæøå-]+)))?"
)
_VAGUE = frozenset(
    {"området", "områder", "at", "den", "det", "de", "en", "et", "hvordan", "baggrund", "dette", "denne"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body introduced at `start` (code points of the cleaned text): its indefinite noun and its id."""

    start: int
    noun: str
    actor: ActorId


def introduced_bodies(text: str) -> tuple[Body, ...]:
    """The bodies that a text introduces, in order.

    >>> [b.actor for b in introduced_bodies("Parterne nedsætter et ekspertudvalg på socialområdet.")]
    ['ekspertudvalget-paa-socialomraadet']
    """
    found = []
    for match in _INTRODUCED.finditer(text):
        noun = match["name"]
        definite = noun + ("en" if noun.endswith("kommission") else "et")
        named = match["for"] if match["for"] and match["area"].lower() not in _VAGUE else ""
        found.append(Body(start=match.start(), noun=noun, actor=ActorId(slug(f"{definite} {named}"))))
    return tuple(found)


def with_bodies(
    mentions: tuple[Mention, ...], words: tuple[str, ...], bodies: tuple[Body, ...], before: int
) -> tuple[Mention, ...]:
    """The mentions, those of bodies under the id of the last body introduced before the offset `before`.

    `words` are the mentions' own words, in their order.
    """
    return tuple(_resolved(mention, said, bodies, before) for mention, said in zip(mentions, words, strict=True))


def _resolved(mention: Mention, said: str, bodies: tuple[Body, ...], before: int) -> Mention:
    if mention.actor != slug(said) and mention.actor != slug(said.rstrip("s")):
        return mention
    stem = re.sub(r"(?:et|en)s?$", "", said.lower())
    known = [body for body in bodies if body.start < before and body.noun.endswith(stem)]
    return replace(mention, actor=known[-1].actor) if known else mention
