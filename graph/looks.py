"""What an agreement says of the promises of those before it: looked for when it is linked, and kept (`graph.linking`).

Words weigh what they tell apart among the agreement and the SPAN of its kind before it, as they do for its links. So
what is found follows from the same agreements as its links do, and a change reaches no further (`graph.relink`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.models import Commitment
from graph.effects import Effect, find_effects
from graph.linking.linker import Linker
from graph.linking.matter import Matter
from graph.linking.passages import Passage
from graph.linking.promises import promise_kind
from graph.links import effects_of, words_said

_TAKEN_UP = 0.36  # chance from which a later passage counts as about the same
_SAID_ASIDE = 0.55  # and one that is no commitment, and says of nothing what became of it
MOST = 6  # passages given as evidence
_SEARCHED = 8
_SHORT_NAME = re.compile(r"ØA\d*")  # names an agreement, and no matter


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage of a later agreement, by its place, with the chance that it is about a promise, and what it does to it.

    `effects` is empty where it only comes near.
    """

    place: int
    chance: float
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What one later agreement has of a promise, the likeliest first: what takes it up, else what comes nearest."""

    taken_up: bool
    seen: tuple[Seen, ...]


Looks = Mapping[int, Look]
"""What one agreement says of each promise of another, by the place of the promise in its agreement."""


def promises_in(linker: Linker, document: str) -> Iterator[tuple[int, Commitment]]:
    """Yields the promises of an agreement, by the numbers of their passages."""
    for number in linker.numbers(document):
        passage = linker.index.passages[number]
        if passage.commitment is not None and promise_kind(passage.commitment, passage.year) is not None:
            yield number, passage.commitment


def searched_in(linker: Linker, document: str) -> dict[int, tuple[str, ...]]:
    """The words to look for of each promise of the agreement that was taken in last, by the promise's place."""
    first = linker.numbers(document).start
    with linker.index.as_last_taken():
        return {
            number - first: _searched(linker.index.passages[number], Matter(linker, number, commitment))
            for number, commitment in promises_in(linker, document)
        }


def looks_back(linker: Linker, document: str) -> dict[str, Looks]:
    """What the agreement that was taken in last says of the promises of each one in its window of an earlier year that
    it names or may follow on.
    """
    numbers = linker.numbers(document)
    if not numbers:
        return {}
    own, start = linker.index.passages[numbers.start], linker.index.start(numbers.start)
    named = {one.target for number in numbers for one in linker.index.passages[number].references}
    return {
        other: look(linker, other, document)
        for other, first in linker.firsts()
        if first.kind == own.kind
        and first.year < own.year
        and linker.numbers(other).start >= start
        and (other in named or linker.follows(document, other))
    }


def look(linker: Linker, earlier: str, later: str) -> dict[int, Look]:
    """What the agreement that was taken in last says of the promises of an earlier one, wherever that stands."""
    first = linker.numbers(earlier).start
    with linker.index.as_last_taken():
        return {
            number - first: _look(linker, number, Matter(linker, number, commitment), later)
            for number, commitment in promises_in(linker, earlier)
        }


def _look(linker: Linker, promise: int, matter: Matter, later: str) -> Look:
    passages, near = linker.index.passages, matter.look(later)
    taken_up = [one for one in near if one.chance >= _needed(passages[one.number])]
    seen = (
        Seen(
            place=one.number - linker.numbers(passages[one.number].document).start,
            chance=one.chance,
            effects=effects_of(passages[one.number], passages[promise]) if taken_up else (),
        )
        for one in (taken_up[:MOST] or matter.nearest(near))
    )
    return Look(bool(taken_up), tuple(seen))


def _needed(passage: Passage) -> float:
    return _TAKEN_UP if passage.commitment is not None or find_effects(passage.text) else _SAID_ASIDE


def _searched(passage: Passage, matter: Matter) -> tuple[str, ...]:
    """The words that are looked for, as the promise, its heading and the sentence before it write them."""
    around = f"{passage.text} {passage.heading} {passage.before}"
    words = [word for word in matter.words() if not _SHORT_NAME.fullmatch(word)]
    return words_said(around, words[:_SEARCHED])
