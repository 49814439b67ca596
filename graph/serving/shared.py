"""Work that several wait for: what is asked again while it is being answered is answered once."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Piece(Generic[T]):
    """A piece of work that goes on, and how many wait for it."""

    key: Hashable
    task: asyncio.Task[T]
    waiting: int = 0


class Shared(Generic[T]):
    """The pieces of work that go on, by what they answer."""

    def __init__(self) -> None:
        self._pieces: dict[Hashable, Piece[T]] = {}

    def get(self, key: Hashable) -> Piece[T] | None:
        """The piece of that key that goes on."""
        return self._pieces.get(key)

    def begin(self, key: Hashable, work: Coroutine[Any, Any, T]) -> Piece[T]:
        """Begins a piece; with the key None nobody can join it."""
        piece = Piece(key=key, task=asyncio.ensure_future(work))
        if key is not None:
            self._pieces[key] = piece
            piece.task.add_done_callback(lambda _: self._forget(piece))
        return piece

    async def answer(self, piece: Piece[T]) -> T:
        """What the work gives. Raises what it raises; it is cancelled when the last who waits for it is."""
        piece.waiting += 1
        try:
            return await asyncio.shield(piece.task)
        finally:
            piece.waiting -= 1
            if not piece.waiting:
                self._forget(piece)
                piece.task.cancel()

    def _forget(self, piece: Piece[T]) -> None:
        if self._pieces.get(piece.key) is piece:
            del self._pieces[piece.key]
