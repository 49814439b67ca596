"""The graph of runs: which build wrote which agreement, and when. Times of the clock stand nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad

from graph.ingest import FileReport
from graph.iris import Iris
from graph.provenance import Program
from graph.writer import XSD, Writer, name


def run_quads(
    iris: Iris, program: Program, reports: Sequence[FileReport], begun: datetime, ended: datetime
) -> Iterator[Quad]:
    """Yields one run as a PROV activity that generated the named graphs of the agreements it read."""
    graph = Writer(iris.runs_graph)
    run = iris.run(begun.strftime("%Y%m%dT%H%M%S%fZ"))
    graph.say(run, "rdf:type", name("prov:Activity"), name("ag:Run"))
    graph.say(run, "prov:startedAtTime", _moment(begun))
    graph.say(run, "prov:endedAtTime", _moment(ended))
    graph.say(run, "ag:softwareVersion", program.version)
    graph.say(run, "prov:wasAssociatedWith", iris.program(program.id))
    for report in reports:
        if report.status == "done":
            graph.say(run, "prov:generated", *(iris.agreement_graph(document) for document in report.documents))
    return iter(graph.quads())


def _moment(time: datetime) -> Literal:
    return Literal(time.isoformat(), datatype=NamedNode(XSD + "dateTime"))
