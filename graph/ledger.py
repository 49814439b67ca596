"""Was it taken up? What later agreements say of each promise to return to a matter, and of each promise to deliver.

It says what the texts say, never what happened: "silent" means that the agreement was read, that words of the promise
were looked for in it, and that no passage is about the same; the nearest ones are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.models import Commitment
from graph.effects import outcomes
from graph.linkage import Linkage, LinkedAnew
from graph.linking.matter import NEAREST
from graph.linking.passages import Corpus, Passage
from graph.linking.promises import PromiseKind, promise_kind, promised_year
from graph.looks import MOST, Look, Looks, Seen
from ontology.vocab import agreements

Status = Literal["followed-up", "silent", "not-read", "not-made"]


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
    """The rows of all promises in agreements that are linked anew, by agreement and place."""
    return ledger_of(LinkedAnew(corpus))


def ledger_of(known: Linkage) -> tuple[Row, ...]:
    """The rows of all promises in some agreements, by agreement and place."""
    return tuple(row for document in known.documents() for row in ledger_from(known, document))


def ledger_from(known: Linkage, document: str) -> tuple[Row, ...]:
    """The rows of what one agreement promised, by place."""
    return tuple(_rows(known, document, known.looks(document)))


def ledger_between(known: Linkage, older: str, newer: str) -> tuple[Row, ...]:
    """The rows of what one agreement promised, with what one later agreement says of it and no other."""
    looks = known.looks(older).get(newer)
    return tuple(_rows(known, older, {newer: known.apart(older, newer) if looks is None else looks}))


def _rows(known: Linkage, document: str, looks: Mapping[str, Looks]) -> Iterator[Row]:
    passages = known.passages(document)
    for place, searched in known.searched(document).items():
        passage = passages[place]
        kind = promise_kind(passage.commitment, passage.year) if passage.commitment is not None else None
        if passage.commitment is not None and kind is not None:
            seen = {later: found[place] for later, found in looks.items()}
            yield _row(known, passage, passage.commitment, kind, searched, seen)


def _row(
    known: Linkage,
    passage: Passage,
    commitment: Commitment,
    kind: PromiseKind,
    searched: tuple[str, ...],
    looks: Mapping[str, Look],
) -> Row:
    target = commitment.follow_up.target if commitment.follow_up else None
    named = target if target and _series(target) == _series(passage.document) else None
    evidence = _likeliest(looks, taken_up=True)[:MOST]
    nearest = () if evidence else _likeliest(looks, taken_up=False)[:NEAREST]
    return Row(
        id=commitment.id,
        number=commitment.number,
        document=passage.document,
        quote=commitment.quote,
        kind=kind,
        target=target,
        year=promised_year(commitment, passage.year),
        status="followed-up" if evidence else _status(passage, named, tuple(looks)),
        outcomes=outcomes(effect.effect for _, one in evidence for effect in one.effects),
        evidence=tuple(_witness(known, document, one) for document, one in evidence),
        searched=searched,
        read=tuple(looks),
        nearest=tuple(_witness(known, document, one) for document, one in nearest),
        actors=tuple(dict.fromkeys((*commitment.parties, *commitment.obliged))),
        topics=tuple(commitment.topics),
        deadline=commitment.deadline.edtf if commitment.deadline else None,
        section=passage.headings,
        page=passage.page,
    )


def _likeliest(looks: Mapping[str, Look], *, taken_up: bool) -> list[tuple[str, Seen]]:
    """The passages that take a promise up, or else come nearest, in all later agreements: the likeliest first."""
    found = [
        (document, one) for document, look in looks.items() if look.taken_up == taken_up for one in look.seen
    ]  # the oldest agreement first, as it stays among those that are as likely
    return sorted(found, key=lambda pair: -pair[1].chance)


def _witness(known: Linkage, document: str, seen: Seen) -> Witness:
    """A later passage as evidence, or as what only comes near."""
    passage = known.passages(document)[seen.place]
    return Witness(
        document=passage.document,
        quote=passage.text,
        commitment=passage.commitment.id if passage.commitment else None,
        confidence=round(seen.chance, 2),
        number=passage.commitment.number if passage.commitment else None,
        section=passage.headings,
        page=passage.page,
        words=tuple(effect.words for effect in seen.effects if effect.words),
    )


def _series(document: str) -> str:
    """What the agreements of a series have in common in their ids: all but the year."""
    head, _, year = document.rpartition("-")
    return head if year.isdecimal() else document


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
