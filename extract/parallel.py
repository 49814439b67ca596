"""Many files into commitments, in several processes where that is quicker: the one place that starts processes.

What comes out is the same, and in the same order, whatever the number of processes.
"""

from __future__ import annotations

import gc
import os
import pickle
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from extract.errors import ReadError
from extract.models import Commitment, Document

FEW = 5  # files that one process has read about as soon as others have started
MOST = 4  # each process holds spaCy and the phrases, some 200 MB
_UNGUARDED = (
    "no process could be started, and all is read in this one:"
    ' put what the program does under `if __name__ == "__main__":`'
)
_AHEAD = 2  # files handed out for each process before the first result is taken: bounds what waits in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file to read, the folder of its `documents.tsv` (None: its own), the user's spaCy pipeline, if any, and
    whether it is read in whatever language it is.
    """

    path: Path
    folder: Path | None = None
    model: str | None = None
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a file: its document and commitments, or the error that says why there is none."""

    task: Task
    document: Document | None = None
    commitments: tuple[Commitment, ...] = ()
    error: Exception | None = None


def processes_for(files: int, wanted: int | None = None) -> int:
    """How many processes to read so many files with: as `wanted`, else one for few files, else one a processor.

    >>> processes_for(3), processes_for(50, 1), processes_for(2, 8)
    (1, 1, 2)
    """
    if wanted is None:
        here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        wanted = min(here, MOST) if files > FEW else 1
    return max(1, min(wanted, files))


def extract_files(tasks: Sequence[Task], processes: int | None = None) -> Iterator[Outcome]:
    """Reads files and finds their commitments; an outcome for each, in the order of `tasks`, as soon as it is there.

    Whatever a file does, the others are done. Processes are spawned on every system, and each imports the program that
    calls this: one that would run again by that (no `if __name__ == "__main__":`) is warned, and all is read here.
    """
    count = processes_for(len(tasks), processes)
    if count == 1:
        yield from map(extract_file, tasks)
        return
    waiting: deque[tuple[Task, Future[Outcome]]] = deque()
    left = deque(tasks)
    with _pool(count) as pool:
        started = _starts(pool)
        while started and (left or waiting):
            try:
                while left and len(waiting) < _AHEAD * count:
                    waiting.append((left[0], pool.submit(extract_file, left[0])))
                    left.popleft()
                outcome = waiting[0][1].result()
            except BrokenProcessPool:
                break
            waiting.popleft()
            yield outcome
    if not started:
        warnings.warn(_UNGUARDED, RuntimeWarning, stacklevel=2)
        yield from map(extract_file, tasks)
        return
    # One of those handed out took its process down. Each is tried alone, so that it is known which.
    for task, _ in waiting:
        yield _alone(task)
    if left:
        yield from extract_files(tuple(left), count)


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_settle)


def _settle() -> None:
    """Loads what stays for as long as the process does, and spares the search for garbage from going through it.

    That search is otherwise a seventh of the time.
    """
    from extract.pipeline import load_pipeline

    load_pipeline()
    gc.collect()
    gc.freeze()


def _starts(pool: ProcessPoolExecutor) -> bool:
    """Whether a process comes as far as its first piece of work; asked before any text could be to blame."""
    try:
        return pool.submit(os.getpid).result() > 0
    except BrokenProcessPool:
        return False


def _alone(task: Task) -> Outcome:
    """Reads a file in a process of its own; where that ends, so does only this file."""
    with _pool(1) as pool:
        try:
            return pool.submit(extract_file, task).result()
        except BrokenProcessPool:
            told = f"{task.path}: the process that read it was ended, perhaps for want of memory: split the file"
            return Outcome(task=task, error=ReadError(told))


def extract_file(task: Task) -> Outcome:
    """Reads one file in this process; an error becomes part of the outcome."""
    from extract.read.document import read_document  # late: formats and their readers are slow to import

    read = partial(read_document, task.path, task.folder, force=task.force)
    return attempt(task, read, partial(_commitments, model=task.model))


def extract_bytes(data: bytes, model: str | None = None, *, force: bool = False) -> Outcome:
    """Reads what is in no file (a sentence, a pasted text) in this process; an error becomes part of the outcome."""
    from extract.read.given import STANDARD_INPUT, document_of_bytes

    task = Task(path=Path(STANDARD_INPUT), model=model)
    return attempt(task, partial(document_of_bytes, data, force=force), partial(_commitments, model=model))


def _commitments(document: Document, model: str | None) -> tuple[Commitment, ...]:
    from extract.pipeline import extract_commitments  # late, and only for what could be read: spaCy is slow

    return extract_commitments(document, model)


def attempt(task: Task, read: Callable[[], Document], extract: Callable[[Document], tuple[Commitment, ...]]) -> Outcome:
    """The outcome of reading and extracting by these two; whatever they raise becomes part of it."""
    try:
        document = read()
        return Outcome(task=task, document=document, commitments=extract(document))
    except Exception as error:  # noqa: BLE001  (whatever one file does, the others are done)
        return Outcome(task=task, error=_portable(error))


def _portable(error: Exception) -> Exception:
    """The error, or one that says the same where it cannot be sent from one process to another."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  (what was pickled in this line)
    except Exception:  # noqa: BLE001  (a class of another library may do anything here)
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
