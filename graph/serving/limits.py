"""What one request, and all together, may take."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`seconds` a query may run and `wait` for its turn; `memory` in bytes that a worker may take beyond what it has
    when it starts; `rows` (or triples) and `size` in bytes of an answer; `query` in bytes of a request's body; so many
    requests may wait in all (`waiting`) and of one client (`waiting_each`).
    """

    seconds: float = 10.0
    memory: int = 1024 * MIB
    rows: int = 100_000
    size: int = 32 * MIB
    query: int = MIB
    waiting: int = 64
    waiting_each: int = 32
    wait: float = 10.0
