"""Files -> store: what is new or changed is read, what is gone goes; the store shows the old state or the new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from extract.models import Commitment, Document
from graph.counts import Counts, count, no_counts
from graph.errors import StoreMissingError
from graph.ingest import Extract, FileReport, Ingest, Read, Status
from graph.runs import run_quads
from graph.sources import find_sources, folder_keys
from graph.store import reading, writing
from ontology.vocab import BASE


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did to each file, what the store then holds, and how long it took."""

    store: Path
    files: tuple[FileReport, ...]
    counts: Counts
    seconds: float

    def of(self, status: Status) -> tuple[FileReport, ...]:
        """The files of one status."""
        return tuple(file for file in self.files if file.status == status)


class _NothingDoneError(Exception):
    """Nothing changed, or every file failed: the store is left as it was."""


def build(
    paths: Sequence[Path],
    store: Path,
    *,
    base: str = BASE,
    read: Read | None = None,
    extract: Extract | None = None,
    on_file: Callable[[FileReport], None] | None = None,
    now: Callable[[], datetime] | None = None,
) -> BuildReport:
    """Reads what is new or changed in `paths` (agreements, folders of them, .jsonl records) into the store.

    A file that cannot be read is reported, and the others are done all the same. Files that were built before from a
    folder in `paths` and are there no more go. `on_file` is told of each file as soon as it is finished. Raises
    StoreHeldError, StoreVersionError or StoreError where the store cannot be written; it is then as it was.
    """
    started, clock = perf_counter(), now or (lambda: datetime.now(UTC))
    begun = clock()
    sources, problems = find_sources(paths)
    reports = [FileReport(path=str(path), status="failed", reason=f"{path}: {reason}") for path, reason in problems]
    for report in reports:
        if on_file:
            on_file(report)
    with suppress(_NothingDoneError), writing(store, base=base) as snapshot:
        ingest = Ingest(snapshot, read or _default_read, extract or _default_extract, on_file)
        reports += ingest.run(sources, folder_keys(paths))
        if not ingest.changed:
            raise _NothingDoneError
        snapshot.database.extend(run_quads(snapshot.iris, reports, begun, clock()))
    reports.sort(key=lambda report: report.path)
    return BuildReport(store=store, files=tuple(reports), counts=_counts(store), seconds=perf_counter() - started)


def _counts(store: Path) -> Counts:
    try:
        with reading(store) as snapshot:
            return count(snapshot)
    except StoreMissingError:
        return no_counts()


def _default_read(path: Path, folder: Path) -> Document:
    from extract.read.document import read_document  # late: formats and their readers are slow to import

    return read_document(path, folder)


def _default_extract(document: Document) -> tuple[Commitment, ...]:
    from extract.pipeline import extract_commitments  # late: spaCy takes a second and a half

    return extract_commitments(document)
