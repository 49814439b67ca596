"""What the server and its workers say to each other over pipes: a head in JSON, then a body of bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

_SIZES = struct.Struct(">II")
HEAD = _SIZES.size
"""So many bytes tell the lengths of head and body."""

Head = dict[str, Any]


def frame(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """Head and body as they go over a pipe."""
    said = json.dumps(head).encode()
    return _SIZES.pack(len(said), len(body)) + said + body


def lengths(start: bytes) -> tuple[int, int]:
    """The lengths of head and body, from the first HEAD bytes."""
    head, body = _SIZES.unpack(start)
    return int(head), int(body)


def read_frame(source: BinaryIO) -> tuple[Head, bytes] | None:
    """The next head and body; None where the other side has closed the pipe."""
    start = source.read(HEAD)
    if len(start) < HEAD:
        return None
    head, body = lengths(start)
    return json.loads(source.read(head)), source.read(body)
