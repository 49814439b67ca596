"""Starts uvicorn on a socket of our own, says where, and stops cleanly."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import uvicorn

from aftalegraf.errors import CommandError
from aftalegraf.serving.application import make_application
from aftalegraf.serving.guarded import REQUEST_SECONDS, GuardedProtocol
from aftalegraf.serving.settings import Settings

_LONGEST_HEAD = 1 << 16  # bytes of a request's line and headers
_BACKLOG = 1024


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises CommandError where that cannot be."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named: asyncio sends small pieces at once (TCP_NODELAY) only where it knows that it is TCP, and
    # without that a client waits 40 ms for the body after the headers.
    made = socket.socket(kind, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":  # there it would let two servers share the port
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        made.close()
        reason = getattr(error, "strerror", None) or error
        raise CommandError(f"{host}:{port}: cannot listen there ({reason}); give another --port or --host") from None
    return made


def address(made: socket.socket, prefix: str) -> str:
    """The address of the application on that socket."""
    host, port = made.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (what was bound, not what is)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{prefix}/"


def run(settings: Settings, made: socket.socket, ready: Callable[[], None]) -> None:
    """Serves until it is told to stop (Ctrl-C, SIGTERM); calls `ready` once it answers.

    Raises CommandError where the server cannot start.
    """
    _allow_files()
    GuardedProtocol.most_each = settings.connections_each
    config = uvicorn.Config(
        make_application(settings),
        http=GuardedProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies or None,
        limit_concurrency=settings.connections,
        timeout_keep_alive=int(REQUEST_SECONDS),
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        backlog=_BACKLOG,
    )
    server = _Server(config, ready)
    with _stopping():
        server.run(sockets=[made])
    if not server.answered:
        raise CommandError("the server could not start: see above, and check the store with `aftalegraf query`")


class _Server(uvicorn.Server):
    """Says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready
        self.answered = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.answered = True
            self._ready()


@contextmanager
def _stopping() -> Iterator[None]:
    """Lets the signal that uvicorn raises again after it has stopped end nothing: stopping is what was asked for."""
    signals = (signal.SIGINT, signal.SIGTERM)
    before = {one: signal.signal(one, lambda *_: None) for one in signals}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _allow_files() -> None:
    """Lets this process have as many connections as the system allows it."""
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):
            _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65_536), hard))
