"""A whole store in one order, however large: sorted in pieces on disk where it does not fit into memory."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby, islice
from tempfile import TemporaryFile
from typing import IO, Any

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

_AT_ONCE = 1_000_000  # statements sorted in memory


@contextmanager
def sorted_lines(statements: Iterable[Quad] | Iterable[Triple], rdf_format: RdfFormat) -> Iterator[Iterator[bytes]]:
    """The statements as lines of N-Quads or N-Triples in the order of their bytes, each once.

    They can be read within the block; the files that hold them are gone afterwards.
    """
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = []
        todo: Iterator[Any] = iter(statements)
        while lines := _lines(list(islice(todo, _AT_ONCE)), rdf_format):
            run: IO[bytes] | None = stack.enter_context(TemporaryFile()) if len(lines) == _AT_ONCE or runs else None
            if run is None:
                runs.append(lines)
                break
            run.writelines(lines)
            run.seek(0)
            runs.append(run)
        yield (line for line, _ in groupby(heapq.merge(*runs)))


def _lines(statements: list[Any], rdf_format: RdfFormat) -> list[bytes]:
    written = pyoxigraph.serialize(statements, format=rdf_format)
    return sorted((written or b"").splitlines(keepends=True))
