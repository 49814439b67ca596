"""The workers, as the server has them: started, given work in turn, ended when their time is up, and started anew."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import GraphError
from graph.serving.frames import HEAD, frame, lengths
from graph.serving.limits import Limits
from graph.serving.shared import Shared
from graph.serving.turns import Turns

_START = 60.0  # seconds that a worker may take to open the store
_GRACE = 0.5  # seconds that work may go on which nobody waits for: most is done sooner than a new worker is there
_REFRESH = {"task": "graph.serving.worker:refresh"}
_NO_MEMORY = (-signal.SIGABRT, 1, 0xC0000409)  # Rust aborts, Python raises MemoryError, Windows names an abort so
_NO_STACK = (-getattr(signal, "SIGSEGV", 11), -getattr(signal, "SIGBUS", 7), 0xC00000FD)
_PAUSES = (0.0, 0.2, 1.0, 5.0)  # seconds before each further try to start one


class StoppedError(GraphError):
    """The work took longer than it may, and was ended."""


class LostError(GraphError):
    """The worker ended in the middle."""


class TooLargeError(LostError):
    """The worker ended because it wanted more memory than it may have."""


class TooDeepError(LostError):
    """The worker ended because the parser went deeper into the query than the stack is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a worker answered: `graph.serving.worker.Reply`, the generation it comes from, and its own seconds."""

    status: int
    media: str
    cut: str
    generation: str
    seconds: float
    body: bytes


class _Worker:
    """One process, seen from the server."""

    def __init__(self, process: Process) -> None:
        self.process = process

    @property
    def alive(self) -> bool:
        return self.process.returncode is None

    async def ask(self, head: Mapping[str, Any]) -> Answered:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(frame(head))
        await self.process.stdin.drain()
        sizes = lengths(await self.process.stdout.readexactly(HEAD))
        said, body = [await self.process.stdout.readexactly(size) for size in sizes]
        return Answered(**json.loads(said), body=body)

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()


class Pool:
    """So many workers on one store. `ended` counts those that were stopped, lost, or could not start."""

    def __init__(self, store: Path, *, workers: int, limits: Limits) -> None:
        self._store, self._size, self._limits = store, workers, limits
        self._all: set[_Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._shared: Shared[Answered] = Shared()
        self._closing = False
        self.ended: Counter[str] = Counter()
        self.turns: Turns[_Worker] = Turns(
            most=limits.waiting, most_each=limits.waiting_each, wait=limits.wait, usable=lambda worker: worker.alive
        )

    @property
    def size(self) -> int:
        """How many workers there are when all run."""
        return self._size

    @property
    def running(self) -> int:
        """How many workers run now."""
        return sum(worker.alive for worker in self._all)

    def processes(self) -> list[int]:
        """The process ids of the workers that run."""
        return sorted(worker.process.pid for worker in self._all if worker.alive)

    async def start(self) -> None:
        """Starts the workers and returns when the first is ready. Raises GraphError where none can be started."""
        first = asyncio.create_task(self._spawn())
        await first
        for _ in range(self._size - 1):
            self._keep(self._spawned())

    async def stop(self) -> None:
        """Ends all workers, and waits until they are gone."""
        self._closing = True
        for task in list(self._tasks):
            task.cancel()
        for worker in self._all:
            worker.kill()
        await asyncio.gather(*(worker.process.wait() for worker in self._all), *self._tasks, return_exceptions=True)

    async def run(
        self,
        head: Mapping[str, Any],
        *,
        client: str,
        seconds: float,
        tag: str | None,
        kept: Callable[[], Answered | None],
    ) -> Answered:
        """Lets a worker do a piece of work when it is the client's turn, or waits for one that does the same already.

        Work is the same where the `tag` is, and the time that it may take; `kept` is asked, when the turn has come,
        whether it has been done meanwhile. Raises BusyError where the turn takes too long to come, StoppedError where
        the work takes too long, LostError where the worker died. When all callers that wait for the work are cancelled
        it is ended, unless it is done in a moment.
        """
        key = None if tag is None else (tag, seconds)
        piece = self._shared.get(key)
        if piece is None:
            worker = await self.turns.take(client)
            piece, known = self._shared.get(key), kept()
            if piece is not None or known is not None:
                self.turns.give(worker)
            if known is not None:
                return known
            piece = piece or self._shared.begin(key, self._done(worker, head, seconds))
        return await self._shared.answer(piece)

    async def _done(self, worker: _Worker, head: Mapping[str, Any], seconds: float) -> Answered:
        """What a worker answers; it is free again afterwards, or another takes its place. Raises as `run`."""
        work, settled = asyncio.ensure_future(worker.ask(head)), False
        try:
            async with asyncio.timeout(seconds):
                answered = await asyncio.shield(work)
            self.turns.give(worker)
            settled = True
        except asyncio.CancelledError:
            self._keep(self._unwanted(worker, work))
            settled = True
            raise
        except TimeoutError:
            self.ended["stopped"] += 1
            raise StoppedError(
                f"the query was ended after {seconds:g} seconds: ask for less (a LIMIT, one agreement, fewer patterns)"
            ) from None
        except (asyncio.IncompleteReadError, OSError):
            self.ended["lost"] += 1
            raise await _loss(worker.process) from None
        finally:
            if not settled:
                work.cancel()
                self._replace(worker)
        return answered

    async def _unwanted(self, worker: _Worker, work: asyncio.Future[Answered]) -> None:
        """Lets a worker come to an end of what nobody waits for any more, or ends it."""
        await asyncio.wait({work}, timeout=_GRACE)
        if work.done() and not work.cancelled() and work.exception() is None:
            self.turns.give(worker)
        else:
            work.cancel()
            self._replace(worker)

    async def refresh(self) -> None:
        """Lets the workers that are idle open the current generation, so that the one before can go."""
        idle = [await self.turns.take("") for _ in range(self.turns.free)]
        for worker in idle:
            self._keep(self._warmed(worker))

    async def _warmed(self, worker: _Worker) -> None:
        try:
            async with asyncio.timeout(_START):
                await worker.ask(_REFRESH)
        except (TimeoutError, asyncio.IncompleteReadError, OSError):
            self._replace(worker)
        else:
            self.turns.give(worker)

    async def _watched(self, worker: _Worker) -> None:
        """Replaces a worker that ends by itself or is killed, also where it has nothing to do just then."""
        await worker.process.wait()
        self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        if worker not in self._all:
            return
        worker.kill()
        self._all.discard(worker)
        self._keep(worker.process.wait())
        if not self._closing:
            self._keep(self._spawned())

    def _keep(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _spawned(self) -> None:
        """Starts a worker, however many tries that takes."""
        for pause in (*_PAUSES, *[_PAUSES[-1]] * 10_000):
            await asyncio.sleep(pause)
            with suppress(GraphError, OSError):
                await self._spawn()
                return

    async def _spawn(self) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "RUST_BACKTRACE": "0"}
        heard = None if "AFTALEGRAF_TRACEBACK" in os.environ else DEVNULL  # a worker's last words are the library's
        command = (sys.executable, "-P", "-m", "graph.serving.worker", str(self._store), str(self._limits.memory))
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=heard, env=environment)
        worker = _Worker(process)
        self._all.add(worker)
        try:
            async with asyncio.timeout(_START):
                answered = await worker.ask(_REFRESH)
        except (TimeoutError, asyncio.IncompleteReadError, OSError, asyncio.CancelledError) as error:
            worker.kill()
            self._all.discard(worker)
            self.ended["not started"] += 1
            if isinstance(error, asyncio.CancelledError):
                raise
            raise LostError(f"{self._store}: no worker can be started ({await _loss(process)})") from None
        if answered.status >= 500:  # the store cannot be opened now; it may be later
            self.ended["not started"] += 1
        self._keep(self._watched(worker))
        self.turns.give(worker)


async def _loss(process: Process) -> LostError:
    """How a worker ended, as far as can be told."""
    with suppress(TimeoutError):
        async with asyncio.timeout(5):
            code = await process.wait()
            if code in _NO_MEMORY:
                return TooLargeError(
                    "the query wanted more memory than it may have: ask for less (a LIMIT, fewer patterns, no ORDER BY)"
                )
            if code in _NO_STACK:
                return TooDeepError("the query goes too deep: nest fewer brackets, or chain fewer operators")
            return LostError(f"the worker ended with status {code}: try again")
    return LostError("the worker closed its pipe: try again")
