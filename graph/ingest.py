"""The work of a build inside an open generation: what to read, what to leave, what to remove."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pyoxigraph import Quad, Triple

from extract.errors import ReadError
from extract.models import Commitment, Document
from extract.parallel import Outcome
from extract.read.document import read_document
from extract.twins import Seen, are_twins, left_out
from graph.contents import Tally, held_in
from graph.description import description_quads
from graph.errors import RecordError
from graph.indexing import index_store
from graph.jsonl import read_records
from graph.link_triples import link_quads
from graph.provenance import this_program
from graph.referred import read_documents, referred_quads
from graph.sources import Source, file_hash, reader_of, source_of
from graph.statements import registered_ids
from graph.store import Snapshot, StoredFile, record_files
from graph.triples import quads
from graph.vocabularies import fingerprint, vocabulary_quads

Load = Callable[[Sequence[Source]], Iterator[Outcome]]
Status = Literal["done", "skipped", "failed", "removed"]
_VOCABULARIES = "ontology"  # stands among the files of a store for the vocabularies that ship
_BATCH = 200_000  # quads held in memory before they are written


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of a file: its agreements, how many commitments were found in it, what about it is doubtful; for a
    failed one, and for one that gives an agreement again, the reason.
    """

    path: str
    status: Status
    documents: tuple[str, ...] = ()
    commitments: int = 0
    reason: str = ""
    warnings: tuple[str, ...] = ()


class Ingest:
    """One build. `changed` tells whether the generation now differs from the one before."""

    def __init__(
        self, snapshot: Snapshot, load: Load, on_file: Callable[[FileReport], None] | None = None, *, model: str = ""
    ) -> None:
        """`model` is the identity of the spaCy pipeline that `load` hears, if any."""
        self.changed = False
        self._model = model
        self._snapshot = snapshot
        self._load = load
        self._on_file = on_file
        self._files = {file.path: file for file in snapshot.files}
        self._owners: dict[str, str] = {}
        self._batch: dict[str, tuple[Quad, ...]] = {}
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
            self._write_vocabularies(now)
            self._write_links()
            self._describe()
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
            hashed, reader = file_hash(source.path), reader_of(source, self._model)
        except OSError as error:
            self._fail(source, f"{source.path}: cannot be read ({error.strerror or error}): check who may read it")
            return None
        known = self._files.get(source.key)
        if known and (known.sha256, known.reader) == (hashed, reader):
            self._owners.update(dict.fromkeys(known.documents, source.key))
            self._report(FileReport(path=str(source.path), status="skipped", documents=known.documents))
            return None
        return (source, hashed, reader)

    def _do(self, source: Source, hashed: str, reader: str, outcomes: Iterator[Outcome]) -> None:
        try:
            found = read_records(source.path) if _holds_records(source) else _found(next(outcomes))
            twin = None if _holds_records(source) else self._twin(found[0][0], source)
            if twin:
                self._leave(source, twin)
                return
            iris, records = self._snapshot.iris, _holds_records(source)
            written = {
                str(document.id): tuple(quads(document, said, iris, imported=records)) for document, said in found
            }
            clash = next((document.id for document, _ in found if document.id in self._owners), None)
            if clash is not None:
                raise ReadError(
                    f"{source.path}: gives {clash}, which {self._owners[clash]} gives too:"
                    " name them apart in documents.tsv, or build one of them"
                )
        except (ReadError, RecordError) as error:
            self._fail(source, str(error))
            return
        except ImportError:
            raise
        except Exception as error:  # noqa: BLE001  (a fault that one text brings to light must not take the others along)
            fault = f"{type(error).__name__}: {error}".splitlines()[0][:200]
            self._fail(source, f"{source.path}: the program failed on this file ({fault}): please report it")
            return
        documents = tuple(str(document.id) for document, _ in found)
        self._claim(documents, source.key)
        self._batch.update(written)
        self._files[source.key] = StoredFile(path=source.key, sha256=hashed, reader=reader, documents=documents)
        if sum(map(len, self._batch.values())) >= _BATCH:
            self._write_batch()
        self._report(_done(source, found))

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
        self._contents.agreements.pop(document, None)
        self._snapshot.database.remove_graph(self._snapshot.iris.agreement_graph(document))
        self.changed = True

    def _write_batch(self) -> None:
        database, iris = self._snapshot.database, self._snapshot.iris
        for document, written in self._batch.items():
            self._contents.agreements[document] = held_in(written)
            if database.contains_named_graph(iris.agreement_graph(document)):
                database.remove_graph(iris.agreement_graph(document))
        self._touched.update(self._batch)
        if self._batch:
            database.bulk_extend(quad for written in self._batch.values() for quad in written)
            self.changed = True
        self._batch.clear()

    def _write_vocabularies(self, now: str) -> None:
        """Writes the vocabularies, unless they and what registered agreements say of themselves are as they were."""
        database, iris = self._snapshot.database, self._snapshot.iris
        said: set[Triple] = set()
        for document in read_documents(self._snapshot) & registered_ids():
            subject, graph = iris.agreement(document), iris.agreement_graph(document)
            said |= {quad.triple for quad in database.quads_for_pattern(subject, None, None, graph)}
        state = sha256("\n".join(sorted(map(str, said))).encode()).hexdigest()
        known = self._files.get(_VOCABULARIES)
        if known is None or (known.sha256, known.reader) != (now, state):
            database.remove_graph(iris.vocabularies_graph)
            kept = tuple(dict.fromkeys(quad for quad in vocabulary_quads(iris) if quad.triple not in said))
            database.extend(kept)
            self._contents.vocabularies = Tally().changed((), kept)
            self._files[_VOCABULARIES] = StoredFile(path=_VOCABULARIES, sha256=now, reader=state, documents=())

    def _write_links(self) -> None:
        """Writes what depends on all agreements together."""
        database, iris = self._snapshot.database, self._snapshot.iris
        database.remove_graph(iris.links_graph)
        written = dict.fromkeys(referred_quads(self._snapshot))
        database.extend(written)
        written |= dict.fromkeys(link_quads(self._snapshot))
        database.extend(written)
        self._contents.links = Tally().changed((), written)
        self._contents.linked_by = this_program().id

    def _describe(self) -> None:
        """Says of the graph as a whole what it holds and what made it."""
        database, iris, contents = self._snapshot.database, self._snapshot.iris, self._contents
        editions = {**contents.programs, this_program().id: this_program()}
        used = {held.program for held in contents.agreements.values()} | {contents.linked_by}
        contents.programs = {one: program for one, program in editions.items() if one in used}
        database.remove_graph(iris.dataset_graph)
        database.extend(description_quads(iris, contents))

    def _fail(self, source: Source, reason: str) -> None:
        self._report(FileReport(path=str(source.path), status="failed", reason=reason))

    def _report(self, report: FileReport) -> None:
        self._reports.append(report)
        if self._on_file:
            self._on_file(report)


def _holds_records(source: Source) -> bool:
    return source.path.suffix.lower() == ".jsonl"


def _found(outcome: Outcome) -> Sequence[tuple[Document, tuple[Commitment, ...]]]:
    """What was found in a text. Raises the error that reading it ended with."""
    if outcome.document is None:
        raise outcome.error or ReadError(f"{outcome.task.path}: nothing was read")
    return ((outcome.document, outcome.commitments),)


def _done(source: Source, found: Sequence[tuple[Document, tuple[Commitment, ...]]]) -> FileReport:
    return FileReport(
        path=str(source.path),
        status="done",
        documents=tuple(str(document.id) for document, _ in found),
        commitments=sum(len(commitments) for _, commitments in found),
        warnings=tuple(warning for document, _ in found for warning in document.warnings),
    )
