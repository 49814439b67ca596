"""How fast the store is: loading, named queries, building again after a change; beside pyoxigraph, rdflib and Virtuoso.

    python -m benchmarks.store [--triples 1000000] [--agreements 1000] [--runs 5] [--peers pyoxigraph rdflib virtuoso]

The corpus is made of the five agreements, over and over under other names and years, until it has so many triples. All
peers hold the same triples and answer the same queries in one run; the first run of each query does not count.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph
from rdflib import Graph

from benchmarks.served import virtuoso_times
from benchmarks.timing import seconds, timed
from extract.models import Commitment, CommitmentId, Document, DocumentId
from extract.pipeline import extract_commitments
from extract.read.document import read_document
from graph.ask import ask, rows
from graph.build import build
from graph.iris import Iris
from graph.queries import named_query
from graph.store import Snapshot, reading
from graph.triples import quads

AGREEMENTS = Path(__file__).resolve().parent.parent / "examples" / "oekonomiaftaler"
QUERIES: tuple[tuple[str, dict[str, str]], ...] = (
    ("commitments-by-actor", {"actor": "kl", "area": "aeldre"}),
    ("commitments-naming-year", {"year": "2027"}),
    ("agreements-not-read", {}),
    ("sums-by-area-year", {}),
    ("figures-over-years", {}),
)
Made = tuple[Document, tuple[Commitment, ...]]


def models() -> list[Made]:
    """The five agreements as they are."""
    documents = [read_document(path) for path in sorted(AGREEMENTS.glob("*.txt"))]
    return [(document, extract_commitments(document)) for document in documents]


def copy(model: Made, number: int) -> Made:
    """An agreement under another name and year; every id and text length stays of its kind."""
    document, commitments = model
    name = DocumentId(f"aftale-{number:05}")
    identity = replace(document.identity, document=name, year=1900 + number % 200)
    made = replace(document, identity=identity, sha256=f"{number:064x}")
    return made, tuple(replace(one, document=name, id=CommitmentId(f"{name}-{one.number}")) for one in commitments)


def small(model: Made) -> Made:
    """The beginning of an agreement, so that a thousand of them can be built."""
    document, commitments = model
    units = document.units[:20]
    return replace(document, units=units, tables=()), tuple(one for one in commitments if one.unit < len(units))


def corpus(triples: int) -> list[Made]:
    """Copies of the five in turn, until there are so many triples."""
    found: list[Made] = []
    originals = models()
    sizes = [sum(1 for _ in quads(*model)) for model in originals]
    while triples > 0:
        turn = len(found) % len(originals)
        found.append(copy(originals[turn], len(found)))
        triples -= sizes[turn]
    return found


def build_made(made: list[Made], folder: Path, store: Path) -> float:
    """Builds a corpus through files that only name its agreements; gives the seconds."""
    folder.mkdir(exist_ok=True)
    by_name = {f"{document.id}.txt": (document, commitments) for document, commitments in made}
    by_id = {document.id: commitments for document, commitments in made}
    for name, (document, _) in by_name.items():
        if not (folder / name).exists():
            (folder / name).write_text(document.id, encoding="utf-8")
    return seconds(
        lambda: build(
            [folder], store, read=lambda path, _: by_name[path.name][0], extract=lambda document: by_id[document.id]
        )
    )


def load_plain(made: list[Made], path: Path) -> float:
    """The same quads into a bare Oxigraph on disk."""

    def load() -> None:
        store = pyoxigraph.Store(str(path))
        store.bulk_extend(quad for document, commitments in made for quad in quads(document, commitments))
        store.flush()

    return seconds(load)


def ours(snapshot: Snapshot, text: str) -> Callable[[], object]:
    """Asks as the program does: checked, and as plain values."""
    return lambda: rows(ask(snapshot, text))


def plainly(database: pyoxigraph.Store, text: str) -> Callable[[], object]:
    """Asks pyoxigraph itself."""

    def answer() -> object:
        found = database.query(text, use_default_graph_as_union=True)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        return [tuple(solution) for solution in found]

    return answer


def in_memory(graph: Graph, text: str) -> Callable[[], object]:
    """Asks rdflib's memory store."""
    return lambda: list(graph.query(text))


def query_times(store: Path, runs: int, peers: list[str]) -> Iterator[tuple[str, str, float]]:
    """Yields query, peer and milliseconds."""
    with reading(store) as snapshot:
        texts = {name: named_query(name).bound(values, snapshot.iris) for name, values in QUERIES}
        for name, text in texts.items():
            yield name, "aftalegraf", timed(ours(snapshot, text), runs)
            if "pyoxigraph" in peers:
                yield name, "pyoxigraph", timed(plainly(snapshot.database, text), runs)
        if "rdflib" in peers:
            yield from rdflib_times(snapshot.database, texts, runs)
        if "virtuoso" in peers:
            yield from virtuoso_times(snapshot.database, texts, store.parent / "virtuoso", runs)


def rdflib_times(database: pyoxigraph.Store, texts: dict[str, str], runs: int) -> Iterator[tuple[str, str, float]]:
    """Yields the same for rdflib's memory store, and first how long it takes to load."""
    triples = pyoxigraph.serialize((quad.triple for quad in database), format=pyoxigraph.RdfFormat.N_TRIPLES)
    graph = Graph()
    yield "load", "rdflib", seconds(lambda: graph.parse(data=triples, format="nt")) * 1000
    for name, text in texts.items():
        yield name, "rdflib", timed(in_memory(graph, text), min(runs, 2))


def rebuild(agreements: int, folder: Path) -> dict[str, float]:
    """Seconds to build one agreement alone, so many, and those again after one in their middle says less."""
    originals = [small(model) for model in models()]
    made = [copy(originals[number % len(originals)], number) for number in range(agreements)]
    alone = min(build_made(made[:1], folder / "one", folder / f"one-{turn}.store") for turn in range(3))
    many = build_made(made, folder / "many", folder / "many.store")
    document, commitments = made[agreements // 2]
    made[agreements // 2] = (document, commitments[:-1])
    (folder / "many" / f"{document.id}.txt").write_text("changed", encoding="utf-8")
    again = build_made(made, folder / "many", folder / "many.store")
    return {"alone": alone, "all": many, "one changed": again, "ratio": again / alone}


def measure(triples: int, agreements: int, runs: int, peers: list[str]) -> dict[str, object]:
    """All figures of one run."""
    folder = Path(tempfile.mkdtemp(prefix="aftalegraf-benchmark-"))
    try:
        made = corpus(triples)
        built, plain = build_made(made, folder / "in", folder / "a.store"), load_plain(made, folder / "plain")
        with reading(folder / "a.store") as snapshot:
            held = len(snapshot.database)
        queries: dict[str, dict[str, float]] = {"load": {"aftalegraf": built * 1000, "pyoxigraph": plain * 1000}}
        for query, peer, milliseconds in query_times(folder / "a.store", runs, peers):
            queries.setdefault(query, {})[peer] = milliseconds
        return {"triples": held, "milliseconds": queries, "rebuild": rebuild(agreements, folder) if agreements else {}}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--agreements", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers", nargs="*", default=["pyoxigraph", "rdflib", "virtuoso"])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.triples, options.agreements, options.runs, options.peers)
    if options.json:
        print(json.dumps(found, indent=1))
        return
    print(f"{found['triples']} triples under {Iris().base}, milliseconds (median of {options.runs})")
    for query, times in dict(found["milliseconds"]).items():  # type: ignore[call-overload]
        print(f"{query:28}" + "".join(f"  {peer} {value:10.1f}" for peer, value in times.items()))
    print("rebuild, seconds:", {key: round(value, 3) for key, value in dict(found["rebuild"]).items()})  # type: ignore[call-overload]


if __name__ == "__main__":
    main()
