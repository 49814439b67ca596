"""The work of a build inside an open generation: what to read, what to leave, what to remove."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pyoxigraph import NamedNode, Quad

from extract.errors import ReadError
from extract.models import Commitment, Document
from extract.parallel import Outcome
from extract.read.document import read_document
from extract.twins import Seen, are_twins, left_out
from graph.contents import held_in
from graph.errors import RecordError, ShapeError
from graph.indexing import index_store
from graph.jsonl import read_records
from graph.linking.passages import passages_of
from graph.oddities import odd_references
from graph.provenance import this_program
from graph.referred import read_documents
from graph.shapes import Term
from graph.shared_graphs import SharedGraphs
from graph.sources import Source, file_hash, reader_of, source_of
from graph.store import Snapshot, StoredFile, record_files
from graph.triples import quads
from graph.validation import refuse_violations
from graph.vocabularies import fingerprint
from graph.writer import name

Found = tuple[Document, tuple[Commitment, ...]]
Load = Callable[[Sequence[Source]], Iterator[Outcome]]
Status = Literal["done", "skipped", "failed", "removed", "left"]
_VOCABULARIES = "ontology"  # stands among the files of a store for the vocabularies that ship
_BATCH = 200_000  # quads held in memory before they are written
_FEW = 5_000  # quads that are written as they are; more of them go through files that are sorted first


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of a file: its agreements, how many commitments were found in it, what about it is doubtful; for a
    failed one, and for one that gives an agreement again, the reason. One is "left" where another failed and all or
    nothing was asked for. `broken` tells which lines of a file of records could not be read, the others being done.
    """

    path: str
    status: Status
    documents: tuple[str, ...] = ()
    commitments: int = 0
    reason: str = ""
    warnings: tuple[str, ...] = ()
    broken: str = ""

    @property
    def problem(self) -> str:
        """What is to be mended in the file, "" for nothing."""
        return self.reason if self.status == "failed" else self.broken


class Ingest:
    """One build. `changed` tells whether the generation now differs from the one before."""

    def __init__(
        self, snapshot: Snapshot, load: Load, on_file: Callable[[FileReport], None] | None = None, *, model: str = ""
    ) -> None:
        """`model` is the identity of the spaCy pipeline that `load` hears, if any."""
        self.changed = False
        self._model = model
        self._program = this_program(model)
        self._snapshot = snapshot
        self._load = load
        self._on_file = on_file
        self._files = {file.path: file for file in snapshot.files}
        self._owners: dict[str, str] = {}
        self._readers: dict[Path, str] = {}
        self._batch: dict[str, tuple[Quad, ...]] = {}
        self._shared = SharedGraphs(snapshot, self._program)
        self._contents = snapshot.contents  # kept true here, and written with the generation
        self._reports: list[FileReport] = []
        self._seen = Seen()
        self._touched: set[str] = set()

    def run(self, sources: Sequence[Source], folders: Iterable[str]) -> list[FileReport]:
        """Does it, and reports on every file. `folders` are the beginnings of the paths of files that may be gone."""
        if self._snapshot.outdated:
            sources = self._with_stored(sources, tuple(folders))
        here = {source.key for source in sources}
        for key in sorted(self._files):
            if key.startswith(tuple(folders)) and key not in here and not Path(key).exists():
                self._drop(key)
                self._report(FileReport(path=key, status="removed"))
        todo = [item for source in sources if (item := self._plan(source))]
        outcomes = self._load([source for source, _, _ in todo if not _holds_records(source)])
        for source, hashed, reader in todo:
            self._do(source, hashed, reader, outcomes)
        self._write_batch()
        known, now = self._files.get(_VOCABULARIES), fingerprint()
        renamed = known is not None and known.sha256 != now  # the register may date agreements otherwise
        self.changed = self.changed or renamed or self._snapshot.outdated
        if self.changed:
            self._write_shared(now)
            anew = renamed or self._snapshot.outdated
            index_store(self._snapshot, self._touched, None if anew else self._snapshot.before)
            record_files(self._snapshot, tuple(self._files[key] for key in sorted(self._files)))
        return self._reports

    def _with_stored(self, sources: Sequence[Source], folders: tuple[str, ...]) -> Sequence[Source]:
        """All files that an older store was built from; of one that is gone, what the store has of it stays."""
        database, iris = self._snapshot.database, self._snapshot.iris
        for document in read_documents(self._snapshot):
            graph = database.quads_for_pattern(None, None, None, iris.agreement_graph(document))
            self._contents.agreements[document] = held_in(graph)
        here = {source.key for source in sources}
        self._files.pop(_VOCABULARIES, None)
        self._files = {key: replace(file, sha256="") for key, file in self._files.items()}
        more = [source_of(Path(key)) for key in self._files if key not in here and Path(key).is_file()]
        for key, file in self._files.items():
            if key not in here and not Path(key).is_file() and not key.startswith(folders or ("\0",)):
                reason = f"{key}: is no longer there: what an older program read in it is kept as it was"
                self._report(FileReport(path=key, status="skipped", documents=file.documents, warnings=(reason,)))
        return sorted([*sources, *more], key=lambda source: source.key)

    def _plan(self, source: Source) -> tuple[Source, str, str] | None:
        """What is to be done with a file: None where it is as it was, or cannot be read."""
        try:
            hashed, reader = file_hash(source.path), self._reader_of(source)
        except OSError as error:
            self._fail(source, f"{source.path}: cannot be read ({error.strerror or error}): check who may read it")
            return None
        known = self._files.get(source.key)
        if known and (known.sha256, known.reader) == (hashed, reader):
            self._owners.update(dict.fromkeys(known.documents, source.key))
            self._report(FileReport(path=str(source.path), status="skipped", documents=known.documents))
            return None
        return (source, hashed, reader)

    def _reader_of(self, source: Source) -> str:
        """What reads a file, asked once for each folder. Raises OSError."""
        if source.folder not in self._readers:
            self._readers[source.folder] = reader_of(source, self._model)
        return self._readers[source.folder]

    def _do(self, source: Source, hashed: str, reader: str, outcomes: Iterator[Outcome]) -> None:
        """Takes in what a file holds, or reports why nothing of it can be; no fault of one file stops the others."""
        try:
            held = read_records(source.path) if _holds_records(source) else None
            found, broken = (held.found, held.problem) if held else (_found(next(outcomes)), "")
            twin = self._twin(found[0][0], source) if held is None else None
            if twin:
                self._leave(source, twin)
                return
            written = self._quads(source, found)
        except (ReadError, RecordError, ShapeError) as error:
            self._fail(source, str(error))
            return
        except ImportError:
            raise
        except Exception as error:  # noqa: BLE001  (a fault that one text brings to light must not take the others along)
            fault = f"{type(error).__name__}: {error}".splitlines()[0][:200]
            self._fail(source, f"{source.path}: the program failed on this file ({fault}): please report it")
            return
        hashed = "" if broken else hashed  # so that the next build tells of the broken lines again
        self._take_in(
            StoredFile(path=source.key, sha256=hashed, reader=reader, documents=tuple(written)), found, written
        )
        self._report(replace(_done(source, found), broken=broken))

    def _quads(self, source: Source, found: Sequence[Found]) -> dict[str, tuple[Quad, ...]]:
        """What the agreements of a file say, by their ids.

        Raises ShapeError where that is not as the shapes say, ReadError where another file gives one of them too.
        """
        iris, records = self._snapshot.iris, _holds_records(source)
        written = {
            str(document.id): tuple(quads(document, said, iris, imported=records, program=self._program))
            for document, said in found
        }
        for quads_of in written.values():
            refuse_violations(f"{source.path}: nothing of it was built", quads_of, self._is_agreement)
        clash = next((document for document in written if document in self._owners), None)
        if clash is not None:
            raise ReadError(
                f"{source.path}: gives {clash}, which {self._owners[clash]} gives too:"
                " name them apart in documents.tsv, or build one of them"
            )
        return written

    def _take_in(self, file: StoredFile, found: Sequence[Found], written: Mapping[str, tuple[Quad, ...]]) -> None:
        """Keeps what a file gave until it is written with that of others."""
        for document, said in found:
            self._shared.reads(str(document.id), passages_of(document, said))
        self._claim(file.documents, file.path)
        self._batch.update(written)
        self._files[file.path] = file
        if sum(map(len, self._batch.values())) >= _BATCH:
            self._write_batch()

    def _is_agreement(self, thing: Term, wanted: NamedNode) -> bool:
        """Whether a thing that a new graph only points to is of a class: all agreements that are named will be."""
        named = isinstance(thing, NamedNode) and self._snapshot.iris.agreement_of(thing) is not None
        return named and wanted == name("ag:Agreement")

    def _twin(self, document: Document, source: Source) -> str | None:
        """The file of this run, or of the store, that gives the same agreement."""
        place = self._seen.twin(document, str(source.path))
        owner = self._owners.get(str(document.id))
        if place or owner is None or not Path(owner).is_file() or Path(owner).suffix.lower() == ".jsonl":
            return place
        try:  # that of the store was not read in this run, being unchanged
            return owner if are_twins(read_document(Path(owner), force=True), document) else None
        except ReadError:
            return None

    def _leave(self, source: Source, twin: str) -> None:
        if source.key in self._files:
            self._drop(source.key)
        self._report(FileReport(path=str(source.path), status="skipped", reason=left_out(str(source.path), twin)))

    def _claim(self, documents: tuple[str, ...], key: str) -> None:
        """Makes a file the only one that gives these agreements; what it gave before and gives no more goes."""
        before = self._files.get(key)
        for document in before.documents if before else ():
            if document not in documents:
                self._remove(document)
        for other in list(self._files.values()):
            left = tuple(document for document in other.documents if document not in documents)
            if other.path != key and left != other.documents:
                self._files[other.path] = replace(other, sha256="", documents=left)
        self._owners.update(dict.fromkeys(documents, key))

    def _drop(self, key: str) -> None:
        for document in self._files.pop(key).documents:
            self._remove(document)

    def _remove(self, document: str) -> None:
        self._batch.pop(document, None)
        self._touched.add(document)
        self._shared.leaves(document, for_good=True)
        self._contents.agreements.pop(document, None)
        self._snapshot.database.remove_graph(self._snapshot.iris.agreement_graph(document))
        self.changed = True

    def _write_batch(self) -> None:
        if not self._batch:
            return
        new: list[Sequence[Quad]] = []
        for document, written in self._batch.items():
            self._shared.leaves(document)
            self._contents.agreements[document] = held_in(written)
            new.append(self._what_is_new(document, written))
        self._touched.update(self._batch)
        database, number = self._snapshot.database, sum(map(len, new))
        extend = database.extend if number <= _FEW else database.bulk_extend
        extend(quad for quads_of in new for quad in quads_of)
        self.changed = True
        self._batch.clear()

    def _what_is_new(self, document: str, written: tuple[Quad, ...]) -> Sequence[Quad]:
        """Takes away what an agreement's graph says no more; gives what it does not say yet, which mostly is little."""
        database, graph = self._snapshot.database, self._snapshot.iris.agreement_graph(document)
        if not database.contains_named_graph(graph):
            return written
        now, before = set(written), set(database.quads_for_pattern(None, None, None, graph))
        for quad in before - now:
            database.remove(quad)
        return [quad for quad in written if quad not in before]

    def _write_shared(self, now: str) -> None:
        """Writes what depends on several agreements; `now` is the fingerprint of the vocabularies."""
        known, shared = self._files.get(_VOCABULARIES), self._shared
        anew = known is None or known.sha256 != now
        state = shared.write_vocabularies(known.reader if known and known.sha256 == now else "")
        self._files[_VOCABULARIES] = StoredFile(path=_VOCABULARIES, sha256=now, reader=state, documents=())
        shared.write_links(anew=anew)
        shared.describe()

    def _fail(self, source: Source, reason: str) -> None:
        self._report(FileReport(path=str(source.path), status="failed", reason=reason))

    def _report(self, report: FileReport) -> None:
        self._reports.append(report)
        if self._on_file:
            self._on_file(report)


def _holds_records(source: Source) -> bool:
    return source.path.suffix.lower() == ".jsonl"


def _found(outcome: Outcome) -> Sequence[Found]:
    """What was found in a text. Raises the error that reading it ended with."""
    if outcome.document is None:
        raise outcome.error or ReadError(f"{outcome.task.path}: nothing was read")
    return ((outcome.document, outcome.commitments),)


def _done(source: Source, found: Sequence[Found]) -> FileReport:
    return FileReport(
        path=str(source.path),
        status="done",
        documents=tuple(str(document.id) for document, _ in found),
        commitments=sum(len(commitments) for _, commitments in found),
        warnings=tuple(warning for one in found for warning in _warnings(source, *one)),
    )


def _warnings(source: Source, document: Document, commitments: tuple[Commitment, ...]) -> Iterator[str]:
    """Yields what the reader of a text is told, and what its references cannot mean."""
    yield from document.warnings
    yield from (f"{source.path}: {odd}" for odd in odd_references(document, commitments))
