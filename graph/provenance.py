"""Who or what made the statements of an agreement: the program's edition, its components, and the bytes it read.

No time of the clock stands here, so that the same input gives the same bytes: when it ran is told by `graph.runs`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

from pyoxigraph import NamedNode

from extract.models import Document
from graph.iris import Iris
from graph.sources import program_hash
from graph.writer import Writer, danish, name
from ontology.vocab import component_of_field


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """An edition of this program: its version, a sha256 of its rules and data, and the language pipeline it uses."""

    version: str
    rules: str
    model: str

    @property
    def id(self) -> str:
        """What tells it from every other edition."""
        together = sha256(f"{self.version}\n{self.rules}\n{self.model}".encode()).hexdigest()
        return f"aftalegraf-{self.version}-{together[:12]}"


@cache
def this_program(heard: str = "") -> Program:
    """The edition that runs now; `heard` is the identity of the user's spaCy pipeline, if one is heard."""
    model = f"spacy.blank(da) {version_of('spacy')}"
    if heard:
        meta = json.loads(heard)
        model += f", {meta.get('lang', '')}_{meta.get('name', '')} {meta.get('version', '')}"
    return Program(version=version_of("aftalegraf"), rules=program_hash(), model=model)


def version_of(package: str) -> str:
    """The version of a package that is installed; "0" of one that is not."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "0"


def write_program(graph: Writer, iris: Iris, program: Program) -> None:
    """Says what an edition of the program is (PROV-O, SoftwareAgent)."""
    iri, say = iris.program(program.id), graph.say
    say(iri, "rdf:type", name("ag:Program"), name("prov:SoftwareAgent"))
    say(iri, "rdfs:label", danish(f"aftalegraf {program.version}"))
    say(iri, "ag:softwareVersion", program.version)
    say(iri, "ag:rulesVersion", program.rules)
    say(iri, "ag:model", program.model)


class Origin:
    """Where the statements about one agreement come from: found in its text, or taken over from a file of records."""

    def __init__(self, document: Document, iris: Iris, program: Program, *, imported: bool) -> None:
        self._program = program
        self.imported = imported
        self._document = document
        self._iris = iris
        self.activity = iris.thing("import" if imported else "extraction", document.id)

    def write(self, graph: Writer) -> None:
        """Says by what activity, edition and bytes the named graph came to be."""
        iris, say, document = self._iris, graph.say, self._document
        source = iris.source(document.id, document.sha256) if document.sha256 else None
        say(self.activity, "rdf:type", name("prov:Activity"), name("ag:Import" if self.imported else "ag:Extraction"))
        say(self.activity, "prov:used", source)
        say(self.activity, "prov:wasAssociatedWith", iris.program(self._program.id))
        say(iris.dataset, "void:subset", graph.graph)
        say(graph.graph, "rdf:type", name("void:Dataset"))
        say(graph.graph, "foaf:primaryTopic", iris.agreement(document.id))
        say(graph.graph, "prov:wasGeneratedBy", self.activity)
        say(graph.graph, "prov:wasDerivedFrom", source)
        say(graph.graph, "void:triples", len(graph) + 1)

    def component(self, field: str) -> NamedNode | None:
        """The component that found a field; None where another tool did, or one of somebody else's."""
        found = None if self.imported else component_of_field(field)
        return self._iris.concept("component", found) if found else None
