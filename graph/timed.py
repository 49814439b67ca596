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

from graph.ask import Rows, ask, rows, serialised
from graph.errors import GraphError, QueryError, QueryTimeoutError, StoreError
from graph.store import reading

SECONDS = 60.0
_ROWS = "rows"


def ask_within(store: Path, sparql: str, *, seconds: float = SECONDS) -> Rows:
    """Runs a SELECT or ASK query on a store, and gives its answer as plain values.

    Raises QueryTimeoutError when it takes longer than `seconds`, QueryError as `graph.ask.ask` does, and StoreError
    where the store cannot be read.
    """
    answer = json.loads(_run(store, sparql, _ROWS, seconds))
    return Rows(columns=tuple(answer["columns"]), rows=tuple(tuple(row) for row in answer["rows"]))


def write_within(store: Path, sparql: str, format_name: str, *, seconds: float = SECONDS) -> bytes:
    """Runs a query of any kind, and gives its answer in a format of `graph.ask`. Raises as `ask_within` does."""
    return _run(store, sparql, format_name, seconds)


def _run(store: Path, sparql: str, wanted: str, seconds: float) -> bytes:
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
        raise (StoreError if said["error"] == "store" else QueryError)(said["message"])
    return answer


def _serve(source: BinaryIO, target: BinaryIO) -> None:
    """Does the work that stands on `source`, and writes the answer to `target`."""
    work = json.loads(source.read())
    try:
        with reading(Path(work["store"])) as snapshot:
            result = ask(snapshot, work["sparql"])
            if work["wanted"] == _ROWS:
                found = rows(result)
                answer = json.dumps({"columns": found.columns, "rows": found.rows}).encode()
            else:
                answer = serialised(result, work["wanted"])
    except GraphError as error:
        kind = "store" if isinstance(error, StoreError) else "query"
        target.write(json.dumps({"error": kind, "message": str(error)}).encode() + b"\n")
        return
    target.write(b"{}\n" + answer)


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
