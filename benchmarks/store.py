"""How fast the store is: loading, named queries, building again after a change; beside pyoxigraph, rdflib and Virtuoso.

    python -m benchmarks.store [--triples 1000000] [--agreements 1000] [--runs 5] [--peers pyoxigraph rdflib virtuoso]

The corpus is made of the five agreements, over and over under other names and years, until it has so many triples; it
is made on the way and never held. All peers hold the same triples and answer the same queries in one run; the first run
of each query does not count. Extraction is not measured here (`benchmarks.extraction`): its records are given.

`load` is making the quads of the agreements and writing them. For pyoxigraph that is one `bulk_extend` of the quads and
a flush. For aftalegraf it is the whole of a build less the parts that pyoxigraph has not, each with a line of its own:
`validation` of each agreement against the shapes, `links, matters` between them, `vocabularies`, the `description` of
the whole, and the `text index`. All that is in none of these counts as `load`: finding and hashing files, making quads,
counting what they hold, writing, copying and swapping the generation, the graph of runs. `build` is all of it.
rdflib and Virtuoso load all graphs that the build made, from N-Triples: rdflib parses, Virtuoso gets them over HTTP.

`rebuild`: seconds to build one agreement alone (the first twenty sentences), so many of them, and again after one in
their middle says less: the quickest of three each time, but for all of them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph
from rdflib import Graph

from benchmarks.parts import parts
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
_TURNS = 3


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


@dataclass(frozen=True, slots=True)
class Corpus:
    """So many agreements, each made when it is asked for; `less` has one commitment less."""

    originals: Sequence[Made]
    size: int
    less: frozenset[int] = frozenset()

    def made(self, number: int) -> Made:
        """One of them."""
        document, commitments = copy(self.originals[number % len(self.originals)], number)
        return document, commitments[:-1] if number in self.less else commitments

    def quads(self) -> Iterator[pyoxigraph.Quad]:
        """Yields what all of them say."""
        for number in range(self.size):
            yield from quads(*self.made(number))


def corpus(triples: int) -> Corpus:
    """Copies of the five in turn, as many as have so many triples."""
    originals = models()
    sizes = [sum(1 for _ in quads(*model)) for model in originals]
    number = 0
    while triples > 0:
        triples -= sizes[number % len(sizes)]
        number += 1
    return Corpus(originals, number)


def build_made(made: Corpus, folder: Path, store: Path) -> float:
    """Builds a corpus through files that only name its agreements; gives the seconds."""
    folder.mkdir(exist_ok=True)
    for number in range(made.size):
        file, said = folder / f"aftale-{number:05}.txt", f"{number} {number in made.less}"
        if not file.exists() or file.read_text(encoding="utf-8") != said:
            file.write_text(said, encoding="utf-8")
    commitments: dict[DocumentId, tuple[Commitment, ...]] = {}

    def read(path: Path, _: Path) -> Document:
        document, found = made.made(int(path.stem.removeprefix("aftale-")))
        commitments[document.id] = found
        return document

    return seconds(lambda: build([folder], store, read=read, extract=lambda document: commitments.pop(document.id)))


def load_plain(made: Corpus, path: Path) -> float:
    """The same quads into a bare Oxigraph on disk."""

    def load() -> None:
        store = pyoxigraph.Store(str(path))
        store.bulk_extend(made.quads())
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
    whole = Corpus([small(model) for model in models()], agreements)
    one = replace(whole, size=1)
    alone = min(build_made(one, folder / "one", folder / f"one-{turn}.store") for turn in range(_TURNS))
    many = build_made(whole, folder / "many", folder / "many.store")
    changed = [frozenset(range(agreements // 2, agreements // 2 + turn + 1)) for turn in range(_TURNS)]
    again = min(build_made(replace(whole, less=less), folder / "many", folder / "many.store") for less in changed)
    return {"alone": alone, "all": many, "one changed": again, "ratio": again / alone}


def loads(made: Corpus, folder: Path, peers: Sequence[str]) -> dict[str, dict[str, float]]:
    """Milliseconds of a build and of its parts; `load`, which is in none of them, also for pyoxigraph."""
    with parts() as found:
        built = build_made(made, folder / "in", folder / "a.store")
    rows = {"load": {"aftalegraf": (built - sum(found.values())) * 1000}}
    if "pyoxigraph" in peers:
        rows["load"]["pyoxigraph"] = load_plain(made, folder / "plain") * 1000
    return rows | {part: {"aftalegraf": took * 1000} for part, took in {**found, "build": built}.items()}


def measure(triples: int, agreements: int, runs: int, peers: list[str]) -> dict[str, object]:
    """All figures of one run."""
    folder = Path(tempfile.mkdtemp(prefix="aftalegraf-benchmark-"))
    try:
        queries = loads(corpus(triples), folder, peers)
        shutil.rmtree(folder / "plain", ignore_errors=True)
        with reading(folder / "a.store") as snapshot:
            held = len(snapshot.database)
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
