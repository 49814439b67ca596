"""One query, answered within limits: what does not fit is cut, and said to be."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import islice
from typing import IO, cast

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from graph.ask import Dataset, ask
from graph.serialise import ROWS, write_graph, write_yes
from graph.serving.formats import Wish
from graph.serving.rows import write_rows
from graph.store import Snapshot

_BETWEEN = {"csv": b"\n", "json": b"},{", "tsv": b"\n", "xml": b"<result>"}
"""What stands between two rows at least, so that rows can be counted while pyoxigraph writes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it is sent. `media` is None where the request takes no format for this kind of answer.

    `cut` is what cut it short: "rows", "bytes", or "".
    """

    media: str | None
    body: bytes = b""
    cut: str = ""


class _FullError(Exception):
    """More has been written than fits."""


class _Bounded(io.RawIOBase):
    """Takes what is written, up to so many bytes and, as far as can be seen from the bytes, so many rows."""

    def __init__(self, mark: bytes, most: int, size: int) -> None:
        self.parts: list[bytes] = []
        self.full = False
        self._mark, self._most, self._room = mark, most, size
        self._tail = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        chunk = bytes(data)  # type: ignore[call-overload]
        self._most -= (self._tail + chunk).count(self._mark)
        self._tail = chunk[len(chunk) - len(self._mark) + 1 :] if len(self._mark) > 1 else b""
        self._room -= len(chunk)
        if self._most < 0 or self._room < 0:
            self.full = True
            raise _FullError
        self.parts.append(chunk)
        return len(chunk)


def answer(
    snapshot: Snapshot,
    sparql: str,
    dataset: Dataset,
    wishes: tuple[Wish | None, Wish | None],
    *,
    base: str | None = None,
    most: int,
    size: int,
) -> Answer:
    """Runs a query and writes its answer: rows as the first of `wishes`, a graph as the second.

    Raises QueryError as `graph.ask.ask` does.
    """
    result = ask(snapshot, sparql, dataset, base)
    chosen = wishes[1] if isinstance(result, QueryTriples) else wishes[0]
    if chosen is None:
        return Answer(media=None)
    name, media = chosen
    if isinstance(result, QueryTriples):
        return _graph(result, name, media, most, size)
    if isinstance(result, QueryBoolean):
        return Answer(media=media, body=write_yes(result, name))
    stream = _Bounded(_BETWEEN[name], most, size)
    try:
        result.serialize(cast("IO[bytes]", stream), format=ROWS[name])
    except Exception:
        if not stream.full:
            raise
        again = ask(snapshot, sparql, dataset, base)
        assert isinstance(again, QuerySolutions)
        names = [variable.value for variable in again.variables]
        body, cut = write_rows(names, (tuple(row) for row in again), name, most=most, size=size)
        return Answer(media=media, body=body, cut=cut)
    return Answer(media=media, body=b"".join(stream.parts))


def _graph(result: QueryTriples, name: str, media: str, most: int, size: int) -> Answer:
    triples = list(islice(result, most + 1))
    cut = "rows" if len(triples) > most else ""
    triples = triples[:most]
    body = write_graph(triples, name)
    while len(body) > size:
        cut = "bytes"
        triples = triples[: len(triples) * size // (len(body) + 1)]
        body = write_graph(triples, name)
    return Answer(media=media, body=body, cut=cut)
