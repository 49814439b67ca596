"""Why a record says what it says: for each field its value, the words it rests on, the rule, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.actors import find_actors
from extract.confidence import ancestry, confidence_of, families
from extract.models import ActorId, Amount, Commitment, Document, Evidence, Span
from extract.records import evidence_of
from extract.slugs import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One field and what it rests on.

    `items` are the ids or values as records have them, `words` what says so and `span` where (offsets of the document;
    words may stand elsewhere than in the sentence, such as a heading). `confidence` is None where no gold measures it.
    """

    field: str
    items: tuple[str, ...]
    words: str
    span: Span
    rule: str
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A sentence, and the reasons for what was read off it: none where it is no commitment."""

    text: str
    span: Span
    section: tuple[str, ...]
    line: int
    rule: str
    confidence: float | None
    reasons: tuple[Reason, ...]


def explain(document: Document, commitments: Sequence[Commitment], *, silent: bool = False) -> tuple[Explained, ...]:
    """The reasons for each commitment of a document, in text order; with `silent` also the sentences without one."""
    told = [_commitment(document, commitment) for commitment in commitments]
    if silent:
        spoken = {commitment.unit for commitment in commitments}
        told += [_unit(document, unit) for unit in range(len(document.units)) if unit not in spoken]
    return tuple(sorted(told, key=lambda explained: explained.span.start))


def _commitment(document: Document, commitment: Commitment) -> Explained:
    reasons = [_reason(commitment, evidence) for evidence in evidence_of(commitment)]
    if not any(reason.field == "force" for reason in reasons):
        lead = commitment.lead_in or commitment.span
        words = document.words(lead)
        own = Evidence(field="force", words=words, start=lead.start, end=lead.end, rule=commitment.rule)
        reasons.insert(0, _reason(commitment, own))
    return Explained(
        text=commitment.quote,
        span=commitment.span,
        section=document.place(document.units[commitment.unit].section),
        line=document.origin.line(commitment.span.start),
        rule=commitment.rule,
        confidence=commitment.confidence,
        reasons=tuple(sorted(reasons, key=lambda reason: reason.field != "force")),
    )


def _unit(document: Document, index: int) -> Explained:
    unit = document.units[index]
    return Explained(
        text=document.words(unit.span),
        span=unit.span,
        section=document.place(unit.section),
        line=document.origin.line(unit.span.start),
        rule="",
        confidence=None,
        reasons=(),
    )


def _reason(commitment: Commitment, evidence: Evidence) -> Reason:
    measured = any(family in families() for family in ancestry(evidence.rule))
    return Reason(
        field=evidence.field,
        items=_items(commitment, evidence),
        words=evidence.words,
        span=Span(start=evidence.start, end=evidence.end),
        rule=evidence.rule,
        confidence=confidence_of(evidence.rule) if measured else None,
    )


def _items(commitment: Commitment, evidence: Evidence) -> tuple[str, ...]:
    """What of the commitment's field the words of the evidence gave."""
    match evidence.field:
        case "force" | "act" | "strength":
            return (str(getattr(commitment, evidence.field)),)
        case "party":
            return _named(commitment.parties, evidence)
        case "obliged":
            return _named(commitment.obliged, evidence)
        case "area" | "topic":
            held: tuple[str, ...] = commitment.areas if evidence.field == "area" else commitment.topics
            return tuple(item for item in held if item in evidence.rule.split("."))
        case "years":
            said = tuple(str(year) for year in commitment.years if str(year) in evidence.words)
            return said or tuple(map(str, commitment.years))
        case "mention":
            return tuple(actor for actor in commitment.mentions if actor == slug(evidence.words))
    return _carried(commitment, evidence) or (evidence.words,)


def _named(held: tuple[ActorId, ...], evidence: Evidence) -> tuple[str, ...]:
    """Those of the actors held that the words name; all of them where they stand for them ("parterne", "de")."""
    return tuple(dict.fromkeys(m.actor for m in find_actors(evidence.words) if m.actor in held)) or held


def _carried(commitment: Commitment, evidence: Evidence) -> tuple[str, ...]:
    """What carries this evidence itself: sums, quantities, references, the deadline, the follow-up."""
    found = [amount_text(amount) for amount in commitment.amounts if amount.evidence == evidence]
    found += [
        f"{quantity.value:f} {quantity.unit}" for quantity in commitment.quantities if quantity.evidence == evidence
    ]
    found += [
        reference.target or reference.text for reference in commitment.references if reference.evidence == evidence
    ]
    if commitment.deadline and commitment.deadline.evidence == evidence:
        found.append(commitment.deadline.edtf)
    if (up := commitment.follow_up) and up.evidence == evidence:
        found += [str(item) for item in (up.target, up.year) if item]
    return tuple(found)


def amount_text(amount: Amount) -> str:
    """A sum as one line: value, unit, years.

    >>> from decimal import Decimal
    >>> from extract.models import Evidence
    >>> own = Evidence(field="amounts", words="", start=0, end=0, rule="")
    >>> amount_text(Amount(value=Decimal(5_000_000), unit="DKK", years=(2027,), per_year=True, text="", evidence=own))
    '5000000 DKK a year, 2027'
    """
    years = f", {', '.join(map(str, amount.years))}" if amount.years else ""
    return f"{amount.value.normalize():f} {amount.unit}{' a year' if amount.per_year else ''}{years}"
