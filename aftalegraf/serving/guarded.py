"""HTTP/1.1 as uvicorn speaks it, with an end to those who are slow on purpose.

A request must be whole within some seconds of its first byte, and a client must go on reading what it asked for;
uvicorn itself waits for either as long as it takes. One address has only so many connections.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_SECONDS = 15.0
READING_SECONDS = 30.0
MOST_EACH = 250


class GuardedProtocol(H11Protocol):
    """One connection."""

    most_each = MOST_EACH
    _open: ClassVar[Counter[str]] = Counter()
    _slow: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None
    _address = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Takes the connection, unless its address has too many."""
        super().connection_made(transport)
        self._address = self.client[0] if self.client else ""
        self._open[self._address] += 1
        if self._open[self._address] > self.most_each:
            transport.abort()
            return
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the connection."""
        self._open[self._address] -= 1
        if self._open[self._address] <= 0:
            del self._open[self._address]
        self._end_slow()
        self._end_stuck()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Reads on, and sees whether the request is whole now."""
        super().data_received(data)
        self._watch()

    def pause_writing(self) -> None:
        """The client does not read: it has some seconds to go on."""
        super().pause_writing()
        self._stuck = self._stuck or self.loop.call_later(READING_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The client reads again."""
        self._end_stuck()
        super().resume_writing()

    def _watch(self) -> None:
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY) and not self.transport.is_closing():
            self._slow = self._slow or self.loop.call_later(REQUEST_SECONDS, self._too_slow)
        else:
            self._end_slow()

    def _too_slow(self) -> None:
        self._slow = None
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self.transport.abort()

    def _end_slow(self) -> None:
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None

    def _end_stuck(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None
