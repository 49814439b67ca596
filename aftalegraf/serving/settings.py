"""What `aftalegraf serve` can be told, by the command line, the environment, or a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from graph.serving.limits import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to serve a store.

    `prefix` is "" or begins with a slash and ends without one. `origins` are those that browsers may ask from, "*" for
    all. The access log goes to the file `log`, or to standard error; `logged` is whether there is one. Pages are kept
    in `cache` from one start to the next; without `explorer` none are made. `proxies` are the addresses whose word on
    the client counts.
    """

    store: Path
    workers: int = 2
    limits: Limits = field(default_factory=Limits)
    prefix: str = ""
    origins: tuple[str, ...] = ("*",)
    logged: bool = True
    log: Path | None = None
    cache: Path | None = None
    explorer: bool = True
    proxies: str = "127.0.0.1"
    connections: int = 1000
    connections_each: int = 250
