"""The figures of `benchmarks.store`: the parts of a build, and what of it counts as loading."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import store
from benchmarks.parts import parts
from graph.store import reading


@pytest.mark.slow
def test_the_parts_of_a_build_are_all_of_it(tmp_path: Path) -> None:
    """Each part takes its time, what is in none of them is loading, and both peers hold the agreements' quads."""
    made = store.Corpus([store.small(model) for model in store.models()[:2]], 3)
    found = store.loads(made, tmp_path, ["pyoxigraph"])
    milliseconds = {part: times["aftalegraf"] for part, times in found.items()}
    assert min(milliseconds.values()) > 0
    assert milliseconds.pop("build") == pytest.approx(sum(milliseconds.values()))
    with reading(tmp_path / "a.store") as snapshot:
        held = set(snapshot.database)
    assert set(made.quads()) < held


def test_parts_count_nothing_outside_their_block() -> None:
    """What a build called before is called again afterwards."""
    from graph import ingest

    before = ingest.refuse_violations
    with parts() as found:
        assert ingest.refuse_violations is not before
    assert ingest.refuse_violations is before
    assert set(found.values()) == {0.0}
