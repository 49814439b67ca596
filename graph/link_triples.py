"""Links and restatements as quads: the reified link with its words, and beside it the direct
property that a query asks for (`ag:followsUp`, `ag:continues`, `ag:restates` ...).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256

from pyoxigraph import NamedNode

from graph.iris import Iris
from graph.linking.passages import Passage
from graph.links import End, Link, end_of, unsaid
from graph.restates import Restatement
from graph.writer import Writer, danish, name

_DIRECT = frozenset(("continues", "changes", "confirms", "reports", "postpones", "ends"))
_RESTATED = 0.9


def write_link(graph: Writer, iris: Iris, link: Link) -> None:
    """Says a link that starts from a commitment; the graph holds no link from a sentence that is none."""
    if link.source.commitment is None:
        return
    source = iris.commitment(link.source.document, link.source.commitment)
    target = _commitment(iris, link.target)
    _write_reified(graph, iris, link, source, target)
    if target is not None:
        graph.say(source, "ag:followsUp", target)
        for effect in link.effects:
            if effect.effect in _DIRECT:
                graph.say(source, f"ag:{effect.effect}", target)


def _commitment(iris: Iris, end: End | None) -> NamedNode | None:
    return iris.commitment(end.document, end.commitment) if end is not None and end.commitment is not None else None


def _write_reified(graph: Writer, iris: Iris, link: Link, source: NamedNode, target: NamedNode | None) -> None:
    """The link as a thing of its own. Its IRI follows from its ends, so that it is the same in every build."""
    agreement = iris.agreement(link.to_document)
    ends = f"{source.value} {(target or agreement).value}"
    iri, say = iris.thing("link", sha256(ends.encode()).hexdigest()[:16]), graph.say
    say(iri, "rdf:type", name("ag:Link"))
    say(iri, "ag:from", source)
    say(iri, "ag:to", target)
    say(iri, "ag:toAgreement", agreement)
    say(iri, "ag:linkKind", link.kind)
    say(iri, "ag:effect", *(iris.concept("effect", effect.effect) for effect in link.effects))
    say(iri, "ag:explicit", link.explicit)
    say(iri, "ag:confidence", Decimal(str(link.confidence)))
    for number, end in enumerate((link.source, link.target), 1):
        if end is not None:
            _write_evidence(graph, iris, iri, number, end, f"link.{link.kind}")


def _write_evidence(graph: Writer, iris: Iris, link: NamedNode, number: int, end: End, rule: str) -> None:
    """The words on one end (Web Annotation 4.2.4); the sentence itself where no words tell more than others."""
    iri = iris.part(link, "evidence", number)
    selector = iris.part(iri, "quote", 1)
    words = ", ".join(end.words) or end.quote
    graph.say(link, "ag:evidence", iri)
    graph.say(iri, "rdf:type", name("ag:Evidence"))
    graph.say(iri, "ag:field", "link")
    graph.say(iri, "ag:quote", danish(words))
    graph.say(iri, "ag:rule", rule)
    graph.say(iri, "ag:component", iris.concept("component", "links"))
    graph.say(iri, "oa:hasSource", iris.agreement(end.document))
    graph.say(iri, "oa:hasSelector", selector)
    graph.say(selector, "rdf:type", name("oa:TextQuoteSelector"))
    graph.say(selector, "oa:exact", end.quote)


def write_restatement(graph: Writer, iris: Iris, passages: Sequence[Passage], found: Restatement) -> None:
    """Says that a commitment says again what one before it in its agreement said; it stands in that one's graph."""
    words = tuple(amount.text for amount in found.sums)
    again, first = (end_of(passages[number], words) for number in (found.again, found.first))
    source, target = _commitment(iris, again), _commitment(iris, first)
    if source is None or target is None:
        return
    link = Link(
        source=again,
        target=first,
        to_document=again.document,
        kind="restatement",
        effects=(unsaid("confirms"),),
        explicit=False,
        confidence=_RESTATED,
    )
    _write_reified(graph, iris, link, source, target)
    graph.say(source, "ag:restates", target)
