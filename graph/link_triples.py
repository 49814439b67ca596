"""Links and restatements as quads of the graph of links: the reified link with its words, and beside it the direct
property that a query asks for (`ag:followsUp`, `ag:continues`, `ag:restates` ...).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from hashlib import sha256

from pyoxigraph import NamedNode, Quad

from graph.iris import Iris
from graph.linking.passages import Passage
from graph.linking.stored import stored_corpus
from graph.links import End, Link, link_agreements, links_of
from graph.restates import Restatement, find_restatements
from graph.store import Snapshot
from graph.writer import Writer, danish, name

_DIRECT = frozenset(("continues", "changes", "confirms", "reports", "postpones", "ends"))
_RESTATED = Decimal("0.9")


def link_quads(snapshot: Snapshot) -> Iterator[Quad]:
    """Yields what the agreements of a store take up from one another, and what each says again."""
    corpus = stored_corpus(snapshot)
    graph = Writer(snapshot.iris.links_graph)
    for link in links_of(link_agreements(corpus)):
        write_link(graph, snapshot.iris, link)
    for passages in corpus:
        for restatement in find_restatements(passages):
            _write_restatement(graph, snapshot.iris, passages, restatement)
    return iter(graph.quads())


def write_link(graph: Writer, iris: Iris, link: Link) -> None:
    """Says a link that starts from a commitment; the graph holds no link from a sentence that is none."""
    if link.source.commitment is None:
        return
    source = iris.commitment(link.source.document, link.source.commitment)
    target = _commitment(iris, link.target)
    iri = _link_iri(iris, source, target or iris.agreement(link.to_document))
    say = graph.say
    say(iri, "rdf:type", name("ag:Link"))
    say(iri, "ag:from", source)
    say(iri, "ag:to", target)
    say(iri, "ag:toAgreement", iris.agreement(link.to_document))
    say(iri, "ag:linkKind", link.kind)
    say(iri, "ag:effect", *(iris.concept("effect", effect.effect) for effect in link.effects))
    say(iri, "ag:explicit", link.explicit)
    say(iri, "ag:confidence", Decimal(str(link.confidence)))
    for number, end in enumerate((link.source, link.target), 1):
        if end is not None:
            _write_evidence(graph, iris, iri, number, end, f"link.{link.kind}")
    if target is not None:
        say(source, "ag:followsUp", target)
        for effect in link.effects:
            if effect.effect in _DIRECT:
                say(source, f"ag:{effect.effect}", target)


def _commitment(iris: Iris, end: End | None) -> NamedNode | None:
    return iris.commitment(end.document, end.commitment) if end is not None and end.commitment is not None else None


def _link_iri(iris: Iris, source: NamedNode, target: NamedNode) -> NamedNode:
    """A link's IRI follows from its ends, so that it is the same in every build."""
    return iris.thing("link", sha256(f"{source.value} {target.value}".encode()).hexdigest()[:16])


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
    graph.say(iri, "oa:hasSource", iris.agreement(end.document))
    graph.say(iri, "oa:hasSelector", selector)
    graph.say(selector, "rdf:type", name("oa:TextQuoteSelector"))
    graph.say(selector, "oa:exact", end.quote)


def _write_restatement(graph: Writer, iris: Iris, passages: Sequence[Passage], found: Restatement) -> None:
    again, first = passages[found.again], passages[found.first]
    if again.commitment is None or first.commitment is None:
        return
    words = tuple(amount.text for amount in found.sums)
    ends = [
        End(
            document=one.document, quote=one.text, commitment=one.commitment.id if one.commitment else None, words=words
        )
        for one in (again, first)
    ]
    source, target = (iris.commitment(one.document, one.commitment or "") for one in ends)
    iri = _link_iri(iris, source, target)
    graph.say(iri, "rdf:type", name("ag:Link"))
    graph.say(iri, "ag:from", source)
    graph.say(iri, "ag:to", target)
    graph.say(iri, "ag:toAgreement", iris.agreement(again.document))
    graph.say(iri, "ag:linkKind", "restatement")
    graph.say(iri, "ag:effect", iris.concept("effect", "confirms"))
    graph.say(iri, "ag:explicit", False)
    graph.say(iri, "ag:confidence", _RESTATED)
    for number, end in enumerate(ends, 1):
        _write_evidence(graph, iris, iri, number, end, "link.restatement")
    graph.say(source, "ag:restates", target)
