"""Who is next: a fair queue for the workers, in which a client with many requests does not hold up one with few."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Generic, TypeVar

from graph.errors import GraphError

T = TypeVar("T")


class BusyError(GraphError):
    """Too many wait already, or nothing became free in time."""


class Turns(Generic[T]):
    """Things that one request at a time may have, given out client by client in turn."""

    def __init__(self, *, most: int, most_each: int, wait: float, usable: Callable[[T], bool]) -> None:
        self._most, self._most_each, self._wait, self._usable = most, most_each, wait, usable
        self._free: deque[T] = deque()
        self._queues: OrderedDict[str, deque[asyncio.Future[T]]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many requests wait."""
        return sum(map(len, self._queues.values()))

    @property
    def free(self) -> int:
        """How many things are free and can be used."""
        return sum(map(self._usable, self._free))

    async def take(self, client: str) -> T:
        """One of the things, as soon as it is this client's turn. Raises BusyError."""
        while self._free and not self._queues:
            thing = self._free.popleft()
            if self._usable(thing):
                return thing
        queue = self._queues.get(client, ())
        if self.waiting >= self._most or len(queue) >= self._most_each:
            raise BusyError("too many requests wait already: try again in a moment")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queues.setdefault(client, deque()).append(future)
        try:
            async with asyncio.timeout(self._wait):
                return await future
        except TimeoutError:
            self._left(client, future)
            raise BusyError(f"nothing became free in {self._wait:g} seconds: try again in a moment") from None
        except asyncio.CancelledError:
            self._left(client, future)
            raise

    def give(self, thing: T) -> None:
        """Lets the next one have a thing."""
        if not self._usable(thing):
            return
        while self._queues:
            client, queue = self._queues.popitem(last=False)
            future = queue.popleft()
            if queue:
                self._queues[client] = queue  # at the end: the others come first
            if not future.done():
                future.set_result(thing)
                return
        self._free.append(thing)

    def _left(self, client: str, future: asyncio.Future[T]) -> None:
        """Takes one who waits no more out of the queue; what it was given at the last moment goes to the next."""
        queue = self._queues.get(client)
        if queue is not None and future in queue:
            queue.remove(future)
            if not queue:
                del self._queues[client]
        if future.done() and not future.cancelled():
            self.give(future.result())
        else:
            future.cancel()
