"""The reference debt: the texts that the agreements cite and the store does not hold, the most cited first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from pyoxigraph import NamedNode

from extract.slugs import slug
from graph.items import place
from graph.lookup import Lookup
from graph.referred import read_documents
from graph.store import Snapshot
from graph.writer import name
from ontology.vocab import agreements

KINDS = ("agreement", "law", "strategy", "directive")
_ALIKE = 0.9  # of two names of texts, what must be the same letters for a reader to be asked whether both are one
_YEAR_LETTERS = 5  # "-2024", by which a name may be longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place that cites a text: the words that name it, and the sentence they stand in."""

    document: str
    number: int
    words: str
    quote: str
    section: tuple[str, ...]
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Perhaps:
    """A text that may be the same: its name is spelled a little differently, or one of the two gives a year."""

    id: str
    reason: Literal["spelling", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadText:
    """A text that is cited and not read. `status` is not-read or not-made; `perhaps` are texts that may be the same.

    `kind` is one of KINDS, `title` the fullest words that name it.
    """

    id: str
    kind: str
    title: str
    status: str
    citations: tuple[Citation, ...]
    perhaps: tuple[Perhaps, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """A reference whose target cannot be told, with the reason."""

    citation: Citation
    kind: str
    reason: str


def reference_debt(snapshot: Snapshot) -> tuple[UnreadText, ...]:
    """The texts that are cited and not read, the most cited first, then by id."""
    lookup, read = Lookup(snapshot), read_documents(snapshot)
    cited: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for reference, target in _targets(lookup):
        kind, _, identifier = target.value.removeprefix(snapshot.iris.base).partition("/")
        if kind in KINDS and identifier not in read:
            citation = _citation(lookup, reference)
            if citation is not None and not _is_own(lookup, citation.document, identifier):
                cited[kind, identifier].append(citation)
    found = [_text(kind, identifier, citations) for (kind, identifier), citations in cited.items()]
    found.sort(key=lambda text: (-len(text.citations), text.id))
    return tuple(replace(text, perhaps=tuple(_perhaps(text, found))) for text in found)


def unresolved_references(snapshot: Snapshot) -> tuple[Unresolved, ...]:
    """The references whose targets cannot be told, by agreement and place."""
    lookup = Lookup(snapshot)
    found = [
        Unresolved(citation=citation, kind=lookup.value(reference, "ag:referenceKind") or "", reason=reason)
        for reference, reason in lookup.texts("ag:unresolved")
        if (citation := _citation(lookup, reference)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.citation.document, one.citation.number, one.citation.words)))


def _is_own(lookup: Lookup, document: str, identifier: str) -> bool:
    """Whether a text is the citing agreement itself, named by the end of its title: "en reform af ældreområdet"."""
    title = slug(lookup.value(lookup.snapshot.iris.agreement(document), "dcterms:title") or "")
    return "-" in identifier and f"-{title}".endswith(f"-{identifier}")


def _targets(lookup: Lookup) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Yields each reference with the text it points to."""
    for quad in lookup.snapshot.database.quads_for_pattern(None, name("rdf:type"), name("ag:Reference")):
        if isinstance(quad.subject, NamedNode):
            for target in lookup.nodes(quad.subject, "ag:refersTo"):
                yield quad.subject, target


def _citation(lookup: Lookup, reference: NamedNode) -> Citation | None:
    commitment = next(iter(lookup.subjects("ag:reference", reference)), None)
    if commitment is None:
        return None
    return Citation(
        document=lookup.local(lookup.node(commitment, "ag:inAgreement")),
        number=lookup.number(commitment, "ag:number") or 0,
        words=lookup.value(reference, "ag:quote") or "",
        quote=lookup.value(commitment, "ag:quote") or "",
        section=place(lookup, commitment),
        page=lookup.number(commitment, "ag:page"),
    )


def _text(kind: str, identifier: str, citations: list[Citation]) -> UnreadText:
    known = next((agreement for agreement in agreements() if agreement.id == identifier), None)
    words = max((one.words for one in citations), key=lambda words: (slug(words) == identifier, len(words), words))
    return UnreadText(
        id=identifier,
        kind=kind,
        title=known.title if known else words[:1].upper() + words[1:],
        status="not-made" if known and known.status == "not-made" else "not-read",
        citations=tuple(sorted(citations, key=lambda one: (one.document, one.number, one.words))),
        perhaps=(),
    )


def _perhaps(text: UnreadText, others: list[UnreadText]) -> Iterator[Perhaps]:
    for other in others:
        reason = _same(text.id, other.id) if other.id != text.id and other.kind == text.kind else None
        if reason is not None:
            yield Perhaps(id=other.id, reason=reason)


def _same(one: str, other: str) -> Literal["spelling", "year"] | None:
    """Why two names may be of one text; None where they may not."""
    short, long = sorted((one, other), key=len)
    year = long[len(short) :]
    if long.startswith(short) and len(year) == _YEAR_LETTERS and year[1:].isdecimal():
        return "year"
    digits = [[letter for letter in name if letter.isdecimal()] for name in (one, other)]
    alike = SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
    return "spelling" if digits[0] == digits[1] and alike else None


def citing(text: UnreadText) -> tuple[str, ...]:
    """The agreements that cite a text, each once."""
    return tuple(dict.fromkeys(citation.document for citation in text.citations))
