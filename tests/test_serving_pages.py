"""What the server makes of a store's generations: what it shows, and what it leaves behind."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from aftalegraf.serving.making import ADDRESSES, LEDGER, MADE, SITE, THREADS
from aftalegraf.serving.pages import Pages


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders are filled at once, and not by a process that reads a store."""

    async def fill(_: Pages, folder: Path, part: str) -> None:
        (folder / SITE).mkdir(parents=True)
        (folder / SITE / "index.html").write_text(part, encoding="utf-8")
        for name in (ADDRESSES, LEDGER, THREADS):
            (folder / name).write_text(json.dumps({} if name == ADDRESSES else []), encoding="utf-8")
        (folder / MADE).write_text(folder.name, encoding="utf-8")

    monkeypatch.setattr(Pages, "_made", fill)


async def shown(pages: Pages, generation: str, before: str | None) -> str:
    """Lets a generation be made, as a server does that looks again and again, until another is shown than before."""
    async with asyncio.timeout(20):
        while (found := pages.current) is None or found.generation == before or pages.years is None:
            pages.want(generation)
            await asyncio.sleep(0.01)
    return found.generation


@pytest.mark.usefixtures("made")
def test_a_cache_does_not_grow_with_every_build(tmp_path: Path) -> None:
    """It holds what is shown and what was shown before that; what is of another store is left alone."""

    async def run() -> None:
        cache, last = tmp_path / "cache", None
        (cache / "pages-of-another-store").mkdir(parents=True)
        pages = Pages(tmp_path / "a.store", cache)
        for number in range(5):
            last = await shown(pages, f"generation-{number}", last)
        async with asyncio.timeout(20):  # the years come after the pages
            while len(list(cache.glob("years-*"))) != 2:
                await asyncio.sleep(0.01)
        await pages.close()
        held = [folder.name for folder in cache.glob("pages-*")]
        assert last in held
        assert "pages-of-another-store" in held
        assert len(held) == 3

    asyncio.run(run())


@pytest.mark.usefixtures("made")
def test_without_a_cache_nothing_is_left(tmp_path: Path) -> None:
    """Only the current generation is held, and that goes with the server."""

    async def run() -> None:
        last, pages = None, Pages(tmp_path / "a.store", None)
        for number in range(3):
            last = await shown(pages, f"generation-{number}", last)
        assert pages.current is not None
        folder = pages.current.files["index.html"].parents[1]
        assert len(list(folder.parent.glob("pages-*"))) == 1
        await pages.close()
        assert not folder.parent.exists()

    asyncio.run(run())
