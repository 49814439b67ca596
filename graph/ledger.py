"""Was it taken up? What later agreements say of each promise to return to a matter, and of each promise to deliver.

It says what the texts say, never what happened: "silent" means that the agreement was read, that words of the promise
were looked for in it, and that no passage is about the same; the nearest ones are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.models import Commitment
from graph.effects import find_effects, outcomes
from graph.linking.linker import Linker
from graph.linking.matter import Found, Matter
from graph.linking.passages import Corpus, Passage
from graph.linking.promises import PromiseKind, promise_kind, promised_year
from graph.links import effects_of, link_agreements, words_said
from ontology.vocab import agreements

Status = Literal["followed-up", "silent", "not-read", "not-made"]
_TAKEN_UP = 0.36  # chance from which a later passage counts as about the same
_SAID_ASIDE = 0.55  # and one that is no commitment, and says of nothing what became of it
_AHEAD = 8  # later agreements that are searched
_MOST = 6  # passages given as evidence
_NEAREST = 3  # passages shown where an agreement is silent
_SEARCHED = 8
_SHORT_NAME = re.compile(r"ØA\d*")  # names an agreement, and no matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A later passage: what it says about the promise, or how near it comes. `confidence` is 0 to 1.

    `number` is the commitment's, None where it is none; `words` are those that say what it does to the promise.
    """

    document: str
    quote: str
    commitment: str | None
    confidence: float
    number: int | None = None
    section: tuple[str, ...] = ()
    page: int | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A promise and a place where it was to be taken up.

    `id` is the commitment's; `target` the agreement named, if any; `year` when it was to be. `evidence` are the
    passages that take it up. Where there are none, `searched` are the words that were looked for, in the agreements
    `read`, and `nearest` the passages that come nearest.
    """

    id: str
    number: int
    document: str
    quote: str
    kind: PromiseKind
    target: str | None
    year: int | None
    status: Status
    outcomes: tuple[str, ...]
    evidence: tuple[Witness, ...]
    searched: tuple[str, ...]
    read: tuple[str, ...]
    nearest: tuple[Witness, ...]
    actors: tuple[str, ...]
    topics: tuple[str, ...]
    deadline: str | None
    section: tuple[str, ...] = ()
    page: int | None = None


def ledger(corpus: Corpus) -> tuple[Row, ...]:
    """The rows of all promises in the agreements, by agreement and place."""
    return ledger_of(link_agreements(corpus))


def ledger_of(linker: Linker) -> tuple[Row, ...]:
    """The rows of all promises that a linker has seen, by agreement and place."""
    return tuple(_rows(linker, range(len(linker.index.passages))))


def ledger_between(linker: Linker, older: str, newer: str) -> tuple[Row, ...]:
    """The rows of what one agreement promised, with what one later agreement says of it and no other."""
    return tuple(_rows(linker, linker.numbers(older), (newer,)))


def _rows(linker: Linker, numbers: Iterable[int], ahead: tuple[str, ...] | None = None) -> Iterator[Row]:
    for number in numbers:
        passage = linker.index.passages[number]
        kind = promise_kind(passage.commitment, passage.year) if passage.commitment is not None else None
        if passage.commitment is not None and kind is not None:
            later = ahead if ahead is not None else _later_read(linker, passage)[:_AHEAD]
            yield _row(linker, number, passage.commitment, kind, later)


def _row(linker: Linker, number: int, commitment: Commitment, kind: PromiseKind, read: Sequence[str]) -> Row:
    passage = linker.index.passages[number]
    target = commitment.follow_up.target if commitment.follow_up else None
    named = target if target and _series(target) == _series(passage.document) else None
    matter = Matter(linker, number, commitment)
    near = [found for document in read for found in matter.look(document)]
    likeliest = sorted(near, key=lambda one: (-one.chance, one.number))
    evidence = [one for one in likeliest if one.chance >= _needed(linker.index.passages[one.number])][:_MOST]
    status = "followed-up" if evidence else _status(passage, named, read)
    later = [linker.index.passages[one.number] for one in evidence]
    return Row(
        id=commitment.id,
        number=commitment.number,
        document=passage.document,
        quote=commitment.quote,
        kind=kind,
        target=target,
        year=promised_year(commitment, passage.year),
        status=status,
        outcomes=outcomes(effect.effect for one in later for effect in effects_of(one, passage)),
        evidence=tuple(_witness(linker, one, passage) for one in evidence),
        searched=_searched(passage, matter),
        read=tuple(read),
        nearest=tuple(_witness(linker, one, None) for one in likeliest[: 0 if evidence else _NEAREST]),
        actors=tuple(dict.fromkeys((*commitment.parties, *commitment.obliged))),
        topics=tuple(commitment.topics),
        deadline=commitment.deadline.edtf if commitment.deadline else None,
        section=passage.headings,
        page=passage.page,
    )


def _needed(passage: Passage) -> float:
    return _TAKEN_UP if passage.commitment is not None or find_effects(passage.text) else _SAID_ASIDE


def _witness(linker: Linker, found: Found, promise: Passage | None) -> Witness:
    """A later passage as evidence; `promise` is what it takes up, None where it only comes near."""
    passage = linker.index.passages[found.number]
    effects = effects_of(passage, promise) if promise is not None else ()
    return Witness(
        document=passage.document,
        quote=passage.text,
        commitment=passage.commitment.id if passage.commitment else None,
        confidence=round(found.chance, 2),
        number=passage.commitment.number if passage.commitment else None,
        section=passage.headings,
        page=passage.page,
        words=tuple(effect.words for effect in effects if effect.words),
    )


def _searched(passage: Passage, matter: Matter) -> tuple[str, ...]:
    """The words that were looked for, as the promise, its heading and the sentence before it write them."""
    around = f"{passage.text} {passage.heading} {passage.before}"
    words = [word for word in matter.words() if not _SHORT_NAME.fullmatch(word)]
    return words_said(around, words[:_SEARCHED])


def _series(document: str) -> str:
    """What the agreements of a series have in common in their ids: all but the year."""
    head, _, year = document.rpartition("-")
    return head if year.isdecimal() else document


def _later_read(linker: Linker, passage: Passage) -> list[str]:
    """The later agreements of the same kind that were read, the oldest first."""
    return [document for document, first in linker.firsts() if first.kind == passage.kind and first.year > passage.year]


def _status(passage: Passage, target: str | None, read: Sequence[str]) -> Status:
    """What is said of a promise that no later passage takes up."""
    if target is not None:
        return "silent" if target in read else _unread(target)
    if read:
        return "silent"
    return _unread(f"{_series(passage.document)}-{passage.year + 1}")


def _unread(document: str) -> Status:
    known = {agreement.id: agreement.status for agreement in agreements()}
    if document in known:
        return "not-made" if known[document] == "not-made" else "not-read"
    series, _, year = document.rpartition("-")
    years = [int(one.rpartition("-")[2]) for one in known if one.rpartition("-")[0] == series and one[-4:].isdecimal()]
    return "not-made" if years and year.isdecimal() and int(year) > max(years) else "not-read"
