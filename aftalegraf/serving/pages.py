"""The explorer's pages as the server has them: made for each generation, in the background, and then only looked up.

A path is looked up among the names of the files that were made; nothing of a request ever becomes part of a path.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import shutil
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aftalegraf import __version__
from aftalegraf.serving.making import ADDRESSES, LEDGER, MADE, PAGES, SITE, THREADS, YEARS
from viz import urls

_LOG = logging.getLogger("aftalegraf.serve")
Rows = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was made of one generation: the files by their names, and the pages of things."""

    generation: str
    files: Mapping[str, Path]
    addresses: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Years:
    """The ledger and the threads of one generation."""

    ledger: Rows
    threads: Rows


class Pages:
    """Makes and holds what belongs to the current generation; until that is made, what belonged to the one before.

    Without the explorer no pages are made, and the ledger and the threads only when somebody asks for them. In a
    `cache` that outlives the server stands also what belonged to the generation before, and nothing older.
    """

    def __init__(self, store: Path, cache: Path | None, *, explorer: bool = True) -> None:
        self._store = store
        self.explorer = explorer
        self._parts: tuple[str, ...] = (PAGES, YEARS) if explorer else ()
        self._own = cache is None
        self._cache = cache or Path(tempfile.mkdtemp(prefix="aftalegraf-pages-"))
        self._making: asyncio.Task[None] | None = None
        self._asked = self._newest = ""
        self._there = {part: asyncio.Event() for part in (PAGES, YEARS)}
        self.current: Made | None = None
        self.years: Years | None = None

    def want(self, generation: str) -> None:
        """Lets everything of a generation be made, once, when what is being made is done."""
        self._newest = generation
        if self._parts and self._asked != generation and (self._making is None or self._making.done()):
            self._asked = generation
            self._making = asyncio.create_task(self._make(generation))

    async def ready(self, seconds: float) -> Made | None:
        """The pages, as soon as there are any; None where that takes longer, or they could not be made."""
        await self._wait(PAGES, seconds)
        return self.current

    async def over_the_years(self, seconds: float) -> Years | None:
        """The ledger and the threads, in the same way."""
        if YEARS not in self._parts:
            self._parts = (YEARS,)
            self.want(self._newest)
        await self._wait(YEARS, seconds)
        return self.years

    async def close(self) -> None:
        """Ends what is being made, and removes everything unless it is to be kept."""
        if self._making is not None:
            self._making.cancel()
            with suppress(asyncio.CancelledError):
                await self._making
        if self._own:
            shutil.rmtree(self._cache, ignore_errors=True)

    async def _wait(self, part: str, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._there[part].wait()

    async def _make(self, generation: str) -> None:
        for part in self._parts:
            folder = self._cache / self._name(part, generation)
            try:
                if not (folder / MADE).is_file():
                    await self._made(folder, part)
                if part == PAGES:
                    self.current = await asyncio.to_thread(_read_pages, folder)
                else:
                    self.years = await asyncio.to_thread(_read_years, folder)
                self._sweep(part, folder)
            except (OSError, ValueError) as error:
                _LOG.error("the %s of %s could not be made: %s", part, generation, error)
            self._there[part].set()

    async def _made(self, folder: Path, part: str) -> None:
        """Runs the making in a process of its own, and puts what it made into its place. Raises OSError."""
        self._cache.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix="being-made-", dir=self._cache))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = (sys.executable, "-P", "-m", "aftalegraf.serving.making", str(self._store), str(aside), part)
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=DEVNULL, stderr=PIPE, env=environment
        )
        try:
            assert process.stderr is not None
            said = await process.stderr.read()
            await process.wait()
            if process.returncode:
                raise OSError(said.decode("utf-8", "replace").strip()[-300:])
            shutil.rmtree(folder, ignore_errors=True)
            aside.rename(folder)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
            shutil.rmtree(aside, ignore_errors=True)

    def _name(self, part: str, generation: str) -> str:
        """A folder's name for what this program makes of a generation of this store."""
        told = f"{generation} {__version__} {_program()}"
        return f"{self._start(part)}{hashlib.sha256(told.encode()).hexdigest()[:24]}"

    def _start(self, part: str) -> str:
        """How the names of all folders begin that are made of this store."""
        return f"{part}-{hashlib.sha256(str(self._store.resolve()).encode()).hexdigest()[:12]}-"

    def _sweep(self, part: str, kept: Path) -> None:
        """Removes what was made of older generations; a page that is being sent is open and is sent to its end.

        In a cache that is not our own alone another server may still show the one before.
        """
        others = [folder for folder in self._cache.glob(f"{self._start(part)}*") if folder != kept]
        others.sort(key=lambda folder: (folder / MADE).stat().st_mtime_ns if (folder / MADE).is_file() else 0)
        for folder in others if self._own else others[:-1]:
            shutil.rmtree(folder, ignore_errors=True)


def _program() -> int:
    """Another number when the program's own files change."""
    return max(path.stat().st_mtime_ns for path in Path(urls.__file__).parent.rglob("*") if path.is_file())


def _read_pages(folder: Path) -> Made:
    site = folder / SITE
    return Made(
        generation=(folder / MADE).read_text(encoding="utf-8"),
        files={path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()},
        addresses=_json(folder / ADDRESSES),
    )


def _read_years(folder: Path) -> Years:
    return Years(ledger=tuple(_json(folder / LEDGER)), threads=tuple(_json(folder / THREADS)))


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
