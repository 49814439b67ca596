"""A query with a time limit: it runs in a process of its own, which is ended when its time is up.

Oxigraph has no limit of its own, and a query that is running cannot be stopped from within the process. The process
gets its work on standard input and answers on standard output: a line of JSON, then the answer as it was asked for.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import QueryTriples

from graph.ask import Rows, ask, rows, serialised
from graph.errors import GraphError, QueryError, QueryTimeoutError, StoreError, StoreMissingError, StoreVersionError
from graph.remote.address import Address, Store
from graph.store import Result, reading

SECONDS = 60.0
_ROWS, _SHOWN = "rows", "shown"
_ERRORS = {kind.__name__: kind for kind in (QueryError, StoreError, StoreMissingError, StoreVersionError)}


def ask_within(store: Store, sparql: str, *, seconds: float = SECONDS) -> Rows:
    """Runs a SELECT or ASK query on a store, and gives its answer as plain values.

    Raises QueryTimeoutError when it takes longer than `seconds`, QueryError as `graph.ask.ask` does, and StoreError
    where the store cannot be read.
    """
    return _rows(_run(store, sparql, _ROWS, seconds)[1])


def show_within(store: Store, sparql: str, *, seconds: float = SECONDS) -> Rows | bytes:
    """Runs a query of any kind: rows as plain values, a graph as Turtle. Raises as `ask_within` does."""
    kind, answer = _run(store, sparql, _SHOWN, seconds)
    return _rows(answer) if kind == _ROWS else answer


def write_within(store: Store, sparql: str, format_name: str, *, seconds: float = SECONDS) -> bytes:
    """Runs a query of any kind, and gives its answer in a format of `graph.ask`. Raises as `ask_within` does."""
    return _run(store, sparql, format_name, seconds)[1]


def _rows(answer: bytes) -> Rows:
    said = json.loads(answer)
    return Rows(columns=tuple(said["columns"]), rows=tuple(tuple(row) for row in said["rows"]))


def _run(store: Store, sparql: str, wanted: str, seconds: float) -> tuple[str, bytes]:
    """What the answer is (rows, or a format of `graph.ask`), and the answer."""
    if isinstance(store, Address):  # a request can be given up within this process
        return _asked_there(store, sparql, wanted, seconds)
    work = json.dumps({"store": str(store.resolve()), "sparql": sparql, "wanted": wanted}).encode()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-P", "-m", "graph.timed"]  # -P: no package of the folder one stands in is imported
    try:
        done = subprocess.run(command, input=work, capture_output=True, timeout=seconds, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise QueryTimeoutError(
            f"the query was ended after {seconds:g} seconds: ask for less (a LIMIT, one agreement, fewer patterns),"
            " or give it more time"
        ) from None
    head, _, answer = done.stdout.partition(b"\n")
    try:
        said = json.loads(head)
    except ValueError:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["without a word"]
        raise QueryError(f"the query's process ended with status {done.returncode} ({reason[0][:200]})") from None
    if "error" in said:
        raise _ERRORS.get(said["error"], QueryError)(said["message"])
    return said["kind"], answer


def _asked_there(address: Address, sparql: str, wanted: str, seconds: float) -> tuple[str, bytes]:
    """The same of a store on a server."""
    from graph.remote.snapshot import reading_remote

    with reading_remote(address, seconds=seconds) as snapshot:
        return _answer(ask(snapshot, sparql), wanted)


def _answer(result: Result, wanted: str) -> tuple[str, bytes]:
    kind = _kind(result, wanted)
    return kind, _plain(rows(result)) if kind == _ROWS else serialised(result, kind)


def _serve(source: BinaryIO, target: BinaryIO) -> None:
    """Does the work that stands on `source`, and writes the answer to `target`."""
    work = json.loads(source.read())
    try:
        with reading(Path(work["store"])) as snapshot:
            kind, answer = _answer(ask(snapshot, work["sparql"]), work["wanted"])
    except GraphError as error:
        target.write(json.dumps({"error": type(error).__name__, "message": str(error)}).encode() + b"\n")
        return
    target.write(json.dumps({"kind": kind}).encode() + b"\n" + answer)


def _kind(result: Result, wanted: str) -> str:
    """What the answer is to be: what shows it best is told by the answer itself."""
    if wanted != _SHOWN:
        return wanted
    return "turtle" if isinstance(result, QueryTriples) else _ROWS


def _plain(found: Rows) -> bytes:
    return json.dumps({"columns": found.columns, "rows": found.rows}).encode()


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
