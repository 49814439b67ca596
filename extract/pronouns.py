"""Whom "de" and "den" stand for: the actors that the sentence before is about, where number and gender agree.

"De vil følge op på målene" is about the parties that the sentence before named together, "De skal ..." about those whom
it obliged, "Den vil ..." about the one body with an "-en" that it named. "Det" mostly stands for a matter: left alone.
"""

from __future__ import annotations

import re

from extract.models import ActorId

_PRONOUN = re.compile(
    r"(?:^|\b(?:vil|skal|bør|kan|er|har)\s)(de|den)\b(?!\s+(?:nye|samlede|enkelte|øvrige|fælles|to|tre)\b)",
    re.IGNORECASE,
)

_ALONE = re.compile(r"(?:de|den)(?:\s+(?:selv|hver\sisær|begge|alle|sammen))?", re.IGNORECASE)


def stands_for(text: str, parties: tuple[ActorId, ...], obliged: tuple[ActorId, ...]) -> tuple[ActorId, ...]:
    """Whom the pronoun of `text` stands for, by the parties of the sentence before and whom it obliges; () for nobody.

    >>> stands_for("Den vil fremlægge en plan.", (ActorId("regeringen"),), ())
    ('regeringen',)
    >>> stands_for("Den vil fremlægge en plan.", (ActorId("regeringen"), ActorId("kl")), ())
    ()
    """
    found = _PRONOUN.search(text)
    if not found:
        return ()
    fits = is_several if found.group(1).lower() == "de" else _is_one
    duty = re.match(r"\W*(?:\w+\W+){0,3}?(?:skal|bør)\b", text, re.IGNORECASE) is not None
    order = (obliged, parties) if duty else (parties, obliged)
    return next((group for group in order if fits(group)), ())


def is_pronoun(subject: str) -> bool:
    """Whether a subject is nothing but "de" or "den", or one of them with "selv" or "hver især"."""
    return _ALONE.fullmatch(subject.strip()) is not None


def is_several(actors: tuple[ActorId, ...]) -> bool:
    """Whether the actors are more than one, or one that is said in the plural ("kommunerne")."""
    return len(actors) > 1 or (len(actors) == 1 and actors[0].endswith(("erne", "ene", "-regioner")))


def _is_one(actors: tuple[ActorId, ...]) -> bool:
    """Whether it is one actor that "den" agrees with: "regeringen", and not "kommunerne" or "udvalget"."""
    return len(actors) == 1 and not is_several(actors) and not actors[0].endswith(("et", "parti", "partiet"))
