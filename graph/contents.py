"""What a generation holds, in numbers: kept beside the database, so that a build need not go through all of it.

`agreements.json` holds, for each agreement, what its named graph counts, which year and kind it is of, and which other
agreements it names: that is what tells whose links a change may touch.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.iris import Iris
from graph.provenance import Program
from graph.writer import name


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many quads a named graph has, and how many things of each class, by the class's IRI."""

    quads: int = 0
    classes: tuple[tuple[str, int], ...] = ()

    def changed(self, gone: Iterable[Quad], come: Iterable[Quad]) -> Tally:
        """The tally after quads that were there are gone, and quads that were not have come."""
        kind = name("rdf:type")
        classes, quads = Counter(dict(self.classes)), self.quads
        for sign, changes in ((-1, gone), (1, come)):
            for quad in changes:
                quads += sign
                if quad.predicate == kind and isinstance(quad.object, NamedNode):
                    classes[quad.object.value] += sign
        return Tally(quads=quads, classes=tuple(sorted((one, number) for one, number in classes.items() if number)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the named graph of one agreement holds.

    `year` is the one that the agreement is for, `order` that by which it stands among the others (0 where nothing
    tells). `names` are the agreements that its commitments refer to, `topics` what they are about, `forces` how
    many commitments are of each force, `program` the edition of the program that made the graph, "" where that is not
    known.
    """

    tally: Tally
    year: int | None
    order: int
    kind: str
    names: tuple[str, ...]
    forces: tuple[tuple[str, int], ...]
    unresolved: int
    program: str
    topics: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Contents:
    """What a whole generation holds; `programs` are the editions of the program that made statements in it."""

    agreements: dict[str, Held] = field(default_factory=dict)
    links: Tally = field(default_factory=Tally)
    vocabularies: Tally = field(default_factory=Tally)
    programs: dict[str, Program] = field(default_factory=dict)
    linked_by: str = ""

    def written(self) -> str:
        """The contents as JSON; the same contents give the same text."""
        said = {
            "agreements": {document: _plain(held) for document, held in self.agreements.items()},
            "links": _plain(self.links),
            "vocabularies": _plain(self.vocabularies),
            "programs": {identifier: asdict(program) for identifier, program in self.programs.items()},
            "linked_by": self.linked_by,
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True, default=_plain) + "\n"

    def linkable(self) -> dict[str, Held]:
        """The agreements that have any text to link."""
        passage = name("ag:Passage").value
        return {one: held for one, held in self.agreements.items() if passage in dict(held.tally.classes)}


def read_contents(text: str) -> Contents:
    """Reads what `Contents.written` gave. Raises ValueError, KeyError or TypeError where it is something else."""
    raw: Any = json.loads(text)
    return Contents(
        agreements={document: _held(item) for document, item in raw["agreements"].items()},
        links=_tally(raw["links"]),
        vocabularies=_tally(raw["vocabularies"]),
        programs={identifier: Program(**item) for identifier, item in raw["programs"].items()},
        linked_by=str(raw["linked_by"]),
    )


def _plain(value: Tally | Held) -> dict[str, object]:
    """The fields as they are; `dataclasses.asdict` copies all that is in them, which counts for thousands."""
    return {one: getattr(value, one) for one in value.__slots__}


def _tally(raw: Any) -> Tally:
    return Tally(quads=int(raw["quads"]), classes=_pairs(raw["classes"]))


def _pairs(raw: Any) -> tuple[tuple[str, int], ...]:
    return tuple([(str(name), int(number)) for name, number in raw])


def _held(raw: Any) -> Held:
    return Held(
        **{
            **raw,
            "tally": _tally(raw["tally"]),
            "names": tuple(raw["names"]),
            "topics": tuple(raw["topics"]),
            "forces": _pairs(raw["forces"]),
        }
    )


def contents_in(database: Store, iris: Iris) -> Contents:
    """What a database holds, counted by going through all of it."""
    contents = Contents(
        links=Tally().changed((), database.quads_for_pattern(None, None, None, iris.links_graph)),
        vocabularies=Tally().changed((), database.quads_for_pattern(None, None, None, iris.vocabularies_graph)),
    )
    for graph in database.named_graphs():
        document = iris.document_of(graph) if isinstance(graph, NamedNode) else None
        if document is not None:
            contents.agreements[document] = held_in(database.quads_for_pattern(None, None, None, graph))
    return contents


def held_in(quads: Iterable[Quad]) -> Held:
    """What the quads of one agreement's named graph hold."""
    reader = _Reader()
    for quad in quads:
        reader.count += 1
        say = reader.heard.get(quad.predicate)
        if say is not None:
            say(quad)
    return reader.held()


class _Reader:
    """Listens to the quads of one graph for what is to be counted."""

    def __init__(self) -> None:
        self.count = 0
        self._classes: Counter[str] = Counter()
        self._forces: Counter[str] = Counter()
        self._single: dict[str, str] = {}
        self._unresolved = 0
        self._topics: set[str] = set()
        self._kinds: dict[object, str] = {}
        self._targets: dict[object, str] = {}
        self.heard: dict[NamedNode, Callable[[Quad], None]] = {
            name("rdf:type"): self._type,
            name("ag:force"): self._force,
            name("ag:topic"): self._topic,
            name("ag:unresolved"): self._is_unresolved,
            name("ag:referenceKind"): self._reference_kind,
            name("ag:targetLabel"): self._target_label,
        }
        for predicate in ("ag:agreementYear", "ag:agreementKind", "ag:signed", "prov:wasAssociatedWith"):
            self.heard[name(predicate)] = self._one(predicate)

    def _type(self, quad: Quad) -> None:
        self._classes[_text(quad)] += 1

    def _force(self, quad: Quad) -> None:
        self._forces[_text(quad).rpartition("/")[2]] += 1

    def _topic(self, quad: Quad) -> None:
        self._topics.add(_text(quad).rpartition("/")[2])

    def _is_unresolved(self, quad: Quad) -> None:
        self._unresolved += 1

    def _reference_kind(self, quad: Quad) -> None:
        self._kinds[quad.subject] = _text(quad)

    def _target_label(self, quad: Quad) -> None:
        self._targets[quad.subject] = _text(quad)

    def _one(self, predicate: str) -> Callable[[Quad], None]:
        def said(quad: Quad) -> None:
            self._single[predicate] = _text(quad)

        return said

    def held(self) -> Held:
        year, signed = self._single.get("ag:agreementYear", ""), self._single.get("ag:signed", "")[:4]
        names = {target for part, target in self._targets.items() if self._kinds.get(part) == "agreement"}
        return Held(
            tally=Tally(quads=self.count, classes=tuple(sorted(self._classes.items()))),
            year=int(year) if year else None,
            order=int(year) if year else int(signed) if signed.isdecimal() else 0,
            kind=self._single.get("ag:agreementKind", "").rpartition("/")[2],
            names=tuple(sorted(names)),
            forces=tuple(sorted(self._forces.items())),
            unresolved=self._unresolved,
            program=self._single.get("prov:wasAssociatedWith", "").rpartition("/")[2],
            topics=tuple(sorted(self._topics)),
        )


def _text(quad: Quad) -> str:
    return quad.object.value if isinstance(quad.object, NamedNode | Literal) else ""
