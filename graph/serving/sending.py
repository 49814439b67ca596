"""Sending answers so that clients who read slowly, or never, take little memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

PIECE = 1 << 16
"""So many bytes are given to a connection before it has to send them on."""


@dataclass(slots=True, kw_only=True)
class Sending:
    """The bytes of answers that are being sent and stand nowhere else; `most` of them at a time."""

    most: int
    held: int = 0


class PiecesResponse(Response):
    """An answer that is sent piece by piece: given whole, each connection would hold a copy of it until it is read.

    `own` bytes of it are counted while it is sent; where that would be too many, 503 is sent instead.
    """

    def __init__(
        self, sending: Sending, body: bytes, *, own: bool, status: int, media: str, headers: Mapping[str, str]
    ):
        super().__init__(body, status, headers, media)
        self._sending, self._own = sending, len(body) if own else 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it."""
        sending = self._sending
        if self._own and sending.held + self._own > sending.most:
            busy = "too many large answers are being sent: try again in a moment\n"
            await Response(busy, 503, {"Retry-After": "5", "Cache-Control": "no-store"})(scope, receive, send)
            return
        sending.held += self._own
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            for start in range(0, len(self.body), PIECE):
                piece = bytes(self.body[start : start + PIECE])
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            sending.held -= self._own
