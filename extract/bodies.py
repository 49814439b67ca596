"""Bodies that a document sets up and then calls by half their name ("et ekspertudvalg på ...": "Ekspertudvalget").

An introduction is an indefinite noun that ends as bodies do, with the area it is for where that is a name
("på socialområdet", not "på området"). A later mention stands for the last introduced body whose name ends in its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.actors import Mention
from extract.models import ActorId, Span
from extract.slugs import slug
from ontology.vocab import actors

_INTRODUCED = re.compile(
    r"\b[Ee](?:t|n)\s+(?:[\wæøå-]+\s+){0,3}?(?P<name>[a-zæøå-]*(?:udvalg|sekretariat|kommission|nævn|tilsyn|direktorat))\b(?:\s+(?P<for>(?:på|for|om)\s+(?P<area>[\wæøå-]+)))?"
)
# "Budgetforlig for Sundby Kommune", "Konstitueringsaftale for Hedekær Byråd", "Budgetaftale for Region Nordjylland"
_LOCAL = re.compile(r"\b((?:[A-ZÆØÅ][\wæøå]+(?:[- ](?=[A-ZÆØÅ]))?)+)\s+(?:Kommune|Byråd|Kommunalbestyrelse)s?\b")
_REGION = re.compile(r"\bRegion\s[A-ZÆØÅ][a-zæøå]+")
# What a party to a local agreement is, and is called for short.
_DEFINITE = {
    "kommune": "kommunen",
    "byråd": "byrådet",
    "region": "regionen",
    "universitet": "universitetet",
    "havn": "havnen",
    "fond": "fonden",
    "forening": "foreningen",
    "selskab": "selskabet",
    "skole": "skolen",
    "center": "centeret",
    "bestyrelse": "bestyrelsen",
    "forbund": "forbundet",
    "nævn": "nævnet",
    "råd": "rådet",
}
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNames:
    """Who signs an agreement and stands in no register: by full name, and by the noun alone ("Havnen", "Kommunen")."""

    full: tuple[tuple[re.Pattern[str], ActorId], ...]
    short: tuple[tuple[re.Pattern[str], ActorId], ...]

    def __bool__(self) -> bool:
        return bool(self.full or self.short)


def own_names(signatories: tuple[ActorId, ...], title: str) -> OwnNames:
    """The names of those who sign, and of the one municipality or region that the title names.

    >>> names = own_names((ActorId("sundstrup-havn"),), "")
    >>> [m.actor for m in with_own_names((), "Havnen stiler mod at være grøn.", names)]
    ['sundstrup-havn']
    """
    registered = {actor.id for actor in actors()}
    local = [ActorId(slug(match.group(1)) + "-kommune") for match in _LOCAL.finditer(title)]
    local += [ActorId(slug(match.group())) for match in _REGION.finditer(title)]
    local += [one for one in signatories if one.endswith("-kommune") or one.startswith("region-")]
    own = tuple(dict.fromkeys((*(one for one in signatories if one not in registered), *local)))
    national = {"regeringen", "kl", "danske-regioner"} & set(signatories)
    full = tuple((_spelt(one), one) for one in own if one not in registered)
    short: dict[str, list[ActorId]] = {"byråd": [ActorId("byraadet")]} if local and not national else {}
    for one in () if national else own:
        words = one.split("-")
        noun = "region" if words[0] == "region" else next((n for n in _DEFINITE if words[-1].endswith(n)), words[-1])
        if noun in _DEFINITE:
            short.setdefault(noun, []).append(one)
    return OwnNames(
        full=full,
        short=tuple(
            (re.compile(rf"\b{_DEFINITE[noun]}s?\b", re.IGNORECASE), of[0])
            for noun, of in short.items()
            if len(of) == 1
        ),
    )


def _spelt(actor: ActorId) -> re.Pattern[str]:
    """How a name is written that is known by its id alone: "sundstrup-havn" for "Sundstrup Havn"."""
    letters = (
        re.escape(actor)
        .replace(r"\-", "[- ]")
        .replace("ae", "(?:ae|æ)")
        .replace("oe", "(?:oe|ø)")
        .replace("aa", "(?:aa|å)")
    )
    return re.compile(rf"\b{letters}s?\b", re.IGNORECASE)


def with_own_names(mentions: tuple[Mention, ...], text: str, names: OwnNames) -> tuple[Mention, ...]:
    """The mentions, and those by the agreement's own names; a short one goes before what the register makes of it."""
    found = list(mentions)
    for short, pairs in ((False, names.full), (True, names.short)):
        for pattern, actor in pairs:
            for match in pattern.finditer(text):
                span = Span(start=match.start(), end=match.end())
                over = [m for m in found if span.start < m.span.end and m.span.start < span.end]
                if over and (not short or any(m.span != span for m in over)):
                    continue
                genitive = match.group().endswith("s") and not actor.endswith("s")
                found = [m for m in found if m not in over] + [Mention(actor=actor, span=span, genitive=genitive)]
    return tuple(sorted(found, key=lambda mention: mention.span.start))


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
