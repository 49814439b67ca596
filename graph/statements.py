"""A commitment -> quads: what a user asks for directly on it, and beside that the reified forms with words and place.

Directly: `ag:party`, `ag:refersTo`, `ag:year` ... Reified, each with its evidence: `ag:amount`, `ag:reference`,
`ag:followUp`, `ag:quantity`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pyoxigraph import NamedNode

from extract.edtf import days_of
from extract.models import Amount, Commitment, Document, Evidence, Quantity, Reference
from graph.iris import Iris
from graph.places import find_place
from graph.provenance import Origin
from graph.writer import Writer, danish, edtf, name
from ontology.vocab import agreements

UNRESOLVED = "målet kan ikke afgøres"  # the reason where none is told
_CONTEXT = 32  # code points of prefix and suffix in a TextQuoteSelector, as annotation clients write them


def write(
    graph: Writer,
    document: Document,
    commitment: Commitment,
    iris: Iris,
    origin: Origin,
    uncounted: frozenset[Amount] = frozenset(),
) -> None:
    """Says all that `commitment`, found in `document`, says; `uncounted` are its sums that no sum of sums takes in."""
    _Statement(graph, document, commitment, iris, origin, uncounted).write()


class _Statement:
    """Writes one commitment; holds what every part of it needs to know."""

    def __init__(
        self,
        graph: Writer,
        document: Document,
        commitment: Commitment,
        iris: Iris,
        origin: Origin,
        uncounted: frozenset[Amount],
    ) -> None:
        self.origin = origin
        self.uncounted = uncounted
        self.say = graph.say
        self.document = document
        self.record = commitment
        self.iris = iris
        self.iri = iris.commitment(document.id, commitment.id)

    def write(self) -> None:
        self._itself()
        self._place()
        self._who_and_what()
        self._when()
        for number, amount in enumerate(self.record.amounts, 1):
            self._amount(number, amount)
        for number, quantity in enumerate(self.record.quantities, 1):
            self._quantity(number, quantity)
        for number, reference in enumerate(self.record.references, 1):
            self._reference(number, reference)
        self._follow_up()
        for number, evidence in enumerate(_own_evidence(self.record), 1):
            self._evidence(self.iri, number, evidence)

    def _itself(self) -> None:
        iri, record, say = self.iri, self.record, self.say
        say(iri, "rdf:type", name("ag:Commitment"))
        say(iri, "ag:inAgreement", self.iris.agreement(self.document.id))
        say(iri, "ag:identifier", record.id)
        say(iri, "ag:number", record.number)
        say(iri, "ag:quote", danish(record.quote))
        say(iri, "ag:force", self.iris.concept("force", record.force))
        say(iri, "ag:act", record.act)
        say(iri, "ag:strength", self.iris.concept("strength", record.strength))
        say(iri, "ag:polarity", record.polarity)
        say(iri, "ag:rule", record.rule)
        say(iri, "ag:confidence", Decimal(f"{record.confidence:.3f}"))
        say(iri, "prov:wasGeneratedBy", self.origin.activity)

    def _place(self) -> None:
        """Where it stands; a record made elsewhere may point to a unit that this document does not have."""
        iri, record, document = self.iri, self.record, self.document
        self.say(iri, "ag:start", record.span.start)
        self.say(iri, "ag:end", record.span.end)
        if 0 <= record.unit < len(document.units):
            self.say(iri, "ag:inPassage", self.iris.passage(document.id, record.unit + 1))
            self.say(iri, "ag:inSection", self.iris.section(document.id, document.units[record.unit].section))
        if document.origin.pieces:
            self.say(iri, "ag:page", document.origin.page(record.span.start))
            self.say(iri, "ag:line", document.origin.line(record.span.start) or None)

    def _who_and_what(self) -> None:
        iri, record, concept = self.iri, self.record, self.iris.concept
        self.say(iri, "ag:party", *(concept("actor", actor) for actor in record.parties))
        self.say(iri, "ag:obliged", *(concept("actor", actor) for actor in record.obliged))
        self.say(iri, "ag:mentions", *(concept("actor", actor) for actor in record.mentions))
        self.say(iri, "ag:policyArea", *(concept("area", area) for area in record.areas))
        self.say(iri, "ag:mainArea", *(concept("area", area) for area in record.areas[:1]))
        self.say(iri, "ag:topic", *(concept("topic", topic) for topic in record.topics))
        self.say(iri, "ag:condition", *(danish(condition.words) for condition in record.conditions))

    def _when(self) -> None:
        self.say(self.iri, "ag:year", *self.record.years)
        if self.record.deadline:
            earliest, latest = days_of(self.record.deadline.edtf)
            self.say(self.iri, "ag:deadline", edtf(self.record.deadline.edtf))
            self.say(self.iri, "ag:deadlineEarliest", earliest)
            self.say(self.iri, "ag:deadlineLatest", latest)

    def _amount(self, number: int, amount: Amount) -> None:
        iri, say = self.iris.part(self.iri, "amount", number), self.say
        say(self.iri, "ag:amount", iri)
        say(iri, "rdf:type", name("ag:Amount"))
        say(iri, "ag:value", amount.value)
        say(iri, "ag:unit", amount.unit)
        say(iri, "schema:currency", amount.unit if amount.unit == "DKK" else None)
        say(iri, "ag:year", *amount.years)
        say(iri, "ag:period", edtf(_period(amount.years)) if amount.years else None)
        say(iri, "ag:perYear", amount.per_year)
        say(iri, "ag:counted", amount.unit == "DKK" and amount not in self.uncounted)
        say(iri, "ag:amountKind", amount.kind)
        say(iri, "ag:direction", amount.direction)
        say(iri, "ag:bound", amount.bound)
        say(iri, "ag:priceLevel", amount.price_level)
        say(iri, "ag:quote", danish(amount.text))
        if amount.part_of is not None:
            say(iri, "ag:partOf", self.iris.part(self.iri, "amount", amount.part_of + 1))
        self._evidence(iri, 1, amount.evidence)

    def _quantity(self, number: int, quantity: Quantity) -> None:
        iri, say = self.iris.part(self.iri, "quantity", number), self.say
        say(self.iri, "ag:quantity", iri)
        say(iri, "rdf:type", name("ag:Quantity"))
        say(iri, "ag:value", quantity.value)
        say(iri, "ag:unit", quantity.unit)
        say(iri, "ag:quote", danish(quantity.text))
        self._evidence(iri, 1, quantity.evidence)

    def _reference(self, number: int, reference: Reference) -> None:
        iri, say = self.iris.part(self.iri, "reference", number), self.say
        target = self._target(reference)
        say(self.iri, "ag:reference", iri)
        say(self.iri, "ag:refersTo", target)
        say(iri, "rdf:type", name("ag:Reference"))
        say(iri, "ag:referenceKind", reference.kind)
        say(iri, "ag:quote", danish(reference.text))
        say(iri, "ag:refersTo", target)
        say(iri, "ag:targetLabel", reference.target)
        say(iri, "ag:unresolved", (reference.reason or UNRESOLVED) if target is None else None)
        self._evidence(iri, 1, reference.evidence)

    def _target(self, reference: Reference) -> NamedNode | None:
        """The node that is referred to; None where it cannot be told. What it is, `graph.referred` says."""
        if reference.target is None:
            return None
        if reference.kind != "internal":
            kind = "agreement" if reference.target in registered_ids() else reference.kind
            return self.iris.concept(kind, reference.target)
        found = find_place(self.document, reference.target)
        if found is not None:
            return self.iris.section(self.document.id, found)
        iri = self.iris.internal(self.document.id, reference.target)
        self.say(iri, "rdf:type", name("ag:Section"))
        self.say(iri, "ag:inAgreement", self.iris.agreement(self.document.id))
        self.say(iri, "ag:named", danish(reference.text))
        return iri

    def _follow_up(self) -> None:
        follow_up = self.record.follow_up
        if follow_up is None:
            return
        iri, say = self.iris.part(self.iri, "follow-up", 1), self.say
        target = self.iris.agreement(follow_up.target) if follow_up.target else None
        say(self.iri, "ag:followUp", iri)
        say(iri, "rdf:type", name("ag:FollowUp"))
        for subject in (self.iri, iri):
            say(subject, "ag:followUpIn", target)
            say(subject, "ag:followUpYear", follow_up.year)
        self._evidence(iri, 1, follow_up.evidence)

    def _evidence(self, subject: NamedNode, number: int, evidence: Evidence) -> None:
        """Web Annotation 4.2.4 and 4.2.5: the words, what stands around them, their place in the cleaned text."""
        iri = self.iris.part(subject, "evidence", number)
        quote, position = self.iris.part(iri, "quote", 1), self.iris.part(iri, "position", 1)
        say, text = self.say, self.document.text
        say(subject, "ag:evidence", iri)
        say(iri, "rdf:type", name("ag:Evidence"))
        say(iri, "ag:field", evidence.field)
        say(iri, "ag:quote", danish(evidence.words) if evidence.words else None)
        say(iri, "ag:rule", evidence.rule)
        say(iri, "ag:component", self.origin.component(evidence.field))
        say(iri, "oa:hasSource", self.iris.agreement(self.document.id))
        say(iri, "oa:hasSelector", quote, position)
        say(quote, "rdf:type", name("oa:TextQuoteSelector"))
        say(quote, "oa:exact", evidence.words)
        say(quote, "oa:prefix", text[max(evidence.start - _CONTEXT, 0) : evidence.start])
        say(quote, "oa:suffix", text[evidence.end : evidence.end + _CONTEXT])
        say(position, "rdf:type", name("oa:TextPositionSelector"))
        say(position, "oa:start", evidence.start)
        say(position, "oa:end", evidence.end)


@cache
def registered_ids() -> frozenset[str]:
    """The ids of the register: an act and the agreement on it ("finanslov-2024") are one entry there."""
    return frozenset(agreement.id for agreement in agreements())


def _period(years: tuple[int, ...]) -> str:
    """The years of a sum as one EDTF time, from the first to the last."""
    return f"{min(years):04}" if len(set(years)) == 1 else f"{min(years):04}/{max(years):04}"


def _own_evidence(commitment: Commitment) -> Iterator[Evidence]:
    """The evidence of the commitment itself: its own place, then what its fields rest on; its parts have their own."""
    span = commitment.span
    yield Evidence(field="quote", words=commitment.quote, start=span.start, end=span.end, rule=commitment.rule)
    parts = {amount.evidence for amount in commitment.amounts}
    parts |= {quantity.evidence for quantity in commitment.quantities}
    parts |= {reference.evidence for reference in commitment.references}
    parts |= {commitment.follow_up.evidence} if commitment.follow_up else set()
    deadline = (commitment.deadline.evidence,) if commitment.deadline else ()
    for evidence in dict.fromkeys((*commitment.evidence, *commitment.conditions, *deadline)):
        if evidence not in parts:
            yield evidence
