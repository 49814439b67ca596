"""Work that several wait for: who comes and goes, and what that does to the work."""

from __future__ import annotations

import asyncio

import pytest

from graph.serving.shared import Shared


class Work:
    """Something that takes until it is let go on; counts how often it was begun, and ended before its end."""

    def __init__(self) -> None:
        self.begun = self.ended = 0
        self.go_on = asyncio.Event()

    async def do(self) -> str:
        """The work."""
        self.begun += 1
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.ended += 1
            raise
        return "answer"


def test_it_is_done_once_for_all_who_wait() -> None:
    """And again for whoever comes after it is done."""

    async def run() -> None:
        shared, work = Shared[str](), Work()
        piece = shared.begin("key", work.do())
        waiting = [asyncio.create_task(shared.answer(piece)) for _ in range(3)]
        await asyncio.sleep(0)
        assert shared.get("key") is piece
        assert shared.get("other") is None
        work.go_on.set()
        assert await asyncio.gather(*waiting) == ["answer"] * 3
        assert work.begun == 1
        assert shared.get("key") is None

    asyncio.run(run())


def test_it_goes_on_until_the_last_has_gone_away() -> None:
    """Then it is ended, and nobody can join it."""

    async def run() -> None:
        shared, work = Shared[str](), Work()
        piece = shared.begin("key", work.do())
        first, second = (asyncio.create_task(shared.answer(piece)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.sleep(0)
        assert shared.get("key") is piece
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
        assert shared.get("key") is None
        await asyncio.sleep(0.01)
        assert (work.begun, work.ended) == (1, 1)

    asyncio.run(run())


def test_what_goes_wrong_is_told_to_all() -> None:
    """And is not kept for those who come later."""

    async def fail() -> str:
        raise ValueError("no")

    async def run() -> None:
        shared = Shared[str]()
        piece = shared.begin("key", fail())
        told = await asyncio.gather(shared.answer(piece), shared.answer(piece), return_exceptions=True)
        assert [str(one) for one in told] == ["no", "no"]
        assert shared.get("key") is None

    asyncio.run(run())


def test_without_a_key_nobody_joins() -> None:
    """What changes each time is done for each."""

    async def run() -> None:
        shared, work = Shared[str](), Work()
        pieces = [shared.begin(None, work.do()) for _ in range(2)]
        assert shared.get(None) is None
        work.go_on.set()
        assert await asyncio.gather(*map(shared.answer, pieces)) == ["answer", "answer"]
        assert work.begun == 2

    asyncio.run(run())
