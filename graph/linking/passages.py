"""What is linked: the sentences of agreements with the commitments in them, and what surrounds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.models import Amount, Commitment, Document, Reference, TopicId

Extracted = Sequence[tuple[Document, tuple[Commitment, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of an agreement, or a commitment that is a part of one.

    `commitment` is None for a sentence that is no commitment. `number` is the index of the sentence in its document,
    `paragraph` that of its paragraph. `before` is the sentence before it in the same paragraph, or the lead-in of its
    list; "" where there is none. `year` is the year the agreement is for, `page` None where the source has none.
    """

    document: str
    year: int
    kind: str
    number: int
    paragraph: int
    text: str
    headings: tuple[str, ...]
    before: str
    commitment: Commitment | None
    page: int | None = None

    @property
    def heading(self) -> str:
        """The heading it stands under; "" where there is none."""
        return self.headings[-1] if self.headings else ""

    @property
    def topics(self) -> tuple[TopicId, ...]:
        """The topics of the commitment; none where it is no commitment."""
        return self.commitment.topics if self.commitment else ()

    @property
    def references(self) -> tuple[Reference, ...]:
        """What the commitment refers to; nothing where it is no commitment."""
        return self.commitment.references if self.commitment else ()

    @property
    def sums(self) -> tuple[Amount, ...]:
        """The sums of kroner of the commitment; none where it is no commitment."""
        return tuple(sum_ for sum_ in (self.commitment.amounts if self.commitment else ()) if sum_.unit == "DKK")


Corpus = Sequence[Sequence[Passage]]


def passages_of(document: Document, commitments: Iterable[Commitment]) -> tuple[Passage, ...]:
    """The passages of one agreement in text order: its commitments, and the sentences that hold none."""
    by_unit: dict[int, list[Commitment | None]] = {}
    for commitment in sorted(commitments, key=_place):
        by_unit.setdefault(commitment.unit, []).append(commitment)
    return tuple(
        _passage(document, number, commitment)
        for number in range(len(document.units))
        for commitment in by_unit.get(number, (None,))
    )


def _place(commitment: Commitment) -> tuple[int, int]:
    return (commitment.span.start, commitment.number)


def _passage(document: Document, number: int, commitment: Commitment | None) -> Passage:
    unit = document.units[number]
    return Passage(
        document=document.id,
        year=year_of(document),
        kind=document.identity.kind,
        number=number,
        paragraph=unit.paragraph,
        text=commitment.quote if commitment is not None else document.words(unit.span),
        headings=document.place(unit.section),
        before=_before(document, number),
        commitment=commitment,
        page=document.origin.page(unit.span.start) if document.origin.pieces else None,
    )


def year_of(document: Document) -> int:
    """The year the agreement is for; that of its date, or 0, where it has none."""
    identity = document.identity
    if identity.year is not None:
        return identity.year
    return int(identity.date[:4]) if identity.date and identity.date[:4].isdecimal() else 0


def is_later(target: str, document: str, year: int) -> bool:
    """Whether an id tells of a year after that of an agreement, or of the agreement of others for the same year.

    >>> is_later("oea-kommuner-2031", "oea-kommuner-2030", 2030), is_later("finanslov-2030", "oea-kommuner-2030", 2030)
    (True, False)
    """
    series, _, last = target.rpartition("-")
    if not (len(last) == 4 and last.isdecimal()) or not year:
        return False
    parallel = series.rpartition("-")[0] == document.rpartition("-")[0].rpartition("-")[0] != ""
    return int(last) >= year + (0 if parallel else 1)


def _before(document: Document, number: int) -> str:
    unit = document.units[number]
    if number and unit.position and document.units[number - 1].paragraph == unit.paragraph:
        return document.words(document.units[number - 1].span)
    return document.words(document.units[unit.lead_in].span) if unit.lead_in is not None else ""


def corpus_of(extracted: Extracted) -> Corpus:
    """The passages of agreements that were read and extracted, the oldest agreement first."""
    return in_order([passages_of(document, commitments) for document, commitments in extracted])


def in_order(corpus: Corpus) -> Corpus:
    """The agreements from the oldest to the newest: by year, then by id; those without any passage are left out."""
    return sorted((one for one in corpus if one), key=lambda one: (one[0].year, one[0].document))
