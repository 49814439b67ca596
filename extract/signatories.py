"""Who signed, by name, where a title page or a first sentence says between whom an agreement is.

"Samarbejdsaftale mellem Hedekær Kommune, Foreningen Nær Energi og Ø-Kraft A/S": in such a place each name is a party's,
whether the register knows it or not. Elsewhere a name that nobody knows is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.actors import find_actors
from extract.models import ActorId, Span
from extract.segment.shapes import DATE
from extract.slugs import slug

_AGREEMENT = r"(?:[\wæøåÆØÅ-]*(?:aftale[nr]?|forlig|pagt|kontrakt|erklæring|partnerskab)|forståelse|protokollat)"
# "Aftale mellem A og B om C", "Forståelsespapir, indgået mellem A og B"
_BETWEEN = re.compile(
    rf"(?:.*\b{_AGREEMENT}\b[^.]{{0,60}}?\s)?(?:(?:der|som)\s+)?(?:er\s+)?(?:indgået\s+)?mellem\s*:?\s*(?P<who>.*)",
    re.IGNORECASE | re.DOTALL,
)
# where the names end: "om samarbejde", "vedrørende havnen", "for perioden 2024-2027", "2024-2027"
_SUBJECT = re.compile(
    r"\s(?:om|vedr\.?|vedrørende|for\s+(?:perioden|årene|\d{4})|i\s+perioden|af\s+\d{1,2}\.)\b.*|\s(?:19|20)\d\d.*",
    re.DOTALL,
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|,?\s*\bCVR(?:-nr\.?)?\.?:?\s*[\d ]{8,11}", re.IGNORECASE)
_HEREAFTER = re.compile(r",?\s*(?:herefter|i det følgende|efterfølgende)\b[^,]*", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[,;•/]\s+|\s+(?:og|samt|&)\s+(?=[A-ZÆØÅ])|\s*\n\s*", re.IGNORECASE)
_ALONE = re.compile(r"(?:og|samt|&|på den ene side|på den anden side)\W*", re.IGNORECASE)
_MARK = re.compile(r"^(?:\d{1,2}[.)]|[a-z]\)|[•–-])\s+|^(?:og|samt|&)\s+")
_MOST_WORDS, _MOST_NAMES = 8, 20
_FEW = 12  # lines under "mellem" in which names stand
_UNNAMED = re.compile(r"(?:den|det|de|en|et|alle|flere|parterne|følgende)\b", re.IGNORECASE)


def parties_between(lines: Sequence[str]) -> tuple[ActorId, ...]:
    """The parties of the first line that says between whom the agreement is, or of the lines under a "mellem".

    >>> parties_between(["Samarbejdsaftale mellem Hedekær Kommune, Foreningen Nær Energi og Ø-Kraft A/S om varme"])
    ('hedekaer-kommune', 'foreningen-naer-energi', 'oe-kraft-a-s')
    """
    for at, line in enumerate(lines):
        match = _BETWEEN.fullmatch(" ".join(line.split()))
        if match is None:
            continue
        who = match["who"].strip()
        names = who if _separable(who) else "\n".join([who, *_names_under(lines[at + 1 : at + 1 + _FEW])])
        found = named_parties(names)
        if len(found) > 1:
            return found
    return ()


def _separable(who: str) -> bool:
    return bool(who) and bool(re.search(r"\s(?:og|samt|&)\s", who)) and not who.endswith((",", " og"))


def _names_under(lines: Sequence[str]) -> list[str]:
    """The lines of names: up to the subject, the day, or a line that is a sentence."""
    names: list[str] = []
    for line in lines:
        text = " ".join(line.split())
        if re.match(r"(?:om|vedr\.?|vedrørende)\b", text) or DATE.fullmatch(text) or text.endswith((".", ":")):
            break
        names.append(text)
    return names


def named_parties(text: str) -> tuple[ActorId, ...]:
    """The parties in an enumeration of names; none where one of its parts is no name.

    Actors that are known keep their ids. What is in brackets is said of a party, and names none.

    >>> named_parties("regeringen, KL og Landsforeningen Ø"), named_parties("kommunen og borgerne i området")
    (('regeringen', 'kl', 'landsforeningen-oe'), ())
    """
    said = _HEREAFTER.sub("", _ASIDE.sub("", _SUBJECT.sub("", text)))
    found: list[ActorId] = []
    for part in _parts(said):
        one = _party(part)
        if one is None:
            return ()
        found += one
    parties = tuple(dict.fromkeys(found))
    return parties if len(parties) <= _MOST_NAMES else ()


def _parts(said: str) -> list[str]:
    """The names between commas and "og", those that are known actors kept whole ("Social- og Boligministeriet")."""
    whole = [mention.span for mention in find_actors(said)]
    parts, at = [], 0
    for match in _SEPARATOR.finditer(said):
        inside = any(span.start < match.end() and match.start() < span.end for span in whole)
        if not inside and not said[at : match.start()].rstrip().endswith("-"):
            parts.append(said[at : match.start()])
            at = match.end()
    return [
        part
        for one in [*parts, said[at:]]
        if (part := _MARK.sub("", one.strip(" .,;:"))) and not _ALONE.fullmatch(part)
    ]


def _party(part: str) -> list[ActorId] | None:
    """The party that one part names; None where it is no name."""
    known = [mention for mention in find_actors(part) if not mention.genitive]
    if known and sum(_length(mention.span) for mention in known) * 2 > len(part):
        return [mention.actor for mention in known]
    words = part.split()
    begins = part[:1].isupper() or part[:1].isdigit()
    if not begins or len(words) > _MOST_WORDS or _UNNAMED.match(part) or not any(map(str.isalpha, part)):
        return None
    return [ActorId(slug(part))]


def _length(span: Span) -> int:
    return span.end - span.start
