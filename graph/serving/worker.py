"""A worker: a process that answers one thing at a time from the store's current generation, until its pipe is closed.

    python -m graph.serving.worker STORE MEMORY

It reads frames on standard input and writes one for each on standard output. It is confined
(`graph.serving.confine`). A generation that becomes current is opened before the next thing is answered.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any, BinaryIO

from graph.ask import Dataset
from graph.errors import GraphError, QueryError, StoreError
from graph.serving.answer import answer
from graph.serving.confine import close_network, end_with_parent, limit_memory
from graph.serving.frames import Head, frame, read_frame
from graph.store import Snapshot, reading

BAD, NOT_FOUND, NOT_ACCEPTABLE, FAILED, UNAVAILABLE = 400, 404, 406, 500, 503


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a task gives back: an HTTP status, a media type, and what cut it short."""

    status: int = 200
    media: str = "text/plain; charset=utf-8"
    cut: str = ""
    body: bytes = b""


Task = Callable[[Snapshot, Mapping[str, Any]], Reply]


def generation_of(store: Path) -> str:
    """The name of what is current in a store; another one whenever something else is. Raises StoreError."""
    current = store / "current"
    try:
        return f"{current.read_text(encoding='utf-8').strip()}.{current.stat().st_mtime_ns:x}"
    except OSError as error:
        raise StoreError(f"{current}: cannot be read ({error.strerror or error})") from None


class Opened:
    """The generation that is open, and the next one when there is one."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._stack = ExitStack()
        self._snapshot: Snapshot | None = None
        self.generation = ""

    def current(self) -> Snapshot:
        """The current generation, opened now where it is not open. Raises StoreError."""
        now = generation_of(self._store)
        if self._snapshot is None or now != self.generation:
            self._snapshot = None
            self._stack.close()
            self._snapshot = self._stack.enter_context(reading(self._store))
            self.generation = now
        return self._snapshot


def query(snapshot: Snapshot, work: Mapping[str, Any]) -> Reply:
    """The task of a SPARQL query."""
    default, named = work["dataset"]
    rows, graph = work["wishes"]
    found = answer(
        snapshot,
        work["sparql"],
        Dataset(default=tuple(default), named=tuple(named)),
        (tuple(rows) if rows else None, tuple(graph) if graph else None),
        base=work.get("base"),
        most=work["rows"],
        size=work["size"],
    )
    if found.media is None:
        return Reply(status=NOT_ACCEPTABLE, body=b"the answer has no form that the request takes (Accept)\n")
    return Reply(media=found.media, body=found.body, cut=found.cut)


def refresh(snapshot: Snapshot, work: Mapping[str, Any]) -> Reply:
    """The task that only lets the current generation be opened."""
    del snapshot, work
    return Reply()


def _task(name: str) -> Task:
    """The function `module:name`; names come from the server, never from a request."""
    module, _, function = name.partition(":")
    task: Task = getattr(import_module(module), function)
    return task


def _done(opened: Opened, work: Head) -> Reply:
    try:
        return _task(work["task"])(opened.current(), work)
    except QueryError as error:
        return Reply(status=BAD, body=f"{error}\n".encode())
    except StoreError as error:
        return Reply(status=UNAVAILABLE, body=f"{error}\n".encode())
    except GraphError as error:
        return Reply(status=FAILED, body=f"{error}\n".encode())
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  (one request must not take the worker along)
        return Reply(
            status=FAILED, body=f"this should not happen ({type(error).__name__}): please report it\n".encode()
        )


def work_on(store: Path, memory: int, source: BinaryIO, target: BinaryIO) -> None:
    """Answers frame after frame, until `source` ends. The first warms up; then memory is limited."""
    opened, bounded = Opened(store), False
    while (received := read_frame(source)) is not None:
        started = perf_counter()
        reply = _done(opened, received[0])
        head = {key: value for key, value in asdict(reply).items() if key != "body"}
        told = {"generation": opened.generation, "seconds": perf_counter() - started}
        target.write(frame(head | told, reply.body))
        target.flush()
        if not bounded:
            limit_memory(memory)
            bounded = True


def main(store: str, memory: str) -> None:
    """Runs a worker on the standard streams."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the server, which closes the pipe
    end_with_parent()
    source, target = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not stand among the frames
    close_network()
    work_on(Path(store), int(memory), source, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
