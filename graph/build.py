"""Files -> store: what is new or changed is read, what is gone goes; the store shows the old state or the new one."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter

from extract.model_evidence import model_identity
from extract.models import Commitment, Document
from extract.parallel import Outcome, Task, attempt, extract_files
from graph.counts import Counts, count, no_counts
from graph.ingest import FileReport, Ingest, Load, Status
from graph.provenance import this_program
from graph.remote.address import Store
from graph.runs import run_quads
from graph.sources import Source, find_sources, folder_keys
from graph.store import writing
from ontology.vocab import BASE

Read = Callable[[Path, Path], Document]
Extract = Callable[[Document], tuple[Commitment, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did to each file, what the store then holds, and how long it took."""

    store: Store
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
    store: Store,
    *,
    base: str = BASE,
    read: Read | None = None,
    extract: Extract | None = None,
    on_file: Callable[[FileReport], None] | None = None,
    now: Callable[[], datetime] | None = None,
    processes: int | None = None,
    force: bool = False,
    model: str | None = None,
    all_or_nothing: bool = False,
) -> BuildReport:
    """Reads what is new or changed in `paths` (agreements, folders of them, .jsonl records) into the store.

    A file that cannot be read is reported, and the others are done all the same. Files that were built before from a
    folder in `paths` and are there no more go. `on_file` is told of each file as soon as it is finished. Texts are
    read in as many `processes` as there are processors, few of them in this one; `read` and `extract` given together
    stand in for our own. With `force` also texts in other languages are read; `model` names a spaCy pipeline that the
    user has installed, heard as further evidence; with `all_or_nothing` nothing is written where a file fails, and the
    others are reported as "left". Raises ModelError where there is no such pipeline, and StoreHeldError,
    StoreVersionError or StoreError where the store cannot be written; it is then as it was.
    """
    started, clock = perf_counter(), now or (lambda: datetime.now(UTC))
    begun = clock()
    heard = model_identity(model) if model else ""
    sources, problems = find_sources(paths)
    reports = [FileReport(path=str(path), status="failed", reason=f"{path}: {reason}") for path, reason in problems]
    for report in reports:
        if on_file:
            on_file(report)
    counts = no_counts()
    with suppress(_NothingDoneError), _settled(), writing(store, base=base) as snapshot:
        before = count(snapshot) if snapshot.files and all_or_nothing else counts
        ingest = Ingest(snapshot, _loader(read, extract, processes, force, model), on_file, model=heard)
        reports += ingest.run(sources, folder_keys(paths))
        if all_or_nothing and any(report.problem for report in reports):
            reports, counts = [_left(report) for report in reports], before
            raise _NothingDoneError
        if not ingest.changed:
            counts = count(snapshot) if snapshot.files else counts
            raise _NothingDoneError
        snapshot.database.extend(run_quads(snapshot.iris, this_program(heard), reports, begun, clock()))
        counts = count(snapshot)
    reports.sort(key=lambda report: report.path)
    return BuildReport(store=store, files=tuple(reports), counts=counts, seconds=perf_counter() - started)


@contextmanager
def _settled() -> Iterator[None]:
    """Keeps the garbage collector from what is there already: phrases and vocabularies are some 150,000 objects, and to
    look through them over and over takes a seventh of a build's time.
    """
    ours = not gc.get_freeze_count()
    if ours:
        gc.freeze()
    try:
        yield
    finally:
        if ours:
            gc.unfreeze()


def _left(report: FileReport) -> FileReport:
    """What becomes of a file that could be read, when nothing is written because of another."""
    changed = report.status in ("done", "removed")
    return replace(report, status="left", reason="nothing was written, because a file failed") if changed else report


def _loader(read: Read | None, extract: Extract | None, processes: int | None, force: bool, model: str | None) -> Load:
    """What reads the texts: our own reading and extraction, in several processes, or what the caller has put there."""

    def load(sources: Sequence[Source]) -> Iterator[Outcome]:
        tasks = tuple(Task(path=source.path, folder=source.folder, force=force, model=model) for source in sources)
        if read is None or extract is None:
            return extract_files(tasks, processes)
        return (attempt(task, partial(read, task.path, task.folder or task.path.parent), extract) for task in tasks)

    return load
